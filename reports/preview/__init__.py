"""Drafts shown to people on this machine."""
