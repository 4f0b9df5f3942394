"""Lines over time: direct labels at the ends, gaps left open, breaks in method cut and named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise, product

from reckoner.charts.annotations import draw_annotations
from reckoner.charts.colour import readable
from reckoner.charts.endlabels import GAP, EndLabel, draw_end_labels, end_lines
from reckoner.charts.fonts import CAPITALS, width_of
from reckoner.charts.frame import (
    Cuts,
    Frame,
    draw_absent,
    draw_breaks,
    draw_grid,
    draw_labels,
    gutter,
    label_height,
    plan_breaks,
    plot_height,
    ticks_for,
)  # fmt: skip
from reckoner.charts.kinds.kind import ChartKind, multiples_of_many
from reckoner.charts.look import Look
from reckoner.charts.scale import Scale, scale_for
from reckoner.charts.scene import XY, Box, Dot, Path, Scene, Text, rectangle
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.charts.timeaxis import TimeAxis, axis_labels, overhang, periods_of
from reckoner.charts.values import figure_of, is_highlighted, numbers, period_of, runs, worded
from reckoner.reports.figures.wording import Wording

_STROKE = 2.2
_RADIUS = 3.0
_FEW = 6
_MANY = 26
_DOT_ROOM = 11.0
# How far a value may be moved, up or down and aside, before it is left out.
_AWAY, _ASIDE = (0.0, 2.5, 5.0, 8.0), 4.0
_INSET = 9.0


@dataclass(frozen=True, slots=True)
class _Plot:
    spec: ChartSpec
    wording: Wording
    frame: Frame
    axis: TimeAxis
    cuts: Cuts
    few: int

    def xy(self, point: Point) -> XY:
        assert point.figure is not None
        return self.axis.of(period_of(point)), self.frame.y(point.figure.value)


@dataclass(frozen=True, slots=True)
class Shared:
    """What panels side by side have in common: values and periods to hold, height, least margins."""

    values: tuple[Decimal, ...]
    points: tuple[Point, ...]
    height: float
    margins: tuple[float, float] = (0.0, 0.0)
    from_zero: bool = False


def alone(spec: ChartSpec, look: Look) -> Shared:
    """What a chart by itself holds."""
    return Shared(tuple(numbers(spec)), tuple(periods_of(spec.series)), plot_height(look.width))


def margins(spec: ChartSpec, look: Look, wording: Wording, shared: Shared) -> tuple[float, float]:
    """The room needed left and right of the plot."""
    scale = _scale(spec, look, shared)
    beyond = overhang(shared.points, look.text, wording)
    left = max(gutter(scale, spec.unit, look.text, wording), beyond - _INSET)
    ends = [label.width(look.text) + GAP for label in _end_texts(spec, look, wording)]
    return max(left, shared.margins[0]), max(*ends, beyond - _INSET / 2, shared.margins[1])


def lay_out(spec: ChartSpec, look: Look, wording: Wording, shared: Shared | None = None) -> Scene:
    """One to four lines; the spec has been checked."""
    sketch, few = Sketch(look), 0 if shared else _FEW
    shared = shared or alone(spec, look)
    left, right = margins(spec, look, wording, shared)
    ends = _end_texts(spec, look, wording)
    right = look.width - right
    axis = TimeAxis.over([period_of(point) for point in shared.points], left + _INSET, right - _INSET / 2)
    cuts = plan_breaks(spec, axis, look.width, look.text)
    top = look.text * 1.5 + cuts.height(look.text)
    tallest = sum(label.height(look.text) for label in ends)
    box = Box(left, top, right, top + max(shared.height, tallest))
    plot = _Plot(spec, wording, Frame(box, _scale(spec, look, shared)), axis, cuts, few)
    labels = axis_labels(shared.points, axis, look.text, wording)

    draw_grid(sketch, plot.frame, spec.unit, wording)
    draw_breaks(sketch, cuts, plot.frame)
    draw_labels(sketch, plot.frame, labels, [axis.of(period_of(point)) for point in shared.points])
    for target in spec.targets:
        y = plot.frame.y(target.figure.value)
        sketch.line((left, y), (right, y), colour=look.ink, width=1.1, dash=(4, 3))
    for place, series in enumerate(spec.series):
        _draw_series(sketch, plot, series, _colour(spec, place, look))
    draw_end_labels(
        sketch, _placed(ends, plot), right + GAP, top - look.text * 0.6, box.bottom + look.text * 0.6
    )
    draw_absent(sketch, spec, axis, plot.frame, wording)
    for place, series in enumerate(spec.series):
        _draw_values(sketch, plot, series, readable(_colour(spec, place, look), look.ground))
    draw_annotations(sketch, spec.annotations, _named_places(plot), _strokes(plot), box)
    return sketch.scene(look.width, box.bottom + label_height(labels, look.text))


def _scale(spec: ChartSpec, look: Look, shared: Shared) -> Scale:
    return scale_for(shared.values, spec.unit, ticks_for(shared.height, look.text), shared.from_zero)


def _colour(spec: ChartSpec, place: int, look: Look) -> str:
    """The series' own colour, or grey where another series is picked out."""
    picked = [series.name for series in spec.series if series.name in spec.highlights]
    if picked and spec.series[place].name not in picked:
        return look.rest
    return look.colour(place)


