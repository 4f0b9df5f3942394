"""A chart's values as a table, for those who would rather read than look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from reckoner.charts.data import columns_of, data_csv
from reckoner.charts.kinds.registry import kind_of
from reckoner.charts.spec import ChartSpec, Point
from reckoner.reports.compose.sourcebook import SourceBook
from reckoner.reports.compose.tables import figures_of, key_to_marks
from reckoner.reports.document import Cell, SourceMark, Table
from reckoner.reports.figures.printed import Sentence, printed_in
from reckoner.reports.figures.wording import PLAIN, Wording


def chart_table(spec: ChartSpec, label: str, wording: Wording) -> Table:
    """A row for each category or period, a column for each series; figures as they are worded in tables."""
    caption = (wording.language.say("document.chart_values", chart=label),)
    header, body = _header(spec, wording), tuple(_rows(spec, wording))
    notes = key_to_marks((cell.content for row in body for cell in row), wording)
    return Table(f"{spec.name}-data", caption, (header,), body, SourceMark(), notes)


def table_exhibit(spec: ChartSpec, label: str, wording: Wording, book: SourceBook) -> Table:
    """A declared chart as a table in its place: its title, its values and, below, what it measures; its data
    are the chart's."""
    header, body = _header(spec, wording), tuple(_rows(spec, wording))
    marks = key_to_marks((cell.content for row in body for cell in row), wording)
    about = ((said,) for said in (spec.subtitle, *spec.notes) if said)
    figures = [*printed_in(spec.title), *figures_of(body)]
    return Table(
        name=spec.name,
        caption=spec.title,
        header=(header,),
        body=body,
        source=book.mark(figures, label, f"table-{spec.name}"),
        notes=(*about, *marks),
        data=data_csv(spec, wording),
        label=label,
    )


def _header(spec: ChartSpec, wording: Wording) -> tuple[Cell, ...]:
    """What the rows are, then each series; a single one by its heading or its own name, where it has one."""
    say, names = wording.language.say, [series.name for series in columns_of(spec, wording)]
    points = [point for series in spec.series for point in series.points]
    rows, *values = spec.headings or [
        say("document.period" if all(point.period for point in points) else "document.row")
    ]
    if len(names) == 1:
        names = values or [say("document.value") if names[0] in ("", spec.subtitle) else names[0]]
    return (Cell((rows,), "col"), *(Cell((name,), "col", align="end") for name in names))


def _rows(spec: ChartSpec, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    cells = [{point.label: point for point in series.points} for series in columns_of(spec, wording)]
    groups, signs = kind_of(spec).rows or _given, [_sign(spec)] * len(spec.all_series)
    signs += ["always"] * (len(cells) - len(signs))
    for row in dict.fromkeys(point.label for group in groups(spec) for point in group):
        yield (
            Cell((row,), "row"),
            *(
                Cell(_value(column.get(row), wording, sign), align="end")
                for column, sign in zip(cells, signs, strict=True)
            ),
        )


def _sign(spec: ChartSpec) -> Literal["negative", "always"]:
    """As at the bars of changes: where some fall below zero, those above it have a plus."""
    values = [point.figure.value for series in spec.series for point in series.points if point.figure]
    return "always" if kind_of(spec).tells_each and min(values, default=0) < 0 < max(values) else "negative"


def _given(spec: ChartSpec) -> list[tuple[Point, ...]]:
    return [series.points for series in spec.series]


def _value(point: Point | None, wording: Wording, sign: Literal["negative", "always"]) -> Sentence:
    if point is None or point.figure is None:
        hidden = point is not None and point.state == "suppressed"
        mark = point.mark if point else ""
        return (mark or wording.language.say("number.suppressed" if hidden else "number.missing"),)
    return (wording.word(point.figure, replace(PLAIN, sign=sign)),)
