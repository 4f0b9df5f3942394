"""What happened when, and what is planned: a line down the page, the words beside it.

It is to scale where that makes it less than twice as tall; otherwise, and in a small picture, the events
follow in even steps.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reckoner.charts.fonts import LINE, width_of, wrap
from reckoner.charts.key import Entry, Shape, draw_key, draw_shape, key_height
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases
from reckoner.charts.scene import Scene, middle_of
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Event
from reckoner.charts.values import middle
from reckoner.reports.figures.printed import Sentence
from reckoner.reports.figures.wording import Wording

_RADIUS, _ARM = 4.0, 16.0
_AIR, _MOST = 0.75, 12
_CLOSE = 0.3
"""The least between the words of two events, where they stand to scale; in lines' sizes, as ``_AIR``."""
_TALLEST = 1.9


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """Dates at the left, words at the right; what is planned is a ring, and says so in a key."""
    sketch, size = Sketch(look), look.text
    events = _in_order(spec)
    entries = _entries(events, look, wording)
    dates = [wording.period(event.at) for event in events]
    left = max(width_of(date, size, "semibold") for date in dates) + _ARM
    words = [wrap(event.words, size, look.width - left - _ARM) for event in events]
    heights = [(len(lines) * LINE + _AIR) * size for lines in words]
    top = key_height(entries, look) if entries else 0.0
    even = max(heights) * len(events)
    tall = max(
        sum(heights) * 1.15, _to_scale(events, [(len(lines) * LINE + _CLOSE) * size for lines in words])
    )
    if tall <= even * _TALLEST and not look.is_small:
        centres = _places(events, top, tall, heights)
    else:
        tall = even
        centres = [top + tall * (place + 0.5) / len(events) for place in range(len(events))]
    draw_key(sketch, entries, 0.0)
    sketch.line((left, top + size * 0.2), (left, top + tall - size * 0.2), colour=look.rest, width=1.6)
    for event, date, lines, centre in zip(events, dates, words, centres, strict=True):
        shape, colour = _mark(event, look)
        draw_shape(sketch, shape, (left, centre), _RADIUS, colour)
        baseline = middle_of(centre, size) - (len(lines) - 1) * LINE * size / 2
        sketch.write(left - _ARM, middle_of(centre, size), date, weight="semibold", anchor="end")
        sketch.write_lines(left + _ARM, baseline, lines)
    return sketch.scene(look.width, top + tall + size * 0.2)


def _in_order(spec: ChartSpec) -> list[Event]:
    return sorted(spec.events, key=lambda event: middle(event.at))


def _entries(events: Sequence[Event], look: Look, wording: Wording) -> list[Entry]:
    if not any(event.planned for event in events):
        return []
    say, at = wording.language.say, events[0].at
    done, planned = _mark(Event(at, ""), look), _mark(Event(at, "", planned=True), look)
    return [
        Entry(say("chart.done"), done[1], done[0]),
        Entry(say("chart.planned"), planned[1], planned[0]),
    ]


def _mark(event: Event, look: Look) -> tuple[Shape, str]:
    return ("ring", look.words(0)) if event.planned else ("dot", look.colour(0))


def _places(events: Sequence[Event], top: float, tall: float, heights: Sequence[float]) -> list[float]:
    """Where each would stand to scale between the first and the last."""
    days = [middle(event.at) for event in events]
    span = (days[-1] - days[0]) or 1.0
    first, last = top + heights[0] / 2, top + tall - heights[-1] / 2
    return [first + (day - days[0]) / span * (last - first) for day in days]


def _to_scale(events: Sequence[Event], heights: Sequence[float]) -> float:
    """How tall it has to be for the words of the two events that are closest."""
    days = [middle(event.at) for event in events]
    span = (days[-1] - days[0]) or 1.0
    steps = zip(pairwise(days), pairwise(heights), strict=True)
    shares = (
        (above + below) / 2 / max((after - before) / span, 1e-6) for (before, after), (above, below) in steps
    )
    return max(shares) + heights[0] + heights[-1]


def _refuse(spec: ChartSpec) -> Refusals:
    if not 2 <= len(spec.events) <= _MOST:
        yield (
            f"a timeline shows two to {_MOST} events; this has {len(spec.events)}",
            "List them under `events:`.",
        )


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """Each event with its date, or as many of the first as fit, and the last."""
    told = [_told(event, phrases) for event in _in_order(spec)]
    chosen = [[*told[:most], told[-1]] for most in range(len(told) - 1, -1, -1)]
    return [(phrases.say("alt.values", values=phrases.listed(few, "semicolon")),) for few in chosen]


def _told(event: Event, phrases: Phrases) -> Sentence:
    key = "alt.planned" if event.planned else "alt.event"
    return phrases.say(key, period=phrases.period(event.at), what=event.words.rstrip("."))


KIND = ChartKind(lay_out, _refuse, alt=_alt, peaks=False, figureless=True)
