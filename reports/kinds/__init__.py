"""Kinds of publication, a folder each; ``registry`` lists them."""
