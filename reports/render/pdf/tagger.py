"""The structure tree of a PDF, from the boxes that WeasyPrint laid out.

WeasyPrint can write a tree itself, but not one that reads well: a table on three pages becomes three
tables with their headers repeated, cells that span are joined to the wrong headers, a passage in
Welsh loses its language, page numbers are left between. Since the boxes still know their HTML
elements, we build the tree from them: one node for an element however many pages it runs over, and
everything that is not the document's own words is an Artifact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.logger import LOGGER

from reports.render.pdf.grid import GridCell, read_grid
from reports.render.pdf.linkwords import LinkWords
from reports.render.pdf.kinds import GROUPS, KINDS
from reports.render.pdf.marks import Marks, space_glyphs
from reports.render.pdf.node import Area, Node, Piece
from reports.render.pdf.source import SourceText
from reports.render.pdf.words import Words

_POINTS = 0.75  # PDF points in a CSS pixel
_LANGUAGE = ("lang", "{http://www.w3.org/XML/1998/namespace}lang")
_FURNITURE = {
    "top": "<</Type /Pagination /Subtype /Header>>",
    "bottom": "<</Type /Pagination /Subtype /Footer>>",
}


@dataclass(frozen=True)
class Page:
    """A painted page: its box, WeasyPrint's marks by box and where they are, its fonts, its cut boxes."""

    box: Any
    marked: Mapping[Any, Mapping[str, Any]]
    marks: Marks
    fonts: Collection[Any]
    cut: Mapping[Any, Set[str]]


def cut_boxes(box: Any) -> Iterator[tuple[Any, Set[str]]]:
    """The boxes that begin or end at the end of a page, and at which side they are cut.

    To be asked before the page is painted: painting forgets it.
    """
    for child in box.children:
        sides = getattr(child, "remove_decoration_sides", None)
        if sides:
            yield child, frozenset(sides)
            yield from cut_boxes(child)


class Tagger:
    """Grows the tree page by page, in reading order."""

    def __init__(self, page: Any, language: str) -> None:
        self.root = Node("Document", language=language)
        self.words = Words(SourceText(page))
        self.link_words = LinkWords(page)
        self.nodes: dict[tuple[Any, str], Node] = {}
        self.cells: dict[Any, GridCell] = {}
        self.first_seen: dict[Any, Any] = {}
        self.tables = 0
        self.dropped: list[Any] = []
        self.pages = 0

    def add_page(self, page: Page) -> None:
        """Add a page. What no node takes of it becomes an Artifact."""
        _PageWalk(self, self.pages, page).go()
        self.pages += 1


