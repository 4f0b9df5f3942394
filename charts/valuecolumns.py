"""The values of two series in columns beside a chart's rows, each below the name of its series."""

from __future__ import annotations

from collections.abc import Sequence

from reckoner.charts.fonts import balanced, width_of
from reckoner.charts.key import Entry, Shape, draw_shape
from reckoner.charts.look import Look
from reckoner.charts.rows import GAP, write_value
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import Series
from reckoner.reports.figures.printed import Printed

SHAPES: tuple[Shape, ...] = ("ring", "dot")
_MOST_LINES = 2  # of a name above a column


def heads_of(
    columns: Sequence[Series], look: Look, widest: float, share: float = 0.2
) -> list[tuple[str, ...]]:
    """The name of each of two series in lines that so much of the chart holds; no word is broken."""
    word = max((width_of(word, look.text) for each in columns for word in each.name.split()), default=0.0)
    room = max(widest, word, look.width * share - look.text - GAP)
    return [balanced(series.name, look.text, room) for series in columns] if len(columns) > 1 else []


def columns_of(
    heads: Sequence[tuple[str, ...]], look: Look, widest: float, most: float = 0.5
) -> tuple[float, ...]:
    """How wide the column of each of two series is; nothing where they would take so much of the chart."""
    wide = tuple(
        max(widest, *(width_of(line, look.text) + look.text for line in head)) + GAP * 2 for head in heads
    )
    fits = sum(wide) < most * look.width and all(len(head) <= _MOST_LINES for head in heads)
    return wide if fits else ()


def draw_columns(
    sketch: Sketch,
    entries: Sequence[Entry],
    heights: Sequence[float],
    texts: Sequence[Sequence[Printed | str]],
    wide: Sequence[float],
    heads: Sequence[tuple[str, ...]],
    down: float = 0.0,
    edge: float = 0.0,
    ground: str = "",
) -> None:
    """The values of each series below its name, at ``heights``, and its mark where it has one.

    Names lie ``down`` by so much, level with those of targets, where these leave them the room. The last
    column ends at the ``edge``, or at the picture's. ``ground`` is what values stand on, where it isn't the
    picture's.
    """
    if not wide:
        return
    look, size = sketch.look, sketch.look.text
    edge = edge or look.width
    rights = (edge - wide[1], edge)
    for entry, shape, right, head in zip(entries, SHAPES, rights, heads, strict=False):
        mark = (right - width_of(head[0], size) - size * 0.75, down + size * 0.66)
        draw_shape(sketch, shape, mark, size * 0.4, entry.colour)
    for place, (right, head) in enumerate(zip(rights, heads, strict=True)):
        sketch.write_lines(right, down + size, head, anchor="end")
        for middle, values in zip(heights, texts, strict=False):
            write_value(sketch, right, middle, values[place], "end", ground=ground)
