"""A key of colours above a chart, where names can't stand beside what they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reckoner.charts.fonts import LINE, width_of, wrap
from reckoner.charts.look import Look
from reckoner.charts.scene import XY, Box, Dot, diamond, middle_of, rectangle
from reckoner.charts.sketch import Sketch

Shape = Literal["dot", "ring", "diamond", "bar"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and the mark that stands for it."""

    name: str
    colour: str
    mark: Literal["square"] | Shape = "square"


def key_height(entries: Sequence[Entry], look: Look) -> float:
    """The room that the key needs, the gap below it included."""
    return (_flow(entries, look)[1] + 0.5) * LINE * look.text


def draw_key(sketch: Sketch, entries: Sequence[Entry], top: float) -> None:
    """The entries from the left, on as many lines as they need."""
    look, size = sketch.look, sketch.look.text
    for entry, (x, row, lines) in zip(entries, _flow(entries, look)[0], strict=True):
        middle = top + (row + 0.5) * LINE * size
        _draw_mark(sketch, entry, x, middle)
        sketch.write_lines(x + size * 1.3, middle_of(middle, size), lines)


def _draw_mark(sketch: Sketch, entry: Entry, x: float, middle: float) -> None:
    size = sketch.look.text
    if entry.mark == "square":
        sketch.add(
            rectangle(Box(x, middle - size * 0.42, x + size * 0.84, middle + size * 0.42), entry.colour)
        )
        return
    draw_shape(sketch, entry.mark, (x + size * 0.45, middle), size * 0.4, entry.colour)


def draw_shape(
    sketch: Sketch, shape: Shape, place: XY, radius: float, colour: str, *, hollow: bool = False
) -> None:
    """A marker of that shape; one of a part period is hollow."""
    (x, y), ground = place, sketch.look.ground
    if shape == "diamond":
        fill, edge = (ground, colour) if hollow else (colour, ground)
        sketch.add(diamond(x, y, radius * 1.2, fill, edge))
    elif shape == "bar":
        sketch.line((x, y - radius * 1.2), (x, y + radius * 1.2), colour=colour, width=2.6)
    else:
        fill = colour if shape == "dot" and not hollow else ground
        sketch.add(Dot(x, y, radius, fill, colour, 1.6))


def _flow(entries: Sequence[Entry], look: Look) -> tuple[list[tuple[float, int, tuple[str, ...]]], int]:
    """Each entry's x, first row and lines; and how many rows there are."""
    size = look.text
    placed: list[tuple[float, int, tuple[str, ...]]] = []
    x, row, used = 0.0, 0, 1
    for entry in entries:
        lines = wrap(entry.name, size, look.width - size * 1.3)
        wide = max((width_of(line, size) for line in lines), default=0.0) + size * 1.3
        if placed and (x + wide > look.width or len(lines) > 1):
            x, row, used = 0.0, row + used, 1
        placed.append((x, row, lines))
        used = max(used, len(lines))
        x += wide + size * 1.6
    return placed, row + used
