"""Units: what a number counts, and which numbers may meet in a sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["count", "money", "share", "points", "duration", "amount", "rate", "grade"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by the name that data files use. ``kind`` decides its wording; only equal units are alike.

    ``decimals`` is the precision printed where neither measure nor editor names one; None prints
    the value as the source gave it. ``scale`` are the words of a grade, the worst first: its value is a place
    in them, counted from one.
    """

    name: str
    kind: Kind
    decimals: int | None = 0
    scale: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


COUNT = Unit("count", "count")
PEOPLE = Unit("people", "count")
POSTS = Unit("posts", "count")
FTE = Unit("fte", "amount", None)
POUNDS = Unit("£", "money", None)
PERCENT = Unit("%", "share", None)
POINTS = Unit("points", "points", None)
SECONDS = Unit("seconds", "duration")
HOURS = Unit("hours", "amount", None)
DAYS = Unit("days", "amount", None)
RATIO = Unit("ratio", "amount", 1)
PER_1000 = Unit("per 1,000", "rate", 1)
PER_1000_PEOPLE = Unit("per 1,000 people", "rate", 1)
PER_100000_PEOPLE = Unit("per 100,000 people", "rate", 1)
PEEL_GRADES = ("Inadequate", "Requires improvement", "Adequate", "Good", "Outstanding")
GRADE = Unit("grade", "grade", 0, PEEL_GRADES)

RATES = (PERCENT, POINTS, RATIO, PER_1000, PER_1000_PEOPLE, PER_100000_PEOPLE)
"""Units of values that don't add up to anything and have no parts."""

_KNOWN = {
    unit.name: unit
    for unit in (
        COUNT,
        PEOPLE,
        POSTS,
        FTE,
        POUNDS,
        PERCENT,
        POINTS,
        SECONDS,
        HOURS,
        DAYS,
        RATIO,
        PER_1000,
        PER_1000_PEOPLE,
        PER_100000_PEOPLE,
        GRADE,
    )
}
UNIT_NAMES = tuple(_KNOWN)


def unit_named(name: str) -> Unit:
    """The unit of that name. Raises ValueError that lists the names."""
    try:
        return _KNOWN[name]
    except KeyError:
        raise ValueError(f"there is no unit {name!r}; units are {', '.join(UNIT_NAMES)}") from None
