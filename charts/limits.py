"""Control limits of an XmR chart: its points parted at breaks in method, with the signals in each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import figure_of, period_of
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.usual_range import RangeWords, UsualRange, usual_range
from reckoner.reports.figures.xmr import FEWEST, Rule

__all__ = ["FEWEST", "Stretch", "limits_of", "stretches"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Points under one method, their mean and limits. ``lower`` is None where it would fall below zero.

    ``in_trends`` rise or fall without a break, ``near`` are two of three near one limit.
    """

    points: tuple[Point, ...]
    mean: Figure
    upper: Figure
    lower: Figure | None
    outside: tuple[Point, ...]
    in_runs: tuple[Point, ...]
    in_trends: tuple[Point, ...]
    near: tuple[Point, ...]


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
    found = usual_range([figure_of(p) for p in points], [period_of(p) for p in points], RangeWords(*words))
    return Stretch(
        points=tuple(points),
        mean=found.mean,
        upper=found.upper,
        lower=None if found.lower_means_nothing else found.lower,
        outside=_marked(points, found, "outside"),
        in_runs=_marked(points, found, "run"),
        in_trends=_marked(points, found, "trend"),
        near=_marked(points, found, "near"),
    )


def _marked(points: Sequence[Point], found: UsualRange, rule: Rule) -> tuple[Point, ...]:
    places = {place for signal in found.signals if signal.rule == rule for place in signal.places}
    return tuple(points[place] for place in sorted(places))
