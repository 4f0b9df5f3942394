"""What kinds ask of a spec: its figures, its places in time, its wording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.unit import Unit
from reckoner.reports.figures.wording import Wording, in_chart, in_millions
from reckoner.reports.periods.period import Period

_STATE_WORDS = {"missing": "number.missing", "suppressed": "number.suppressed"}


def figures(spec: ChartSpec) -> Iterator[Figure]:
    """Each figure of each series, in order."""
    return (point.figure for series in spec.series for point in series.points if point.figure is not None)


def unit_of(series: Series) -> Unit | None:
    """The unit of a series' figures, where it has any; small multiples have series of several units."""
    return next((point.figure.unit for point in series.points if point.figure), None)


def numbers(spec: ChartSpec) -> list[Decimal]:
    """The values that a scale must hold, targets included."""
    return [figure.value for figure in figures(spec)] + [target.figure.value for target in spec.targets]


def of_chart(spec: ChartSpec, wording: Wording) -> Wording:
    """The wording of one chart, whose money is all in millions or all in pounds."""
    shown = [*figures(spec), *(target.figure for target in spec.targets)]
    money = [figure for figure in shown if figure.unit.kind == "money"]
    return replace(wording, millions=in_millions(money)) if money else wording


def worded(figure: Figure, wording: Wording) -> Printed:
    """A figure as charts print it."""
    return wording.word(figure, in_chart(figure, wording.millions))


def state_mark(point: Point, wording: Wording) -> str:
    """The producer's own mark for a point without a value, otherwise [c] or [x]."""
    return point.mark or wording.language.say(_STATE_WORDS[point.state])


def absence(point: Point, wording: Wording) -> str:
    """What the mark of a point without a value stands for, as a note under the chart."""
    say, mark = wording.language.say, state_mark(point, wording)
    if point.mark:
        return say("chart.absent", mark=mark, meaning=say(f"shorthand.{mark.strip('[]')}"))
    return say(f"chart.{point.state}", mark=mark)


def is_timed(spec: ChartSpec) -> bool:
    """Whether every point has a period."""
    return all(point.period is not None for series in spec.series for point in series.points)


def period_of(point: Point) -> Period:
    """The period of a point that has been checked to have one."""
    assert point.period is not None
    return point.period


def figure_of(point: Point) -> Figure:
    """The figure of a point that is known to have one."""
    assert point.figure is not None
    return point.figure


def middle(period: Period) -> float:
    """Where a period lies on a time axis to scale: its middle, in days."""
    return (period.start.toordinal() + period.end.toordinal()) / 2


def is_highlighted(spec: ChartSpec, point: Point) -> bool:
    """Whether the spec picks the point out, by its label or its written period."""
    return point.label in spec.highlights or (
        point.period is not None and str(point.period) in spec.highlights
    )


def runs(points: Iterable[Point], spec: ChartSpec) -> list[list[Point]]:
    """Known points in time order, cut where a value is missing, a stretch is empty, or the method breaks."""
    ordered = sorted(points, key=period_of)
    usual = _usual_step(ordered)
    found: list[list[Point]] = [[]]
    for point in ordered:
        before = found[-1][-1] if found[-1] else None
        if before and (_is_gap(before, point, usual) or _is_break(before, point, spec)):
            found.append([])
        if point.figure is None:
            found.append([])
        else:
            found[-1].append(point)
    return [run for run in found if run]


def _usual_step(ordered: list[Point]) -> float:
    steps = [middle(period_of(b)) - middle(period_of(a)) for a, b in pairwise(ordered)]
    return min(steps, default=0.0)


def _is_gap(before: Point, after: Point, usual: float) -> bool:
    first, second = period_of(before), period_of(after)
    return first.end < second.start and middle(second) - middle(first) > 1.5 * usual


def _is_break(before: Point, after: Point, spec: ChartSpec) -> bool:
    first, second = period_of(before), period_of(after)
    return any(first.start < cut.at.start <= second.start for cut in spec.breaks)
