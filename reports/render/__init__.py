"""A Document in, bytes out."""
