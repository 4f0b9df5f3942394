"""Charts: figures in, accessible pictures out."""
