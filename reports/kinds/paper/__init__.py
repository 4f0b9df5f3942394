"""A paper: sections in order, one document."""
