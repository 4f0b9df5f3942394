"""The structure tree of a PDF, grown page by page from the boxes that WeasyPrint laid out.

WeasyPrint can write a tree itself, but not one that reads well: a table on three pages becomes three
tables with their headers repeated, cells that span are joined to the wrong headers, a passage in
Welsh loses its language, page numbers are left between. Since the boxes still know their HTML
elements, the tree is built from them: one node for an element however many pages it runs over, and
everything that is not the document's own words is an Artifact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER

from reckoner.reports.render.pdf.elements import Elements
from reckoner.reports.render.pdf.facts import alternative_of, figure_facts
from reckoner.reports.render.pdf.inside import placed
from reckoner.reports.render.pdf.linkwords import LinkWords
from reckoner.reports.render.pdf.marks import Marks, space_glyphs
from reckoner.reports.render.pdf.node import Area, Node, Piece
from reckoner.reports.render.pdf.source import SourceText
from reckoner.reports.render.pdf.words import Words

_SLACK = 2.0  # CSS pixels that a line may be wider than its box: a glyph's overhang, a trailing point
_POINTS = 0.75  # PDF points in a CSS pixel
_FURNITURE = {
    "top": "<</Type /Pagination /Subtype /Header>>",
    "bottom": "<</Type /Pagination /Subtype /Footer>>",
}


class Tree:
    """The tree and what is remembered from page to page. ``dropped`` are links that can't stay."""

    def __init__(self, page: Any, language: str) -> None:
        self.elements = Elements(language)
        self.words = Words(SourceText(page))
        self.link_words = LinkWords(page)
        self.first_seen: dict[Any, Any] = {}
        self.dropped: list[Any] = []


@dataclass(frozen=True)
class PaintedPage:
    """A page, counted from 0: its box, WeasyPrint's marks by box and where they are, fonts, what is cut."""

    number: int
    box: Any
    marked: Mapping[Any, Mapping[str, Any]]
    marks: Marks
    fonts: Collection[Any]
    cut: Mapping[Any, frozenset[str]]


def cut_boxes(box: Any) -> Iterator[tuple[Any, frozenset[str]]]:
    """The boxes that begin or end with the end of a page, and the sides at which they are cut.

    To be asked before the page is painted: painting forgets it.
    """
    for child in box.children:
        sides = getattr(child, "remove_decoration_sides", None)
        if sides:
            yield child, frozenset(sides)
            yield from cut_boxes(child)


def tag_page(tree: Tree, page: PaintedPage) -> None:
    """Add a page to the tree. What no node takes of it becomes an Artifact."""
    _Walk(tree, page).go()


