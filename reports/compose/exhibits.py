"""One exhibit for one fact: a table without a title, and a chart that repeats the table beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from reckoner.reports.document import ChartSlot, DocumentBlock, NumberedParagraph, Table
from reckoner.reports.figures.printed import Printed, printed_in
from reckoner.reports.findings import Finding
from reckoner.reports.prose import Grid, figures_in

RULES = UNTITLED, DOUBLED = "untitled-table", "doubled-exhibit"
_Value = tuple[Decimal, str]


def find(blocks: Iterable[DocumentBlock], section: str) -> Iterator[Finding]:
    """What is wrong with the tables and charts of one section."""
    listed = list(blocks)
    tables = [(block, _values(_printed(block))) for block in listed if _is_table(block)]
    for block, _ in tables:
        if isinstance(block, NumberedParagraph) and isinstance(block.block, Grid) and not block.block.title:
            todo = "Write a line `Table: WHAT IT SHOWS` above it, with an empty line between."
            yield Finding("error", UNTITLED, "the table has no title", str(block.block.where), todo=todo)
    for chart in listed:
        if not isinstance(chart, ChartSlot) or chart.spec.kind == "tile":
            continue
        drawn = _drawn(chart)
        for block, values in tables:
            if drawn and drawn <= values:
                what = f"{chart.label} shows the same values as {_label(block)} in the same section"
                todo = "Take one of the two out. A chart's values can be had beside it in any case."
                yield Finding("warning", DOUBLED, what, section, todo=todo)


def _is_table(block: DocumentBlock) -> bool:
    is_grid = isinstance(block, NumberedParagraph) and isinstance(block.block, Grid)
    return is_grid or isinstance(block, Table)


def _label(block: DocumentBlock) -> str:
    if isinstance(block, NumberedParagraph):
        return block.block.label if isinstance(block.block, Grid) else ""
    return block.label if isinstance(block, Table) else ""


def _printed(block: DocumentBlock) -> Iterator[Printed]:
    if isinstance(block, NumberedParagraph):
        yield from figures_in(block.block)
    elif isinstance(block, Table):
        for row in block.body:
            for cell in row:
                yield from printed_in(cell.content)


def _values(figures: Iterable[Printed]) -> frozenset[_Value]:
    return frozenset((each.figure.value, each.figure.unit.kind) for each in figures)


def _drawn(chart: ChartSlot) -> frozenset[_Value]:
    points = (point.figure for series in chart.spec.all_series for point in series.points)
    return frozenset((figure.value, figure.unit.kind) for figure in points if figure is not None)
