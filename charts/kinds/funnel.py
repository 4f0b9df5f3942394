"""A funnel plot: rates of places against their size, and how far chance alone would scatter them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reckoner.charts.endlabels import GAP, EndLabel, draw_end_labels, end_lines
from reckoner.charts.fonts import width_of
from reckoner.charts.frame import Frame, draw_grid, gutter, plot_height, tick_below, ticks_for
from reckoner.charts.funnels import FEWEST_EVENTS, Z_95, Z_998, Funnel, Place, funnel_of, outside
from reckoner.charts.key import Entry, draw_key, draw_shape, key_height
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases
from reckoner.charts.scale import Scale, scale_for, tick_label
from reckoner.charts.scene import XY, Box, Path, Scene, Text, rectangle
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec
from reckoner.charts.values import is_highlighted, worded
from reckoner.reports.figures.printed import Sentence
from reckoner.reports.figures.wording import Wording

_RADIUS, _STEPS = 3.2, 60
_FEWEST_PLACES = 5


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where a place of some size and rate lies."""

    funnel: Funnel
    frame: Frame
    across: Scale

    def xy(self, size: float, rate: float) -> XY:
        box = self.frame.box
        part = (size - float(self.across.low)) / float(self.across.high - self.across.low)
        return box.left + part * (box.right - box.left), self.frame.y(Decimal(str(rate)))


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """The first series are events, the second the people or cases that they are events of."""
    sketch, size = Sketch(look), look.text
    funnel, height = funnel_of(spec), plot_height(look.width) * 1.15
    unit, base = funnel.overall.unit, spec.series[1].points[0].figure
    assert base is not None
    largest, smallest = (pick(place.size for place in funnel.places) for pick in (max, min))
    across = scale_for([Decimal(0), Decimal(str(largest))], base.unit, 5, from_zero=True)
    reach = funnel.limit(smallest, Z_998)
    rates = [place.rate.value for place in funnel.places]
    bounds = [funnel.overall.value + Decimal(str(sign * reach)) for sign in (-1, 1)]
    held = [*rates, max(bounds[0], Decimal(0)), bounds[1]]
    scale = scale_for(held, unit, ticks_for(height, size), from_zero=False)
    ends = _ends(funnel, look, wording)
    left = gutter(scale, unit, size, wording)
    right = look.width - max(label.width(size) for label in ends) - GAP
    entries = _entries(funnel, look, wording)
    top = (key_height(entries, look) if entries else 0.0) + size
    plot = _Plot(funnel, Frame(Box(left, top, right, top + height), scale), across)
    draw_key(sketch, entries, 0.0)
    draw_grid(sketch, plot.frame, unit, wording)
    _draw_across(sketch, plot, spec, wording)
    _draw_limits(sketch, plot, smallest)
    for place in funnel.places:
        _draw_place(sketch, plot, spec, place)
    placed = [
        EndLabel(label.lines, label.colour, (right, plot.xy(largest, rate)[1]))
        for label, rate in zip(ends, _levels(funnel, float(across.high)), strict=True)
    ]
    draw_end_labels(sketch, placed, right + GAP, top - size * 0.6, top + height + size * 0.6)
    _name_places(sketch, plot, spec)
    sketch.note(wording.language.say("chart.funnel_limits"))
    return sketch.scene(look.width, top + height + size * 3.4)


def _levels(funnel: Funnel, size: float) -> list[float]:
    overall = float(funnel.overall.value)
    return [overall + funnel.limit(size, Z_998), overall + funnel.limit(size, Z_95), overall]


def _ends(funnel: Funnel, look: Look, wording: Wording) -> list[EndLabel]:
    """What the lines are, at their right ends."""
    room, say = min(0.3 * look.width, 120.0), wording.language.say
    overall = end_lines(say("chart.limit.overall"), worded(funnel.overall, wording), look.text, room)
    return [
        EndLabel(end_lines(say("chart.limit.outer"), None, look.text, room), look.muted),
        EndLabel(end_lines(say("chart.limit.inner"), None, look.text, room), look.muted),
        EndLabel(overall, look.ink),
    ]


def _entries(funnel: Funnel, look: Look, wording: Wording) -> list[Entry]:
    if not outside(funnel.places):
        return []
    return [Entry(wording.language.say("chart.outside"), look.colour(3), "diamond")]


def _draw_across(sketch: Sketch, plot: _Plot, spec: ChartSpec, wording: Wording) -> None:
    """The sizes along the bottom, with what they are of."""
    look, size, box = sketch.look, sketch.look.text, plot.frame.box
    base = spec.series[1].points[0].figure
    assert base is not None
    for value in plot.across.ticks:
        x = plot.xy(float(value), float(plot.frame.scale.low))[0]
        words = tick_label(value, plot.across, base.unit, wording)
        x = min(x, look.width - width_of(words, size) / 2)
        tick_below(sketch, x, box.bottom, words)
    sketch.write(
        (box.left + box.right) / 2,
        box.bottom + size * 2.8,
        spec.series[1].name,
        colour=look.muted,
        anchor="middle",
    )


