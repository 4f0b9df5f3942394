"""Rows: names at the left, lengths to one scale beside them, targets as upright lines across all rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from math import ceil

from reckoner.charts.colour import mixed
from reckoner.charts.fonts import LINE, Weight, width_of, wrap
from reckoner.charts.frame import tick_below
from reckoner.charts.look import Look
from reckoner.charts.scale import Scale, tick_label
from reckoner.charts.scene import Anchor, Box, Text, middle_of, rectangle
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec
from reckoner.charts.values import worded
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.unit import Unit
from reckoner.reports.figures.wording import Wording

GAP = 5.0
_CLEAR = 3.0  # between a value and a target's line
_EDGE = 2.0  # between the longest name and the picture's edge: a reader's font may run a little wider
_BESIDE = 4.0  # of a target's line: its words begin 3 points before it
_TINT = 0.6  # of the ground in the strip behind a row's head
_LEAST_PLOT, _LEAST_NAME = 56.0, 38.0
_LEAST_SHARE = 0.4  # of a small picture's width: for what is plotted, or names stand above it
_HEADED, _PARTED = 3.3, 0.5  # lines in a row with a name above its bar, and of these the gap before the next
_FURTHER = 1.4  # lines that each further bar adds to it


@dataclass(frozen=True, slots=True)
class Rows:
    """Where rows lie, and how values become lengths.

    ``edges`` are the rows' tops and the last bottom, ``head`` the room in each for a name above its bar, and
    ``gap`` that between the bar and the next name.
    """

    names: tuple[tuple[str, ...], ...]
    name_right: float
    left: float
    right: float
    low: float
    high: float
    edges: tuple[float, ...]
    head: float = 0.0
    gap: float = 0.0

    @property
    def runs_left(self) -> bool:
        """Whether the scale runs from right to left."""
        return self.high < self.low

    def leftward(self) -> Rows:
        """The same rows, their scale from right to left."""
        return replace(self, low=self.high, high=self.low)

    def x(self, value: Decimal | float) -> float:
        """Where a value lies across the page."""
        return self.left + (float(value) - self.low) / (self.high - self.low) * (self.right - self.left)

    def middle(self, row: int) -> float:
        """The height of a row's middle, below its head."""
        return (self.edges[row] + self.head + self.edges[row + 1] - self.gap) / 2

    @property
    def middles(self) -> list[float]:
        """The heights of all rows' middles."""
        return [self.middle(row) for row in range(len(self.names))]

    @property
    def heads(self) -> list[float]:
        """The heights of the middles of names that stand above their rows."""
        size = self.head / LINE
        return [edge + size - middle_of(0.0, size) for edge in self.edges[:-1]]

    def height(self, row: int) -> float:
        """A row's height, without its head."""
        return self.edges[row + 1] - self.edges[row] - self.head - self.gap

    @property
    def stretches(self) -> list[tuple[float, float]]:
        """What an upright line may cross: all rows at once, or each below the name that heads it."""
        if not self.head:
            return [(self.edges[0], self.bottom)]
        return [(top + self.head, bottom - self.gap) for top, bottom in pairwise(self.edges)]

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.edges[-1]


def plan_rows(
    look: Look,
    names: Sequence[str],
    values: Iterable[Decimal | float],
    value_room: tuple[float, float],
    top: float,
    bars: int = 1,
    from_zero: bool = True,
    weight: Weight = "regular",
    may_head: bool = False,
    must_head: bool = False,
) -> Rows:
    """Rows for the names with room for the values' words at the left and right ends of the scale.

    ``bars`` is how many bars stand in each row; ``weight`` is that of the boldest name. Where names
    ``may_head`` the rows, those that would break in a small picture, or leave little of it, stand above; they
    always do where they ``must_head``.
    """
    size = look.text
    spare = max(look.width - sum(value_room) - _LEAST_PLOT, _LEAST_NAME)
    wrapped = tuple(wrap(name, size, min(0.42 * look.width, 190.0, spare), weight) for name in names)
    above = must_head or (
        may_head
        and look.is_small
        and (
            any(len(lines) > 1 for lines in wrapped)
            or look.width - sum(value_room) - max(width_of(name, size, weight) for name in names)
            < _LEAST_SHARE * look.width
        )
        and all(width_of(name, size, weight) <= look.width for name in names)
    )
    if above:
        wrapped = tuple((name,) for name in names)
    sides = () if above else wrapped
    name_right = max((width_of(line, size, weight) for lines in sides for line in lines), default=0.0)
    head, gap = (LINE * size, _PARTED * size) if above else (0.0, 0.0)
    known = [float(value) for value in values]
    low, high = min(known, default=0.0), max(known, default=0.0)
    if from_zero or 0 <= low <= high / 2 or low < 0:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = low + 1.0
    edges = [top]
    for lines in wrapped:
        height = (
            (_HEADED + (bars - 1) * _FURTHER) * size
            if above
            else row_height(len(lines), len(wrapped), bars, size)
        )
        edges.append(edges[-1] + height)
    name_right += _EDGE if name_right else 0.0
    left = name_right + (GAP * 1.6 if name_right else 0.0) + value_room[0]
    return Rows(wrapped, name_right, left, look.width - value_room[1], low, high, tuple(edges), head, gap)


