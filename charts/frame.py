"""The frame of a chart with an upright axis: gridlines, tick labels, periods along the bottom, breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from string import ascii_uppercase

from reckoner.charts.fonts import LINE, width_of, wrap
from reckoner.charts.label_layout import spread
from reckoner.charts.scale import Scale, tick_label
from reckoner.charts.scene import Box, Text, middle_of
from reckoner.charts.sketch import Sketch, crosses
from reckoner.charts.spec import ChartSpec
from reckoner.charts.timeaxis import AxisLabel, TimeAxis
from reckoner.charts.values import absence, period_of, state_mark
from reckoner.reports.figures.unit import Unit
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period

TICK_GAP = 6.0
_CLOSEST = 10.0  # between ticks without words


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot's rectangle and its upright scale."""

    box: Box
    scale: Scale

    def y(self, value: Decimal) -> float:
        """Where a value lies."""
        return self.box.bottom - self.scale.part(value) * (self.box.bottom - self.box.top)


def plot_height(width: float) -> float:
    """A plot's height for a picture's width: flatter where it is wide."""
    return max(125.0, min(0.4 * width, 190.0))


def ticks_for(height: float, size: float) -> int:
    """How many ticks read well in a height."""
    return max(3, min(7, int(height / (size * 2.8)) + 1))


def gutter(scale: Scale, unit: Unit, size: float, wording: Wording) -> float:
    """The room that the tick labels need at the left."""
    return max(width_of(tick_label(value, scale, unit, wording), size) for value in scale.ticks) + TICK_GAP


def tick_below(sketch: Sketch, x: float, bottom: float, words: str) -> None:
    """A tick below a plot's lower edge, with its label."""
    look = sketch.look
    sketch.line((x, bottom), (x, bottom + 3), colour=look.rest, width=0.8)
    sketch.write(x, bottom + look.text * 1.45, words, colour=look.muted, anchor="middle")


def draw_grid(sketch: Sketch, frame: Frame, unit: Unit, wording: Wording) -> None:
    """Light lines across at each tick, labels at the left, the line at zero darker."""
    look, box = sketch.look, frame.box
    for value in frame.scale.ticks:
        y = frame.y(value)
        is_base = value == 0
        sketch.line(
            (box.left, y),
            (box.right, y),
            colour=look.rest if is_base else look.grid,
            gives_way=not is_base,
            width=0.9 if is_base else 0.6,
        )
        words = tick_label(value, frame.scale, unit, wording)
        sketch.write(box.left - TICK_GAP, middle_of(y, look.text), words, colour=look.muted, anchor="end")


def label_height(labels: Sequence[AxisLabel], size: float) -> float:
    """The height of the periods' labels with the gap above them."""
    return max((len(label.lines) for label in labels), default=1) * LINE * size + size * 0.8


def draw_labels(
    sketch: Sketch, frame: Frame, labels: Sequence[AxisLabel], others: Sequence[float] = ()
) -> None:
    """A small tick and the words under each labelled period, a shorter tick at the ``others``' places."""
    look, bottom = sketch.look, frame.box.bottom
    apart = min((b - a for a, b in pairwise(sorted(others))), default=0.0)
    for x in others if apart >= _CLOSEST else ():
        sketch.line((x, bottom), (x, bottom + 2), colour=look.rest, width=0.6)
    for label in labels:
        sketch.line((label.x, bottom), (label.x, bottom + 3), colour=look.rest, width=0.8)
        sketch.write_lines(
            label.x, bottom + look.text * 1.45, label.lines, colour=look.muted, anchor="middle"
        )


