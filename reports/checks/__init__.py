"""What is wrong with a draft."""
