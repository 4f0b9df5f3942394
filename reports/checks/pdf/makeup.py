"""Page make-up, read off the finished pages: how full each is, and whether what belongs together stands so.

Rules in the stylesheets keep headings, tables and charts together; what they could not do is found here,
whatever words and figures an edition has. Nothing is laid out again: heights come with reading the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import pikepdf

from reckoner.reports.checks.pdf.tags import Element, Reading
from reckoner.reports.document import ChartSlot, Document, DocumentBlock, NumberedParagraph, Section, Table
from reckoner.reports.findings import Finding
from reckoner.reports.prose import Grid

RULES = ("page-fill", "heading-at-foot", "table-split", "exhibit-far")
FULL, LAST = 0.75, 0.25
"""The least share of its height that a page is filled to; the last of a part may be emptier."""
_POINTS = 0.75  # of a CSS pixel, in which WeasyPrint writes places
_FOOT = 0.86  # where the text of a page ends at least, as a share of the paper's height
_WHOLE = 0.8  # a table up to this share of a page's text should not have been cut
_TWO_LINES = 28.0  # points
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(frozen=True)
class Piece:
    """Where a part of the document stands: on a page counted from 0, from ``top`` to ``bottom`` in points."""

    element: Element
    page: int
    top: float
    bottom: float


def find(reading: Reading, document: Document) -> Iterator[Finding]:
    """Findings of these checks."""
    pages = Pages(reading)
    if not pages.pieces:
        return
    yield from _fills(pages, document)
    yield from _headings(pages)
    yield from _tables(pages)
    yield from _exhibits(pages, document)


@dataclass
class Pages:
    """The pages of a PDF: pieces in reading order, and the places that links lead to."""

    reading: Reading

    @cached_property
    def pieces(self) -> list[Piece]:
        """Every piece of text and every picture, in reading order."""
        return [piece for element in self.reading.tree.walk() for piece in self.own(element)]

    @cached_property
    def anchors(self) -> dict[str, int]:
        """The page of each anchor, counted from 0."""
        numbers = {page.obj.objgen: number for number, page in enumerate(self.reading.pdf.pages)}
        names: Any = self.reading.pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
        listed = {} if names is None else pikepdf.NameTree(names).items()
        pairs = listed.items() if isinstance(listed, dict) else listed
        return {str(name): numbers[target[0].objgen] for name, target in pairs}

    @cached_property
    def heights(self) -> list[float]:
        """The height of each page's paper."""
        return [float(page.mediabox[3]) - float(page.mediabox[1]) for page in self.reading.pdf.pages]

    @cached_property
    def extents(self) -> dict[int, tuple[float, float]]:
        """Where the text of each page that has any begins and ends."""
        found: dict[int, tuple[float, float]] = {}
        for piece in self.pieces:
            top, bottom = found.get(piece.page, (piece.top, piece.bottom))
            found[piece.page] = min(top, piece.top), max(bottom, piece.bottom)
        return found

    def area(self, page: int) -> tuple[float, float]:
        """From where to where a page like this one may be filled."""
        alike = [each for number, each in self.extents.items() if self.heights[number] == self.heights[page]]
        return min(top for top, _ in alike), max(
            self.heights[page] * _FOOT, max(bottom for _, bottom in alike)
        )

    def fill(self, page: int) -> float:
        """How far down a page is filled, from 0 to 1."""
        top, bottom = self.area(page)
        return (self.extents[page][1] - top) / (bottom - top)

    def goes_on(self, page: int) -> bool:
        """Whether the page after goes on with the text of this one, and begins with no heading."""
        first = next((piece for piece in self.pieces if piece.page == page + 1), None)
        return first is not None and _around(first.element, _HEADINGS) is None

    def own(self, element: Element) -> Iterator[Piece]:
        """The pieces of an element itself."""
        box = element.attribute("/BBox") if element.kind == "Figure" else None
        for page, mark in element.marks:
            if page < 0:
                continue
            if isinstance(box, pikepdf.Array):
                height = self.heights[page]
                yield Piece(element, page, height - float(box[3]), height - float(box[1]))
                return
            heights = self.reading.pages[page].heights.get(mark)
            if heights is not None:
                yield Piece(element, page, heights[0] * _POINTS, heights[1] * _POINTS)

    def of(self, element: Element) -> Iterator[Piece]:
        """The pieces of an element and of all in it."""
        for each in element.walk():
            yield from self.own(each)


