"""A Document in, bytes out.

Fonts come as packages, so that pages are the same on every machine. The web version names the same families
and falls back to the reader's own.
"""