def draw_absent(sketch: Sketch, spec: ChartSpec, axis: TimeAxis, frame: Frame, wording: Wording) -> None:
    """[c] and [x] above the axis where values are held back or missing, clear of all strokes so far.

    One stands for all it would touch; where there is no room, only the note beneath the picture says it.
    """
    size, seen = sketch.look.text, set[tuple[Period, str]]()
    absent = [point for series in spec.series for point in series.points if point.figure is None]
    for point in sorted(absent, key=period_of):
        mark = state_mark(point, wording)
        sketch.note(absence(point, wording))
        if (period_of(point), mark) in seen:
            continue
        seen.add((period_of(point), mark))
        for row in range(3):
            x, y = axis.of(period_of(point)), frame.box.bottom - 4 - row * size * 1.1
            text = Text(x, y, mark, size, sketch.look.muted, anchor="middle")
            touched = [other for other in sketch.texts if other.box.meets(text.box)]
            if any(crosses(text.box, *stroke) for stroke in sketch.strokes):
                continue
            if not touched:
                sketch.add(text)
            if all(other.words == mark for other in touched):
                break


@dataclass(frozen=True, slots=True)
class Cut:
    """A break in method: where its line stands, and its words from ``left`` on."""

    x: float
    left: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cuts:
    """All breaks. Where their words don't fit above the plot they have letters, and ``notes`` for beneath.

    The lines of lettered ones start under the letters.
    """

    cuts: tuple[Cut, ...] = ()
    notes: tuple[str, ...] = ()

    def height(self, size: float) -> float:
        """The room that their words take above the plot."""
        return max((len(cut.lines) * LINE * size + 2 for cut in self.cuts), default=0.0)


def plan_breaks(spec: ChartSpec, axis: TimeAxis, right: float, size: float) -> Cuts:
    """Each break's words right of its line, or of a lone one left of it; otherwise letters and notes."""
    told: dict[float, str] = {}
    for cut in sorted(spec.breaks, key=lambda cut: cut.at):
        x = axis.at(cut.at.start.toordinal())
        told[x] = f"{told[x]}; {cut.note}" if x in told else cut.note
    xs = list(told)
    rooms = [edge - x - 8 for x, edge in zip(xs, [*xs[1:], right], strict=False)]
    lines = [_wrapped(note, size, room) for note, room in zip(told.values(), rooms, strict=True)]
    if all(lines):
        return Cuts(tuple(Cut(x, x + 4, words) for x, words in zip(xs, lines, strict=True)))
    if len(xs) == 1 and (words := _wrapped(told[xs[0]], size, xs[0] - axis.left)):
        return Cuts((Cut(xs[0], xs[0] - 4 - max(width_of(line, size) for line in words), words),))
    return _lettered(told, size, right)


def _wrapped(note: str, size: float, room: float) -> tuple[str, ...]:
    """The note in up to three lines, or nothing where it doesn't fit."""
    lines = wrap(note, size, room) if room >= 70 else ()
    return lines if len(lines) <= 3 else ()


def _lettered(told: dict[float, str], size: float, right: float) -> Cuts:
    letters = ascii_uppercase[: len(told)]
    widths = [width_of(letter, size) + 3 for letter in letters]
    middles = spread(list(told), widths, 0.0, right)
    cuts = (
        Cut(x, middle - width_of(letter, size) / 2, (letter,))
        for x, middle, letter in zip(told, middles, letters, strict=True)
    )
    return Cuts(
        tuple(cuts), tuple(f"{letter}: {note}" for letter, note in zip(letters, told.values(), strict=True))
    )


def draw_breaks(sketch: Sketch, cuts: Cuts, frame: Frame) -> None:
    """A dashed line up through the plot where the method changes, its words above."""
    look = sketch.look
    top = frame.box.top - look.text * 0.7 - cuts.height(look.text)
    for cut in cuts.cuts:
        start = top + LINE * look.text if cuts.notes else top
        sketch.line((cut.x, start), (cut.x, frame.box.bottom), colour=look.muted, width=0.9, dash=(2, 2))
        sketch.write_lines(cut.left, top + look.text * 0.85, cut.lines, colour=look.muted)
    for note in cuts.notes:
        sketch.note(note)