def _fills(pages: Pages, document: Document) -> Iterator[Finding]:
    begins = {pages.anchors[anchor] for anchor in document.openings if anchor in pages.anchors}
    begins.add(len(pages.heights))
    for page in sorted(pages.extents):
        fill, is_last = round(pages.fill(page), 2), page + 1 in begins
        if is_last and page not in begins and fill < LAST and page:
            what = f"the last page of a part is filled to {fill:.0%} only"
            yield Finding("warning", "page-fill", what, f"page {page + 1}", todo=_SHORTEN)
        elif not is_last and fill < FULL:
            what = f"the page is filled to {fill:.0%} only: what comes next could not be parted"
            quote = next((each.element.text[:60] for each in pages.pieces if each.page == page + 1), "")
            yield Finding("warning", "page-fill", what, f"page {page + 1}", quote, _MOVE)


_SHORTEN = "Shorten the words before by a few lines, or add to them."
_MOVE = "Move the table or chart up or down by a paragraph, or make it smaller."


def _headings(pages: Pages) -> Iterator[Finding]:
    """Headings and captions with their text on the next page, or all but a line of it."""
    for this, after in pairwise(pages.pieces):
        kind = _around(this.element, (*_HEADINGS, "Caption"))
        if kind is None or _around(after.element, (kind.kind,)) is kind:
            continue
        foot = pages.extents[this.page][1]
        goes_on = after.page > this.page or (foot - this.bottom < _TWO_LINES and pages.goes_on(this.page))
        if goes_on:
            what = "a heading stands at the foot of the page, and its text on the next"
            yield Finding("warning", "heading-at-foot", what, f"page {this.page + 1}", kind.text[:60], _MOVE)


def _around(element: Element, kinds: Sequence[str]) -> Element | None:
    at: Element | None = element
    while at is not None and at.kind not in kinds:
        at = at.parent
    return at


def _tables(pages: Pages) -> Iterator[Finding]:
    """Tables over two pages that one would hold."""
    for table in pages.reading.tree.all("Table"):
        parts: dict[int, tuple[float, float]] = {}
        for piece in pages.of(table):
            top, bottom = parts.get(piece.page, (piece.top, piece.bottom))
            parts[piece.page] = min(top, piece.top), max(bottom, piece.bottom)
        if len(parts) < 2:
            continue
        first = min(parts)
        top, bottom = pages.area(first)
        height = sum(end - begin for begin, end in parts.values())
        if height < _WHOLE * (bottom - top):
            what = "a table is cut by the page's end and would fit on one page"
            yield Finding("warning", "table-split", what, f"page {first + 1}", table.text[:60], _MOVE)


def _exhibits(pages: Pages, document: Document) -> Iterator[Finding]:
    """Tables and charts that aren't seen together with the paragraph before them."""
    for section in document.sections:
        for paragraph, exhibit in _pairs(section):
            there, here = (pages.anchors.get(_anchor(block)) for block in (exhibit, paragraph))
            if there is None or here is None or _spread(there) == _spread(here):
                continue
            what = f"the paragraph that leads to it stands on page {here + 1}, out of sight"
            yield Finding("warning", "exhibit-far", what, f"page {there + 1}", _label(exhibit), _MOVE)


def _pairs(section: Section) -> Iterator[tuple[NumberedParagraph, DocumentBlock]]:
    """Each exhibit with the words before it."""
    last: NumberedParagraph | None = None
    for block in section.blocks:
        if _is_exhibit(block):
            if last is not None:
                yield last, block
        elif isinstance(block, NumberedParagraph):
            last = block


def _is_exhibit(block: DocumentBlock) -> bool:
    is_grid = isinstance(block, NumberedParagraph) and isinstance(block.block, Grid)
    return is_grid or isinstance(block, Table | ChartSlot)


def _anchor(block: DocumentBlock) -> str:
    match block:
        case NumberedParagraph():
            return block.anchor
        case Table():
            return f"table-{block.name}"
        case ChartSlot():
            return f"chart-{block.spec.name}"
    return ""


def _label(block: DocumentBlock) -> str:
    if isinstance(block, NumberedParagraph):
        return block.block.label if isinstance(block.block, Grid) else ""
    return block.label if isinstance(block, Table | ChartSlot) else ""


def _spread(page: int) -> int:
    """The pages that lie open together: the first alone, then two and two."""
    return (page + 1) // 2
