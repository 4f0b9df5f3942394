"""Stacked bars: parts of one amount in each row, white lines between them, the whole at the end."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reckoner.charts.bars import bar_label, draw_bar, group_points
from reckoner.charts.fonts import width_of
from reckoner.charts.key import Entry, draw_key, key_height
from reckoner.charts.kinds.kind import ChartKind, bars_of_one
from reckoner.charts.look import Look
from reckoner.charts.parts import may_add, refuse_negative
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
from reckoner.reports.figures.arithmetic import sum_of, total
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.wording import Wording
from reckoner.reports.settings.colour import contrast

_THICK = 0.7


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """A row for each category or period; amounts below zero have been refused."""
    sketch, size = Sketch(look), look.text
    groups = group_points(spec)
    entries = [Entry(series.name, look.colour(place)) for place, series in enumerate(spec.series)]
    wholes = [_whole(group, wording) for group in groups]
    texts = [whole.text if isinstance(whole, Printed) else whole for whole in wholes]
    room = max(width_of(text, size, "semibold") for text in texts) + GAP
    sums = [sum_of(point.figure for point in group if point.figure) for group in groups]
    aims = [target.figure.value for target in spec.targets]
    top = key_height(entries, look) + target_head(spec, look, wording)
    names = [bar_label(group[0], wording) for group in groups]
    rows = plan_rows(look, names, [*sums, *aims], (0.0, room), top)
    draw_key(sketch, entries, 0.0)
    draw_names(sketch, rows)
    for row, group in enumerate(groups):
        _draw_row(sketch, rows, row, group, wording)
    draw_base(sketch, rows)
    draw_targets(sketch, spec, rows, wording)
    for row, (whole, amount) in enumerate(zip(wholes, sums, strict=True)):
        write_value(sketch, rows.x(amount) + GAP * 0.8, rows.middle(row), whole, "start")
    return sketch.scene(look.width, rows.bottom + size * 0.3)


def _whole(group: Sequence[Point], wording: Wording) -> Printed | str:
    """The sum of a row where every part is known and may be added up; otherwise what is missing."""
    known = [point.figure for point in group if point.figure]
    absent = [point for point in group if point.figure is None]
    if absent:
        return state_mark(absent[0], wording)
    return worded(total(known), wording) if may_add(known) else ""


def _draw_row(sketch: Sketch, rows: Rows, row: int, group: Sequence[Point], wording: Wording) -> None:
    cursor = Decimal(0)
    half = rows.height(row) * _THICK / 2
    for place, point in enumerate(group):
        if point.figure is None:
            sketch.note(absence(point, wording))
            continue
        left, right = rows.x(cursor), rows.x(cursor + point.figure.value)
        cursor += point.figure.value
        box = Box(left, rows.middle(row) - half, right, rows.middle(row) + half)
        draw_segment(sketch, box, sketch.look.colour(place), point, worded(point.figure, wording))


def draw_segment(sketch: Sketch, box: Box, colour: str, point: Point, value: Printed) -> bool:
    """A part of a bar with a white line at its right, and its value inside; whether it fits there."""
    look, size = sketch.look, sketch.look.text
    if box.right - box.left > 1.4:
        box = Box(box.left, box.top, box.right - 1.0, box.bottom)
    draw_bar(sketch, box, colour, point.partial)
    if width_of(value.text, size, "semibold") + 6 > box.right - box.left:
        return False
    middle = (box.top + box.bottom) / 2
    ground = look.ground if point.partial else colour
    ink = look.ground if contrast(look.ground, ground) >= 4.5 else look.ink
    x = (box.left + box.right) / 2
    if point.partial:
        write_value(sketch, x, middle, value, "middle")
        return True
    sketch.write(
        x,
        middle_of(middle, size),
        value.text,
        colour=ink,
        weight="semibold",
        anchor="middle",
        printed=(value,),
    )
    return True


KIND = ChartKind(lay_out, refuse_negative, bars_of_one, time=("compares",))