def row_height(lines: int, rows: int, bars: int, size: float) -> float:
    """Airy for a few rows, close for many, never closer than the words."""
    one = 2.5 if rows * bars <= 8 else 2.1 if rows * bars <= 16 else 1.3
    group = one if bars == 1 else min(one, 1.5) * bars + 0.9
    return max(group, lines * LINE + 0.25) * size


def draw_names(sketch: Sketch, rows: Rows, picked: Collection[int] = (), has_strips: bool = False) -> None:
    """The rows' names, flush right against the scale, or above their bars; those of rows picked out bold.

    Where values stand beside a name above its bars, both lie in a tinted strip, so that none of them reads as
    a place on the scale.
    """
    look, size = sketch.look, sketch.look.text
    for row, lines in enumerate(rows.names):
        weight: Weight = "semibold" if row in picked else "regular"
        if has_strips:
            strip = Box(0.0, rows.edges[row], look.width, rows.edges[row] + rows.head)
            sketch.add(rectangle(strip, tint(look)))
        if rows.head:
            sketch.write(GAP if has_strips else 0.0, rows.edges[row] + size, lines[0], weight=weight)
            continue
        first = middle_of(rows.middle(row), size) - (len(lines) - 1) * LINE * size / 2
        sketch.write_lines(rows.name_right, first, lines, anchor="end", weight=weight)


def tint(look: Look) -> str:
    """The ground of a strip."""
    return mixed(look.grid, look.ground, _TINT)


def draw_base(sketch: Sketch, rows: Rows) -> None:
    """The line at zero; below each name that stands above its bar.

    One from which bars run to the left is drawn more plainly, since readers look for it at the other end.
    """
    look = sketch.look
    colour, width = (look.ink, 1.4) if rows.runs_left else (look.rest, 0.9)
    x = rows.x(0)
    parts = pairwise(rows.edges) if rows.head else [(rows.edges[0] - 1, rows.bottom + 1)]
    for top, bottom in parts:
        sketch.line((x, top + rows.head), (x, bottom - rows.gap), colour=colour, width=width)


def draw_axis(
    sketch: Sketch,
    rows: Rows,
    scale: Scale,
    unit: Unit,
    wording: Wording,
    keep: frozenset[Decimal] = frozenset(),
) -> float:
    """The scale below the rows, of ticks that would touch every so many, with one that is to be kept among
    them; returns where its labels end."""
    look = sketch.look
    sketch.line((rows.left, rows.bottom), (rows.right, rows.bottom), colour=look.rest, width=0.8)
    words = [tick_label(value, scale, unit, wording) for value in scale.ticks]
    room = (rows.right - rows.left) / max(len(words) - 1, 1)
    every = max(1, ceil((max(width_of(each, look.text) for each in words) + GAP) / room))
    first = next((n for n in range(every) if not keep.isdisjoint(scale.ticks[n::every])), 0)
    for value, label in list(zip(scale.ticks, words, strict=True))[first::every]:
        tick_below(sketch, rows.x(value), rows.bottom, label)
    return rows.bottom + look.text * 1.6


@dataclass(frozen=True, slots=True)
class _Aim:
    """A target's words in lines, and how far from the top of the head they start."""

    lines: tuple[str, ...]
    printed: Printed
    figure: Figure


