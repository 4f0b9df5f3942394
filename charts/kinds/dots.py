"""Dots on one scale, a row each: for values whose differences bars from zero would hide.

Two series are joined in each row, and their values stand in two columns beside the scale,
which has an axis then; in a small picture below the series' marks, which a key names.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from reckoner.charts.bars import bar_label, group_points, in_order, texts_of, words_of
from reckoner.charts.fonts import width_of
from reckoner.charts.key import Entry, Shape, draw_key, draw_shape, key_height
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases
from reckoner.charts.ranks import ranked_alt
from reckoner.charts.rows import (
    GAP,
    Rows,
    draw_axis,
    draw_names,
    draw_targets,
    plan_rows,
    span,
    struck,
    target_head,
    target_width,
    write_value,
)
from reckoner.charts.scale import scale_for, tick_label
from reckoner.charts.scene import Anchor, Dot, Scene
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.valuecolumns import SHAPES, plan_columns
from reckoner.charts.values import absence, is_highlighted, is_timed, numbers
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.wording import Wording

_RADIUS = 4.2
_MOST_TICKS = 5
_AIRY = 2.0  # lines: a row as high has room for a value above its dot
_ASIDE = 8.0  # of a line: what stands above a dot beside it


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """A row for each category or period; with two series the first is a ring and the second a dot."""
    sketch, size = Sketch(look), look.text
    groups = _groups(spec)
    entries = _entries(spec, look)
    texts = [texts_of(group, wording) for group in groups]
    columns = plan_columns(spec.series, texts, look, named=not look.is_small)
    room = (columns.width if columns else columns.widest + GAP) + _RADIUS * 2
    names = [bar_label(group[0], wording) for group in groups]
    aims = target_head(spec, look, wording)
    key = size * 0.3 if not columns else 0.0
    key = key_height(entries, look) if entries and (look.is_small or not columns) else key
    scale = scale_for(numbers(spec), spec.unit, _MOST_TICKS, from_zero=False)
    # Where names stand above their rows, half of the first tick's label has no other room.
    first = width_of(tick_label(scale.low, scale, spec.unit, wording), size) / 2 if look.is_small else 0.0
    edge = look.width - columns.width
    # Targets' names end level with those of columns, which stand beside them.
    level = bool(columns and spec.targets) and target_width(spec, look, wording) < edge
    head = columns.head(look) + size * 0.6 if level else columns.head(look)
    top = key + (max(head, aims) if level else head + aims)
    rows = plan_rows(
        look,
        names,
        numbers(spec) if scale.starts_at_zero and not columns else [scale.low, scale.high],
        (room if entries and not columns else max(GAP + _RADIUS, first), room),
        top,
        from_zero=False,
        weight="semibold" if spec.highlights else "regular",
        may_head=len(spec.series) > 1,
    )
    if key:
        draw_key(sketch, entries, 0.0)
    draw_names(sketch, rows, picked_out(spec, groups))
    draw_targets(sketch, spec, rows, wording, edge)
    columns.draw(sketch, rows.middles, entries, top - head if level else key)
    for row, group in enumerate(groups):
        if columns:
            _draw_pair(sketch, spec, rows, row, group)
        else:
            _draw_row(sketch, spec, rows, row, group, texts[row])
        for point in group:
            if point.figure is None:
                sketch.note(absence(point, wording))
    if scale.starts_at_zero and not columns:
        return sketch.scene(look.width, rows.bottom + size * 0.3)
    foot = draw_axis(
        sketch, rows, scale, spec.unit, wording, frozenset(each.figure.value for each in spec.targets)
    )
    if not scale.starts_at_zero:
        sketch.note(wording.language.say("chart.scale_not_from_zero"))
    return sketch.scene(look.width, foot + size * 0.3)


def _draw_pair(sketch: Sketch, spec: ChartSpec, rows: Rows, row: int, group: Sequence[Point]) -> None:
    """The row's line, the way between its dots, and the dots."""
    look, y = sketch.look, rows.middle(row)
    xs = [rows.x(point.figure.value) for point in group if point.figure]
    sketch.line((rows.name_right + GAP, y), (rows.right + _RADIUS, y), colour=look.grid, width=0.6)
    if xs:
        sketch.line((min(xs), y), (max(xs), y), colour=look.rest, width=2.0)
    _draw_dots(sketch, spec, rows, y, group)


def _draw_dots(sketch: Sketch, spec: ChartSpec, rows: Rows, y: float, group: Sequence[Point]) -> None:
    """On their line, all of one size; a ring lies open over the dot, which shows through where they meet."""
    known = [
        ((rows.x(point.figure.value), y), point, *_mark(spec, place, point, sketch.look))
        for place, point in enumerate(group)
        if point.figure
    ]
    for place, point, shape, colour, radius in known:
        draw_shape(sketch, shape, place, radius, colour, hollow=point.partial)
    for (x, _), _point, shape, colour, radius in known[:-1]:
        if shape == "ring":
            sketch.add(Dot(x, y, radius, "none", colour, 1.6))


def _groups(spec: ChartSpec) -> list[tuple[Point, ...]]:
    """The rows in order: periods in time, categories by value (of two series the second), or as given."""
    if len(spec.series) > 1:
        groups = group_points(spec)
        if spec.order == "given" or is_timed(spec):
            return groups
        return sorted(groups, key=lambda group: -(group[-1].figure.value if group[-1].figure else Decimal(0)))
    return [(point,) for point in in_order(spec, spec.series[0].points)]


