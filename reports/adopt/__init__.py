"""Numbers that an editor typed, adopted: linked to a figure, made a fact, or marked as incidental."""
