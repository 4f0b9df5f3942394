"""Bars held against a target and against the year before, a row for each measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reckoner.charts.bars import bar_label, draw_bar, group_points, words_of
from reckoner.charts.fonts import width_of
from reckoner.charts.key import Entry, Shape, draw_key, draw_shape, key_height
from reckoner.charts.kinds.kind import ChartKind, Refusals
from reckoner.charts.look import Look
from reckoner.charts.phrases import Choices, Phrases
from reckoner.charts.rows import GAP, Rows, draw_base, draw_names, plan_rows, write_value
from reckoner.charts.scene import Box, Scene
from reckoner.charts.sketch import Sketch
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.values import absence, figure_of, state_mark, worded
from reckoner.reports.figures.printed import Printed, Sentence
from reckoner.reports.figures.wording import Wording

_THICK = 0.4
_SERIES = 3
_SHAPES: tuple[Shape, ...] = ("diamond", "bar")


def lay_out(spec: ChartSpec, look: Look, wording: Wording) -> Scene:
    """Three series: values, those of the year before, targets. Rows of one unit share a scale."""
    sketch, size = Sketch(look), look.text
    groups = group_points(replace(spec, order="given"))
    now, before, target = (series.name for series in spec.series)
    entries = [
        Entry(now, look.colour(0)),
        Entry(before, look.colour(1), _SHAPES[0]),
        Entry(target, look.ink, _SHAPES[1]),
    ]
    texts = [_text(group[0], wording) for group in groups]
    room = max(width_of(words_of(text), size, "semibold") for text in texts) + GAP * 2
    names = [bar_label(group[0], wording) for group in groups]
    rows = plan_rows(look, names, [0, 1], (0.0, room), key_height(entries, look))
    draw_key(sketch, entries, 0.0)
    draw_names(sketch, rows)
    for row, group in enumerate(groups):
        _draw_row(sketch, rows, row, _scaled(group, groups), texts[row])
        for point in group:
            if point.figure is None and point.state == "suppressed":
                sketch.note(absence(point, wording))
    draw_base(sketch, rows)
    if len({_unit(group) for group in groups}) > 1:
        sketch.note(wording.language.say("chart.own_scales_rows"))
    return sketch.scene(look.width, rows.bottom + size * 0.3)


def _text(point: Point, wording: Wording) -> Printed | str:
    return worded(point.figure, wording) if point.figure else state_mark(point, wording)


def _unit(group: Sequence[Point]) -> str:
    return next((point.figure.unit.name for point in group if point.figure), "")


def _scaled(group: Sequence[Point], groups: Sequence[Sequence[Point]]) -> list[float | None]:
    """Each value as a part of the largest of its unit."""
    unit = _unit(group)
    largest = max(
        (float(p.figure.value) for each in groups if _unit(each) == unit for p in each if p.figure),
        default=1.0,
    )
    return [float(p.figure.value) / (largest or 1.0) if p.figure else None for p in group]


def _draw_row(
    sketch: Sketch, rows: Rows, row: int, parts: Sequence[float | None], text: Printed | str
) -> None:
    look, y, high = sketch.look, rows.middle(row), rows.height(row)
    now, before, target = parts
    if now is not None:
        draw_bar(
            sketch,
            Box(rows.x(0), y - high * _THICK / 2, rows.x(now), y + high * _THICK / 2),
            look.colour(0),
            False,
        )
    if target is not None:
        x = rows.x(target)
        sketch.line((x, y - high * 0.36), (x, y + high * 0.36), colour=look.ground, width=4.4)
        sketch.line((x, y - high * 0.36), (x, y + high * 0.36), colour=look.ink, width=2.4)
    if before is not None:
        draw_shape(sketch, _SHAPES[0], (rows.x(before), y), look.text * 0.42, look.colour(1))
    write_value(sketch, rows.right + GAP * 1.4, y, text, "start")


def _refuse(spec: ChartSpec) -> Refusals:
    if len(spec.series) != _SERIES:
        yield (
            f"a bullet bar has values, the year before and targets; this has {len(spec.series)} series",
            "Name two periods, the earlier first, and a target for each measure (`aims:`).",
        )
    if any(point.figure and point.figure.value < 0 for series in spec.series for point in series.points):
        yield "a value is below zero, which a bullet bar can't show", "Use bars."


def _alt(spec: ChartSpec, phrases: Phrases) -> Choices:
    """Each row with its target and the year before; then without the year before."""
    groups = group_points(replace(spec, order="given"))
    full = [_row(spec, group, phrases, len(spec.series)) for group in groups if group[0].figure]
    short = [_row(spec, group, phrases, 1) for group in groups if group[0].figure]
    return [
        *((tuple(full[:most])) for most in range(len(full), 0, -1)),
        tuple(short),
    ]


def _row(spec: ChartSpec, group: Sequence[Point], phrases: Phrases, most: int) -> Sentence:
    told = [
        phrases.say("alt.category", label=series.name, value=phrases.figure(figure_of(point)))
        for series, point in list(zip(spec.series, group, strict=True))[:most]
        if point.figure
    ]
    return phrases.say("alt.series_values", name=group[0].label, values=phrases.listed(told))


KIND = ChartKind(lay_out, _refuse, alt=_alt, mixes_units=True, peaks=False)
