"""Answers from one end to the other, laid out from the middle: for and against read off at one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reckoner.charts.bars import group_points
from reckoner.charts.colour import mixed
from reckoner.charts.key import Entry, draw_key, key_height
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.kinds.stacked import draw_segment
from reckoner.charts.look import Look
from reckoner.charts.parts import refuse_wrong_shares
from reckoner.charts.phrases import Choices, Phrases, item
from reckoner.charts.rows import Rows, draw_names, plan_rows
from reckoner.charts.scene import Box, Scene
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.charts.values import absence, worded
from reckoner.reports.figures.wording import Wording

_THICK = 0.72
_FEWEST, _MOST = 2, 5
_PALE, _NEUTRAL = 0.5, 0.25


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """The series are the answers, from against to for; an odd one in the middle lies across the line."""
    sketch, size = Sketch(look), look.text
    groups = group_points(spec)
    colours = _colours(len(spec.series), look)
    entries = [Entry(series.name, colour) for series, colour in zip(spec.series, colours, strict=True)]
    reach = [_reach(group) for group in groups]
    ends = [-max(left for left, _ in reach), max(right for _, right in reach)]
    names = [group[0].label for group in groups]
    rows = plan_rows(look, names, ends, (0.0, 0.5), key_height(entries, look))
    draw_key(sketch, entries, 0.0)
    draw_names(sketch, rows)
    for row, group in enumerate(groups):
        _draw_row(sketch, rows, row, group, colours, wording)
    middle = rows.x(0)
    sketch.line((middle, rows.edges[0]), (middle, rows.edges[0] + 2), colour=look.ink, width=0.9)
    sketch.line((middle, rows.bottom - 1), (middle, rows.bottom + 2), colour=look.ink, width=0.9)
    return sketch.scene(look.width, rows.bottom + size * 0.4)


def _colours(count: int, look: Look) -> list[str]:
    """Strong at the ends, paler towards the middle, a light grey for neither."""
    against, favour = look.colour(3), look.colour(0)
    left = [against, mixed(against, look.ground, _PALE)]
    right = [mixed(favour, look.ground, _PALE), favour]
    half = count // 2
    between = [mixed(look.rest, look.ground, 1 - _NEUTRAL * 2)] if count % 2 else []
    return [*left[:half], *between, *right[-half:]]


def _reach(group: Sequence[Point]) -> tuple[float, float]:
    """How far a row goes to the left and to the right of the middle."""
    sizes = [float(point.figure.value) if point.figure else 0.0 for point in group]
    half = len(sizes) // 2
    shared = sizes[half] / 2 if len(sizes) % 2 else 0.0
    return sum(sizes[:half]) + shared, sum(sizes[-half:]) + shared


def _draw_row(
    sketch: Sketch, rows: Rows, row: int, group: Sequence[Point], colours: Sequence[str], wording: Wording
) -> None:
    half = rows.height(row) * _THICK / 2
    top, bottom = rows.middle(row) - half, rows.middle(row) + half
    cursor = -_reach(group)[0]
    for point, colour in zip(group, colours, strict=True):
        if point.figure is None:
            sketch.note(absence(point, wording))
            continue
        left, cursor = cursor, cursor + float(point.figure.value)
        box = Box(rows.x(left), top, rows.x(cursor), bottom)
        draw_segment(sketch, box, colour, point, worded(point.figure, wording))


def _refuse(spec: ChartSpec) -> Refusals:
    if not _FEWEST <= len(spec.series) <= _MOST:
        yield (
            f"it has {len(spec.series)} answers; this kind lays out {_FEWEST} to {_MOST}",
            "Put answers together, or use bars.",
        )
    turned = [
        Series(group[0].label, group) for group in group_points(spec) if any(point.figure for point in group)
    ]
    yield from refuse_wrong_shares(replace(spec, series=tuple(turned)))


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """Row by row, the answers in the order drawn; then the last answer, the most in favour, of each."""
    groups = group_points(spec)
    each = []
    for group in groups:
        told = [
            phrases.say("alt.category", label=series.name, value=phrases.figure(point.figure))
            for series, point in zip(spec.series, group, strict=True)
            if point.figure
        ]
        each.append(phrases.say("alt.series_values", name=group[0].label, values=phrases.listed(told)))
    last = [item(group[-1], phrases) for group in groups]
    short = phrases.say("alt.series_values", name=spec.series[-1].name, values=phrases.listed(last))
    return [tuple(each), (short,), tuple(each[:1])]


KIND = ChartKind(lay_out, _refuse, alt=_alt, peaks=False)
