"""Drafts: kept, numbered and moved as bytes, whatever they mean."""
