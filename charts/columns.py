"""Upright bars over time, to scale: values above the bars, or an axis where there are too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from reckoner.charts.bars import bar_colour, draw_bar, ends_of, words_of
from reckoner.charts.endlabels import GAP, EndLabel, draw_end_labels, end_lines
from reckoner.charts.fonts import CAPITALS, width_of
from reckoner.charts.frame import (
    Frame,
    draw_absent,
    draw_grid,
    draw_labels,
    gutter,
    label_height,
    plot_height,
    ticks_for,
)
from reckoner.charts.look import Look
from reckoner.charts.rows import write_value
from reckoner.charts.scale import Scale, scale_for
from reckoner.charts.scene import Box, Scene
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.timeaxis import WIDEST, TimeAxis, axis_labels, overhang
from reckoner.charts.values import is_timed, middle, numbers, period_of, worded
from reckoner.reports.figures.wording import Wording

_THICK = 0.7
_FEWEST, _MOST = 5, 24


@dataclass(frozen=True, slots=True)
class _Slots:
    """A time axis on which each period has a slot of its own, ``width`` points wide."""

    axis: TimeAxis
    width: float

    @classmethod
    def over(cls, points: Sequence[Point], left: float, right: float) -> _Slots:
        middles = [middle(period_of(point)) for point in points]
        step = min((b - a for a, b in pairwise(middles)), default=0.0)
        width = (right - left) * step / (middles[-1] - middles[0] + step) if step else (right - left) / 3
        periods = [period_of(point) for point in points]
        return cls(TimeAxis.over(periods, left + width / 2, right - width / 2), width)


def reads_well(spec: ChartSpec, points: Sequence[Point], look: Look, wording: Wording) -> bool:
    """Whether bars read better upright: enough periods, with room for each value and label, or very many."""
    if not is_timed(spec) or len(points) < _FEWEST:
        return False
    if len(points) > _MOST:
        return True
    slots = _Slots.over(points, 0.0, look.width)
    labels = axis_labels(points, slots.axis, look.text, wording, _label_room(slots))
    return slots.width >= _widest(points, look, wording) and len(labels) == len(points)


def lay_out(spec: ChartSpec, points: Sequence[Point], look: Look, wording: Wording) -> Scene:
    """The bars of one series; every point has a period."""
    sketch, size = Sketch(look), look.text
    height = plot_height(look.width)
    scale = scale_for(numbers(spec), spec.unit, ticks_for(height, size), from_zero=True)
    aims = [
        end_lines(target.label, worded(target.figure, wording), size, 0.3 * look.width)
        for target in spec.targets
    ]
    right = look.width - max((EndLabel(lines, look.ink).width(size) + GAP for lines in aims), default=0.0)
    has_values = _Slots.over(points, 0.0, right).width >= _widest(points, look, wording)
    left = 0.0 if has_values else gutter(scale, spec.unit, size, wording)
    slots = _Slots.over(points, left, right)
    beyond = overhang(points, size, wording, _label_room(slots)) - slots.width / 2
    if beyond > 0:
        slots = _Slots.over(points, max(left, beyond), min(right, look.width - beyond))
    if has_values:
        scale = _tight(scale, numbers(spec))
    frame = Frame(Box(left, size * 1.6, right, size * 1.6 + height), scale)
    labels = axis_labels(points, slots.axis, size, wording, _label_room(slots))
    if not has_values:
        draw_grid(sketch, frame, spec.unit, wording)
    below = replace(
        frame, box=replace(frame.box, bottom=frame.box.bottom + _room_below(scale, has_values, size))
    )
    draw_labels(sketch, below, labels)
    _draw_bars(sketch, spec, points, slots, frame)
    _draw_targets(sketch, spec, frame)
    places = [(right, frame.y(target.figure.value)) for target in spec.targets]
    ends = [EndLabel(lines, look.ink, place) for lines, place in zip(aims, places, strict=True)]
    draw_end_labels(sketch, ends, right + GAP, 0.0, frame.box.bottom)
    if has_values:
        _write_values(sketch, spec, points, slots, frame, wording)
    draw_absent(sketch, spec, slots.axis, frame, wording)
    return sketch.scene(look.width, below.box.bottom + label_height(labels, size))


def _room_below(scale: Scale, has_values: bool, size: float) -> float:
    """The room for the values of bars that hang below zero."""
    return size * 1.3 if has_values and scale.low < 0 else 0.0


def _tight(scale: Scale, values: list[Decimal]) -> Scale:
    """From zero to the longest bar: without an axis there is no need for a round end."""
    low, high = min([*values, Decimal(0)]), max([*values, Decimal(0)])
    return Scale(low, high, high - low) if high > low else scale


def _label_room(slots: _Slots) -> float:
    """How wide a period's label may be: its slot, or what a month needs where slots are narrow."""
    return max(min(slots.width - 6, WIDEST), 26.0)


def _widest(points: Sequence[Point], look: Look, wording: Wording) -> float:
    """The slot that the widest value needs."""
    return max(width_of(words_of(text), look.text, "semibold") for text in ends_of(points, wording)) + 5


def _draw_bars(sketch: Sketch, spec: ChartSpec, points: Sequence[Point], slots: _Slots, frame: Frame) -> None:
    half, base = min(slots.width * _THICK, 46.0) / 2, frame.y(Decimal(0))
    for point in points:
        if point.figure is None:
            continue
        x, y = slots.axis.of(period_of(point)), frame.y(point.figure.value)
        box = Box(x - half, min(y, base), x + half, max(y, base))
        draw_bar(sketch, box, bar_colour(spec, point, sketch.look), point.partial)
    sketch.line((frame.box.left, base), (frame.box.right, base), colour=sketch.look.rest, width=0.9)


def _draw_targets(sketch: Sketch, spec: ChartSpec, frame: Frame) -> None:
    for target in spec.targets:
        y = frame.y(target.figure.value)
        sketch.target((frame.box.left, y), (frame.box.right, y))


def _write_values(
    sketch: Sketch, spec: ChartSpec, points: Sequence[Point], slots: _Slots, frame: Frame, wording: Wording
) -> None:
    """Values past the bars' ends, or above a target's line that would run through them."""
    size = sketch.look.text
    lines = sorted((frame.y(target.figure.value) for target in spec.targets), reverse=True)
    for point, text in zip(points, ends_of(points, wording), strict=True):
        if point.figure:
            away = (CAPITALS / 2 + 0.35) * size
            y = frame.y(point.figure.value) + (away if point.figure.value < 0 else -away)
            for line in lines:
                y = line - away if abs(line - y) < away else y
            write_value(sketch, slots.axis.of(period_of(point)), y, text, "middle")
