"""Dots on one scale, a row each: for values whose differences bars from zero would hide."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reckoner.charts.bars import bar_label, group_points, in_order, texts_of, words_of
from reckoner.charts.fonts import LINE, width_of
from reckoner.charts.key import Entry, Shape, draw_key, draw_shape, key_height
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases
from reckoner.charts.ranks import ranked_alt
from reckoner.charts.rows import GAP, Rows, draw_targets, plan_rows, target_head, write_value
from reckoner.charts.scene import Scene, middle_of
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import absence, is_highlighted, is_timed, numbers
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.wording import Wording

_RADIUS = 4.2
_SHAPES: tuple[Shape, ...] = ("ring", "dot")


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """A row for each category or period; with two series the first is a ring and the second a dot."""
    sketch, size = Sketch(look), look.text
    groups = _groups(spec)
    entries = _entries(spec, look)
    texts = [texts_of(group, wording) for group in groups]
    widest = max(width_of(words_of(text), size, "semibold") for row in texts for text in row)
    room = widest + GAP + _RADIUS * 2
    head = key_height(entries, look) if entries else size * 0.3
    names = [bar_label(group[0], wording) for group in groups]
    rows = plan_rows(look, names, numbers(spec), (room if entries else GAP + _RADIUS, room),
                     head + target_head(spec, look, wording), from_zero=False)  # fmt: skip
    draw_key(sketch, entries, 0.0)
    _draw_names(sketch, spec, rows, groups)
    for row in range(len(groups)):
        y = rows.middle(row)
        first = min((rows.x(point.figure.value) for point in groups[row] if point.figure), default=0.0)
        stop = first - (room if entries else _RADIUS)
        if stop > rows.name_right + GAP:
            sketch.line((rows.name_right + GAP, y), (stop, y), colour=look.grid, width=0.6)
    draw_targets(sketch, spec, rows, wording)
    for row, group in enumerate(groups):
        _draw_row(sketch, spec, rows, row, group, texts[row])
        for point in group:
            if point.figure is None:
                sketch.note(absence(point, wording))
    if not rows.low <= 0 <= rows.high:
        sketch.note(wording.language.say("chart.scale_not_from_zero"))
    return sketch.scene(look.width, rows.bottom + size * 0.3)


def _groups(spec: ChartSpec) -> list[tuple[Point, ...]]:
    """The rows in order: periods in time, categories by value, or as given."""
    if len(spec.series) > 1:
        return group_points(spec)
    return [(point,) for point in in_order(spec, spec.series[0].points)]


def _entries(spec: ChartSpec, look: Look) -> list[Entry]:
    if len(spec.series) == 1:
        return []
    return [
        Entry(s.name, look.colour(n), shape)
        for (n, s), shape in zip(enumerate(spec.series), _SHAPES, strict=True)
    ]


def _draw_names(sketch: Sketch, spec: ChartSpec, rows: Rows, groups: Sequence[tuple[Point, ...]]) -> None:
    """Names flush right; one that is picked out is bold."""
    size = sketch.look.text
    for row, (lines, group) in enumerate(zip(rows.names, groups, strict=True)):
        weight = "semibold" if is_highlighted(spec, group[0]) else "regular"
        first = middle_of(rows.middle(row), size) - (len(lines) - 1) * LINE * size / 2
        sketch.write_lines(rows.name_right, first, lines, anchor="end", weight=weight)  # type: ignore[arg-type]


def _draw_row(
    sketch: Sketch,
    spec: ChartSpec,
    rows: Rows,
    row: int,
    group: Sequence[Point],
    texts: Sequence[Printed | str],
) -> None:
    look, y, away = sketch.look, rows.middle(row), _RADIUS + GAP * 0.8
    lines = [rows.x(target.figure.value) for target in spec.targets]
    known = [point.figure.value for point in group if point.figure]
    sides = _sides(group)
    for place, (point, text) in enumerate(zip(group, texts, strict=True)):
        x = rows.x(point.figure.value if point.figure else max(known, default=Decimal(str(rows.low))))
        if point.figure is None:
            write_value(sketch, x + away, y, text, "start")
            continue
        shape, colour, radius = _mark(spec, place, point, look)
        wide = width_of(words_of(text), look.text, "semibold") + 4
        left = sides[place] == "left"
        start = x - away - wide if left else x + away - 2
        struck = [line for line in lines if start < line < start + wide]
        if struck and not left:
            at = max(struck) + 4
        elif struck:
            at = min(struck) - 4
        else:
            at = x - away if left else x + away
        if text:
            write_value(sketch, at, y, text, "end" if left else "start")
        draw_shape(sketch, shape, (x, y), radius, colour, hollow=point.partial)


def _sides(group: Sequence[Point]) -> list[str]:
    """At which side of its dot each value stands: of two the lower's at the left."""
    if len(group) == 1 or any(point.figure is None for point in group):
        return ["right"] * len(group)
    first, second = (point.figure.value for point in group if point.figure)
    return ["left", "right"] if first <= second else ["right", "left"]


def _mark(spec: ChartSpec, place: int, point: Point, look: Look) -> tuple[Shape, str, float]:
    if len(spec.series) > 1:
        return _SHAPES[place], look.colour(place), _RADIUS
    if spec.highlights and not is_highlighted(spec, point):
        return "dot", look.rest, _RADIUS * 0.85
    return (
        ("diamond", look.colour(0), _RADIUS * 1.35) if spec.highlights else ("dot", look.colour(0), _RADIUS)
    )


def _refuse(spec: ChartSpec) -> Refusals:
    if len(spec.series) > 2:
        yield f"dots show one or two series; this has {len(spec.series)}", "Use small multiples."


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices | None:
    return None if is_timed(spec) or len(spec.series) > 1 else ranked_alt(spec, phrases)


KIND = ChartKind(lay_out, _refuse, alt=_alt, time=("compares",), peaks=False)
