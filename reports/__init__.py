"""Reckoner: reports whose every number can be followed back to its source."""
