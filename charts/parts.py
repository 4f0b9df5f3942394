"""Parts of a whole: percentages as they are, amounts as shares of their sum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.charts.values import figures, worded
from reckoner.reports.figures.arithmetic import share, sum_of, total
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.unit import PERCENT, RATES
from reckoner.reports.figures.wording import Wording

MOST_PARTS = 6


@dataclass(frozen=True, slots=True)
class Part:
    """One known part: its size in per cent of the whole, and how it is printed."""

    point: Point
    percent: float
    value: Printed


def parts_of(series: Series, wording: Wording) -> list[Part]:
    """The known parts of a series in the order given."""
    known = [(point, point.figure) for point in series.points if point.figure]
    if all(figure.unit == PERCENT for _, figure in known):
        return [Part(point, float(figure.value), worded(figure, wording)) for point, figure in known]
    whole = total([figure for _, figure in known])
    if any(figure.period != whole.period for _, figure in known) or sum_of([whole]) == 0:
        return [Part(point, 0.0, worded(figure, wording)) for point, figure in known]
    shares = [share(figure, whole) for _, figure in known]
    return [
        Part(point, float(part.value), worded(part, wording))
        for (point, _), part in zip(known, shares, strict=True)
    ]


def in_hundred(parts: list[Part]) -> list[int]:
    """How many of a hundred squares each part gets: by largest remainder, so that a whole fills them all."""
    floors = [int(part.percent) for part in parts]
    whole = min(round(sum(part.percent for part in parts)), 100)
    order = sorted(range(len(parts)), key=lambda place: floors[place] - parts[place].percent)
    for place in order[: max(whole - sum(floors), 0)]:
        floors[place] += 1
    return floors


def may_add(figures: Iterable[Figure]) -> bool:
    """Whether their sum means something: percentages, rates and lengths of time don't add up."""
    return all(figure.unit not in RATES and figure.unit.kind != "duration" for figure in figures)


def refuse_negative(spec: ChartSpec) -> Iterator[tuple[str, str]]:
    """A part of a whole can't be below zero."""
    for figure in figures(spec):
        if figure.value < 0:
            yield f"{figure.name} is below zero: a part of a whole can't be", "Use bars."


def refuse_wrong_shares(spec: ChartSpec) -> Iterator[tuple[str, str]]:
    """Nor can shares add up to more than the whole, or be too many to be told apart."""
    yield from refuse_negative(spec)
    for series in spec.series:
        known = [
            point.figure.value for point in series.points if point.figure and point.figure.unit == PERCENT
        ]
        if sum(known, Decimal(0)) > 100 + Decimal("0.5") * len(known):
            yield f"the shares in {series.name!r} add up to more than 100%", "Check them, or use bars."
        if len(series.points) > MOST_PARTS:
            yield (
                f"{series.name!r} has more than {MOST_PARTS} parts",
                "Put the smallest together, or use bars.",
            )