class _PageWalk:
    """One page's walk through its boxes."""

    def __init__(self, tagger: Tagger, number: int, page: Page) -> None:
        self.tagger, self.number, self.page, self.marks = tagger, number, page.box, page.marks
        self.free = {box: properties["mcid"] for box, properties in page.marked.items()}
        self.glyphs = space_glyphs(page.fonts)
        self.cut = dict(page.cut)
        self.height = page.box.margin_height() * _POINTS

    def go(self) -> None:
        for child in self.page.children:
            if isinstance(child, boxes.MarginBox):
                self.furnish(child)
            else:
                self.walk(child, self.tagger.root, self.tagger.root)
        for mark in self.free.values():
            self.marks.make_artifact(mark)

    def furnish(self, margin: Any) -> None:
        """Running headers, footers and page numbers."""
        side = margin.at_keyword.removeprefix("@").partition("-")[0]
        for box in margin.descendants(placeholders=True):
            box = getattr(box, "_box", box)
            if box in self.free:
                self.marks.make_artifact(self.free.pop(box), _FURNITURE.get(side, ""))
            self.drop_link(box)

    def walk(self, box: Any, parent: Node, paragraph: Node) -> None:
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox):
            self.text(box, parent, paragraph)
        elif isinstance(box, boxes.LineBox):
            self.children(box, parent, paragraph)
        elif self.is_furniture(box):
            self.tagger.words.space(paragraph, self.glyphs)
            for part in box.descendants(placeholders=True):
                self.drop_link(getattr(part, "_box", part))
        else:
            node = self.node(box, parent)
            if box.link_annotation is not None:
                node = self.link(box, node)
            if isinstance(box, boxes.ReplacedBox):
                self.picture(box, parent)
            elif box.children and isinstance(box.children[0], boxes.LineBox):
                holder = self.paragraph(box, node)
                self.children(box, holder, holder)
            elif isinstance(box, boxes.InlineBox):
                self.children(box, node, paragraph)
            else:
                self.children(box, node, node)

            if box.element_tag and box.element_tag.endswith("::footnote-call"):
                self.known(box.element, "Note", parent)

    def drop_link(self, box: Any) -> None:
        """A link that is repeated as furniture can't be followed from there: an Artifact holds none."""
        if box.link_annotation is not None:
            self.tagger.dropped.append(box.link_annotation)

    def children(self, box: Any, parent: Node, paragraph: Node) -> None:
        if box.is_column and box.children:
            self.cut[box.children[0]] = {"top", *self.cut.get(box.children[0], ())}
        for child in box.children:
            self.walk(child, parent, paragraph)

    def is_furniture(self, box: Any) -> bool:
        """Leader dots, and what WeasyPrint repeats on each page: table headers, fixed boxes."""
        if box.is_leader:
            return True
        repeats = getattr(box, "is_header", False) or getattr(box, "is_footer", False)
        if repeats or box.style["position"] == "fixed":
            return self.tagger.first_seen.setdefault(box.element, box) is not box
        return False

    def node(self, box: Any, parent: Node) -> Node:
        """The node of a box: its element's own, or its parent's where the element adds nothing."""
        element, tag = box.element, box.element_tag
        if element is None or isinstance(box, boxes.ReplacedBox):
            return parent
        if tag.endswith("::marker"):
            return self.label(element, parent)
        if tag.endswith("::footnote-marker"):
            return self.known(element, "Lbl", parent)
        if "::" in tag or tag in ("html", "body"):
            return parent
        if parent.kind == "L" or parent.kind == "LI" and parent.element.tag == "div":
            parent = self.list_place(element, parent)
        if parent.element is element and parent.kind in ("LBody", "Lbl"):
            return parent
        kind = self.kind(element, box)
        node = self.known(element, kind, parent) if kind else parent
        if kind == "LI":
            return self.known(element, "LBody", node)
        return node

    def kind(self, element: Any, box: Any) -> str:
        if (element, "Note") in self.tagger.nodes:
            return "Note"
        if element.tag in ("dt", "dd"):
            return ""
        kind = KINDS.get(element.tag, "")
        if kind == "LI" and "list-item" not in box.style["display"] and not isinstance(box, boxes.BlockBox):
            return ""
        if not kind and (
            any(name in element.attrib for name in _LANGUAGE)
            or element.get("title")
            and element.tag == "abbr"
        ):
            return "Span" if isinstance(box, boxes.InlineBox) else "Div"
        return kind

    def known(self, element: Any, kind: str, parent: Node) -> Node:
        """The node of an element, made where it is met first."""
        node = self.tagger.nodes.get((element, kind))
        if node is None:
            node = parent.add(Node(kind, element, parent.language))
            self.tagger.nodes[element, kind] = node
            self.describe(node, element)
        return node

    def describe(self, node: Node, element: Any) -> None:
        language = next((element.get(name) for name in _LANGUAGE if element.get(name)), node.language)
        if language != node.language:
            node.language = language
            node.facts["Lang"] = pydyf.String(language)
        if node.kind == "Span" and element.get("title"):
            node.facts["E"] = pydyf.String(element.get("title"))
        if node.kind == "L":
            numbering = {"ol": "/Decimal", "ul": "/Disc"}.get(element.tag, "/None")
            node.facts["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
        if node.kind == "Note":
            node.facts["ID"] = pydyf.String(f"note-{len(self.tagger.nodes)}")
        if node.kind == "Table":
            self.tagger.tables += 1
            for cell in read_grid(element):
                cell.table = self.tagger.tables
                self.tagger.cells[cell.element] = cell
        if node.kind in ("TH", "TD"):
            self.describe_cell(node, element)

    def describe_cell(self, node: Node, element: Any) -> None:
        cell = self.tagger.cells.get(element)
        if cell is None:
            return
        facts = pydyf.Dictionary({"O": "/Table"})
        if node.kind == "TH":
            node.facts["ID"] = _cell_id(cell)
            facts["Scope"] = f"/{cell.scope}"
        if cell.right - cell.left > 1:
            facts["ColSpan"] = cell.right - cell.left
        if cell.bottom - cell.top > 1:
            facts["RowSpan"] = cell.bottom - cell.top
        if cell.headers:
            facts["Headers"] = pydyf.Array(_cell_id(head) for head in cell.headers)
        node.facts["A"] = facts

    def list_place(self, element: Any, parent: Node) -> Node:
        """Where in a list an element goes: dt and dd, or a div of them, have no item of their own."""
        if element.tag == "div" and parent.kind == "L":
            return self.known(element, "LI", parent)
        if element.tag not in ("dt", "dd"):
            return parent
        kind = "Lbl" if element.tag == "dt" else "LBody"
        if known := self.tagger.nodes.get((element, kind)):
            return known
        if parent.kind == "L":
            last = parent.kids[-1] if parent.kids else None
            full = (
                not isinstance(last, Node)
                or kind == "Lbl"
                and any(isinstance(kid, Node) and kid.kind == "LBody" for kid in last.kids)
            )
            parent = parent.add(Node("LI", element, parent.language)) if full else last  # type: ignore[assignment]
        return self.known(element, kind, parent)

    def label(self, element: Any, parent: Node) -> Node:
        item = self.tagger.nodes.get((element, "LI"))
        if item is None:
            return parent
        node = self.tagger.nodes.get((element, "Lbl"))
        if node is None:
            node = self.tagger.nodes[element, "Lbl"] = Node("Lbl", element, item.language)
            item.kids.insert(0, node)
        return node

    def paragraph(self, box: Any, node: Node) -> Node:
        """The node that a box's lines belong to. One that holds blocks gets a paragraph for them."""
        if node.kind not in GROUPS:
            return node
        last = node.kids[-1] if node.kids else None
        sides = self.cut.get(box, ())
        if not isinstance(last, Node) or last.kind != "P" or last.element is not box.element:
            last = None
        elif not (last.is_cut or "top" in sides):
            last = None
        holder = last or node.add(Node("P", box.element, node.language))
        holder.is_cut = "bottom" in sides
        return holder

    def link(self, box: Any, node: Node) -> Node:
        if node.kind == "Link" and box.element is not node.element and isinstance(box, boxes.InlineBox):
            self.drop_link(box)  # its area is part of the link's own
            return node
        link = node if node.kind == "Link" else self.known(box.element, "Link", node)
        box.link_annotation["Contents"] = pydyf.String(self.tagger.link_words.of(link.element))
        link.kids.append(Area(self.number, box.link_annotation))
        return link

    def text(self, box: Any, parent: Node, paragraph: Node) -> None:
        mark = self.free.get(box)
        drawn = box.text.strip() and box.style["visibility"] == "visible"
        if mark is None or not drawn:
            self.tagger.words.space(paragraph, self.glyphs)
            return
        piece = Piece(self.number, self.free.pop(box), self.marks)
        self.tagger.words.add(piece, box, parent, paragraph, self.glyphs)

    def picture(self, box: Any, parent: Node) -> None:
        element = box.element
        if box not in self.free or "::" in box.element_tag:
            return
        alt = _alternative(element)
        if alt == "":
            return
        if alt is None:
            LOGGER.error("the picture %s has no alt text", element.get("src", "drawn in the page")[:80])
        figure = self.known(element, "Figure", parent)
        figure.kids.append(Piece(self.number, self.free.pop(box), self.marks))
        if alt is not None:
            figure.facts["Alt"] = pydyf.String(alt)
        left, top = box.content_box_x() * _POINTS, self.height - box.content_box_y() * _POINTS
        corners = (left, top - box.height * _POINTS, left + box.width * _POINTS, top)
        area = pydyf.Array(round(corner, 3) for corner in corners)
        figure.facts["A"] = pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": area})


def _alternative(element: Any) -> str | None:
    """What a picture says; empty for decoration, None where nobody said."""
    if element.tag == "img":
        alt = element.get("alt")
    else:
        title = element.find("{http://www.w3.org/2000/svg}title")
        alt = None if title is None else title.text
    return None if alt is None else " ".join(alt.split())


def _cell_id(cell: GridCell) -> pydyf.String:
    return pydyf.String(f"table-{cell.table}-row-{cell.top + 1}-column-{cell.left + 1}")