def _last_known(series: Series) -> Point | None:
    known = [point for point in series.points if point.figure is not None]
    return max(known, key=period_of, default=None)


def _end_texts(spec: ChartSpec, look: Look, wording: Wording) -> list[EndLabel]:
    """What stands at the right: each series' name and last value, then the targets. Their places come later.

    A series that ends without a value has its name alone there, lest an older value pass for the latest.
    """
    room = min(0.34 * look.width, 150.0)
    labels = []
    for place, series in enumerate(spec.series):
        latest = max(series.points, key=period_of).figure
        value = worded(latest, wording) if latest else None
        lines = end_lines(series.name if len(spec.series) > 1 else "", value, look.text, room)
        labels.append(EndLabel(lines, readable(_colour(spec, place, look), look.ground)))
    for target in spec.targets:
        lines = end_lines(target.label, worded(target.figure, wording), look.text, room)
        labels.append(EndLabel(lines, look.ink))
    return labels


def _placed(ends: list[EndLabel], plot: _Plot) -> list[EndLabel]:
    """The labels with the point that each belongs to; series without any value have none."""
    placed = []
    for label, series in zip(ends, plot.spec.series, strict=False):
        if (point := _last_known(series)) is not None and label.lines:
            placed.append(replace(label, point=plot.xy(point)))
    for label, target in zip(ends[len(plot.spec.series) :], plot.spec.targets, strict=True):
        placed.append(replace(label, point=(plot.frame.box.right, plot.frame.y(target.figure.value))))
    return placed


def _named_places(plot: _Plot) -> dict[str, XY]:
    """Where the values lie, by their label and their written period; of several lines the first one's."""
    found: dict[str, XY] = {}
    for series in plot.spec.series:
        for point in series.points:
            if point.figure:
                for name in (point.label, str(point.period)):
                    found.setdefault(name, plot.xy(point))
    return found


def _draw_series(sketch: Sketch, plot: _Plot, series: Series, colour: str) -> None:
    """The runs as strokes, dashed where they touch a part period; dots where values are few or stand out."""
    width = plot.frame.box.right - plot.frame.box.left
    has_dots = len(series.points) <= _MANY and len(series.points) * _DOT_ROOM <= width
    for run in runs(series.points, plot.spec):
        for is_dashed, stretch in _strokes_of(run):
            places = tuple(plot.xy(point) for point in stretch)
            dash = (3.0, 2.5) if is_dashed else ()
            sketch.add(Path((places,), colour=colour, width=_STROKE, dash=dash, round_ends=not dash))
        for point in run:
            if has_dots or len(run) == 1 or _stands_out(plot.spec, point, series):
                _draw_dot(sketch, plot.xy(point), colour, point.partial)


