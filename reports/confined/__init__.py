"""Work on what strangers made, in a process that may fail: limits, a wall around it, and messages."""
