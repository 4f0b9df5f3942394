"""What is wrong with a finished PDF, read by a reader of our own."""
