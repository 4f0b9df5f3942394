"""Words into numbers, periods and the claims made with them."""
