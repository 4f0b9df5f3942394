"""A map of equal tiles: each place where it lies, roughly, in the colour of its class, with its value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reckoner.charts.classes import Classes
from reckoner.charts.fonts import LINE, width_of, wrap
from reckoner.charts.key import draw_key, key_height
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import POINTS_PER_MM, Look
from reckoner.charts.ranks import ranked_alt
from reckoner.charts.scene import Box, Scene, middle_of, rectangle
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import absence, figures, is_highlighted, state_mark, worded
from reckoner.reports.errors import nearest
from reckoner.reports.figures.wording import Wording

_GAP, _LARGEST, _LEAST_KEY = 3.0, 62.0, 110.0


@dataclass(frozen=True, slots=True)
class _Tile:
    """A place's box on the map."""

    point: Point
    box: Box


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """The tiles of the grid, and the key at their right, or above them where there is no room."""
    sketch = Sketch(look)
    across = max(len(row) for row in spec.grid)
    classes = Classes.over((figure.value for figure in figures(spec)), spec.unit, look)
    entries = classes.entries(spec.unit, wording)
    side = min(_LARGEST, (look.width - _LEAST_KEY) / across)
    above = side < _LARGEST * 0.7
    if above:
        side = min(_LARGEST, look.width / across)
    wide = across * side
    head = key_height(entries, look) if above else 0.0
    for tile in _tiles(spec, side, head):
        _draw_tile(sketch, spec, tile, classes, wording)
    if above:
        draw_key(sketch, entries, 0.0)
    else:
        key = Sketch(replace(look, width_mm=_LEAST_KEY * 0.9 / POINTS_PER_MM))
        for place, entry in enumerate(entries):
            draw_key(key, [entry], place * LINE * look.text * 1.15)
        sketch.add(*key.scene(0, 0).moved(wide + 18.0, 0.0))
    return sketch.scene(look.width, head + len(spec.grid) * side)


def _tiles(spec: ChartSpec, side: float, top: float) -> Iterator[_Tile]:
    points = {point.label: point for point in spec.series[0].points}
    for row, labels in enumerate(spec.grid):
        for column, label in enumerate(labels):
            if label:
                x, y = column * side, top + row * side
                yield _Tile(points[label], Box(x, y, x + side - _GAP, y + side - _GAP))


def _draw_tile(sketch: Sketch, spec: ChartSpec, tile: _Tile, classes: Classes, wording: Wording) -> None:
    """The name in up to three lines, the value beneath it; a tile that is picked out has a heavy edge."""
    look, box, point = sketch.look, tile.box, tile.point
    fill = classes.colour(point.figure.value) if point.figure else look.ground
    ink = look.ink_on(fill)
    sketch.add(rectangle(box, fill, look.rest, 0.6))
    if is_highlighted(spec, point):
        inner = Box(box.left + 1, box.top + 1, box.right - 1, box.bottom - 1)
        sketch.add(rectangle(inner, None, ink, 2.0))
    room, size = box.right - box.left - 8, min(look.text * 0.92, (box.right - box.left) / 6.4)
    lines = wrap(point.label, size, room)[:3]
    x = (box.left + box.right) / 2
    high = (len(lines) + 1) * LINE * size
    y = (box.top + box.bottom - high) / 2 + size * 0.9
    sketch.write_lines(x, y, lines, colour=ink, anchor="middle", size=size)
    value = worded(point.figure, wording) if point.figure else None
    words = value.text if value else state_mark(point, wording)
    largest = min(look.text * 1.15, look.text * room / max(width_of(words, look.text, "semibold"), 1.0))
    sketch.write(
        x, middle_of(y + len(lines) * LINE * size, size), words,
        size=largest, colour=ink, weight="semibold", anchor="middle", printed=(value,) if value else (),
    )  # fmt: skip
    if value is None:
        sketch.note(absence(point, wording))


def _refuse(spec: ChartSpec) -> Refusals:
    """The grid and the categories must be the same."""
    if not spec.grid:
        yield "a tile map needs a `grid`", 'List its rows: - ["", North Herts, Stevenage].'
        return
    placed = [label for row in spec.grid for label in row if label]
    known = [point.label for point in spec.series[0].points]
    for label in dict.fromkeys(label for label in placed if placed.count(label) > 1):
        yield f"the grid has {label!r} more than once", "Keep one tile for each."
    for label in placed:
        if label not in known:
            yield f"the grid has {label!r}, of which there is no value", nearest(label, known)
    for label in known:
        if label not in placed:
            yield f"{label!r} has no tile in the grid", "Give it a place, or leave its measure out."


KIND = ChartKind(lay_out, _refuse, alt=ranked_alt, one_series=True, peaks=False)
