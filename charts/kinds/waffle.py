"""A hundred squares: each is one per cent of the whole. Names and shares stand beside them."""

from __future__ import annotations

from dataclasses import replace

from reckoner.charts.colour import readable
from reckoner.charts.fonts import LINE, wrap
from reckoner.charts.kinds.kind import MOST_TOGETHER, ChartKind
from reckoner.charts.look import Look
from reckoner.charts.parts import in_hundred, parts_of, refuse_wrong_shares
from reckoner.charts.scene import Box, Scene, middle_of, rectangle
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec
from reckoner.charts.values import absence, state_mark
from reckoner.reports.figures.wording import Wording

_SIDE = 10


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """One series of parts; squares are filled from the top left, a row at a time."""
    sketch, size = Sketch(look), look.text
    parts = parts_of(spec.series[0], wording)
    cell = 13.0 if look.is_small else min(0.045 * look.width, 15.0)
    taken = [place for place, count in enumerate(in_hundred(parts)) for _ in range(count)]
    colours = [
        look.rest if part.point.label == spec.rest else look.colour(place) for place, part in enumerate(parts)
    ]
    for square in range(_SIDE * _SIDE):
        x, y = square % _SIDE * cell, square // _SIDE * cell
        colour = colours[taken[square]] if square < len(taken) else look.rest
        sketch.add(rectangle(Box(x, y, x + cell - 1.6, y + cell - 1.6), colour))
    left = _SIDE * cell + size * 1.6
    y = size * 0.2
    for part, colour in zip(parts, colours, strict=True):
        y = _draw_part(sketch, left, y, part.point.label, colour) + size * 0.2
        value = sketch.write(
            left + size * 1.3, y + size, part.value.text, weight="semibold", printed=(part.value,),
            size=size * 1.15, colour=readable(colour, look.ground),
        )  # fmt: skip
        y = value.y + size * 1.1
    if spec.rest and len(taken) < _SIDE * _SIDE:
        y = _draw_part(sketch, left, y, spec.rest, look.rest) + size * 0.2
    for point in spec.series[0].points:
        if point.figure is None:
            mark = state_mark(point, wording)
            y = _draw_part(sketch, left, y, f"{point.label} {mark}", None) + size
            sketch.note(absence(point, wording))
    return sketch.scene(look.width, max(_SIDE * cell, y) + 1.0)


def _draw_part(sketch: Sketch, left: float, y: float, name: str, colour: str | None) -> float:
    """A square and the part's name; returns where the name ends."""
    look, size = sketch.look, sketch.look.text
    lines = wrap(name, size, look.width - left - size * 1.3)
    if colour is not None:
        sketch.add(rectangle(Box(left, y, left + size * 0.84, y + size * 0.84), colour))
    sketch.write_lines(left + size * 1.3, middle_of(y + size * 0.42, size), lines)
    return y + len(lines) * LINE * size


def _many(spec: ChartSpec, _wording: Wording) -> ChartSpec | None:
    return replace(spec, kind="bar") if len(spec.series[0].points) > MOST_TOGETHER else None


KIND = ChartKind(lay_out, refuse_wrong_shares, _many, one_series=True)
