"""The cells of an HTML table on their grid, and which headers each of them is heard under.

Follows the HTML standard's rules (4.9.12, "Forming relationships between data cells and header
cells"), without its guesses: a header's scope is what the page says, or by default "col" in a row
of headers only and "row" elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

Scope = Literal["", "Column", "Row"]
_SCOPES: dict[str, Scope] = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}
_WIDEST = 1000  # as in HTML: a colspan beyond it is a mistake


@dataclass
class GridCell:
    """A cell: its rectangle on the grid, half-open, and the row group it lies in."""

    element: Any
    top: int
    left: int
    bottom: int
    right: int
    group: int
    group_end: int = 0
    scope: Scope = ""
    reach: str = ""
    headers: list[GridCell] = field(default_factory=list)
    table: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in it: an empty header heads nothing."""
        return not "".join(self.element.itertext()).strip() and self.element.find(".//img") is None


def read_grid(table: Any) -> list[GridCell]:
    """The cells of a table in reading order, spans cut to the row group, headers worked out."""
    cells: list[GridCell] = []
    top = 0
    for number, rows in enumerate(_row_groups(table)):
        taken: dict[tuple[int, int], bool] = {}
        for offset, row in enumerate(rows):
            cells.extend(_place_row(row, top, offset, len(rows), number, taken))
        top += len(rows)
    for cell in cells:
        cell.scope, cell.reach = _scope(cell, cells)
    heads = [cell for cell in cells if cell.scope and not cell.is_empty]
    for cell in cells:
        cell.headers = [head for head in heads if head is not cell and _is_over(head, cell, heads)]
    return cells


def _row_groups(table: Any) -> Iterator[list[Any]]:
    loose: list[Any] = []
    for child in table:
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            if loose:
                yield loose
                loose = []
            yield [row for row in child if row.tag == "tr"]
    if loose:
        yield loose


def _place_row(
    row: Any, top: int, offset: int, height: int, group: int, taken: dict[tuple[int, int], bool]
) -> Iterator[GridCell]:
    column = 0
    for element in row:
        if element.tag not in ("td", "th"):
            continue
        while taken.get((offset, column)):
            column += 1
        right = column + span(element, "colspan", _WIDEST)
        rows = span(element, "rowspan", 65534)
        bottom = height if rows == 0 else min(offset + rows, height)
        for line in range(offset, bottom):
            for place in range(column, right):
                taken[line, place] = True
        yield GridCell(element, top + offset, column, top + bottom, right, group, top + height)
        column = right


def span(element: Any, name: str, most: int) -> int:
    """A colspan or rowspan as HTML reads it: 1 where it makes no sense; a rowspan of 0 means "to the end"."""
    text = (element.get(name) or "").strip()
    if not text.isascii() or not text.isdigit():
        return 1
    number = min(int(text[:9]), most)
    return number if number or name == "rowspan" else 1


def _scope(cell: GridCell, cells: list[GridCell]) -> tuple[Scope, str]:
    if cell.element.tag != "th":
        return "", ""
    said = (cell.element.get("scope") or "").strip().lower()
    if said in _SCOPES:
        return _SCOPES[said], said
    row = [other for other in cells if other.top <= cell.top < other.bottom]
    guessed = "col" if all(other.element.tag == "th" for other in row) else "row"
    return _SCOPES[guessed], guessed


def _is_over(head: GridCell, cell: GridCell, heads: list[GridCell]) -> bool:
    if head.scope == "Column":
        return head.bottom <= cell.top and head.left < cell.right and cell.left < head.right
    if cell.scope == "Column":
        return False
    if head.reach == "rowgroup" and head.bottom - head.top == 1:
        return _heads_following_rows(head, cell, heads)
    return head.right <= cell.left and head.top < cell.bottom and cell.top < head.bottom


def _heads_following_rows(head: GridCell, cell: GridCell, heads: list[GridCell]) -> bool:
    """A row group's header in one row heads what follows, until the next such header or the group's end."""
    if cell.group != head.group or cell.top < head.top or cell.reach == "rowgroup":
        return False
    if cell.top == head.top and cell.left < head.right:
        return False
    return not any(
        other.reach == "rowgroup" and other.group == head.group and head.top < other.top <= cell.top
        for other in heads
    )
