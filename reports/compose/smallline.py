"""A small line beside a number: the values up to its period that may be compared with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reckoner.charts.draw import lay_out, prepare
from reckoner.charts.look import Look
from reckoner.charts.paint import paint_svg
from reckoner.charts.spec import ChartSpec, Point, Series
from reckoner.reports.compose.freshness import up_to
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period

FEWEST = 4  # values that make a line
_MOST = 24


def comparable(measure: Measure, latest: Period) -> list[Figure]:
    """The values up to the latest: those without a gap before it, or else of the same months of each year."""
    measure = up_to(measure, latest)
    known = [period for period in measure.periods if measure.state_at(period) == "known"]
    alike = sorted((p for p in known if p.month_count == latest.month_count), key=lambda p: p.start)
    row = list(_without_gaps(alike))
    if len(row) < FEWEST:
        row = [p for p in alike if (p.start.month, p.start.day) == (latest.start.month, latest.start.day)]
    return [measure.at(period) for period in row[-_MOST:]]


def _without_gaps(periods: Sequence[Period]) -> Iterator[Period]:
    """The last run of periods that follow one another."""
    start = 0
    for place in range(1, len(periods)):
        if periods[place - 1].end != periods[place].start:
            start = place
    yield from periods[start:]


def spanned(figures: Sequence[Figure], wording: Wording) -> str:
    """From when to when a line runs: "Apr to Sep 2025", or "each Oct, 2022 to 2025" of the same months."""
    periods = [figure.period for figure in figures if figure.period]
    first, last = periods[0], periods[-1]
    ends = tuple(wording.short_period(period) for period in (first, last))
    if all(one.end == other.start for one, other in pairwise(periods)):
        is_months = last.shape == "month"
        return wording.short_period(Period(first.start, last.end)) if is_months else _from(ends, wording)
    years = tuple(str(period.last.year) for period in (first, last))
    parts = {end.removesuffix(f" {year}") for end, year in zip(ends, years, strict=True)}
    if len(parts) > 1:
        return _from(ends, wording)
    return wording.language.say("performance.each", part=parts.pop(), years=_from(years, wording))


def _from(ends: Sequence[str], wording: Wording) -> str:
    return f"{ends[0]} {wording.language.calendar.to} {ends[1]}"


def begun(span: str) -> str:
    """The span as it begins a line."""
    return span[:1].upper() + span[1:]


def small_line(figures: Sequence[Figure], alt: str, look: Look, wording: Wording) -> bytes:
    """The line as SVG, called ``alt``; nothing where there are too few values."""
    if len(figures) < FEWEST:
        return b""
    points = tuple(Point(f.period, wording.period(f.period), f) for f in figures if f.period)
    spec = ChartSpec(
        name="trend", kind="sparkline", title=(alt,), subtitle=alt,
        series=(Series(alt, points),), unit=figures[0].unit, source="",
    )  # fmt: skip
    return paint_svg(lay_out(prepare(spec, wording), look, wording), look, alt)
