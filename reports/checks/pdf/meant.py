"""How the tables of a document should be heard: each cell with its words and the headers before it.

Worked out from the document alone, by looking up each column and along each row, and not by the rules
with which the PDF was written: so that the two can prove each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reckoner.reports.document import Cell, DocumentBlock, NumberedParagraph, Table
from reckoner.reports.figures.printed import plain
from reckoner.reports.prose import Grid, ItemList, Quotation, text_of

_HEADS = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row", "": ""}


@dataclass(frozen=True)
class Heard:
    """A cell as it should be heard: its words, whether and which way it heads, the headers before it."""

    text: str
    scope: str
    headers: tuple[str, ...]


def tables_in(block: DocumentBlock) -> Iterator[tuple[str, list[Heard]]]:
    if isinstance(block, Table):
        yield f"table {block.name}", _meant(block.header, block.body)
    elif isinstance(block, NumberedParagraph):
        for grid in _grids(block.block):
            header = tuple(Cell((text_of(cell),), "col") for cell in grid.header)
            rows = tuple(
                (Cell((text_of(row[0]),), "rowgroup", columns=len(row)),)
                if grid.heads_group(row)
                else tuple(Cell((text_of(cell),), "" if place else "row") for place, cell in enumerate(row))
                for row in grid.rows
            )
            yield block.label, _meant((header,), rows)


def _grids(block: object) -> Iterator[Grid]:
    if isinstance(block, Grid):
        yield block
    elif isinstance(block, ItemList):
        for item in block.items:
            for part in item:
                yield from _grids(part)
    elif isinstance(block, Quotation):
        for part in block.blocks:
            yield from _grids(part)


Rows = tuple[tuple[Cell, ...], ...]
Corner = tuple[int, int]  # row and column


def _meant(header: Rows, body: Rows) -> list[Heard]:
    """The cells of a document's table with their headers: look up each column and along each row."""
    corners, slots = _lay_out((*header, *body))
    parts = [0] * len(header) + [1] * len(body)
    return [
        Heard(
            tidy(f"{cell.alt} {plain(cell.content)}" if cell.picture else plain(cell.content)),
            _HEADS[cell.heads],
            tuple(tidy(plain(head.content)) for head in _heads(cell, corner, corners, slots, parts)),
        )
        for corner, cell in sorted(corners.items())
    ]


def _lay_out(rows: Rows) -> tuple[dict[Corner, Cell], dict[Corner, Corner]]:
    """Each cell by its top left corner, and the corner of the cell in each slot."""
    corners: dict[Corner, Cell] = {}
    slots: dict[Corner, Corner] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in slots:
                column += 1
            corners[number, column] = cell
            for down in range(cell.rows):
                for across in range(cell.columns):
                    slots[number + down, column + across] = (number, column)
    return corners, slots


def _heads(
    cell: Cell,
    corner: Corner,
    corners: dict[Corner, Cell],
    slots: dict[Corner, Corner],
    parts: list[int],
) -> Iterator[Cell]:
    row, column = corner
    above = {slots.get((r, c)) for r in range(row) for c in range(column, column + cell.columns)}
    beside = {slots.get((r, c)) for r in range(row, row + cell.rows) for c in range(column)}
    group = _group(cell, corner, corners, parts)
    for place, head in sorted(corners.items()):
        if place == corner or not plain(head.content).strip():
            continue
        heads_column = head.heads in ("col", "colgroup") and place in above
        alone = head.heads == "rowgroup" and head.rows == 1
        heads_row = head.heads in ("row", "rowgroup") and not alone and place in beside
        if heads_column or (cell.heads not in ("col", "colgroup") and (heads_row or place == group)):
            yield head


def _group(cell: Cell, corner: Corner, corners: dict[Corner, Cell], parts: list[int]) -> Corner | None:
    """The last header of a row group that stands in a row of its own above, in the same part of the table."""
    if cell.heads == "rowgroup":
        return None
    groups = [
        place
        for place, head in corners.items()
        if head.heads == "rowgroup"
        and head.rows == 1
        and parts[place[0]] == parts[corner[0]]
        and place < corner
    ]
    return max(groups, default=None)


def tidy(text: str) -> str:
    """Text as it is compared: white space collapsed, invisible hints for line breaks taken out."""
    return " ".join(text.replace("\u00ad", "").replace("\u200b", "").split())
