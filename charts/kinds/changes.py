"""How much each row rose or fell in per cent, as bars from zero; what was counted stands beside them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reckoner.charts.bars import bar_label, group_points, texts_of, words_of
from reckoner.charts.fonts import LINE, Weight, width_of
from reckoner.charts.kinds import dots
from reckoner.charts.kinds.dumbbell import moves_alt
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.rows import Rows, draw_axis, draw_base, draw_names, plan_rows
from reckoner.charts.scale import scale_for, tick_label
from reckoner.charts.scene import Box, Scene, rectangle
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import absence, is_timed
from reckoner.reports.figures.unit import PERCENT
from reckoner.reports.figures.wording import Wording

_THICK = 0.56
_MOST_TICKS = 6


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """The largest rise first. Dots where nothing can be compared, or the columns leave no room for bars."""
    groups = _in_order(spec)
    texts = [texts_of(group, wording) for group in groups]
    widest = max(width_of(words_of(text), look.text, "semibold") for row in texts for text in row)
    heads = dots.heads_of(spec, look, widest)
    columns = dots.columns_of(heads, look, widest)
    moves = [_change(group) for group in groups]
    known = [move for move in moves if move is not None]
    if not columns or not known or spec.targets:
        return dots.lay_out(spec, look, wording)
    sketch = Sketch(look)
    scale = scale_for(known, PERCENT, _MOST_TICKS, from_zero=True)
    head = look.text * LINE * max(map(len, heads))
    names = [bar_label(group[0], wording) for group in groups]
    ends = [scale.low, scale.high]
    weight: Weight = "semibold" if spec.highlights else "regular"
    edge = max(width_of(tick_label(end, scale, PERCENT, wording), look.text) for end in ends) / 2
    rows = plan_rows(look, names, ends, (edge, sum(columns) + edge), head, weight=weight, may_head=True)
    draw_names(sketch, rows, dots.picked_out(spec, groups))
    for row, move in enumerate(moves):
        if move is not None:
            _draw_bar(sketch, rows, row, move)
    draw_base(sketch, rows)
    dots.draw_columns(sketch, (), rows, texts, columns, heads)
    for point in (point for group in groups for point in group if point.figure is None):
        sketch.note(absence(point, wording))
    foot = draw_axis(sketch, rows, scale, PERCENT, wording)
    return sketch.scene(look.width, foot + look.text * 0.3)


def _draw_bar(sketch: Sketch, rows: Rows, row: int, move: Decimal) -> None:
    half = rows.height(row) * _THICK / 2
    left, right = sorted((rows.x(0), rows.x(move)))
    middle = rows.middle(row)
    sketch.add(rectangle(Box(left, middle - half, right, middle + half), sketch.look.colour(0)))


def _change(group: Sequence[Point]) -> Decimal | None:
    """In per cent of the first; None where either is missing, or there was nothing before."""
    before, after = (point.figure.value if point.figure else None for point in group)
    return None if before is None or after is None or before <= 0 else (after - before) / before * 100


def _in_order(spec: ChartSpec) -> list[tuple[Point, ...]]:
    """Periods in time, categories as given or by their change, those without one last."""
    groups = group_points(spec)
    if spec.order == "given" or is_timed(spec):
        return groups
    changes = [(group, _change(group)) for group in groups]
    return [group for group, _ in sorted(changes, key=lambda each: (each[1] is None, -(each[1] or 0)))]


def _refuse(spec: ChartSpec) -> Refusals:
    if len(spec.series) != 2:
        yield (
            f"changes are between two series; this has {len(spec.series)}",
            "Name the one before and the one after.",
        )


KIND = ChartKind(lay_out, _refuse, alt=moves_alt, time=("compares",), peaks=False)
