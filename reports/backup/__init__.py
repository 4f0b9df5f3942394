"""A whole house as one file, and back: written and verified beside its place, then put there in one step."""
