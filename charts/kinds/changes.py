"""How much each row rose or fell in per cent, as bars from zero with the change at each end; what was counted
stands beside them. Rises and falls differ in colour as in bars of changes that are published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reckoner.charts.bars import (
    bar_colour,
    bar_label,
    draw_bar,
    group_points,
    texts_of,
    way_entries,
    words_of,
)
from reckoner.charts.fonts import Weight, width_of
from reckoner.charts.key import draw_key, key_height
from reckoner.charts.kinds import dots
from reckoner.charts.kinds.bar import Place, bar_box, half_zero, label_zero, write_at_end
from reckoner.charts.kinds.dumbbell import moves_alt
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases
from reckoner.charts.rows import GAP, draw_base, draw_names, plan_rows, tint
from reckoner.charts.scene import Scene
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.charts.valuecolumns import plan_columns
from reckoner.charts.values import absence, is_timed
from reckoner.reports.figures.arithmetic import percent_change
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.unit import PERCENT
from reckoner.reports.figures.wording import Wording

_KEY = 0.33
"""Of a small picture's width: left to the key, above the names."""


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """The largest rise first. Dots where nothing can be compared, or the columns leave no room for bars."""
    groups = _in_order(spec)
    texts = [texts_of(group, wording) for group in groups]
    columns = plan_columns(spec.series, texts, look)
    moves = _moves(groups)
    known = [move.figure.value for move in moves if move.figure]
    if not columns or not known or spec.targets:
        return dots.lay_out(spec, look, wording)
    sketch = Sketch(look)
    changes = texts_of(moves, wording)
    room = max(width_of(words_of(text), look.text, "semibold") for text in changes) + GAP * 2
    ways = replace(spec, series=(Series("", moves),))
    entries = way_entries(ways, look, wording)
    head = max(columns.head(look), key_height(entries, look) if entries else 0.0)
    names = [bar_label(group[0], wording) for group in groups]
    weight: Weight = "semibold" if spec.highlights else "regular"
    # In a small picture counts stand beside the name, in a strip, and bars have the whole width below.
    needed = (
        max(*(width_of(name, look.text, weight) for name in names), _KEY * look.width)
        + GAP * 2
        + columns.width
    )
    is_headed = look.is_small and needed <= look.width
    # Where no name stands left of the zero, half of its label does.
    beside = half_zero(replace(spec, unit=PERCENT), look, wording) if look.is_small else 0.0
    ends = (room if min(known) < 0 else beside, room if is_headed else columns.width + room)
    rows = plan_rows(look, names, known, ends, head, weight=weight, may_head=True, must_head=is_headed)
    draw_key(sketch, entries, 0.0)
    draw_names(sketch, rows, dots.picked_out(spec, groups), is_headed)
    for row, (move, text) in enumerate(zip(moves, changes, strict=True)):
        if move.figure:
            colour = bar_colour(ways, move, look)
            draw_bar(sketch, bar_box(rows, row, move.figure.value), colour, move.partial)
            write_at_end(sketch, spec, rows, Place(rows.middle(row), colour), move, text)
    draw_base(sketch, rows)
    if is_headed:
        columns.draw(sketch, rows.heads, edge=look.width - GAP, ground=tint(look))
    else:
        columns.draw(sketch, rows.middles)
    for point in (point for group in groups for point in group if point.figure is None):
        sketch.note(absence(point, wording))
    foot = label_zero(sketch, replace(spec, unit=PERCENT), rows, wording)
    return sketch.scene(look.width, foot + look.text * 0.3)


def _change(group: Sequence[Point]) -> Figure | None:
    """In per cent of the first; None where either is missing, or the two can't be compared."""
    before, after = (point.figure for point in group)
    try:
        return percent_change(after, before) if before and after else None
    except ValueError:
        return None


def _moves(groups: Sequence[Sequence[Point]]) -> tuple[Point, ...]:
    """The change of each row, at its later point; without one as what is missing is marked, or as [z] where a
    change can't be told, as from nothing."""
    return tuple(_move(group) for group in groups)


def _move(group: Sequence[Point]) -> Point:
    last, change = group[-1], _change(group)
    if change:
        return replace(last, figure=change)
    missing = next((point for point in group if point.figure is None), None)
    if missing:
        return replace(last, figure=None, state=missing.state, mark=missing.mark)
    return replace(last, figure=None, mark="[z]")


def _in_order(spec: ChartSpec) -> list[tuple[Point, ...]]:
    """Periods in time, categories as given or by their change, those without one last."""
    groups = group_points(spec)
    if spec.order == "given" or is_timed(spec):
        return groups
    return sorted(groups, key=_rank)


def _rank(group: Sequence[Point]) -> Decimal:
    change = _change(group)
    return -change.value if change else Decimal("Infinity")


def _refuse(spec: ChartSpec) -> Refusals:
    if len(spec.series) != 2:
        yield (
            f"changes are between two series; this has {len(spec.series)}",
            "Name the one before and the one after.",
        )


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices | None:
    return moves_alt(spec, phrases, _in_order(spec))


def _plotted(spec: ChartSpec, wording: Wording) -> Series | None:
    """The changes that the bars are of, where there are any."""
    moves = _moves(_in_order(spec))
    return Series(wording.language.say("chart.change"), moves) if any(move.figure for move in moves) else None


KIND = ChartKind(lay_out, _refuse, alt=_alt, rows=_in_order, plots=_plotted, time=("compares",), peaks=False)
