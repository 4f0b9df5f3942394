"""Two moments and the way between them: a straight line for each series, its values at both ends."""

from __future__ import annotations

from decimal import Decimal

from reckoner.charts.colour import readable
from reckoner.charts.endlabels import GAP, EndLabel, Piece, draw_end_labels, end_lines
from reckoner.charts.fonts import LINE, width_of, wrap
from reckoner.charts.frame import Frame, plot_height
from reckoner.charts.kinds.kind import ChartKind, Refusals, multiples_of_many
from reckoner.charts.label_layout import spread
from reckoner.charts.look import Look
from reckoner.charts.scale import Scale
from reckoner.charts.scene import Box, Dot, Path, Scene, middle_of
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.charts.values import absence, is_timed, numbers, period_of, state_mark, worded
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.wording import Wording

_RADIUS = 3.6


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """Each series has one value at each of the chart's two periods."""
    sketch, size = Sketch(look), look.text
    firsts, lasts = zip(*(sorted(series.points, key=period_of) for series in spec.series), strict=True)
    starts = [_value(point, wording) for point in firsts]
    left = max(width_of(_words(text), size) for text in starts) + GAP
    ends = [_end(spec, place, point, look, wording) for place, point in enumerate(lasts)]
    heads = [wrap(_head(point, wording), size, 0.3 * look.width) for point in (firsts[0], lasts[0])]
    half = max(width_of(line, size, "semibold") for line in heads[1]) / 2
    right = look.width - max(half, GAP + max(label.width(size) for label in ends))
    left = max(left, max(width_of(line, size, "semibold") for line in heads[0]) / 2)
    top = max(len(lines) for lines in heads) * LINE * size + size * 1.2
    height = max(plot_height(look.width) * 0.9, sum(label.height(size) for label in ends) + size)
    frame = Frame(Box(left, top, right, top + height), _scale(numbers(spec)))
    for x, lines in zip((left, right), heads, strict=True):
        sketch.line((x, top - size * 0.5), (x, frame.box.bottom), colour=look.grid, width=0.8)
        sketch.write_lines(x, size, lines, weight="semibold", anchor="middle")
    sketch.note(wording.language.say("chart.scale_not_from_zero"))
    for place, (before, after) in enumerate(zip(firsts, lasts, strict=True)):
        _draw_line(sketch, frame, before, after, look.colour(place))
    _draw_starts(sketch, frame, firsts, starts, [label.colour for label in ends])
    placed = [_at(label, right, _y(point, frame)) for label, point in zip(ends, lasts, strict=True)]
    draw_end_labels(sketch, placed, right + GAP, top - size * 0.6, frame.box.bottom + size * 0.6)
    for point in (*firsts, *lasts):
        if point.figure is None:
            sketch.note(absence(point, wording))
    return sketch.scene(look.width, frame.box.bottom + size)


def _scale(values: list[Decimal]) -> Scale:
    """From the lowest to the highest value, but never so close that a small difference looks large."""
    low, high = min(values), max(values)
    slack = max(max(abs(low), abs(high)) / 4 - (high - low), Decimal(0)) / 2
    return (
        Scale(low - slack, high + slack, Decimal(1))
        if high > low or slack
        else Scale(low - 1, high + 1, Decimal(1))
    )


def _head(point: Point, wording: Wording) -> str:
    words = wording.period(period_of(point))
    return wording.language.say("chart.part", period=words) if point.partial else words


def _value(point: Point, wording: Wording) -> Printed | str:
    return worded(point.figure, wording) if point.figure else state_mark(point, wording)


def _words(text: Printed | str) -> str:
    return text if isinstance(text, str) else text.text


def _end(spec: ChartSpec, place: int, point: Point, look: Look, wording: Wording) -> EndLabel:
    room = min(0.36 * look.width, 160.0)
    text = _value(point, wording)
    name = spec.series[place].name if len(spec.series) > 1 else ""
    colour = readable(look.colour(place), look.ground)
    if isinstance(text, Printed):
        return EndLabel(end_lines(name, text, look.text, room), colour)
    return EndLabel((*end_lines(name, None, look.text, room), (Piece(text),)), colour)


def _y(point: Point, frame: Frame) -> float:
    return frame.y(point.figure.value) if point.figure else frame.box.bottom


def _at(label: EndLabel, x: float, y: float) -> EndLabel:
    return EndLabel(label.lines, label.colour, (x, y))


def _draw_line(sketch: Sketch, frame: Frame, before: Point, after: Point, colour: str) -> None:
    left, right = frame.box.left, frame.box.right
    if before.figure and after.figure:
        dash = (3.0, 2.5) if before.partial or after.partial else ()
        ends = (left, _y(before, frame)), (right, _y(after, frame))
        sketch.add(Path((ends,), colour=colour, width=2.2, dash=dash))
    for x, point in ((left, before), (right, after)):
        if point.figure:
            fill = sketch.look.ground if point.partial else colour
            sketch.add(
                Dot(x, _y(point, frame), _RADIUS, fill, colour if point.partial else sketch.look.ground, 1.4)
            )


def _draw_starts(
    sketch: Sketch, frame: Frame, firsts: tuple[Point, ...], texts: list[Printed | str], colours: list[str]
) -> None:
    size = sketch.look.text
    wanted = [_y(point, frame) for point in firsts]
    top, bottom = frame.box.top - size * 0.6, frame.box.bottom + size * 0.6
    centres = spread(wanted, [size * LINE] * len(wanted), top, bottom)
    for centre, text, colour in zip(centres, texts, colours, strict=True):
        printed = () if isinstance(text, str) else (text,)
        y = middle_of(centre, size)
        sketch.write(frame.box.left - GAP, y, _words(text), colour=colour, anchor="end", printed=printed)


def _refuse(spec: ChartSpec) -> Refusals:
    if is_timed(spec) and any(_other_periods(spec, series) for series in spec.series):
        yield "a slope chart needs the same two periods in each series", "Use a line for more."


def _other_periods(spec: ChartSpec, series: Series) -> bool:
    wanted = {point.period for point in spec.series[0].points}
    return len(wanted) != 2 or {point.period for point in series.points} != wanted


KIND = ChartKind(lay_out, _refuse, multiples_of_many, time=("needs",), peaks=False)
