"""Control limits of an XmR chart: the mean, and 2.66 times the mean moving range to either side.

Wheeler and Chambers, "Understanding Statistical Process Control": individual values and moving
ranges. A run of eight on one side of the mean is the usual second signal (Western Electric).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import period_of
from reckoner.reports.figures.arithmetic import average
from reckoner.reports.figures.figure import Computed, Figure

FEWEST = 12
RUN = 8
_FACTOR = Decimal("2.66")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Points under one method, their mean and limits. ``lower`` is None where it would fall below zero."""

    points: tuple[Point, ...]
    mean: Figure
    upper: Figure
    lower: Figure | None
    outside: tuple[Point, ...]
    in_runs: tuple[Point, ...]


def stretches(spec: ChartSpec) -> list[list[Point]]:
    """The whole, known points of the first series, in order, parted at breaks in method."""
    known = sorted((p for p in spec.series[0].points if p.figure and not p.partial), key=period_of)
    edges = sorted(cut.at.start for cut in spec.breaks)
    parts: dict[int, list[Point]] = {}
    for point in known:
        parts.setdefault(sum(edge <= period_of(point).start for edge in edges), []).append(point)
    return [parts[place] for place in sorted(parts)]


def limits_of(points: Sequence[Point], words: tuple[str, str, str]) -> Stretch:
    """Mean, limits and signals of one stretch; ``words`` explain allowance and both limits in the ledger."""
    figures = [point.figure for point in points if point.figure]
    mean = average(figures)
    mean = replace(mean, decimals=_decimals(mean, figures))
    ranges = [abs(b.value - a.value) for a, b in pairwise(figures)]
    allowance = _FACTOR * sum(ranges, Decimal(0)) / len(ranges)
    upper = _limit(mean, allowance, words[0], words[1])
    lower = _limit(mean, -allowance, words[0], words[2])
    floor = min(figure.value for figure in figures) >= 0 and lower.value < 0
    return Stretch(
        points=tuple(points),
        mean=mean,
        upper=upper,
        lower=None if floor else lower,
        outside=tuple(p for p in points if p.figure and not lower.value <= p.figure.value <= upper.value),
        in_runs=_runs(points, mean.value),
    )


def _decimals(mean: Figure, figures: Sequence[Figure]) -> int:
    """As many as the values have, since an exact limit can have any number."""
    if mean.decimals is not None:
        return mean.decimals
    if mean.unit.decimals is not None:
        return mean.unit.decimals
    return max(max(0, -int(figure.value.as_tuple().exponent)) for figure in figures)


def _limit(mean: Figure, allowance: Decimal, how: str, called: str) -> Figure:
    spread = Figure(
        value=allowance,
        unit=mean.unit,
        name=mean.name,
        origins=mean.origins,
        decimals=mean.decimals,
        notes=(how,),
    )
    return Figure(
        value=mean.value + allowance,
        unit=mean.unit,
        name=mean.name,
        origins=mean.origins,
        computed=Computed("total", (mean, spread)),
        decimals=mean.decimals,
        noun=mean.noun,
        notes=(called, how),
    )


def _runs(points: Sequence[Point], mean: Decimal) -> tuple[Point, ...]:
    """The points in runs of eight or more on one side of the mean; one on the mean ends a run."""
    found: list[Point] = []
    run: list[Point] = []
    side = 0
    for point in points:
        assert point.figure is not None
        now = (point.figure.value > mean) - (point.figure.value < mean)
        run = [*run, point] if now == side and now else [point]
        side = now
        if len(run) == RUN:
            found += run
        elif len(run) > RUN:
            found.append(point)
    return tuple(found)
