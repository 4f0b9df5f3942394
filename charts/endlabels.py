"""Labels at the right-hand ends of lines: a name, a value or both, moved apart and tied to their line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reckoner.charts.fonts import LINE, Weight, width_of, wrap
from reckoner.charts.label_layout import spread
from reckoner.charts.scene import XY, middle_of
from reckoner.charts.sketch import Sketch
from reckoner.reports.figures.printed import Printed

GAP = 8.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one weight within a line."""

    words: str
    weight: Weight = "regular"
    printed: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What stands at the end of a line that ends at ``point``."""

    lines: tuple[tuple[Piece, ...], ...]
    colour: str
    point: XY = (0.0, 0.0)

    def width(self, size: float) -> float:
        """Its longest line."""
        return max((_width(line, size) for line in self.lines), default=0.0)

    def height(self, size: float) -> float:
        """All lines and a little air."""
        return (len(self.lines) * LINE + 0.2) * size


def end_lines(name: str, value: Printed | None, size: float, room: float) -> tuple[tuple[Piece, ...], ...]:
    """The name in lines that fit, the value after it or under it."""
    lines = [(Piece(line, "semibold"),) for line in wrap(name, size, room, "semibold")]
    if value is None:
        return tuple(lines)
    piece = Piece(value.text, "regular" if name else "semibold", (value,))
    if lines and _width((*lines[-1], piece), size) <= room:
        return (*lines[:-1], (*lines[-1], piece))
    return (*lines, (piece,))


def draw_end_labels(sketch: Sketch, labels: Sequence[EndLabel], x: float, top: float, bottom: float) -> None:
    """The labels from ``x`` on, none over another, with a thin line to a point that lies apart."""
    size = sketch.look.text
    heights = [label.height(size) for label in labels]
    centres = spread([label.point[1] for label in labels], heights, top, bottom)
    for label, centre in zip(labels, centres, strict=True):
        if x - label.point[0] > GAP + 14 or abs(centre - label.point[1]) > size * 0.7:
            sketch.line(
                (label.point[0] + 5, label.point[1]), (x - 2, centre), colour=sketch.look.rest, width=0.6
            )
        baseline = middle_of(centre, size) - (len(label.lines) - 1) * LINE * size / 2
        for place, line in enumerate(label.lines):
            cursor = x
            for piece in line:
                sketch.write(
                    cursor, baseline + place * LINE * size, piece.words,
                    colour=label.colour, weight=piece.weight, printed=piece.printed,
                )  # fmt: skip
                cursor += width_of(piece.words, size, piece.weight) + 0.3 * size


def _width(line: tuple[Piece, ...], size: float) -> float:
    return sum(width_of(piece.words, size, piece.weight) for piece in line) + 0.3 * size * (len(line) - 1)
