"""Editors' words: front matter, Markdown and placeholders, read as data.

Pillow has two homes: ``charts`` writes pictures, ``content`` makes photographs ready (upright, small,
without metadata).
"""
