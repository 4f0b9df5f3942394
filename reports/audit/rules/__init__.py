"""What can be wrong with a figure: one file per rule."""
