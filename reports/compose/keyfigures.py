"""A key figure: the number, what it counts, the year before and how it moved, as live text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from reckoner.charts.look import Look
from reckoner.charts.phrases import Phrases
from reckoner.charts.spec import ChartSpec, Point
from reckoner.charts.trends import move_of
from reckoner.charts.values import state_mark
from reckoner.reports.compose.smallline import FEWEST, begun, comparable, small_line, spanned
from reckoner.reports.compose.sourcebook import SourceBook
from reckoner.reports.compose.targets import is_met
from reckoner.reports.document import DocumentBlock, KeyFigure
from reckoner.reports.figures.measure import Measure, NoValue
from reckoner.reports.figures.printed import Sentence, plain, printed_in
from reckoner.reports.figures.wording import Wording, spoken


def key_figure(
    spec: ChartSpec,
    measure: Measure | None,
    wording: Wording,
    look: Look,
    book: SourceBook,
    remark: Sentence = (),
    moved: bool = True,
) -> KeyFigure:
    """The last value of the spec's only series, held against the one before it or that of a year earlier.

    ``remark`` follows the earlier value. Where there is none, it stands in its place, or words that say so.
    Unless ``moved``, which way the value went isn't said. A fact has no ``measure``, and nothing that it is
    held against.
    """
    phrases, label = Phrases(wording), plain(spec.title)
    points = spec.series[0].points
    now, before = points[-1], earlier(spec, measure)
    move = move_of(before, now, spec.good, phrases, dated=False) if before and moved else None
    values = comparable(measure, now.period) if measure and now.figure and now.period else []
    span = spanned(values, wording) if len(values) >= FEWEST else ""
    alt = wording.language.say("performance.trend_of", label=label, span=span) if span else ""
    made = KeyFigure(
        name=spec.name,
        label=label,
        figure=_value(now, wording),
        when=_when(now, wording),
        before=_joined(_then(before, phrases) if before else (), _aim(spec, now, phrases), remark)
        or _none_before(now, phrases),
        move=move.sentence if move else (),
        way=move.way if move else "",
        picture=small_line(values, alt, look, wording),
        alt=alt,
        span=begun(span),
    )
    own, then = (*printed_in(made.figure), *printed_in(made.move)), printed_in(made.before)
    anchor = f"chart-{spec.name}"
    source = book.mark([*own, *then], label, anchor)
    return replace(made, source=source, before_source=source.without(book.mark(own, label, anchor)))


def alike(blocks: Iterable[DocumentBlock]) -> Iterator[DocumentBlock]:
    """The blocks; key figures in a row have small lines only where all of them do."""
    for is_key, found in groupby(blocks, lambda block: isinstance(block, KeyFigure)):
        row = list(found)
        lined = not is_key or all(isinstance(key, KeyFigure) and key.picture for key in row)
        for each in row:
            if isinstance(each, KeyFigure) and not lined:
                each = replace(each, picture=b"", alt="", span="")
            yield each


def earlier(spec: ChartSpec, measure: Measure | None) -> Point | None:
    """What the last value is held against, if there is anything."""
    points = spec.series[0].points
    return points[-2] if len(points) > 1 else _year_before(points[-1], measure)


def _year_before(now: Point, measure: Measure | None) -> Point | None:
    """The value of a year earlier, with as many decimals."""
    if now.period is None or measure is None:
        return None
    period = now.period.years_earlier()
    try:
        before = measure.at(period)
        return Point(period, "", replace(before, decimals=now.figure.decimals) if now.figure else before)
    except (NoValue, ValueError):
        return None


def _value(point: Point, wording: Wording) -> Sentence:
    if point.figure is None:
        return (state_mark(point, wording),)
    return (wording.word(point.figure, spoken(point.figure)),)


def _when(point: Point, wording: Wording) -> str:
    if point.figure and point.figure.called:
        return begun(point.figure.called)
    words = wording.period(point.period) if point.period else point.label
    return wording.language.say("chart.part", period=words) if point.partial else words


def _none_before(now: Point, phrases: Phrases) -> Sentence:
    """That there is no value of a year earlier; of what has no period nobody expects one."""
    if now.period is None:
        return ()
    return phrases.say("tile.none_before", period=phrases.period(now.period.years_earlier()))


def _joined(*parts: Sentence) -> Sentence:
    said = [part for part in parts if part]
    return tuple(each for place, part in enumerate(said) for each in (*(("; ",) if place else ()), *part))


def _aim(spec: ChartSpec, now: Point, phrases: Phrases) -> Sentence:
    """Whether the value meets its target, if it has one that can be held against it."""
    for target in spec.targets[:1]:
        met = is_met(spec.good, now.figure, target.figure) if now.figure else None
        if met is not None:
            said = phrases.wording.language.say(f"performance.{'met' if met else 'not_met'}")
            value = phrases.figure(target.figure)
            return phrases.say("tile.target", label=target.label, value=value, met=said)
    return ()


def _then(before: Point, phrases: Phrases) -> Sentence:
    """The earlier value, with its period."""
    if before.figure is None:
        return ()
    if before.figure.called:
        return (phrases.figure(before.figure), f", {before.figure.called}")
    period = phrases.period(before.period) if before.period else before.label
    return phrases.say("tile.before", period=period, value=phrases.figure(before.figure))
