"""Whether two numbers may be values of one measure."""

from __future__ import annotations

from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.vocabulary import words

_UNITS_OF_TIME = words("month year week day hour minute second quarter")


def alike(first: Quantity, second: Quantity) -> bool:
    """Whether two numbers may be values of one measure."""
    return first.kind == second.kind and first.unit == second.unit and first.kind not in ("points", "times")


def comparable(passage: Passage, first: int, second: int) -> bool:
    """Alike, and not a number of months beside one of something else, nor "three" beside 8,940."""
    some, others = passage.quantity(first), passage.quantity(second)
    if not alike(some, others):
        return False
    if some.in_words != others.in_words and some.kind == "count":
        spoken, written = (some, others) if some.in_words else (others, some)
        if spoken.value <= 12 and written.value > 60:
            return False
    one, other = (_span(passage, at) for at in (first, second))
    if (one or other) and one != other and (some.in_words or others.in_words):
        return False
    return one == other or not passage.noun(first) or not passage.noun(second)


def _span(passage: Passage, at: int) -> str:
    noun = passage.noun(at)[:1]
    return noun[0] if noun and noun[0] in _UNITS_OF_TIME else ""
