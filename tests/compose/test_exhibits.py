"""One exhibit for one fact, and a title for each table."""

from __future__ import annotations

from dataclasses import replace

from reckoner.charts.spec import Point, Series
from reckoner.reports.compose.exhibits import find
from reckoner.reports.document import ChartSlot, DocumentBlock, NumberedParagraph
from reckoner.reports.prose import Grid, Text
from tests.small import WHERE, chart, figure, numbered, paragraph, printed


def drawn(*values: int, kind: str = "bar") -> ChartSlot:
    points = tuple(Point(None, str(value), figure(value)) for value in values)
    return chart(series=(Series("Solved", points),), kind=kind)


def grid(*values: int, title: str = "Crimes solved") -> NumberedParagraph:
    rows = tuple(((Text("a year"),), (printed(value),)) for value in values)
    named = (Text(title),) if title else ()
    return numbered(
        Grid(((Text("Year"),), (Text("Solved"),)), rows, ("start", "end"), WHERE, named, "Table 1")
    )


def rules(*blocks: DocumentBlock) -> list[tuple[str, str]]:
    return [(finding.severity, finding.rule) for finding in find(blocks, "Crime")]


def test_a_chart_that_shows_the_tables_values_is_a_warning() -> None:
    assert rules(paragraph("Words."), drawn(7427, 8665), grid(7427, 8665, 9001)) == [
        ("warning", "doubled-exhibit")
    ]
    [finding] = find([drawn(7427, 8665), grid(7427, 8665)], "Crime")
    assert finding.what.startswith("Figure 1 shows the same values as Table 1")


def test_a_chart_of_other_values_and_a_key_figure_are_none() -> None:
    assert rules(drawn(7427, 8665), grid(7427)) == []
    assert rules(drawn(7427, kind="tile"), grid(7427)) == []
    assert rules(replace(drawn(7427), spec=replace(drawn(7427).spec, series=()))) == []


def test_a_table_without_a_title_is_an_error() -> None:
    [finding] = find([grid(7427, title="")], "Crime")
    assert (finding.severity, finding.rule, finding.where) == ("error", "untitled-table", str(WHERE))
    assert "Table: " in finding.todo
