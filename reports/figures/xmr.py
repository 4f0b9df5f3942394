"""The limits of an XmR chart and the signals of change in it, on bare numbers.

Limits lie at the mean plus and minus 2.66 times the mean moving range (Wheeler and Chambers, "Understanding
Statistical Process Control"). The signals are those of NHS England's "Making Data Count": a value outside the
limits, seven or more on one side of the mean, six or more that rise or fall without a break, two of three
near one limit, which is the outer third between mean and limit. Values on both sides of a gap in time are no
neighbours: neither a moving range nor a signal reaches over it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from typing import Literal, get_args

from reckoner.reports.periods.period import Period

FEWEST = 12
RUN = 7
TREND = 6
FACTOR = Decimal("2.66")
_OUTER = Decimal(2) / 3
_EXACT = Context(prec=80)
Rule = Literal["outside", "run", "trend", "near"]
RULES: tuple[Rule, ...] = get_args(Rule)


@dataclass(frozen=True, slots=True)
class Limits:
    """The mean of a series, and the mean of the distances from each value to the next."""

    mean: Decimal
    moving_range: Decimal

    @property
    def allowance(self) -> Decimal:
        """How far a limit lies from the mean."""
        return FACTOR * self.moving_range

    @property
    def upper(self) -> Decimal:
        """The upper limit."""
        return self.mean + self.allowance

    @property
    def lower(self) -> Decimal:
        """The lower limit, which may lie below zero."""
        return self.mean - self.allowance


@dataclass(frozen=True, slots=True)
class Signal:
    """Values, by their places, that a rule marks; ``up`` where they are high or rising."""

    rule: Rule
    places: tuple[int, ...]
    up: bool


def stretches_of(periods: Sequence[Period]) -> tuple[int, ...]:
    """For each period the number of its stretch: a new one begins after a gap.

    Periods follow each other where their starts lie as far apart as the closest two of the series: months,
    quarters, or the same ten months of each year.
    """
    distances = [_distance(one, other) for one, other in pairwise(periods)]
    step = min(distances, default=(0, 0))
    numbers = [0]
    for distance in distances:
        numbers.append(numbers[-1] + (distance != step))
    return tuple(numbers[: len(periods)])


def _distance(one: Period, other: Period) -> tuple[int, int]:
    """Months and days from start to start; days only where a start is not the first of a month."""
    if one.start.day == 1 == other.start.day and one.month_count is not None:
        return (other.start.year - one.start.year) * 12 + other.start.month - one.start.month, 0
    return 0, (other.start - one.start).days


def limits_of(values: Sequence[Decimal], stretches: Sequence[int]) -> Limits:
    """Mean and mean moving range. Raises ValueError where no two values are neighbours."""
    ranges = [
        abs(values[place + 1] - values[place])
        for place in range(len(values) - 1)
        if stretches[place] == stretches[place + 1]
    ]
    if not ranges:
        raise ValueError("limits need two values that follow each other")
    with localcontext(_EXACT):
        return Limits(sum(values, Decimal(0)) / len(values), sum(ranges, Decimal(0)) / len(ranges))


def signals_of(values: Sequence[Decimal], stretches: Sequence[int], limits: Limits) -> tuple[Signal, ...]:
    """Every signal, the strongest rule first, each as long as it holds."""
    places = range(len(values))
    outside = (n for n in places if not limits.lower <= values[n] <= limits.upper)
    return (
        *(Signal("outside", (n,), values[n] > limits.mean) for n in outside),
        *_runs(values, stretches, limits.mean),
        *_trends(values, stretches),
        *_near(values, stretches, limits),
    )


def _runs(values: Sequence[Decimal], stretches: Sequence[int], mean: Decimal) -> Iterator[Signal]:
    """Runs on one side of the mean; a value on the mean ends one and belongs to none."""
    for side in (1, -1):
        marks = [(value > mean) - (value < mean) == side for value in values]
        for places in _together(marks, stretches):
            if len(places) >= RUN:
                yield Signal("run", places, side > 0)


def _trends(values: Sequence[Decimal], stretches: Sequence[int]) -> Iterator[Signal]:
    for side in (1, -1):
        moves = [False, *((b - a) * side > 0 for a, b in pairwise(values))]
        for places in _together(moves, stretches):
            first = places[0] - 1
            if first >= 0 and stretches[first] == stretches[places[0]]:
                places = (first, *places)
            if len(places) >= TREND:
                yield Signal("trend", places, side > 0)


def _near(values: Sequence[Decimal], stretches: Sequence[int], limits: Limits) -> Iterator[Signal]:
    third = limits.allowance * _OUTER
    for side in (1, -1):
        close = [(value - limits.mean) * side > third for value in values]
        for n in range(len(values)):
            three = [p for p in range(max(0, n - 2), n + 1) if stretches[p] == stretches[n] and close[p]]
            if close[n] and len(three) >= 2:
                yield Signal("near", tuple(three), side > 0)


def _together(marks: Sequence[bool], stretches: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Marked places that lie beside each other in one stretch."""
    found: list[int] = []
    for place, marked in enumerate(marks):
        if found and not (marked and stretches[place] == stretches[found[-1]]):
            yield tuple(found)
            found = []
        if marked:
            found.append(place)
    if found:
        yield tuple(found)
