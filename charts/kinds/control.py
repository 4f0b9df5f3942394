"""A control chart (XmR): what is ordinary variation, and which values are signals."""

from __future__ import annotations

from dataclasses import replace

from reckoner.charts.colour import readable
from reckoner.charts.endlabels import GAP, EndLabel, draw_end_labels, end_lines
from reckoner.charts.frame import (
    Frame,
    draw_absent,
    draw_breaks,
    draw_grid,
    draw_labels,
    gutter,
    label_height,
    plan_breaks,
    plot_height,
    ticks_for,
)  # fmt: skip
from reckoner.charts.key import Entry, draw_key, key_height
from reckoner.charts.kinds.kind import ChartKind
from reckoner.charts.limits import FEWEST, Stretch, limits_of, stretches
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases, item
from reckoner.charts.scale import scale_for
from reckoner.charts.scene import Box, Dot, Path, Scene, diamond
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec
from reckoner.charts.timeaxis import TimeAxis, axis_labels, overhang
from reckoner.charts.values import numbers, period_of, runs, worded
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.wording import Wording

_RADIUS = 2.7
_INSET = 8.0


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """One series; each stretch between breaks has at least twelve whole values."""
    sketch, size, say = Sketch(look), look.text, wording.language.say
    points = sorted(spec.series[0].points, key=period_of)
    words = (say("chart.allowance"), say("chart.upper_limit"), say("chart.lower_limit"))
    parts = [limits_of(part, words) for part in stretches(spec)]
    bounds = [f.value for part in parts for f in (part.upper, part.lower) if f]
    height = plot_height(look.width)
    scale = scale_for([*numbers(spec), *bounds], spec.unit, ticks_for(height, size), from_zero=False)
    ends = _end_texts(parts[-1], look, wording)
    beyond = overhang(points, size, wording)
    left = max(gutter(scale, spec.unit, size, wording), beyond - _INSET)
    right = look.width - max(*(label.width(size) + GAP for label in ends), beyond - _INSET / 2)
    axis = TimeAxis.over([period_of(point) for point in points], left + _INSET, right - _INSET / 2)
    cuts = plan_breaks(spec, axis, look.width, size)
    entries = _entries(parts, look, wording)
    top = (key_height(entries, look) if entries else 0.0) + size * 0.8 + cuts.height(size)
    frame = Frame(Box(left, top, right, top + height), scale)
    labels = axis_labels(points, axis, size, wording)
    draw_key(sketch, entries, 0.0)
    draw_grid(sketch, frame, spec.unit, wording)
    draw_breaks(sketch, cuts, frame)
    draw_labels(sketch, frame, labels)
    for part in parts:
        _draw_limits(sketch, part, frame, axis)
    _draw_values(sketch, spec, parts, frame, axis)
    places = [(right, frame.y(figure.value)) for figure in _lines(parts[-1])]
    placed = [EndLabel(label.lines, label.colour, place) for label, place in zip(ends, places, strict=True)]
    draw_end_labels(sketch, placed, right + GAP, top - size * 0.6, frame.box.bottom + size * 0.6)
    draw_absent(sketch, spec, axis, frame, wording)
    sketch.note(say("chart.limits"))
    if not scale.starts_at_zero:
        sketch.note(say("chart.axis_not_from_zero"))
    return sketch.scene(look.width, frame.box.bottom + label_height(labels, size))


def _lines(part: Stretch) -> list[Figure]:
    return [part.upper, part.mean, *([part.lower] if part.lower else [])]


def _end_texts(part: Stretch, look: Look, wording: Wording) -> list[EndLabel]:
    names = ("upper", "mean", "lower")
    room = min(0.3 * look.width, 130.0)
    return [
        EndLabel(
            end_lines(wording.language.say(f"chart.limit.{name}"), worded(figure, wording), look.text, room),
            look.ink if name == "mean" else look.muted,
        )
        for name, figure in zip(names, _lines(part), strict=False)
    ]


