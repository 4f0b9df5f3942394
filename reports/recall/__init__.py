"""What a restated figure reaches: open editions, delivered ones, and their corrections.

What a new figure would change is composed, not guessed. The file is taken into a copy of the house, each
edition that rests on the module is composed from both, and the two are compared sentence by sentence; so
words that follow a figure, charts and sums need no rules of their own. What is out is looked for in its
ledger, its page in the PDF's own anchors.
"""
