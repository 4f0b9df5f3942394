"""Parts of a whole as one bar for each series: in place of pies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reckoner.charts.colour import mixed
from reckoner.charts.fonts import width_of
from reckoner.charts.key import Entry, draw_key, key_height
from reckoner.charts.kinds.kind import MOST_TOGETHER, ChartKind
from reckoner.charts.kinds.stacked import draw_segment
from reckoner.charts.look import Look
from reckoner.charts.parts import Part, parts_of, refuse_wrong_shares
from reckoner.charts.rows import GAP, Rows, draw_names, plan_rows
from reckoner.charts.scene import Box, Scene, middle_of, rectangle
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec
from reckoner.charts.values import absence
from reckoner.reports.figures.wording import Wording

_THICK = 0.72


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """Each bar is a hundred per cent; what no part covers stays pale. One part in each needs no key."""
    sketch, size = Sketch(look), look.text
    labels = list(dict.fromkeys(point.label for series in spec.series for point in series.points))
    entries = [Entry(label, look.colour(place)) for place, label in enumerate(labels)]
    names = [series.name for series in spec.series] if len(spec.series) > 1 else [""]
    is_one = len(entries) == 1 and len(spec.series) > 1
    top = size * 0.3 if is_one else key_height(entries, look)
    rows = plan_rows(look, names, [Decimal(100)], (0.0, 0.5), top)
    if not is_one:
        draw_key(sketch, entries, 0.0)
    draw_names(sketch, rows)
    for row, series in enumerate(spec.series):
        _draw_row(sketch, rows, row, parts_of(series, wording), labels)
        for point in series.points:
            if point.figure is None:
                sketch.note(absence(point, wording))
    return sketch.scene(look.width, rows.bottom + size * 0.3)


def _draw_row(sketch: Sketch, rows: Rows, row: int, parts: list[Part], labels: list[str]) -> None:
    half = rows.height(row) * _THICK / 2
    top, bottom = rows.middle(row) - half, rows.middle(row) + half
    sketch.add(
        rectangle(Box(rows.x(0), top, rows.x(100), bottom), mixed(sketch.look.grid, sketch.look.ground, 0.55))
    )
    cursor = 0.0
    for part in parts:
        left, right = rows.x(cursor), rows.x(min(cursor + part.percent, 100))
        cursor += part.percent
        colour = sketch.look.colour(labels.index(part.point.label))
        is_in = draw_segment(sketch, Box(left, top, right, bottom), colour, part.point, part.value)
        if part is parts[-1] and not is_in:
            _write_beside(sketch, rows, rows.middle(row), right, part)


def _write_beside(sketch: Sketch, rows: Rows, middle: float, right: float, part: Part) -> None:
    """The last part's value on what stays pale, where that has room."""
    size, words = sketch.look.text, part.value.text
    if right + width_of(words, size, "semibold") + GAP * 2 < rows.right:
        x, y = right + GAP, middle_of(middle, size)
        sketch.write(x, y, words, weight="semibold", printed=(part.value,))


def _many(spec: ChartSpec, _wording: Wording) -> ChartSpec | None:
    """Bars where the parts are too many to be told apart."""
    if len({point.label for series in spec.series for point in series.points}) <= MOST_TOGETHER:
        return None
    return replace(spec, kind="multiples" if len(spec.series) > 1 else "bar")


KIND = ChartKind(lay_out, refuse_wrong_shares, _many)
