"""Findings for people, for programs and as a marked page."""
