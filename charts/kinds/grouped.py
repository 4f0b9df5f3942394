"""Grouped bars: two to four series side by side in each row, named on the first row or in a key.

Values of two further series can stand in columns at the right; in a small picture beside the rows' names.
"""

from __future__ import annotations

from dataclasses import replace

from reckoner.charts.bars import bar_label, draw_bar, group_points, texts_of, words_of
from reckoner.charts.fonts import width_of
from reckoner.charts.key import Entry, draw_key, key_height
from reckoner.charts.kinds.bar import Place, bar_box, bar_middle, label_zero, write_at_end
from reckoner.charts.kinds.kind import ChartKind, bars_of_one
from reckoner.charts.look import Look
from reckoner.charts.rows import GAP, draw_base, draw_names, draw_targets, plan_rows, target_head, tint
from reckoner.charts.scene import Scene
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec
from reckoner.charts.valuecolumns import plan_columns
from reckoner.charts.values import absence, numbers
from reckoner.reports.figures.wording import Wording


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """A row for each category or period, a bar in it for each series."""
    sketch, size = Sketch(look), look.text
    groups = group_points(spec)
    bars = len(spec.series)
    entries = [Entry(series.name, look.colour(place)) for place, series in enumerate(spec.series)]
    room = (
        max(width_of(words_of(t), size, "semibold") for group in groups for t in texts_of(group, wording))
        + GAP
    )
    further = {group[0].label: group for group in group_points(replace(spec, series=spec.beside))}
    beside = [texts_of(further.get(group[0].label, ()), wording) for group in groups]
    columns = plan_columns(spec.beside, beside, look, share=0.35 if look.is_small else 0.25, most=1.0)
    above = bool(columns) and look.is_small
    below = min(numbers(spec)) < 0
    down = key_height(entries, look) + target_head(spec, look, wording)
    names = [bar_label(group[0], wording) for group in groups]
    ends = (room if below else 0.0, room + (0.0 if above else columns.width))
    rows = plan_rows(look, names, numbers(spec), ends, down + columns.head(look), bars, must_head=above)
    draw_key(sketch, entries, 0.0)
    draw_names(sketch, rows, has_strips=above)
    if above:
        columns.draw(sketch, rows.heads, (), down, look.width - GAP, tint(look))
    else:
        columns.draw(sketch, rows.middles, (), down)
    for row, group in enumerate(groups):
        for place, point in enumerate(group):
            if point.figure:
                draw_bar(
                    sketch,
                    bar_box(rows, row, point.figure.value, bars, place),
                    look.colour(place),
                    point.partial,
                )
    draw_base(sketch, rows)
    foot = label_zero(sketch, spec, rows, wording) if below else rows.bottom
    draw_targets(sketch, spec, rows, wording)
    for row, group in enumerate(groups):
        for place, (point, text) in enumerate(zip(group, texts_of(group, wording), strict=True)):
            where = Place(bar_middle(rows, row, bars, place), look.colour(place))
            write_at_end(sketch, spec, rows, where, point, text)
            if point.figure is None:
                sketch.note(absence(point, wording))
    return sketch.scene(look.width, foot + size * 0.3)


KIND = ChartKind(lay_out, instead=bars_of_one, time=("compares",), has_columns=True)
