"""The next edition begun from the last: its words carried over, its periods moved on."""
