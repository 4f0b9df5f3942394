"""Before and after: two dots in each row, a line between them, their values outside."""

from __future__ import annotations

from collections.abc import Sequence

from reckoner.charts.bars import bar_label, group_points, texts_of, words_of
from reckoner.charts.fonts import width_of
from reckoner.charts.key import Entry, draw_key, key_height
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases, short_move
from reckoner.charts.rows import (
    GAP,
    Rows,
    draw_names,
    draw_targets,
    plan_rows,
    target_head,
    write_value,
)
from reckoner.charts.scene import Anchor, Dot, Path, Scene
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import absence, is_timed, numbers
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.wording import Wording

_RADIUS = 4.6


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """Rows of the first series (rings) and the second (dots)."""
    sketch, size = Sketch(look), look.text
    groups = group_points(spec)
    colours = (look.rest, look.colour(0))
    entries = [Entry(spec.series[0].name, colours[0], "ring"), Entry(spec.series[1].name, colours[1], "dot")]
    widest = max(
        width_of(words_of(t), size, "semibold") for group in groups for t in texts_of(group, wording)
    )
    room = widest + GAP + _RADIUS * 2
    top = key_height(entries, look) + target_head(spec, look, wording)
    names = [bar_label(group[0], wording) for group in groups]
    rows = plan_rows(look, names, numbers(spec), (room, room), top, from_zero=False)
    draw_key(sketch, entries, 0.0)
    draw_names(sketch, rows)
    for row in range(len(groups)):
        y = rows.middle(row)
        ends = [rows.x(point.figure.value) for point in groups[row] if point.figure]
        start, stop = rows.name_right + GAP, min(ends, default=0.0) - room
        if stop > start:
            sketch.line((start, y), (stop, y), colour=look.grid, width=0.6)
    draw_targets(sketch, spec, rows, wording)
    for row, group in enumerate(groups):
        _draw_row(sketch, rows, row, group, colours, wording)
    if not rows.low <= 0 <= rows.high:
        sketch.note(wording.language.say("chart.scale_not_from_zero"))
    return sketch.scene(look.width, rows.bottom + size * 0.3)


def _draw_row(
    sketch: Sketch, rows: Rows, row: int, group: tuple[Point, ...], colours: tuple[str, str],
    wording: Wording,
) -> None:  # fmt: skip
    before, after = group
    texts = texts_of(group, wording)
    y = rows.middle(row)
    if before.figure and after.figure:
        ends = (rows.x(before.figure.value), y), (rows.x(after.figure.value), y)
        sketch.add(Path((ends,), colour=sketch.look.rest, width=2.4))
    for point, colour, fill in ((before, colours[0], sketch.look.ground), (after, colours[1], colours[1])):
        if point.figure:
            filled = sketch.look.ground if point.partial else fill
            sketch.add(Dot(rows.x(point.figure.value), y, _RADIUS, filled, colour, 1.8))
    _write_values(sketch, rows, y, group, texts)
    for point in group:
        if point.figure is None:
            sketch.note(absence(point, wording))


def _write_values(
    sketch: Sketch, rows: Rows, y: float, group: tuple[Point, ...], texts: list[Printed | str]
) -> None:
    """The lower value at the left, the higher at the right; two that are equal are said once."""
    before, after = group
    away = _RADIUS + GAP * 0.8

    def write(x: float, text: Printed | str, side: Anchor) -> None:
        write_value(sketch, x + away if side == "start" else x - away, y, text, side)

    if before.figure and after.figure:
        if before.figure.value == after.figure.value:
            write(rows.x(after.figure.value), texts[1], "start")
            return
        first: Anchor = "end" if before.figure.value < after.figure.value else "start"
        sides: tuple[Anchor, Anchor] = (first, "start" if first == "end" else "end")
    else:
        sides = ("end", "start")
    for point, text, side in zip(group, texts, sides, strict=True):
        other = after if point is before else before
        anchor = point.figure or other.figure
        write(rows.x(anchor.value) if anchor else rows.left, text, side)


def _refuse(spec: ChartSpec) -> Refusals:
    if len(spec.series) != 2:
        yield (
            f"a dumbbell compares two series; this has {len(spec.series)}",
            "Name the one before and the one after.",
        )


def moves_alt(
    spec: ChartSpec, phrases: Phrases, groups: Sequence[tuple[Point, ...]] | None = None
) -> Choices | None:
    """How each row moved; ``groups`` are the rows in an order of their own."""
    if is_timed(spec) and any(len(series.points) > 1 for series in spec.series):
        return None
    before, after = spec.series
    moves = [
        short_move(pair[0].label, list(pair), phrases)
        for pair in groups or group_points(spec)
        if pair[0].figure and pair[1].figure
    ]
    return [
        (phrases.say("alt.moves", first_period=before.name, last_period=after.name, moves=told),)
        for most in range(len(moves), 0, -1)
        if (told := phrases.listed(moves[:most], "semicolon"))
    ]


KIND = ChartKind(lay_out, _refuse, alt=moves_alt, time=("takes",), mixes_units=True)
