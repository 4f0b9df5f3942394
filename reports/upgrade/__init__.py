"""A house and a new version of the program: what would differ, what to rename, which version it is."""
