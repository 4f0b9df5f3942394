"""Editors' words: front matter, Markdown and placeholders, read as data."""