def _draw_limits(sketch: Sketch, plot: _Plot, smallest: float) -> None:
    look, overall = sketch.look, float(plot.funnel.overall.value)
    low, high = max(smallest * 0.85, 1.0), float(plot.across.high)
    sizes = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    for z, dash in ((Z_95, (2.0, 2.0)), (Z_998, (5.0, 3.0))):
        for sign in (-1, 1):
            points = [(size, overall + sign * plot.funnel.limit(size, z)) for size in sizes]
            inside = [
                plot.xy(*p)
                for p in points
                if float(plot.frame.scale.low) <= p[1] <= float(plot.frame.scale.high)
            ]
            if len(inside) > 1:
                sketch.add(Path((tuple(inside),), colour=look.muted, width=1.0, dash=dash))
    sketch.line(plot.xy(float(plot.across.low), overall), plot.xy(high, overall), colour=look.ink, width=1.0)


def _draw_place(sketch: Sketch, plot: _Plot, spec: ChartSpec, place: Place) -> None:
    look, xy = sketch.look, plot.xy(place.size, float(place.rate.value))
    if place.outside:
        draw_shape(sketch, "diamond", xy, _RADIUS * 1.4, look.colour(3))
    else:
        colour = look.colour(0) if is_highlighted(spec, place.point) or not spec.highlights else look.rest
        draw_shape(sketch, "dot", xy, _RADIUS, colour)


def _name_places(sketch: Sketch, plot: _Plot, spec: ChartSpec) -> None:
    """Names places outside the limits, or picked out, where the name is clear of lines and dots."""
    look, size = sketch.look, sketch.look.text
    strokes = _strokes(sketch)
    dots = [plot.xy(place.size, float(place.rate.value)) for place in plot.funnel.places]
    marks = [Box(x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS) for x, y in dots]
    for place in plot.funnel.places:
        if not (place.outside or is_highlighted(spec, place.point)):
            continue
        x, y = plot.xy(place.size, float(place.rate.value))
        for text in _spots(place.point.label, x, y, size, look):
            inside = text.box.left >= plot.frame.box.left and text.box.right <= look.width
            clear = not any(text.core.meets(mark, 1.0) for mark in marks)
            if inside and clear and sketch.is_free(text.core, 1.5, strokes):
                sketch.add(rectangle(text.core, look.ground), text)
                break


def _spots(words: str, x: float, y: float, size: float, look: Look) -> list[Text]:
    away = _RADIUS * 2.2
    places = []
    for down in (0.0, -0.6, 0.6, -1.2, 1.2, -1.8, 1.8):
        baseline = y + size * 0.33 + down * size
        places.append(Text(x + away, baseline, words, size, look.ink, "semibold", "start"))
        places.append(Text(x - away, baseline, words, size, look.ink, "semibold", "end"))
    return places


def _strokes(sketch: Sketch) -> list[tuple[XY, XY]]:
    return [
        (first, second)
        for mark in sketch.marks
        if isinstance(mark, Path) and not mark.fill
        for stroke in mark.strokes
        for first, second in pairwise(stroke)
    ]


def _refuse(spec: ChartSpec) -> Refusals:
    if len(spec.series) != 2:
        yield "a funnel plot needs two series, events and what they are events of", "Name both."
        return
    events, bases = ({p.label: p.figure for p in series.points} for series in spec.series)
    if events.keys() != bases.keys() or None in events.values() or None in bases.values():
        yield "each place of a funnel plot needs its events and its base", "Name both for each place."
        return
    if len(events) < _FEWEST_PLACES:
        yield (
            f"a funnel plot of {len(events)} places says little",
            f"Use bars for fewer than {_FEWEST_PLACES}.",
        )
    for label, figure in events.items():
        base = bases[label]
        if figure and base and base.value <= 0:
            yield f"the base of {label!r} is {base.value:,f}", "Leave the place out."
        elif figure and figure.value < FEWEST_EVENTS:
            yield (
                f"{label!r} has {figure.value:,f} events: limits need {FEWEST_EVENTS} in each place",
                "Take a longer period, or use bars.",
            )


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """The overall rate, the places outside the limits, those picked out."""
    funnel = funnel_of(spec)
    overall = phrases.say("alt.overall", value=phrases.figure(funnel.overall))
    beyond = outside(funnel.places)
    told = (
        phrases.say("alt.outside", values=phrases.listed([_place(place, phrases) for place in beyond]))
        if beyond
        else phrases.say("alt.none_outside")
    )
    picked = tuple(
        phrases.say("alt.values", values=_place(place, phrases))
        for place in funnel.places
        if is_highlighted(spec, place.point) and not place.outside
    )
    if len(beyond) < 2:
        return [(*picked, told, overall), (told,), (overall,)]
    ordered = sorted(beyond, key=lambda place: place.rate.value)
    ends = phrases.say(
        "alt.outside_ends", highest=_place(ordered[-1], phrases), lowest=_place(ordered[0], phrases)
    )
    return [(*picked, told, overall), (*picked, ends, overall), (ends,), (overall,)]


def _place(place: Place, phrases: Phrases) -> Sentence:
    return phrases.say("alt.category", label=place.point.label, value=phrases.figure(place.rate))


KIND = ChartKind(lay_out, _refuse, alt=_alt, mixes_units=True, peaks=False)
