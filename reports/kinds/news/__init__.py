"""The news page: an index, a page for each story, and a feed.

What is wrong with a story is a finding, not a fault, as far as it can be read: on the first working day of
the month an officer gets a draft with one story's picture missing, not none.

A story that tells of a report says which (``report: annual-report 2023-24``), and its figures are held
against the ledger of that report's newest draft: another value makes the draft unfit, a figure that the
report lacks is a warning. Between other documents a difference is a warning.
"""
