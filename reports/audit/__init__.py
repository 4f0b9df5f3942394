"""The figure checker: reads any document, and says which of its numbers do not agree with one another."""
