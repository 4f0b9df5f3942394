"""Two groups by age or rank, back to back: the first to the left, the second to the right."""

from __future__ import annotations

from decimal import Decimal

from reckoner.charts.bars import draw_bar, group_points, words_of
from reckoner.charts.fonts import LINE, width_of, wrap
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.parts import refuse_negative
from reckoner.charts.phrases import Choices, Phrases, item
from reckoner.charts.rows import GAP, row_height, write_value
from reckoner.charts.scene import Box, Scene, middle_of
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import absence, figures, state_mark, worded
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.wording import Wording

_THICK = 0.74


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """A row for each band, the last at the top, as the eldest stand in a pyramid."""
    sketch, size = Sketch(look), look.text
    groups = _bands(spec)
    names = [wrap(group[0].label, size, 0.24 * look.width) for group in groups]
    half = max(width_of(line, size) for lines in names for line in lines) / 2 + GAP
    widest = max(width_of(words_of(_text(p, wording)), size, "semibold") for group in groups for p in group)
    room = look.width / 2 - half - widest - GAP
    largest = max((figure.value for figure in figures(spec)), default=Decimal(1)) or Decimal(1)
    heads = [wrap(series.name, size, look.width / 2 - half, "semibold") for series in spec.series]
    most = max(map(len, heads))
    for place, head in enumerate(heads):
        sketch.write_lines(
            look.width / 2 + (half if place else -half), size * (1 + LINE * (most - len(head))), head,
            weight="semibold", anchor="start" if place else "end", colour=look.words(place),
        )  # fmt: skip
    y = LINE * size * (most + 0.5)
    for group, lines in zip(groups, names, strict=True):
        high = row_height(len(lines), len(groups), 1, size)
        middle = y + high / 2
        first = middle_of(middle, size) - (len(lines) - 1) * LINE * size / 2
        sketch.write_lines(look.width / 2, first, lines, anchor="middle")
        for side, point in zip((-1, 1), group, strict=True):
            long = float((point.figure.value if point.figure else Decimal(0)) / largest) * room
            _draw_side(sketch, point, (look.width / 2 + side * half, middle), side * long, high, wording)
        y += high
    return sketch.scene(look.width, y + size * 0.3)


def _draw_side(
    sketch: Sketch, point: Point, base: tuple[float, float], long: float, high: float, wording: Wording
) -> None:
    (x, middle), side = base, -1 if long < 0 else 1
    is_left = x < sketch.look.width / 2
    if point.figure is None:
        sketch.note(absence(point, wording))
    elif long:
        left, right = sorted((x, x + long))
        box = Box(left, middle - high * _THICK / 2, right, middle + high * _THICK / 2)
        draw_bar(sketch, box, sketch.look.colour(0 if side < 0 else 1), point.partial)
    away = -GAP * 0.8 if is_left else GAP * 0.8
    write_value(sketch, x + long + away, middle, _text(point, wording), "end" if is_left else "start")


def _text(point: Point, wording: Wording) -> Printed | str:
    return worded(point.figure, wording) if point.figure else state_mark(point, wording)


def _bands(spec: ChartSpec) -> list[tuple[Point, ...]]:
    """The rows from the top down."""
    labels = list(dict.fromkeys(point.label for series in spec.series for point in series.points))
    by_label = {group[0].label: group for group in group_points(spec)}
    return [by_label[label] for label in reversed(labels)]


def _refuse(spec: ChartSpec) -> Refusals:
    if len(spec.series) != 2:
        yield (
            f"a pyramid sets two groups back to back; this has {len(spec.series)}",
            "Name both, or use bars.",
        )
    yield from refuse_negative(spec)


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """Each side from the top down, or the largest band of each."""
    bands = _bands(spec)
    each, peaks = [], []
    for place, series in enumerate(spec.series):
        points = [band[place] for band in bands]
        known = [point for point in points if point.figure]
        values = phrases.listed([item(point, phrases) for point in points])
        each.append(phrases.say("alt.series_values", name=series.name, values=values))
        if known:
            top = max(known, key=lambda point: point.figure.value if point.figure else Decimal(0))
            peaks.append(phrases.say("alt.largest", name=series.name, value=item(top, phrases)))
    return [tuple(each), tuple(peaks), tuple(peaks[:1])]


KIND = ChartKind(lay_out, _refuse, alt=_alt, peaks=False)
