"""An edition's named periods moved on to the next edition, each by the distance that its form asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reckoner.reports.periods.period import Period

LATEST = "latest"
_LENGTHS = (1, 3, 6, 12)  # months: those that a calendar cuts years into


@dataclass(frozen=True, slots=True)
class Move:
    """A named period before and after.

    ``known`` is false where nothing tells how it moves, so it stayed; ``once`` says that it stayed since no
    figure goes on to the next.
    """

    name: str
    old: Period
    new: Period
    known: bool = True
    once: bool = False


def moved_on(periods: Mapping[str, Period], was: Period, now: Period) -> dict[str, Move]:
    """The periods of an edition for ``was`` as those of an edition for ``now``, which isn't earlier.

    In this order: a period that belongs to another (``half_year_first`` lies in ``half_year``) goes with it;
    one called ``..._to_date`` keeps its first month of the year and grows to its new end; a month, quarter,
    half-year or year moves by as many of its own lengths as have ended between the two editions; any other
    that ends with ``latest`` ends with it again. What remains has no known way to move.
    """
    mover = _Mover(periods, was, now)
    return {name: mover.move(name) for name in periods}


@dataclass(frozen=True)
class _Mover:
    periods: Mapping[str, Period]
    was: Period
    now: Period

    def move(self, name: str) -> Move:
        old = self.periods[name]
        new = self._new(name, old) if old.month_count is not None else None
        return Move(name, old, new or old, new is not None)

    def _new(self, name: str, old: Period) -> Period | None:
        months = old.month_count or 0
        if (whole := self._whole(name)) is not None:
            moved = self.move(whole)
            return old.shifted(_between(moved.old, moved.new)) if moved.known else None
        if name.endswith("to_date"):
            return _to_date(old, _between(self.was, self.now))
        if months == 1 or (months in _LENGTHS and old.start.month % 3 == 1):
            return old.shifted(self._steps(old, months) * months)
        latest = self.periods.get(LATEST)
        if latest is not None and name != LATEST and latest.end == old.end:
            moved = self.move(LATEST)
            return old.shifted(_between(moved.old, moved.new)) if moved.known else None
        return None

    def _whole(self, name: str) -> str | None:
        """The period that this one is a part of: called as it begins, and holding its days."""
        found = [
            other
            for other, period in self.periods.items()
            if name.startswith(f"{other}_") and self.periods[name] in period
        ]
        return max(found, key=len, default=None)

    def _steps(self, old: Period, months: int) -> int:
        """How many stretches like this one have ended from the one edition to the other."""
        return _between(old, self.now) // months - _between(old, self.was) // months


def _between(first: Period, second: Period) -> int:
    return (second.start.year - first.start.year) * 12 + second.start.month - first.start.month


def _to_date(old: Period, months: int) -> Period:
    """From the same first month, in the year that holds the new last month, to that month."""
    last = Period.months(old.last.year, old.last.month).shifted(months)
    begun = last.start.year - (last.start.month < old.start.month)
    return Period(old.start.replace(year=begun), last.end)
