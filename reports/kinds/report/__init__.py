"""A report in parts, with items, priorities and a glossary."""
