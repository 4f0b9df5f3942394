"""Shares from a survey, each with the interval that the true share is likely to lie in."""

from __future__ import annotations

from decimal import Decimal

from reckoner.charts.bars import bar_colour, bar_label, draw_bar, in_order
from reckoner.charts.colour import mixed
from reckoner.charts.fonts import width_of
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases, item
from reckoner.charts.rows import (
    GAP,
    Rows,
    draw_base,
    draw_names,
    draw_targets,
    plan_rows,
    target_head,
    write_value,
)
from reckoner.charts.scene import Box, Scene, middle_of
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import absence, state_mark, worded
from reckoner.reports.figures.printed import Sentence, plain, printed_in
from reckoner.reports.figures.wording import Wording

_THICK, _CAP = 0.5, 3.6


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """Bars from zero to the share, a line across each end from the lower to the upper bound."""
    sketch, size = Sketch(look), look.text
    points = in_order(spec, spec.series[0].points)
    bounds = [_bounds(point, Phrases(wording)) for point in points]
    values = [worded(p.figure, wording).text if p.figure else state_mark(p, wording) for p in points]
    room = GAP * 2 + max(
        width_of(value, size, "semibold") + width_of(plain(words), size) + GAP
        for value, words in zip(values, bounds, strict=True)
    )
    scale = [
        Decimal(0),
        *(p.high.value for p in points if p.high),
        *(p.figure.value for p in points if p.figure),
    ]
    scale += [target.figure.value for target in spec.targets]
    names = [bar_label(point, wording) for point in points]
    rows = plan_rows(look, names, scale, (0.0, room), target_head(spec, look, wording) + size * 0.3)
    draw_names(sketch, rows)
    draw_targets(sketch, spec, rows, wording)
    for row, (point, words) in enumerate(zip(points, bounds, strict=True)):
        _draw_row(sketch, spec, rows, row, point, words, wording)
    draw_base(sketch, rows)
    sketch.note(wording.language.say("chart.interval"))
    return sketch.scene(look.width, rows.bottom + size * 0.3)


def _draw_row(
    sketch: Sketch, spec: ChartSpec, rows: Rows, row: int, point: Point, bounds: Sentence, wording: Wording
) -> None:
    look, y = sketch.look, rows.middle(row)
    if point.figure is None:
        sketch.note(absence(point, wording))
        write_value(sketch, rows.x(0) + GAP, y, state_mark(point, wording), "start")
        return
    half = rows.height(row) * _THICK / 2
    end = rows.x(point.figure.value)
    colour = mixed(bar_colour(spec, point, look), look.ground, 0.45)
    draw_bar(sketch, Box(rows.x(0), y - half, end, y + half), colour, point.partial)
    if point.low and point.high:
        left, right = rows.x(point.low.value), rows.x(point.high.value)
        sketch.line((left, y), (right, y), colour=look.ink, width=1.6)
        for x in (left, right):
            sketch.line((x, y - _CAP), (x, y + _CAP), colour=look.ink, width=1.6)
        end = right
    end = max([end, *(rows.x(t.figure.value) for t in spec.targets if rows.x(t.figure.value) < end + 60)])
    value = write_value(sketch, end + GAP, y, worded(point.figure, wording), "start")
    if bounds:
        x = value.box.right + GAP * 0.7
        sketch.write(x, middle_of(y, look.text), plain(bounds), colour=look.muted, printed=printed_in(bounds))


def _bounds(point: Point, phrases: Phrases) -> Sentence:
    """ "57% to 65%"."""
    if not (point.low and point.high):
        return ()
    low, high = (phrases.figure(each) for each in (point.low, point.high))
    return phrases.say("bounds", low=low, high=high)


def _refuse(spec: ChartSpec) -> Refusals:
    for series in spec.series:
        for point in series.points:
            if point.figure and not (point.low and point.high):
                yield (
                    f"{point.label!r} has no interval",
                    "Say how many were asked (`asked:`), or give `low:` and `high:`.",
                )
            elif point.figure and point.low and point.high and not _holds(point):
                yield f"the interval of {point.label!r} doesn't hold its value", "Look at `low:` and `high:`."


def _holds(point: Point) -> bool:
    assert point.figure is not None
    assert point.low is not None
    assert point.high is not None
    return point.low.value <= point.figure.value <= point.high.value


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """Each share with its interval, in the order drawn; then the shares alone."""
    points = in_order(spec, spec.series[0].points)
    full = [_with_bounds(point, phrases) for point in points]
    plain_items = [item(point, phrases) for point in points]
    return [
        (phrases.say("alt.values", values=phrases.listed(full)),),
        (phrases.say("alt.values", values=phrases.listed(plain_items)),),
        (phrases.say("alt.values", values=full[0]),),
    ]


def _with_bounds(point: Point, phrases: Phrases) -> Sentence:
    bounds = _bounds(point, phrases)
    return (
        phrases.say("alt.bounded", value=item(point, phrases), bounds=bounds)
        if bounds
        else item(point, phrases)
    )


KIND = ChartKind(lay_out, _refuse, alt=_alt, one_series=True, peaks=False, time=("takes",))
