"""Bars from zero, a row each, with the value at the bar's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reckoner.charts import columns
from reckoner.charts.bars import (
    bar_colour,
    bar_label,
    draw_bar,
    ends_of,
    in_order,
    way_entries,
    words_of,
)
from reckoner.charts.fonts import width_of
from reckoner.charts.key import draw_key, key_height
from reckoner.charts.kinds.kind import ChartKind
from reckoner.charts.look import Look
from reckoner.charts.rows import (
    GAP,
    Rows,
    draw_base,
    draw_names,
    draw_targets,
    plan_rows,
    struck,
    target_head,
    write_value,
)
from reckoner.charts.scale import Scale, tick_label
from reckoner.charts.scene import Box, Scene, middle_of
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import absence, numbers
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.wording import Wording

_THICK = 0.64
_FALL = "\N{BLACK DOWN-POINTING TRIANGLE}\N{NO-BREAK SPACE}"  # as tables mark a fall


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """One series of bars: across the page, or upright where several periods fit."""
    points = in_order(spec, spec.series[0].points)
    if spec.direction == "up" or (
        spec.direction == "auto" and columns.reads_well(spec, points, look, wording)
    ):
        return columns.lay_out(spec, points, look, wording)
    return across(spec, points, look, wording, numbers(spec))


def across(
    spec: ChartSpec,
    points: Sequence[Point],
    look: Look,
    wording: Wording,
    scale: Sequence[Decimal],
    place: int = 0,
) -> Scene:
    """Bars across the page in the colour of that place; ``scale`` are the values that must fit."""
    sketch = Sketch(look)
    texts = ends_of(points, wording)
    sign = _FALL if spec.direction == "left" else ""
    room = max(width_of(sign + words_of(text), look.text, "semibold") for text in texts) + GAP
    below, left = min(scale, default=Decimal(0)) < 0, spec.direction == "left"
    entries = way_entries(spec, look, wording)
    head = key_height(entries, look) if entries else look.text * 0.3
    top = target_head(spec, look, wording) + head
    names = [bar_label(point, wording) for point in points]
    alone = not (below or left or spec.targets)
    ends = (room if below or left else 0.0, room if below or not left else GAP)
    rows = plan_rows(look, names, scale, ends, top, may_head=alone)
    rows = rows.leftward() if left else rows
    draw_key(sketch, entries, 0.0)
    draw_names(sketch, rows)
    for row, point in enumerate(points):
        if point.figure:
            draw_bar(
                sketch,
                bar_box(rows, row, point.figure.value),
                bar_colour(spec, point, look, place),
                point.partial,
            )
        else:
            sketch.note(absence(point, wording))
    draw_base(sketch, rows)
    foot = label_zero(sketch, spec, rows, wording) if below else rows.bottom
    draw_targets(sketch, spec, rows, wording)
    for row, (point, text) in enumerate(zip(points, texts, strict=True)):
        write_at_end(
            sketch, spec, rows, Place(rows.middle(row), bar_colour(spec, point, look, place)), point, text
        )
    return sketch.scene(look.width, foot + look.text * 0.3)


def label_zero(sketch: Sketch, spec: ChartSpec, rows: Rows, wording: Wording) -> float:
    """Zero below the line from which bars run to the left; returns where its label ends."""
    look, words = sketch.look, zero_words(spec, wording)
    x = min(rows.x(0), look.width - half_zero(spec, look, wording))
    colour = look.ink if rows.runs_left else look.muted
    sketch.write(x, rows.bottom + look.text * 1.3, words, colour=colour, anchor="middle")
    return rows.bottom + look.text * 1.4


def zero_words(spec: ChartSpec, wording: Wording) -> str:
    """Zero as an axis has it."""
    return tick_label(Decimal(0), Scale(Decimal(0), Decimal(1), Decimal(1)), spec.unit, wording)


def half_zero(spec: ChartSpec, look: Look, wording: Wording) -> float:
    """The room that its label takes on either side of the line."""
    return width_of(zero_words(spec, wording), look.text) / 2


def bar_box(rows: Rows, row: int, value: Decimal, bars: int = 1, place: int = 0) -> Box:
    """Where a bar lies: the only one of its row, or the one in that place of several."""
    height = rows.height(row) * (_THICK if bars == 1 else 0.8) / bars
    middle = bar_middle(rows, row, bars, place)
    ends = sorted((rows.x(0), rows.x(value)))
    return Box(ends[0], middle - height / 2, ends[1], middle + height / 2)


def bar_middle(rows: Rows, row: int, bars: int, place: int) -> float:
    """The height of a bar's middle within its row."""
    return rows.middle(row) + (place - (bars - 1) / 2) * rows.height(row) * 0.84 / bars


@dataclass(frozen=True, slots=True)
class Place:
    """A bar's middle and its colour."""

    middle: float
    colour: str


def write_at_end(
    sketch: Sketch, spec: ChartSpec, rows: Rows, place: Place, point: Point, text: Printed | str
) -> None:
    """A bar's value just past its end, or within the bar if it fits where a target's line would strike it or
    stand between the two, as if the target were passed."""
    value = point.figure.value if point.figure else Decimal(0)
    end, away = rows.x(value), GAP * 0.8
    if (value < 0) != rows.runs_left:
        sign = _FALL if rows.runs_left and value else ""
        write_value(sketch, end - away, place.middle, text, "end", sign=sign)
        return
    wide = width_of(words_of(text), sketch.look.text, "semibold")
    start = end - away - wide
    lines = [rows.x(target.figure.value) for target in spec.targets]
    fits = not point.partial and start > rows.x(0) + GAP and not struck(lines, start, wide)
    between = any(end < line < end + away for line in lines)
    if isinstance(text, Printed) and fits and (between or struck(lines, end + away, wide)):
        write_within(sketch, end - away, place, text)
    else:
        write_value(sketch, end + away, place.middle, text, "start")


def write_within(sketch: Sketch, right: float, place: Place, value: Printed) -> None:
    """A value within its bar's end, in whichever ink reads on the colour."""
    look, size = sketch.look, sketch.look.text
    sketch.write(
        right, middle_of(place.middle, size), value.text,
        colour=look.ink_on(place.colour), weight="semibold", anchor="end", printed=(value,),
    )  # fmt: skip


def _grouped(spec: ChartSpec, _wording: Wording) -> ChartSpec | None:
    return replace(spec, kind="grouped") if len(spec.series) > 1 else None


KIND = ChartKind(lay_out, instead=_grouped, time=("compares",), peaks=False, tells_each=True)
