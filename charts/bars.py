"""Bars as such: their order, their names, their colour, and how a part period looks."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reckoner.charts.colour import mixed
from reckoner.charts.key import Entry
from reckoner.charts.look import Look
from reckoner.charts.scene import Box, hatching, rectangle
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import is_highlighted, period_of, state_mark, worded
from reckoner.reports.figures.measure import Direction
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.wording import Wording, in_chart

_SLIVER = 3.0  # points: what is thinner has no room for an outline and hatching


def in_order(spec: ChartSpec, points: Sequence[Point]) -> list[Point]:
    """Periods in time order; categories by value, the longest first, those without a value last."""
    if all(point.period is not None for point in points):
        return sorted(points, key=period_of)
    if spec.order == "given":
        return list(points)
    return sorted(
        points,
        key=lambda point: (point.figure is None, -(point.figure.value if point.figure else Decimal(0))),
    )


def bar_label(point: Point, wording: Wording) -> str:
    """What a bar is called; a part period says so."""
    if not point.partial:
        return point.label
    part = wording.language.say("chart.part_year")
    return wording.language.say("chart.part", period=point.label).replace(
        part, part.replace(" ", "\N{NO-BREAK SPACE}")
    )


def texts_of(points: Sequence[Point], wording: Wording) -> list[Printed | str]:
    """What stands at each bar's end: its value, [c] or [x]."""
    return [worded(point.figure, wording) if point.figure else state_mark(point, wording) for point in points]


def ends_of(points: Sequence[Point], wording: Wording) -> list[Printed | str]:
    """The same for bars of one series: where some hang below zero, the values of those above have a plus."""
    texts = texts_of(points, wording)
    if all(point.figure is None or point.figure.value >= 0 for point in points):
        return texts
    return [
        wording.word(point.figure, in_chart(point.figure, wording.millions).signed())
        if point.figure
        else text
        for point, text in zip(points, texts, strict=True)
    ]


def words_of(text: Printed | str) -> str:
    """The same as plain words."""
    return text if isinstance(text, str) else text.text


def bar_colour(spec: ChartSpec, point: Point, look: Look, place: int = 0) -> str:
    """The colour of the place, or grey where others are picked out; rises and falls of one series differ."""
    if spec.highlights and not is_highlighted(spec, point):
        return look.rest
    if point.figure and tells_ways(spec):
        return way_colour(point.figure.value >= 0, look, spec.good)
    return look.colour(place)


def way_colour(is_up: bool, look: Look, good: Direction) -> str:
    """Up and down differ; where one way is good, the warm colour is that of the other."""
    return look.colour(1) if is_up == (good != "down") else look.colour(3)


def tells_ways(spec: ChartSpec) -> bool:
    """Whether rises and falls differ in colour: those of one series, of which one way is good."""
    if spec.good == "neither" or len(spec.series) > 1 or spec.highlights:
        return False
    values = [point.figure.value for point in spec.series[0].points if point.figure]
    return bool(values) and min(values) < 0 < max(values)


def way_entries(spec: ChartSpec, look: Look, wording: Wording) -> list[Entry]:
    """What the two colours of rises and falls stand for; nothing where they don't differ."""
    if not tells_ways(spec):
        return []
    say = wording.language.say
    return [
        Entry(say("chart.rise"), way_colour(True, look, spec.good)),
        Entry(say("chart.fall"), way_colour(False, look, spec.good)),
    ]


def draw_bar(sketch: Sketch, box: Box, colour: str, partial: bool) -> None:
    """A bar; that of a part period is outlined and hatched instead of filled, unless it is but a sliver."""
    if not partial or min(box.right - box.left, box.bottom - box.top) < _SLIVER:
        sketch.add(rectangle(box, colour))
        return
    inner = box.grown(-0.6)
    sketch.add(rectangle(inner, mixed(colour, sketch.look.ground, 0.88)))
    sketch.add(hatching(inner, colour))
    sketch.add(rectangle(inner, None, colour, 1.2))


def group_points(spec: ChartSpec) -> list[tuple[Point, ...]]:
    """The points of all series by category or period, in order; a series without one has it missing there."""
    labels = {_identity(point): point for series in spec.series for point in series.points}
    by_series = [{_identity(point): point for point in series.points} for series in spec.series]
    groups = [
        tuple(
            points.get(identity) or Point(point.period, point.label, None, "missing") for points in by_series
        )
        for identity, point in labels.items()
    ]
    if all(group[0].period is not None for group in groups):
        return sorted(groups, key=lambda group: period_of(group[0]))
    if spec.order == "given":
        return groups
    return sorted(groups, key=lambda group: -sum((p.figure.value for p in group if p.figure), Decimal(0)))


def _identity(point: Point) -> object:
    return point.period if point.period is not None else point.label
