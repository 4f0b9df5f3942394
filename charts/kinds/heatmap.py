"""Rows and columns of cells in the colours of classes: when in the week, at what hour."""

from __future__ import annotations

from reckoner.charts.bars import group_points
from reckoner.charts.classes import Classes
from reckoner.charts.fonts import LINE, width_of, wrap
from reckoner.charts.key import draw_key, key_height
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases
from reckoner.charts.scene import Box, Scene, middle_of, rectangle
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.charts.values import absence, figure_of, figures, state_mark, worded
from reckoner.reports.figures.printed import Sentence
from reckoner.reports.figures.wording import Wording

_GAP, _HIGH, _LEAST = 1.0, 19.0, 24.0


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """A row for each series, a column for each of its points; values stand in the cells where they fit."""
    sketch, size = Sketch(look), look.text
    columns = _columns(spec)
    classes = Classes.over((figure.value for figure in figures(spec)), spec.unit, look)
    entries = classes.entries(spec.unit, wording)
    names = [wrap(series.name, size, 0.3 * look.width) for series in spec.series]
    left = max(width_of(line, size) for lines in names for line in lines) + 6
    wide = (look.width - left) / len(columns)
    labels = _labels(columns, wide, size)
    high = max(_HIGH, max(map(len, names)) * LINE * size + _GAP)
    top = key_height(entries, look) + size * 1.5
    has_values = all(width_of(worded(figure, wording).text, size) + 4 <= wide for figure in figures(spec))
    draw_key(sketch, entries, 0.0)
    for place, words in labels:
        x, half = left + (place + 0.5) * wide - _GAP / 2, width_of(words, size) / 2
        if half <= x <= look.width - half:
            sketch.write(x, top - size * 0.5, words, colour=look.muted, anchor="middle")
    for row, (series, lines) in enumerate(zip(spec.series, names, strict=True)):
        y = top + row * high
        first = middle_of(y + high / 2, size) - (len(lines) - 1) * LINE * size / 2
        sketch.write_lines(left - 6, first, lines, anchor="end")
        points = {point.label: point for point in series.points}
        for place, label in enumerate(columns):
            box = Box(left + place * wide, y, left + (place + 1) * wide - _GAP, y + high - _GAP)
            _draw_cell(sketch, box, points.get(label), classes, has_values, wording)
    return sketch.scene(look.width, top + len(spec.series) * high)


def _columns(spec: ChartSpec) -> list[str]:
    return [group[0].label for group in group_points(spec)]


def _labels(columns: list[str], wide: float, size: float) -> list[tuple[int, str]]:
    """As many columns' names as fit side by side."""
    widest = max(width_of(label, size) for label in columns) + 5
    every = next(
        step
        for step in (1, 2, 3, 4, 6, 12, 24, len(columns) + 1)
        if step * wide >= widest or step > len(columns)
    )
    return [(place, label) for place, label in enumerate(columns) if place % every == 0]


def _draw_cell(
    sketch: Sketch, box: Box, point: Point | None, classes: Classes, has_value: bool, wording: Wording
) -> None:
    look, size = sketch.look, sketch.look.text
    fill = classes.colour(point.figure.value) if point and point.figure else look.ground
    sketch.add(rectangle(box, fill, None if point and point.figure else look.grid, 0.6))
    x, y = (box.left + box.right) / 2, middle_of((box.top + box.bottom) / 2, size)
    if point and point.figure and has_value:
        value = worded(point.figure, wording)
        sketch.write(x, y, value.text, colour=look.ink_on(fill), anchor="middle", printed=(value,))
    elif point and point.figure is None:
        mark = state_mark(point, wording)
        sketch.note(absence(point, wording))
        if width_of(mark, size) + 2 <= box.right - box.left:
            sketch.write(x, y, mark, colour=look.muted, anchor="middle")


def _refuse(spec: ChartSpec) -> Refusals:
    if len(_columns(spec)) > _LEAST or len(spec.series) < 2:
        yield (
            f"a heat map has two rows or more and up to {_LEAST:.0f} columns",
            "Name a measure with its categories for each row: [calls.monday.*, calls.tuesday.*].",
        )


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """The highest and the lowest cell, and the highest of each row from the top down."""
    cells = [(series, point) for series in spec.series for point in series.points if point.figure]
    ordered = sorted(cells, key=lambda cell: figure_of(cell[1]).value)
    ends = phrases.say(
        "alt.extremes", highest=_cell(*ordered[-1], phrases), lowest=_cell(*ordered[0], phrases)
    )
    peaks = [
        _cell(series, max(known, key=lambda point: figure_of(point).value), phrases)
        for series in spec.series
        if (known := [point for point in series.points if point.figure])
    ]
    return [(ends, phrases.say("alt.row_peaks", values=phrases.listed(peaks))), (ends,)]


def _cell(series: Series, point: Point, phrases: Phrases) -> Sentence:
    return phrases.say(
        "alt.cell", row=series.name, column=point.label, value=phrases.figure(figure_of(point))
    )


KIND = ChartKind(lay_out, _refuse, alt=_alt, peaks=False)
