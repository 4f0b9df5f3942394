"""A page of HTML as a PDF that everyone can read and that carries its own evidence."""