def _aims(spec: ChartSpec, look: Look, wording: Wording) -> list[_Aim]:
    printed = [worded(target.figure, wording) for target in spec.targets]
    lines = [
        wrap(f"{t.label} {p.text}", look.text, 0.55 * look.width)
        for t, p in zip(spec.targets, printed, strict=True)
    ]
    return [_Aim(words, p, p.figure) for words, p in zip(lines, printed, strict=True)]


def target_head(spec: ChartSpec, look: Look, wording: Wording) -> float:
    """The room that the targets' labels need above the rows."""
    lines = sum(len(aim.lines) for aim in _aims(spec, look, wording))
    return (lines * LINE + 0.4) * look.text if lines else 0.0


def target_width(spec: ChartSpec, look: Look, wording: Wording) -> float:
    """The width of the targets' widest label."""
    lines = [line for aim in _aims(spec, look, wording) for line in aim.lines]
    return max((width_of(line, look.text) for line in lines), default=0.0)


def draw_targets(sketch: Sketch, spec: ChartSpec, rows: Rows, wording: Wording, edge: float = 0.0) -> None:
    """Upright dashed lines, each named above the rows on lines of its own, parted where a value stands.

    Words stand right of their line where there is room before the ``edge``, or the picture's, the leftmost
    topmost; those that stand left of it are above these, the rightmost topmost. A line that would run through
    words begins below them.
    """
    look, size = sketch.look, sketch.look.text
    y = rows.edges[0] - target_head(spec, look, wording)
    words: list[Box] = []
    for aim, is_left in _stacked(_aims(spec, look, wording), rows, look, edge or look.width):
        x, widest = rows.x(aim.figure.value), max(width_of(line, size) for line in aim.lines)
        words_left = max(x + 3 - widest, 0.0) if is_left else x - 3
        for place, line in enumerate(aim.lines):
            booked = (aim.printed,) if place == 0 else ()
            sketch.write(words_left, y + (place * LINE + 0.8) * size, line, printed=booked)
        words.append(Box(words_left, y, words_left + widest, y + (len(aim.lines) * LINE - 0.2) * size))
        y += len(aim.lines) * LINE * size
    for target in spec.targets:
        x = rows.x(target.figure.value)
        top = max(box.bottom for box in words if box.left - 1 <= x <= box.right + _BESIDE)
        sketch.target((x, top), (x, rows.bottom))


def _stacked(aims: Sequence[_Aim], rows: Rows, look: Look, edge: float) -> list[tuple[_Aim, bool]]:
    """The targets from the top down, and whether their words stand left of the line."""

    def is_left(aim: _Aim) -> bool:
        widest = max(width_of(line, look.text) for line in aim.lines)
        return rows.x(aim.figure.value) - 3 + widest > edge

    def place(aim: _Aim) -> tuple[bool, float]:
        x = rows.x(aim.figure.value)
        return (False, -x) if is_left(aim) else (True, x)

    return [(aim, is_left(aim)) for aim in sorted(aims, key=place)]


def span(at: float, wide: float, anchor: Anchor) -> tuple[float, float]:
    """From where to where a value must be clear of targets' lines."""
    left = at - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
    return left - _CLEAR, left + wide + _CLEAR


def struck(lines: Sequence[float], at: float, wide: float, anchor: Anchor = "start") -> bool:
    """Whether a target's line would run through a value."""
    low, high = span(at, wide, anchor)
    return any(low < x < high for x in lines)


def write_value(
    sketch: Sketch,
    x: float,
    middle: float,
    value: Printed | str,
    anchor: Anchor,
    colour: str = "",
    sign: str = "",
    ground: str = "",
) -> Text:
    """A value, or the mark for one that isn't there, beside a bar; backed so that no grid runs through it."""
    size = sketch.look.text
    known = isinstance(value, Printed)
    words = sign + value.text if isinstance(value, Printed) else value
    text = Text(
        x, middle_of(middle, size), words, size, (colour or sketch.look.ink) if known else sketch.look.muted,
        "semibold" if known else "regular", anchor, (value,) if isinstance(value, Printed) else (),
    )  # fmt: skip
    box = text.box
    sketch.add(
        rectangle(Box(box.left - 1, box.top, box.right + 1, box.bottom), ground or sketch.look.ground), text
    )
    return text
