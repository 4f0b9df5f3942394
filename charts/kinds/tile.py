"""A key figure: its name, the number in large type, its period, and how it moved, in words."""

from __future__ import annotations

from reckoner.charts.fonts import LINE, width_of, wrap
from reckoner.charts.kinds.kind import ChartKind
from reckoner.charts.look import Look
from reckoner.charts.phrases import Phrases
from reckoner.charts.scene import Path, Scene
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.trends import Move, move_of
from reckoner.charts.values import absence, state_mark, worded
from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.figures.wording import Wording

_WIDEST = 190.0
_LARGE = 3.2


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """The last value of one series; the one before it, if any, is what it is compared with."""
    sketch, phrases = Sketch(look), Phrases(wording)
    width = min(_WIDEST, look.width)
    points = spec.series[0].points
    now = points[-1]
    y = _paragraph(sketch, spec.series[0].name, width, 0.0, look.muted)
    y = _number(sketch, now, width, y, wording)
    y = _paragraph(sketch, _when(now, wording), width, y + look.text * 0.35, look.ink)
    if len(points) > 1 and (move := move_of(points[-2], now, spec.good, phrases)):
        y = _move(sketch, move, width, y + look.text * 0.4)
    return sketch.scene(width, y + look.text * 0.3)


def _paragraph(sketch: Sketch, words: str, width: float, top: float, colour: str) -> float:
    """Text in lines; returns where it ends."""
    size = sketch.look.text
    lines = wrap(words, size, width)
    sketch.write_lines(0, top + size, lines, colour=colour)
    return top + len(lines) * LINE * size


def _number(sketch: Sketch, now: Point, width: float, top: float, wording: Wording) -> float:
    look = sketch.look
    value = worded(now.figure, wording) if now.figure else None
    words = value.text if value else state_mark(now, wording)
    if value is None:
        sketch.note(absence(now, wording))
    size = min(
        look.text * _LARGE, look.text * _LARGE * width / width_of(words, look.text * _LARGE, "semibold")
    )
    printed = (value,) if value else ()
    sketch.write(
        0, top + size * 0.9, words, size=size, weight="semibold", colour=look.words(0), printed=printed
    )
    return top + size * 1.1


def _when(now: Point, wording: Wording) -> str:
    words = wording.period(now.period) if now.period else now.label
    return wording.language.say("chart.part", period=words) if now.partial else words


def _move(sketch: Sketch, move: Move, width: float, top: float) -> float:
    """The sentence, after a triangle that points the same way."""
    look, size = sketch.look, sketch.look.text
    indent = 0.0 if move.way == "same" else size * 1.2
    if indent:
        base, tip = (
            (top + size, top + size * 0.25) if move.way == "up" else (top + size * 0.3, top + size * 1.05)
        )
        corners = ((0.0, base), (size * 0.84, base), (size * 0.42, tip), (0.0, base))
        sketch.add(Path((corners,), fill=look.ink))
    lines = wrap(plain(move.sentence), size, width - indent)
    for place, line in enumerate(lines):
        printed = printed_in(move.sentence) if place == 0 else ()
        sketch.write(indent, top + size + place * LINE * size, line, printed=printed)
    return top + len(lines) * LINE * size


KIND = ChartKind(lay_out, time=("takes",), one_series=True, peaks=False, small=True)