def _strokes_of(run: list[Point]) -> list[tuple[bool, list[Point]]]:
    """A run in stretches, each dashed or not; neighbours share the point between them."""
    stretches: list[tuple[bool, list[Point]]] = []
    for before, after in pairwise(run):
        is_dashed = before.partial or after.partial
        if stretches and stretches[-1][0] == is_dashed:
            stretches[-1][1].append(after)
        else:
            stretches.append((is_dashed, [before, after]))
    return stretches


def _draw_dot(sketch: Sketch, place: XY, colour: str, partial: bool) -> None:
    ground = sketch.look.ground
    fill, edge, width = (ground, colour, 1.6) if partial else (colour, ground, 1.0)
    sketch.add(Dot(*place, _RADIUS, fill, edge, width))


def _stands_out(spec: ChartSpec, point: Point, series: Series) -> bool:
    return point.partial or is_highlighted(spec, point) or point is _last_known(series)


def _draw_values(sketch: Sketch, plot: _Plot, series: Series, colour: str) -> None:
    """Values at the points that matter, where there is room for them beside the lines."""
    strokes, size = _strokes(plot), sketch.look.text
    for point in _worth_a_value(plot, series):
        value, (x, y) = worded(figure_of(point), plot.wording), plot.xy(point)
        half = width_of(value.text, size) / 2
        aside = (0.0, -half, half, -half - _ASIDE, half + _ASIDE)
        for away, baseline, shift in product(_AWAY, _beside(series, point, y, size), aside):
            further = baseline + (away if baseline > y else -away)
            text = Text(x + shift, further, value.text, size, colour, anchor="middle", printed=(value,))
            if _fits(text.box, plot.frame.box, sketch.look) and sketch.is_free(text.core, 2.5, strokes):
                sketch.add(rectangle(text.core, sketch.look.ground), text)
                break


def _fits(box: Box, plot: Box, look: Look) -> bool:
    """Whether a value stands within the picture, clear of the axes, or just above the plot."""
    across = box.left >= plot.left and box.right <= look.width
    return across and box.top >= plot.top - look.text * 1.5 and box.bottom < plot.bottom


def _worth_a_value(plot: _Plot, series: Series) -> list[Point]:
    """Those picked out, then all of a few, or the first, lowest and highest; the last is told at the end."""
    spec, ordered = plot.spec, sorted(series.points, key=period_of)
    known = [point for point in ordered if point.figure]
    chosen = [point for point in known if is_highlighted(spec, point)]
    if len(spec.series) > 1:
        chosen += known[:1]
    elif len(ordered) <= plot.few:
        chosen += known
    elif known:
        chosen += (min(known, key=_value), max(known, key=_value), known[0])
    return [point for point in dict.fromkeys(chosen) if point is not ordered[-1]]


def _value(point: Point) -> Decimal:
    assert point.figure is not None
    return point.figure.value


def _beside(series: Series, point: Point, y: float, size: float) -> tuple[float, float]:
    """The baseline above the point first where it is a peak, below it first where it is a dip."""
    above, below = y - _RADIUS - 3, y + _RADIUS + 3 + CAPITALS * size
    ordered = sorted((p for p in series.points if p.figure), key=period_of)
    place = ordered.index(point)
    around = [_value(p) for p in ordered[max(place - 1, 0) : place + 2] if p is not point]
    is_dip = bool(around) and _value(point) < sum(around, Decimal(0)) / len(around)
    return (below, above) if is_dip else (above, below)


def _strokes(plot: _Plot) -> list[tuple[XY, XY]]:
    found = []
    for series in plot.spec.series:
        for run in runs(series.points, plot.spec):
            found += [(plot.xy(before), plot.xy(after)) for before, after in pairwise(run)]
    box = plot.frame.box
    across = [*(target.figure.value for target in plot.spec.targets), *plot.frame.scale.ticks]
    found += [((box.left, y), (box.right, y)) for y in map(plot.frame.y, across)]
    return [*found, *(((cut.x, box.top), (cut.x, box.bottom)) for cut in plot.cuts.cuts)]


KIND = ChartKind(lay_out, instead=multiples_of_many, time=("needs", "compares"), annotated=True)