def _entries(spec: ChartSpec, look: Look) -> list[Entry]:
    if len(spec.series) == 1:
        return []
    return [
        Entry(s.name, look.colour(n), shape)
        for (n, s), shape in zip(enumerate(spec.series), SHAPES, strict=True)
    ]


def picked_out(spec: ChartSpec, groups: Sequence[tuple[Point, ...]]) -> list[int]:
    """The rows that are."""
    return [row for row, group in enumerate(groups) if is_highlighted(spec, group[0])]


def _draw_row(
    sketch: Sketch,
    spec: ChartSpec,
    rows: Rows,
    row: int,
    group: Sequence[Point],
    texts: Sequence[Printed | str],
) -> None:
    """The way from the name to the first thing in the row, then the values, then the dots, joined."""
    look, y = sketch.look, rows.middle(row)
    known = [point.figure.value for point in group if point.figure]
    xs = [rows.x(p.figure.value if p.figure else max(known, default=Decimal(str(rows.low)))) for p in group]
    places = _places(spec, rows, group, [words_of(text) for text in texts], look)
    firsts = [x - _RADIUS for x in xs]
    firsts += [
        at - width_of(words_of(text), look.text, "semibold")
        for (at, anchor), text in zip(places, texts, strict=True)
        if anchor == "end"
    ]
    start, stop = rows.name_right + GAP, min(firsts) - 3
    if stop > start:
        sketch.line((start, y), (stop, y), colour=look.grid, width=0.6)
    if len(xs) > 1 and len(known) > 1:
        sketch.line((min(xs), y), (max(xs), y), colour=look.rest, width=2.0)
    for place, ((at, anchor), text) in enumerate(zip(places, texts, strict=True)):
        radius = _mark(spec, place, group[place], look)[2]
        above = (radius + look.text * 0.62) if anchor == "middle" else 0.0
        write_value(sketch, at, y - above, text, anchor)
    _draw_dots(sketch, spec, rows, y, group)


def _places(
    spec: ChartSpec, rows: Rows, group: Sequence[Point], texts: Sequence[str], look: Look
) -> list[tuple[float, Anchor]]:
    """Where each value stands: at its dot's side, or where a line would strike it at the other or above.

    A value never stands beyond a target's line where its dot isn't: a miss would read as a hit.
    """
    lines = [rows.x(target.figure.value) for target in spec.targets]
    found: list[tuple[float, Anchor]] = []
    taken: list[tuple[float, float]] = []  # above the dots
    # Above them stand names, or in close rows other dots.
    is_airy = not rows.head and min(b - a for a, b in pairwise(rows.edges)) >= _AIRY * look.text
    known = [rows.x(point.figure.value) for point in group if point.figure]
    for point, text, side in zip(group, texts, _sides(group), strict=True):
        x = rows.x(point.figure.value) if point.figure else max(known, default=rows.left)
        wide, away = width_of(text, look.text, "semibold"), _RADIUS + GAP * 0.8
        right: tuple[float, Anchor] = (x + away, "start")
        left: tuple[float, Anchor] = (x - away, "end")
        ways = [left, right] if side == "left" else [right, left]
        ways = ways if len(group) == 1 and x - away - wide > rows.name_right + GAP else ways[:1]
        clear = [(at, anchor) for at, anchor in ways if not _parted(lines, x, at, wide, anchor)]
        above: list[tuple[float, Anchor]] = [
            (at, "middle")
            for at in (_above(lines, x, wide) if is_airy else ())
            if rows.name_right + GAP < at - wide / 2
            and at + wide / 2 < look.width
            and not struck(lines, at, wide, "middle")
            and not any(low < at + wide / 2 and at - wide / 2 < high for low, high in taken)
        ]
        at, anchor = [*clear, *above, *ways][0]
        if anchor == "middle":
            taken.append((at - wide / 2 - GAP, at + wide / 2 + GAP))
        found.append((at, anchor))
    return found


def _parted(lines: Sequence[float], dot: float, at: float, wide: float, anchor: Anchor) -> bool:
    """Whether a line runs through a value, or between it and its dot."""
    low, high = span(at, wide, anchor)
    return any(min(low, dot + 0.5) < line < max(high, dot - 0.5) for line in lines)


def _above(lines: Sequence[float], dot: float, wide: float) -> list[float]:
    """The middles of places above a dot, the best first: over it, or as near at its own side of the lines."""
    aside = wide / 2 + _ASIDE
    after = min((line for line in lines if line >= dot), default=dot + aside)
    before = max((line for line in lines if line < dot), default=dot - aside)
    return [dot, min(dot, after - aside), max(dot, before + aside)]


def _sides(group: Sequence[Point]) -> list[str]:
    """At which side of its dot each value stands: of two the lower at the left, one missing at the right."""
    if len(group) == 1:
        return ["right"]
    first, second = (point.figure.value if point.figure else Decimal("Infinity") for point in group)
    return ["left", "right"] if first <= second else ["right", "left"]


def _mark(spec: ChartSpec, place: int, point: Point, look: Look) -> tuple[Shape, str, float]:
    if len(spec.series) > 1:
        return SHAPES[place], look.colour(place), _RADIUS
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


KIND = ChartKind(lay_out, _refuse, alt=_alt, rows=_groups, time=("compares",), peaks=False)