class _Walk:
    def __init__(self, tree: Tree, page: PaintedPage) -> None:
        self.tree, self.page = tree, page
        self.free = {box: properties["mcid"] for box, properties in page.marked.items()}
        self.cut = dict(page.cut)
        self.glyphs = space_glyphs(page.fonts)
        self.height = page.box.margin_height() * _POINTS

    def go(self) -> None:
        root = self.tree.elements.root
        for child in self.page.box.children:
            if isinstance(child, boxes.MarginBox):
                self.furnish(child, _FURNITURE.get(child.at_keyword.removeprefix("@").partition("-")[0], ""))
            else:
                self.visit(child, root, root)
        for mark in self.free.values():
            self.page.marks.make_artifact(mark)

    def visit(self, box: Any, parent: Node, paragraph: Node) -> None:
        """Add a box. ``paragraph`` is the node whose lines it stands in."""
        if isinstance(box, AbsolutePlaceholder):
            box = placed(box)
        if isinstance(box, boxes.TextBox):
            self.text(box, parent, paragraph)
        elif isinstance(box, boxes.LineBox):
            self.children(box, parent, paragraph)
        elif self.is_artifact(box):
            self.tree.words.space(paragraph, self.glyphs)
            self.furnish(box)
        elif isinstance(box, boxes.ReplacedBox):
            self.picture(box, self.link(box, parent))
        else:
            self.element(box, parent, paragraph)

    def element(self, box: Any, parent: Node, paragraph: Node) -> None:
        node = self.link(box, self.node(box, parent))
        if isinstance(box, boxes.InlineBox):
            self.children(box, node, paragraph)
        elif box.children and isinstance(box.children[0], boxes.LineBox):
            self.hold(box)
            node = self.tree.elements.paragraph(box.element, node, self.cut.get(box, frozenset()))
            self.children(box, node, node)
        else:
            self.children(box, node, node)
        if (box.element_tag or "").endswith("::footnote-call"):
            self.tree.elements.known(box.element, "Note", parent)

    def hold(self, box: Any) -> None:
        """Report a line that is wider than its box, or below the foot of a box of given height."""
        right = box.content_box_x() + box.width + _SLACK
        bottom = box.content_box_y() + box.height + _SLACK if box.style["height"] != "auto" else None
        for line in box.children:
            if not isinstance(line, boxes.LineBox):
                continue
            words = [part for part in line.descendants() if isinstance(part, boxes.TextBox)]
            last = next((part for part in reversed(words) if part.text.strip()), None)
            if last is None or last.style["font_size"] == 0:
                continue
            end = last.position_x + last.width * len(last.text.rstrip()) / len(last.text)
            if end > right or (bottom is not None and line.position_y + last.height > bottom):
                number = self.page.number + 1
                LOGGER.warning("the words %r run out of their box on page %d", last.text[:40], number)

    def children(self, box: Any, parent: Node, paragraph: Node) -> None:
        if box.is_column and box.children:
            first = box.children[0]
            self.cut[first] = self.cut.get(first, frozenset()) | {"top"}
        for child in box.children:
            self.visit(child, parent, paragraph)

    def node(self, box: Any, parent: Node) -> Node:
        element, tag = box.element, box.element_tag
        if element is None or tag in ("html", "body"):
            return parent
        if "::" in tag:
            return self.tree.elements.of_generated(element, tag, parent)
        return self.tree.elements.of(element, parent, isinstance(box, boxes.InlineBox))

    def is_artifact(self, box: Any) -> bool:
        """Leader dots, and what WeasyPrint repeats on each page: table headers, fixed boxes."""
        if box.is_leader:
            return True
        repeats = getattr(box, "is_header", False) or getattr(box, "is_footer", False)
        if repeats or box.style["position"] == "fixed":
            return self.tree.first_seen.setdefault(box.element, box) is not box
        return False

    def furnish(self, box: Any, kind: str = "") -> None:
        """Make a box an artifact of the page. Links in it can't be followed: an Artifact holds none."""
        for part in box.descendants(placeholders=True):
            part = getattr(part, "_box", part)
            if part in self.free:
                self.page.marks.make_artifact(self.free.pop(part), kind)
            if part.link_annotation is not None:
                self.tree.dropped.append(part.link_annotation)

    def link(self, box: Any, node: Node) -> Node:
        """The link that a box is, or the node as it was."""
        area = box.link_annotation
        if area is None:
            return node
        if node.kind == "Link" and box.element is not node.element and isinstance(box, boxes.InlineBox):
            self.tree.dropped.append(area)  # it lies within the link's own area
            return node
        link = node if node.kind == "Link" else self.tree.elements.known(box.element, "Link", node)
        area["Contents"] = pydyf.String(self.tree.link_words.of(link.element))
        link.kids.append(Area(self.page.number, area))
        return link

    def text(self, box: Any, parent: Node, paragraph: Node) -> None:
        is_drawn = box.text.strip() and box.style["visibility"] == "visible"
        if not is_drawn or box not in self.free:
            self.tree.words.space(paragraph, self.glyphs)
            return
        if not self.is_on_page(box):
            LOGGER.warning("the words %r run off page %d", box.text[:40], self.page.number + 1)
        piece = Piece(self.page.number, self.free.pop(box), self.page.marks)
        self.tree.words.add(piece, box, parent, paragraph, self.glyphs)

    def is_on_page(self, box: Any) -> bool:
        page = self.page.box
        across = box.position_x >= -1 and box.position_x + box.width <= page.margin_width() + 1
        return bool(across and -1 <= box.position_y <= page.margin_height() + 1)

    def picture(self, box: Any, parent: Node) -> None:
        """Add a picture, unless it is decoration: generated, or said to be empty."""
        alternative = alternative_of(box.element)
        if box not in self.free or "::" in box.element_tag or alternative == "":
            return
        if alternative is None:
            LOGGER.error("the picture %s has no alt text", box.element.get("src", "drawn in the page")[:80])
        figure = self.tree.elements.known(box.element, "Figure", parent)
        figure.kids.append(Piece(self.page.number, self.free.pop(box), self.page.marks))
        left, top = box.content_box_x() * _POINTS, self.height - box.content_box_y() * _POINTS
        right, bottom = left + box.width * _POINTS, top - box.height * _POINTS
        figure.facts |= figure_facts(alternative, (left, bottom, right, top))
