"""A scene: a picture as plain marks, in points from the top left corner, before any ink."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from reckoner.charts.fonts import ASCENT, CAPITALS, DESCENT, Weight, width_of
from reckoner.reports.figures.printed import Printed

Anchor = Literal["start", "middle", "end"]
XY = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by: float) -> Box:
        """With so much room around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether they overlap, or come nearer than the gap."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``y`` is its baseline. ``printed`` are the figures that stand in it."""

    x: float
    y: float
    words: str
    size: float
    colour: str
    weight: Weight = "regular"
    anchor: Anchor = "start"
    printed: tuple[Printed, ...] = ()

    @property
    def box(self) -> Box:
        """The room it takes."""
        width = width_of(self.words, self.size, self.weight)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Box(left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size)

    @property
    def core(self) -> Box:
        """The room of its capitals and digits, without tails."""
        box = self.box
        return Box(box.left, self.y - CAPITALS * self.size, box.right, self.y)

    def moved(self, right: float, down: float) -> Text:
        """The same elsewhere."""
        return replace(self, x=self.x + right, y=self.y + down)


@dataclass(frozen=True, slots=True)
class Path:
    """Strokes, each through its points; filled where ``fill`` is given.

    One that ``gives_way`` is parted where words stand, once the picture is laid out.
    """

    strokes: tuple[tuple[XY, ...], ...]
    colour: str | None = None
    width: float = 1.0
    dash: tuple[float, ...] = ()
    fill: str | None = None
    round_ends: bool = False
    gives_way: bool = False

    def moved(self, right: float, down: float) -> Path:
        """The same elsewhere."""
        return replace(
            self, strokes=tuple(tuple((x + right, y + down) for x, y in stroke) for stroke in self.strokes)
        )


@dataclass(frozen=True, slots=True)
class Dot:
    """A round marker."""

    x: float
    y: float
    radius: float
    fill: str
    edge: str | None = None
    width: float = 1.5

    def moved(self, right: float, down: float) -> Dot:
        """The same elsewhere."""
        return replace(self, x=self.x + right, y=self.y + down)


Mark = Text | Path | Dot


@dataclass(frozen=True, slots=True)
class Scene:
    """Marks in drawing order within a width and a height, and sentences to print beneath."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    notes: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[Text, ...]:
        """Its texts in drawing order."""
        return tuple(mark for mark in self.marks if isinstance(mark, Text))

    def labels(self) -> tuple[Printed, ...]:
        """The figures that it prints."""
        return tuple(printed for text in self.texts for printed in text.printed)

    def moved(self, right: float, down: float) -> tuple[Mark, ...]:
        """Its marks elsewhere, to be put into a larger scene."""
        return tuple(mark.moved(right, down) for mark in self.marks)


def middle_of(y: float, size: float) -> float:
    """The baseline that centres capitals and digits on a height."""
    return y + CAPITALS * size / 2


def rectangle(box: Box, fill: str | None, edge: str | None = None, width: float = 1.0) -> Path:
    """A filled or outlined rectangle."""
    corners = ((box.left, box.top), (box.right, box.top), (box.right, box.bottom), (box.left, box.bottom))
    return Path(((*corners, corners[0]),), colour=edge, width=width, fill=fill)


def diamond(x: float, y: float, radius: float, fill: str, edge: str, width: float = 0.9) -> Path:
    """A filled marker that stands on a corner."""
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y), (x, y - radius))
    return Path((corners,), colour=edge, width=width, fill=fill)


def triangle(x: float, y: float, radius: float, fill: str, *, up: bool) -> Path:
    """A filled marker that points up or down."""
    tip, base = (y - radius, y + radius * 0.8) if up else (y + radius, y - radius * 0.8)
    corners = ((x - radius, base), (x + radius, base), (x, tip), (x - radius, base))
    return Path((corners,), fill=fill)


def hatching(box: Box, colour: str, gap: float = 4.5, width: float = 1.0) -> Path:
    """Lines at 45 degrees that fill a rectangle, as strokes, since not every reader draws patterns."""
    wide, high = box.right - box.left, box.bottom - box.top
    strokes = []
    offset = gap / 2
    while offset < wide + high:
        start = (
            (box.left, box.bottom - high + offset)
            if offset <= high
            else (box.left + offset - high, box.bottom)
        )
        stop = (box.left + offset, box.top) if offset <= wide else (box.right, box.top + offset - wide)
        strokes.append((start, stop))
        offset += gap * 2**0.5
    return Path(tuple(strokes), colour=colour, width=width)


def beside(scenes: Iterable[tuple[Scene, float, float]], width: float, height: float) -> Scene:
    """Scenes put into one, each at its place."""
    return Scene(width, height, tuple(mark for scene, x, y in scenes for mark in scene.moved(x, y)))
