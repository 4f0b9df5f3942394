"""Tables: whole on their grid, and each cell under the headers that it belongs to.

Nothing else notices a cell that is joined to the wrong header: validators ask only whether
there is one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from reckoner.reports.checks.pdf.order import page_of
from reckoner.reports.checks.pdf.tags import Element, Reading
from reckoner.reports.findings import Finding

RULES = ("pdf-table-grid", "pdf-table-headers")


@dataclass(frozen=True, eq=False)
class Cell:
    """A cell and the slots that it fills."""

    element: Element
    rows: range
    columns: range

    @property
    def name(self) -> str:
        """Its ID, by which other cells refer to it."""
        return self.element.fact("/ID") or ""

    @property
    def headers(self) -> list[str]:
        """The IDs of the headers that it names."""
        named = self.element.attribute("/Headers")
        return [str(name) for name in named] if isinstance(named, pikepdf.Array) else []


def cells_of(table: Element) -> list[Cell]:
    """The cells of a table in reading order, each at its place, worked out row by row."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, element in enumerate(_own(table, "TR")):
        column = 0
        for cell in (kid for kid in element.kids if isinstance(kid, Element) and kid.kind in ("TH", "TD")):
            while (row, column) in taken:
                column += 1
            wide, high = (int(cell.attribute(name) or 1) for name in ("/ColSpan", "/RowSpan"))
            placed = Cell(cell, range(row, row + high), range(column, column + wide))
            taken.update((r, c) for r in placed.rows for c in placed.columns)
            cells.append(placed)
            column += wide
    return cells


def find(reading: Reading) -> Iterator[Finding]:
    """Findings of these checks."""
    for table in reading.tree.all("Table"):
        cells = cells_of(table)
        yield from _grid(table, cells)
        yield from _headers(table, cells)


def _own(table: Element, kind: str) -> Iterator[Element]:
    """The parts of this table, not of a table within it."""
    for kid in table.kids:
        if isinstance(kid, Element) and kid.kind == kind:
            yield kid
        elif isinstance(kid, Element) and kid.kind in ("THead", "TBody", "TFoot"):
            yield from _own(kid, kind)


def _grid(table: Element, cells: list[Cell]) -> Iterator[Finding]:
    slots = [(row, column) for cell in cells for row in cell.rows for column in cell.columns]
    filled = set(slots)
    if len(filled) < len(slots):
        yield Finding(
            "error", "pdf-table-grid", "two cells of a table share a place", page_of(table), table.text[:60]
        )
    rows = max((row for row, _ in filled), default=-1) + 1
    columns = max((column for _, column in filled), default=-1) + 1
    if len(filled) < rows * columns:
        yield Finding(
            "error",
            "pdf-table-grid",
            "a table has rows of different lengths",
            page_of(table),
            table.text[:60],
        )


def _headers(table: Element, cells: list[Cell]) -> Iterator[Finding]:
    heads = {cell.name: cell for cell in cells if cell.element.kind == "TH" and cell.name}
    for cell in cells:
        what = _wrong_head(cell, heads) if cell.element.kind == "TH" else _wrong_headers(cell, cells, heads)
        if what:
            yield Finding("error", "pdf-table-headers", what, page_of(table), cell.element.text[:60])


def _wrong_head(cell: Cell, heads: dict[str, Cell]) -> str:
    if str(cell.element.attribute("/Scope")) not in ("/Row", "/Column", "/Both"):
        return "a header does not say whether it heads a row or a column"
    return "" if heads.get(cell.name) is cell else "a header has no name of its own"


def _wrong_headers(cell: Cell, cells: list[Cell], heads: dict[str, Cell]) -> str:
    if not heads:
        return "a cell stands in a table without headers"
    named = [heads.get(name) for name in cell.headers]
    if None in named:
        return "a cell names a header that is not in its table"
    for head in cells:
        if head.element.kind == "TH" and head.element.text and _is_over(head, cell) and head not in named:
            return f"a cell is not joined to its header {head.element.text[:40]!r}"
    wrong = next((head for head in named if head is not None and not _may_head(head, cell)), None)
    return (
        f"a cell is joined to the header {wrong.element.text[:40]!r} of another row or column"
        if wrong
        else ""
    )


def _is_over(head: Cell, cell: Cell) -> bool:
    """Whether it stands straight above, or beside at the left, and heads that way."""
    scope = str(head.element.attribute("/Scope"))
    above = _meet(head.columns, cell.columns) and head.rows.stop <= cell.rows.start
    beside = _meet(head.rows, cell.rows) and head.columns.stop <= cell.columns.start
    return (above and scope in ("/Column", "/Both")) or (beside and scope in ("/Row", "/Both"))


def _may_head(head: Cell, cell: Cell) -> bool:
    """Beyond that, a row's header may head the rows that follow, as the name of their group."""
    is_group = str(head.element.attribute("/Scope")) == "/Row" and head.rows.stop <= cell.rows.start
    return _is_over(head, cell) or is_group


def _meet(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop
