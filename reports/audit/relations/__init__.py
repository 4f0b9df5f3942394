"""Relations between numbers that a text claims: each kind in a module of its own."""
