"""The limits of a funnel plot: how far rates of small places stray by chance.

D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005),
1185-1202: around the rate of all places together, limits lie at so many standard errors as hold 95% and 99.8%
of what chance gives. Of counts per head the variance is that of a Poisson variable (the rate itself over the
population), of parts of a whole that of a binomial one. Both are the normal approximation, which needs some
ten events in each place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import figure_of
from reckoner.reports.figures.arithmetic import rate, share, total
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.unit import PEOPLE, PER_1000_PEOPLE

Z_95, Z_998 = 1.959964, 3.090232
FEWEST_EVENTS = 10
_PER = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """One place: its rate, how large it is, and whether it lies beyond the outer limits."""

    point: Point
    rate: Figure
    size: float
    outside: bool


@dataclass(frozen=True, slots=True)
class Funnel:
    """All places and the rate of them together."""

    places: tuple[Place, ...]
    overall: Figure
    binomial: bool

    def limit(self, size: float, z: float) -> float:
        """How far from the overall rate the limit lies for a place of that size, in the rates' unit."""
        return _limit(self.overall, self.binomial, size, z)


def funnel_of(spec: ChartSpec) -> Funnel:
    """The funnel of a checked spec: its first series are events, its second what they are events of."""
    events, bases = ({p.label: figure_of(p) for p in series.points} for series in spec.series)
    binomial = next(iter(bases.values())).unit != PEOPLE
    overall = _rate(total(list(events.values())), total(list(bases.values())), binomial)
    places = tuple(
        _place(
            point,
            _rate(figure_of(point), bases[point.label], binomial),
            bases[point.label],
            overall,
            binomial,
        )
        for point in spec.series[0].points
    )
    return Funnel(places, overall, binomial)


def outside(places: Sequence[Place]) -> list[Place]:
    """Those beyond the outer limits."""
    return [place for place in places if place.outside]


def _place(point: Point, of: Figure, base: Figure, overall: Figure, binomial: bool) -> Place:
    size = float(base.value)
    strays = abs(float(of.value) - float(overall.value)) > _limit(overall, binomial, size, Z_998)
    return Place(point, of, size, strays)


def _limit(overall: Figure, binomial: bool, size: float, z: float) -> float:
    per = 100.0 if binomial else float(_PER)
    part = float(overall.value) / per
    variance = part * (1 - part) if binomial else part
    return z * sqrt(variance / size) * per


def _rate(events: Figure, base: Figure, binomial: bool) -> Figure:
    return share(events, base) if binomial else rate(events, base, PER_1000_PEOPLE, _PER)
