"""The next edition begun from the last: its words carried over, its periods moved on.

The next edition keeps the last one's words and says so. Putting another month into "took effect in
September" would make it untrue, and empty files would lose the structure. So ``reckoner new`` moves named
periods alone, and ``check:`` in each file keeps drafts unfit until a person has read it. A period moves by
its own length: a half-year waits for the next to end.
"""
