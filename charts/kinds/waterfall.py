"""From one amount to another, step by step: what was added and what was taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from reckoner.charts.bars import draw_bar, way_colour
from reckoner.charts.fonts import width_of
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases
from reckoner.charts.ranks import least, most
from reckoner.charts.rows import GAP, Rows, draw_axis, draw_base, draw_names, plan_rows, write_value
from reckoner.charts.scale import ticks_within
from reckoner.charts.scene import Box, Dot, Scene
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import figure_of
from reckoner.reports.figures.measure import Direction
from reckoner.reports.figures.printed import Printed, Sentence
from reckoner.reports.figures.wording import Wording, in_chart, spoken

_THICK, _RADIUS = 0.62, 4.6
_FEWEST, _MOST_TICKS = 3, 4
_CLOSE = Decimal("0.15")


@dataclass(frozen=True, slots=True)
class _Step:
    """A row: where its bar begins and ends; a ``whole`` begins at zero."""

    point: Point
    start: Decimal
    stop: Decimal
    whole: bool


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """The first and the last point are amounts, those between are changes; rows go down the page.

    Changes that bars from zero would shrink to slivers get a scale of their own, on which the amounts are
    dots: a bar that doesn't begin at zero would lie.
    """
    sketch, size = Sketch(look), look.text
    steps = _steps(spec)
    is_close, adds_up = _is_close(steps), _adds_up(spec)
    texts = [_text(step, wording, signed=not (step.whole or adds_up)) for step in steps]
    room = max(width_of(text.text, size, "semibold") for text in texts) + GAP + (_RADIUS if is_close else 0.0)
    ends = [*(step.start for step in steps if not step.whole), *(step.stop for step in steps)]
    ends = ends if is_close else [Decimal(0), *ends]
    before = room if min(ends) < 0 else _RADIUS + GAP if is_close else 0.0
    names = [step.point.label for step in steps]
    rows = plan_rows(look, names, ends, (before, room), size * 0.3, from_zero=not is_close, may_head=True)
    draw_names(sketch, rows)
    foot = _draw_close_axis(sketch, spec, rows, wording) if is_close else rows.bottom
    for row, (step, text) in enumerate(zip(steps, texts, strict=True)):
        colour = look.colour(0) if step.whole or adds_up else _way(step, look, spec.good)
        right = _draw_step(sketch, rows, row, step, colour, is_dot=step.whole and is_close)
        if row + 1 < len(steps) and not rows.head:
            _join(sketch, rows, row, step)
        write_value(sketch, right + GAP * 0.8, rows.middle(row), text, "start")
    if is_close:
        sketch.note(wording.language.say("chart.scale_not_from_zero"))
    else:
        draw_base(sketch, rows)
    return sketch.scene(look.width, foot + size * 0.3)


def _draw_close_axis(sketch: Sketch, spec: ChartSpec, rows: Rows, wording: Wording) -> float:
    """A scale below the rows, with faint lines through them, not names; returns where its labels end."""
    scale = ticks_within(Decimal(rows.low), Decimal(rows.high), spec.unit, _MOST_TICKS)
    for x in map(rows.x, scale.ticks):
        for top, bottom in rows.stretches:
            sketch.line((x, top), (x, bottom), colour=sketch.look.grid, width=0.6)
    return draw_axis(sketch, rows, scale, spec.unit, wording)


def _is_close(steps: Sequence[_Step]) -> bool:
    """Whether all changes together move less than a small part of the amounts."""
    levels = [step.stop for step in steps]
    return min(levels) > 0 and max(levels) - min(levels) < max(levels) * _CLOSE


def _draw_step(sketch: Sketch, rows: Rows, row: int, step: _Step, colour: str, *, is_dot: bool) -> float:
    """The bar or the dot of a row; returns where it ends at the right."""
    y = rows.middle(row)
    if is_dot:
        sketch.add(Dot(rows.x(step.stop), y, _RADIUS, colour))
        return rows.x(step.stop) + _RADIUS
    half = rows.height(row) * _THICK / 2
    left, right = sorted((rows.x(step.start), rows.x(step.stop)))
    right = max(right, left + 1.0)
    draw_bar(sketch, Box(left, y - half, right, y + half), colour, step.point.partial)
    return right


def _join(sketch: Sketch, rows: Rows, row: int, step: _Step) -> None:
    """The thin line from where one row ends to where the next begins; where it would cut no name."""
    x, away = rows.x(step.stop), _THICK / 2
    top = rows.middle(row) + rows.height(row) * away
    bottom = rows.middle(row + 1) - rows.height(row + 1) * away
    sketch.line((x, top), (x, bottom), colour=sketch.look.muted, width=0.7)


def _steps(spec: ChartSpec) -> list[_Step]:
    points = spec.series[0].points
    found, level = list[_Step](), Decimal(0)
    for place, point in enumerate(points):
        value = figure_of(point).value
        whole = place in (0, len(points) - 1)
        start = Decimal(0) if whole else level
        level = start + value
        found.append(_Step(point, start, level, whole))
    return found


def _text(step: _Step, wording: Wording, *, signed: bool) -> Printed:
    """An amount or a part as it is; a change with its sign."""
    figure = figure_of(step.point)
    style = in_chart(figure, wording.millions)
    return wording.word(figure, style.signed() if signed else style)


def _way(step: _Step, look: Look, good: Direction) -> str:
    return way_colour(step.stop >= step.start, look, good)


def _adds_up(spec: ChartSpec) -> bool:
    """Whether every step adds, for neither better nor worse: then they are parts of a whole."""
    return spec.good == "neither" and all(figure_of(point).value >= 0 for point in spec.series[0].points)


def _refuse(spec: ChartSpec) -> Refusals:
    points = spec.series[0].points
    if len(points) < _FEWEST or any(point.figure is None for point in points):
        yield (
            "a waterfall needs a first amount, its changes and a last amount, all of them known",
            "List the measures in that order.",
        )
        return
    values = [figure_of(point).value for point in points]
    reached = sum(values[:-1], Decimal(0))
    if reached != values[-1]:
        yield (
            f"the steps lead from {points[0].label!r} to {reached:,f}, not to {values[-1]:,f}",
            f"Name the rest as a step: it is {values[-1] - reached:,f}.",
        )


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """From the first to the last amount, then the changes, all or the largest; parts one by one."""
    first, *changes, last = spec.series[0].points
    whole = figure_of(last)
    if _adds_up(spec):
        parts = [_said(point, phrases) for point in (first, *changes)]
        total = phrases.say("alt.flows", value=phrases.figure(whole))
        return [(phrases.say("alt.values", values=phrases.listed(parts)), total), (total,)]
    move = phrases.say(
        "alt.waterfall",
        first=first.label, first_value=phrases.figure(figure_of(first)),
        last=last.label, last_value=phrases.figure(whole),
    )  # fmt: skip
    told = {point: _said(point, phrases, signed=True) for point in changes}
    each = phrases.say("alt.changes", values=phrases.listed(list(told.values())))
    ends = list(dict.fromkeys((most(changes), least(changes))))
    short = phrases.say("alt.changes", values=phrases.listed([told[point] for point in ends]))
    return [(move, each), (move, short), (move,)]


def _said(point: Point, phrases: Phrases, *, signed: bool = False) -> Sentence:
    figure = figure_of(point)
    style = spoken(figure, phrases.wording.millions)
    value = phrases.wording.word(figure, style.signed() if signed else style)
    return phrases.say("alt.category", label=point.label, value=value)


KIND = ChartKind(lay_out, _refuse, alt=_alt, one_series=True, peaks=False)
