"""Pairs of groups that leave nobody out: women and men, public and private."""

from __future__ import annotations

from reckoner.reports.audit.language.vocabulary import words

_PAIRS = (
    ("women female females girls woman", "men male males boys man"),
    ("public", "private"),
    ("uk", "overseas abroad international"),
    ("boys boy", "girls girl"),
    ("adults adult", "children child juveniles"),
    ("full-time", "part-time"),
    ("internal", "external"),
    ("urban", "rural"),
    ("inpatient inpatients", "outpatient outpatients"),
    ("elective planned", "emergency unplanned"),
    ("capital", "revenue"),
    ("weekdays weekday", "weekends weekend"),
    ("day", "night"),
    ("permanent", "temporary"),
    ("restricted", "unrestricted"),
    ("domestic", "foreign overseas international"),
    ("voluntary", "compulsory"),
    ("fatal", "non-fatal"),
)
COMPLEMENTS = tuple(
    both for one, other in _PAIRS for both in ((words(one), words(other)), (words(other), words(one)))
)
