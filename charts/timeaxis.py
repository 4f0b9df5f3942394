"""The time axis: periods to scale, and as many labels as fit side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reckoner.charts.fonts import width_of, wrap
from reckoner.charts.scene import Box
from reckoner.charts.spec import Point, Series
from reckoner.charts.values import middle, period_of
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period

_GAP = 7.0
WIDEST = 58.0


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Places the middles of periods between ``left`` and ``right``."""

    first: float
    last: float
    left: float
    right: float

    @classmethod
    def over(cls, periods: Sequence[Period], left: float, right: float) -> TimeAxis:
        """An axis that holds these periods."""
        middles = [middle(period) for period in periods]
        return cls(min(middles), max(middles), left, right)

    def at(self, day: float) -> float:
        """Where a day (an ordinal) lies; the middle where there is but one period."""
        if self.first == self.last:
            return (self.left + self.right) / 2
        return self.left + (day - self.first) / (self.last - self.first) * (self.right - self.left)

    def of(self, period: Period) -> float:
        """Where a period lies."""
        return self.at(middle(period))


@dataclass(frozen=True, slots=True)
class AxisLabel:
    """A period's label: up to three short lines, centred on ``x``."""

    x: float
    lines: tuple[str, ...]


def periods_of(series: Iterable[Series]) -> list[Point]:
    """One point for each period of the series, in order; partial where any of them has it partial."""
    found: dict[Period, Point] = {}
    for one in series:
        for point in one.points:
            period = period_of(point)
            if period not in found or point.partial:
                found[period] = point
    return [found[period] for period in sorted(found)]


def axis_labels(
    points: Sequence[Point], axis: TimeAxis, size: float, wording: Wording, widest: float = WIDEST
) -> list[AxisLabel]:
    """Labels for the last period and every so many before it, as many as fit, none wider than ``widest``."""
    for every in range(1, len(points) + 1):
        chosen = list(points[::-1][::every][::-1])
        labels = _labelled(chosen, axis, size, wording, widest)
        if _fit(labels, size):
            return labels
        kept = _greedy(labels, size)
        if every == 1 and _is_uneven(points) and len(kept) * 2 >= len(points):
            return _labelled([chosen[labels.index(label)] for label in kept], axis, size, wording, widest)
    return []


def overhang(points: Sequence[Point], size: float, wording: Wording, widest: float = WIDEST) -> float:
    """Half the width of the widest of the first and last labels: the room they need beyond their places."""
    ends = [points[0], points[-1]]
    still = TimeAxis(0.0, 0.0, 0.0, 0.0)
    return max(_box(label, size).right for label in _labelled(ends, still, size, wording, widest))


def _is_uneven(points: Sequence[Point]) -> bool:
    """Whether some periods lie much further apart than others, so that every second one is a poor choice."""
    steps = [middle(period_of(b)) - middle(period_of(a)) for a, b in pairwise(points)]
    return max(steps) > 1.7 * min(steps)


def _greedy(labels: Sequence[AxisLabel], size: float) -> list[AxisLabel]:
    kept: list[AxisLabel] = []
    for label in reversed(labels):
        if not kept or _box(label, size).right + _GAP <= _box(kept[0], size).left:
            kept.insert(0, label)
    return kept


def _labelled(
    points: Sequence[Point], axis: TimeAxis, size: float, wording: Wording, widest: float
) -> list[AxisLabel]:
    labels: list[AxisLabel] = []
    year = 0
    for point in points:
        period = period_of(point)
        lines = _lines(period, period.last.year != year, size, wording, widest)
        year = period.last.year
        if point.partial:
            lines = (*lines, *wrap(wording.language.say("chart.part_year"), size, widest))
        labels.append(AxisLabel(axis.of(period), lines))
    return labels


def _lines(period: Period, with_year: bool, size: float, wording: Wording, widest: float) -> tuple[str, ...]:
    words = wording.short_period(period)
    if period.shape in ("year", "financial year"):
        return (wording.period(period),)
    if period.shape == "month":
        month, _, year = words.rpartition(" ")
        return (month, year) if with_year else (month,)
    return wrap(words, size, widest)


def _box(label: AxisLabel, size: float) -> Box:
    half = max(width_of(line, size) for line in label.lines) / 2
    return Box(label.x - half, 0, label.x + half, size)


def _fit(labels: Sequence[AxisLabel], size: float) -> bool:
    boxes = [_box(label, size) for label in labels]
    return all(a.right + _GAP <= b.left for a, b in pairwise(boxes))
