"""What makes the documents: the rooms of ARCHITECTURE.md."""
