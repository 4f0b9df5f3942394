"""Reads a PDF back as a screen reader would, and compares it with the document that it was made from.

Every figure and every word of the blocks arrives, in order; every cell of every table arrives under
the headers that the document puts over it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reckoner.reports.checks.pdf.meant import Heard, tables_in, tidy
from reckoner.reports.checks.pdf.order import page_of
from reckoner.reports.checks.pdf.reference import compare
from reckoner.reports.checks.pdf.tables import Cell, cells_of
from reckoner.reports.checks.pdf.tags import Element, Reading
from reckoner.reports.document import (
    ChartSlot,
    Document,
    DocumentBlock,
    KeyFigure,
    NumberedParagraph,
    Section,
    Table,
)
from reckoner.reports.figures.printed import plain
from reckoner.reports.findings import Finding
from reckoner.reports.prose import Grid, ItemList, Paragraph, Quotation, Subheading, text_of

RULES = ("pdf-readback",)
_PAGE = re.compile(r" \(page \d+\)")  # what the stylesheet puts behind a link in the words


def find(reading: Reading, document: Document) -> Iterator[Finding]:
    """Findings of this check."""
    yield from _words(reading.tree.text, document)
    yield from _pictures(reading, document)
    yield from _tables(reading, document)


def _words(heard: str, document: Document) -> Iterator[Finding]:
    heard, place = _PAGE.sub("", heard), 0
    for where, text in _in_order(document):
        text = _without_pages(text)
        found = heard.find(text, place)
        if found >= 0:
            place = found + len(text)
        else:
            what = "is heard out of order" if text in heard else "does not arrive in the PDF"
            yield Finding("error", "pdf-readback", f"this {what}", where, text[:80])
    for where, text in _in_any_order(document):
        if _without_pages(text) not in heard:
            yield Finding("error", "pdf-readback", "this does not arrive in the PDF", where, text[:80])


def _without_pages(text: str) -> str:
    return _PAGE.sub("", tidy(text))


def _in_order(document: Document) -> Iterator[tuple[str, str]]:
    yield "the title", document.cover.title
    for block in document.introduction:
        yield from _said(block)
    yield from _of_sections(document.sections)


def _of_sections(sections: Iterable[Section]) -> Iterator[tuple[str, str]]:
    for section in sections:
        yield f"section {section.number}", plain(section.title)
        for block in section.blocks:
            yield from _said(block)


def _in_any_order(document: Document) -> Iterator[tuple[str, str]]:
    yield "the cover", document.cover.subtitle
    for name, text in document.cover.details:
        yield "the cover", f"{name} {text}"
    for part in (part for section in document.sections for number in section.key_numbers for part in number):
        yield "a key number", plain(part)
    for source in document.sources:
        yield f"source {source.number}", source.publication or source.citation
        yield f"source {source.number}", source.part
        for working in document.workings_of(source):
            yield f"source {source.number}, working", plain(working.formula)
    yield "the imprint", document.imprint.statement
    yield "the notice", document.imprint.notice


def _said(block: DocumentBlock) -> Iterator[tuple[str, str]]:
    match block:
        case NumberedParagraph():
            for text in _prose(block.block):
                yield block.label, text
        case Subheading():
            yield "a subheading", text_of(block.runs)
        case Table():
            yield from _of_table(block)
        case KeyFigure():
            for part in (
                block.label,
                plain(block.figure),
                block.when,
                plain(block.before),
                plain(block.move),
                block.span,
            ):
                yield f"key figure {block.label}", part
        case ChartSlot():
            yield f"chart {block.spec.name}", plain(block.spec.title)
            for said in block.drawing.notes:
                yield f"chart {block.spec.name}, note", said


def _of_table(table: Table) -> Iterator[tuple[str, str]]:
    yield f"table {table.name}", plain(table.caption)
    for row in (*table.header, *table.body):
        for cell in row:
            yield f"table {table.name}", plain(cell.content)
    for note in table.notes:
        yield f"table {table.name}, note", plain(note)


def _prose(block: Paragraph | ItemList | Quotation | Grid | object) -> Iterator[str]:
    match block:
        case Paragraph() | Subheading():
            yield text_of(block.runs)
        case ItemList():
            for item in block.items:
                for part in item:
                    yield from _prose(part)
        case Quotation():
            for part in block.blocks:
                yield from _prose(part)
        case Grid():
            yield text_of(block.title)
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
    meant = [part for block in document.blocks() for part in tables_in(block)]
    reference = document.references()
    if len(heard) != len(meant) + len(reference):
        what = f"the PDF has {len(heard)} tables instead of {len(meant) + len(reference)}"
        yield Finding("error", "pdf-readback", what)
    for table, (where, cells) in zip(heard, meant, strict=False):
        yield from _compare(table, where, cells)
    for table, rows in zip(heard[len(meant) :], reference, strict=False):
        yield from compare(table, rows)


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
