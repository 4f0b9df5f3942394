"""A chart's values as a table, for those who would rather read than look."""

from __future__ import annotations

from dataclasses import replace

from reckoner.charts.spec import ChartSpec, Point
from reckoner.reports.compose.tables import key_to_marks
from reckoner.reports.document import Cell, SourceMark, Table
from reckoner.reports.figures.printed import Sentence
from reckoner.reports.figures.wording import PLAIN, Wording


def chart_table(spec: ChartSpec, label: str, wording: Wording) -> Table:
    """A row for each category or period, a column for each series; figures as they are worded in tables."""
    say = wording.language.say
    rows = list(dict.fromkeys(point.label for series in spec.series for point in series.points))
    single = len(spec.series) == 1
    heads = [say("document.value") if single else series.name for series in spec.series]
    header = (Cell((say("document.row"),), "col"), *(Cell((head,), "col", align="end") for head in heads))
    cells = [{point.label: point for point in series.points} for series in spec.series]
    body = tuple(
        (Cell((row,), "row"), *(Cell(_value(points.get(row), wording), align="end") for points in cells))
        for row in rows
    )
    caption = say("document.chart_values", chart=label)
    notes = key_to_marks((cell.content for row in body for cell in row), wording)
    return Table(f"{spec.name}-data", (caption,), (header,), body, SourceMark(), notes)


def _value(point: Point | None, wording: Wording) -> Sentence:
    if point is None or point.figure is None:
        hidden = point is not None and point.state == "suppressed"
        mark = point.mark if point else ""
        return (mark or wording.language.say("number.suppressed" if hidden else "number.missing"),)
    return (wording.word(point.figure, replace(PLAIN, sign="negative")),)
