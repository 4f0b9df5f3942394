"""Reads a PDF back as a screen reader would, and compares it with the document that it was made from.

Every figure and every word of the blocks arrives, in order; every cell of every table arrives under
the headers that the document puts over it. The headers are worked out here from the document, not
taken from what wrote the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.checks.finding import Finding
from reports.checks.pdf.order import page_of
from reports.checks.pdf.tables import Cell, cells_of
from reports.checks.pdf.tags import Element, Reading
from reports.document import ChartSlot, Document, DocumentBlock, NumberedParagraph, Subheading, Table
from reports.document import Cell as DocumentCell
from reports.figures.printed import plain
from reports.prose import Grid, ItemList, Paragraph, Quotation, text_of
from reports.prose import Subheading as ProseSubheading

RULES = ("pdf-readback",)
_HEADS = {"col": "/Column", "colgroup": "/Column", "row": "/Row", "rowgroup": "/Row", "": ""}


@dataclass(frozen=True)
class Heard:
    """A cell as it should be heard: its words, whether and which way it heads, the headers before it."""

    text: str
    scope: str
    headers: tuple[str, ...]


def find(reading: Reading, document: Document) -> Iterator[Finding]:
    """Findings of this check."""
    yield from _words(reading.tree.text, document)
    yield from _pictures(reading, document)
    yield from _tables(reading, document)


def _words(heard: str, document: Document) -> Iterator[Finding]:
    place = 0
    for where, text in _in_order(document):
        text = tidy(text)
        found = heard.find(text, place)
        if found >= 0:
            place = found + len(text)
        else:
            what = "is heard out of order" if text in heard else "does not arrive in the PDF"
            yield Finding("error", "pdf-readback", f"this {what}", where, text[:80])
    for where, text in _in_any_order(document):
        if tidy(text) not in heard:
            yield Finding("error", "pdf-readback", "this does not arrive in the PDF", where, text[:80])


def _in_order(document: Document) -> Iterator[tuple[str, str]]:
    yield "the title", document.cover.title
    for block in document.introduction:
        yield from _said(block)
    for section in document.sections:
        yield f"section {section.number}", plain(section.title)
        for block in section.blocks:
            yield from _said(block)


def _in_any_order(document: Document) -> Iterator[tuple[str, str]]:
    yield "the cover", document.cover.subtitle
    for name, text in document.cover.details:
        yield "the cover", f"{name} {text}"
    for source in document.sources:
        yield f"source {source.number}", source.citation
        for working in source.workings:
            yield f"source {source.number}, working", plain(working.formula)
    yield "the imprint", document.imprint.statement


def _said(block: DocumentBlock) -> Iterator[tuple[str, str]]:
    match block:
        case NumberedParagraph():
            for text in _prose(block.block):
                yield block.label, text
        case Subheading():
            yield "a subheading", text_of(block.runs)
        case Table():
            yield f"table {block.name}", plain(block.caption)
            for row in (*block.header, *block.body):
                for cell in row:
                    yield f"table {block.name}", plain(cell.content)
            for note in block.notes:
                yield f"table {block.name}, note", note
        case ChartSlot():
            yield f"chart {block.spec.name}", plain(block.spec.title)
            for note in block.drawing.notes:
                yield f"chart {block.spec.name}, note", note


def _prose(block: Paragraph | ItemList | Quotation | Grid | object) -> Iterator[str]:
    match block:
        case Paragraph() | ProseSubheading():
            yield text_of(block.runs)
        case ItemList():
            for item in block.items:
                for part in item:
                    yield from _prose(part)
        case Quotation():
            for part in block.blocks:
                yield from _prose(part)
        case Grid():
            for row in (block.header, *block.rows):
                for cell in row:
                    yield text_of(cell)


def _pictures(reading: Reading, document: Document) -> Iterator[Finding]:
    heard = [tidy(figure.fact("/Alt") or "") for figure in reading.tree.all("Figure")]
    for slot in document.charts():
        alt = tidy(plain(slot.drawing.alt))
        if alt not in heard:
            yield Finding(
                "error", "pdf-readback", "the alt text does not arrive", f"chart {slot.spec.name}", alt[:80]
            )
        else:
            del heard[: heard.index(alt) + 1]


def _tables(reading: Reading, document: Document) -> Iterator[Finding]:
    heard = list(reading.tree.all("Table"))
    meant = [part for block in document.blocks() for part in _tables_in(block)]
    if len(heard) != len(meant):
        what = f"the PDF has {len(heard)} tables instead of {len(meant)}"
        yield Finding("error", "pdf-readback", what)
    for table, (where, cells) in zip(heard, meant, strict=False):
        yield from _compare(table, where, cells)


def _compare(table: Element, where: str, meant: list[Heard]) -> Iterator[Finding]:
    placed = cells_of(table)
    names = {cell.name: cell for cell in placed if cell.name}
    heard = [_hear(cell, names) for cell in placed]
    if len(heard) != len(meant):
        what = f"the table has {len(heard)} cells in the PDF instead of {len(meant)}"
        yield Finding("error", "pdf-readback", what, where)
    for cell, should in zip(heard, meant, strict=False):
        if cell != should:
            what = f"a cell is heard as {_words_of(cell)} instead of {_words_of(should)}"
            yield Finding("error", "pdf-readback", what, f"{where}, {page_of(table)}", should.text[:80])


def _words_of(cell: Heard) -> str:
    under = ", ".join(cell.headers) or "no header"
    return f"{cell.text[:60]!r} under {under[:200]}"


def _hear(cell: Cell, names: dict[str, Cell]) -> Heard:
    headers = [names[name] for name in cell.headers if name in names]
    headers.sort(key=lambda head: (head.rows.start, head.columns.start))
    is_head = cell.element.kind == "TH"
    scope = str(cell.element.attribute("/Scope")) if is_head else ""
    return Heard(cell.element.text, scope, tuple(head.element.text for head in headers))


def _tables_in(block: DocumentBlock) -> Iterator[tuple[str, list[Heard]]]:
    if isinstance(block, Table):
        yield f"table {block.name}", _meant(block.header, block.body)
    elif isinstance(block, NumberedParagraph):
        for grid in _grids(block.block):
            header = tuple(DocumentCell((text_of(cell),), "col") for cell in grid.header)
            rows = tuple(
                tuple(
                    DocumentCell((text_of(cell),), "" if place else "row") for place, cell in enumerate(row)
                )
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


Rows = tuple[tuple[DocumentCell, ...], ...]
Corner = tuple[int, int]


def _meant(header: Rows, body: Rows) -> list[Heard]:
    """The cells of a document's table with their headers: look up each column and along each row."""
    corners, slots = _lay_out((*header, *body))
    parts = [0] * len(header) + [1] * len(body)
    return [
        Heard(
            tidy(plain(cell.content)),
            _HEADS[cell.heads],
            tuple(tidy(plain(head.content)) for head in _heads(cell, corner, corners, slots, parts)),
        )
        for corner, cell in sorted(corners.items())
    ]


def _lay_out(rows: Rows) -> tuple[dict[Corner, DocumentCell], dict[Corner, Corner]]:
    """Each cell by its top left corner, and the corner of the cell in each slot."""
    corners: dict[Corner, DocumentCell] = {}
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
    cell: DocumentCell,
    corner: Corner,
    corners: dict[Corner, DocumentCell],
    slots: dict[Corner, Corner],
    parts: list[int],
) -> Iterator[DocumentCell]:
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
        if heads_column or cell.heads not in ("col", "colgroup") and (heads_row or place == group):
            yield head


def _group(
    cell: DocumentCell, corner: Corner, corners: dict[Corner, DocumentCell], parts: list[int]
) -> Corner | None:
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