def _entries(parts: list[Stretch], look: Look, wording: Wording) -> list[Entry]:
    """What the marked points mean, where there are any."""
    entries = []
    if any(part.outside for part in parts):
        entries.append(Entry(wording.language.say("chart.outside"), look.colour(3), "diamond"))
    if signs := _signs(parts):
        key = signs[0] if len(signs) == 1 else "other_signs"
        entries.append(Entry(wording.language.say(f"chart.{key}"), look.colour(1), "ring"))
    return entries


def _signs(parts: list[Stretch]) -> list[str]:
    """Which signals there are beside values outside the limits."""
    found = {
        "run": any(part.in_runs for part in parts),
        "rising_or_falling": any(part.in_trends for part in parts),
        "near": any(part.near for part in parts),
    }
    return [key for key, is_there in found.items() if is_there]


def _draw_limits(sketch: Sketch, part: Stretch, frame: Frame, axis: TimeAxis) -> None:
    first, last = period_of(part.points[0]), period_of(part.points[-1])
    left, right = axis.at(first.start.toordinal()), axis.at(last.end.toordinal())
    left, right = max(left, frame.box.left), min(right, frame.box.right)
    for figure in _lines(part):
        y = frame.y(figure.value)
        if figure is part.mean:
            sketch.line((left, y), (right, y), colour=sketch.look.ink, width=1.0)
        else:
            sketch.line((left, y), (right, y), colour=sketch.look.muted, width=1.0, dash=(4, 3))


def _draw_values(sketch: Sketch, spec: ChartSpec, parts: list[Stretch], frame: Frame, axis: TimeAxis) -> None:
    look = sketch.look
    outside = {point for part in parts for point in part.outside}
    signs = {point for part in parts for point in (*part.in_runs, *part.in_trends, *part.near)}
    for run in runs(spec.series[0].points, spec):
        places = [(axis.of(period_of(p)), frame.y(p.figure.value)) for p in run if p.figure]
        if len(places) > 1:
            sketch.add(Path((tuple(places),), colour=look.rest, width=1.4, round_ends=True))
        for point, (x, y) in zip(run, places, strict=True):
            if point in outside:
                sketch.add(diamond(x, y, _RADIUS * 1.9, look.colour(3), look.ground))
            elif point in signs:
                sketch.add(Dot(x, y, _RADIUS * 1.15, look.ground, readable(look.colour(1), look.ground), 1.7))
            else:
                fill = look.ground if point.partial else look.colour(0)
                edge = look.colour(0) if point.partial else look.ground
                sketch.add(Dot(x, y, _RADIUS, fill, edge, 0.9))


def _line(spec: ChartSpec, wording: Wording) -> ChartSpec | None:
    """A line where there are too few values for limits."""
    if all(len(part) >= FEWEST for part in stretches(spec)):
        return None
    note = wording.language.say("chart.too_few_for_limits")
    return replace(spec, kind="line", notes=(*spec.notes, note))


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """The mean and limits that hold now, and the values outside them."""
    words = (phrases.word("allowance"), phrases.word("upper_limit"), phrases.word("lower_limit"))
    part = limits_of(stretches(spec)[-1], words)
    mean, upper = phrases.figure(part.mean), phrases.figure(part.upper)
    if part.lower:
        limits = phrases.say("alt.limits", mean=mean, upper=upper, lower=phrases.figure(part.lower))
    else:
        limits = phrases.say("alt.upper_limit", mean=mean, upper=upper)
    outside = [item(point, phrases) for point in part.outside]
    told = (
        phrases.say("alt.outside", values=phrases.listed(outside))
        if outside
        else phrases.say("alt.none_outside")
    )
    ends = {"run": part.in_runs, "rising_or_falling": part.in_trends, "near": part.near}
    signs = tuple(
        phrases.say(f"alt.{key}", period=phrases.period(period_of(points[-1])))
        for key, points in ends.items()
        if points
    )
    return [(limits, told, *signs), (limits, *signs), (limits,)]


KIND = ChartKind(lay_out, instead=_line, alt=_alt, time=("needs", "compares"), one_series=True, peaks=False)
