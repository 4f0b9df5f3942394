"""When: what is due for which period."""
