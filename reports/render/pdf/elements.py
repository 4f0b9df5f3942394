"""The node of each HTML element, made where the element is met first and met again on later pages."""

from __future__ import annotations

from typing import Any

import pydyf

from reckoner.reports.render.pdf.facts import cell_facts, expansion_of, language_of, list_facts
from reckoner.reports.render.pdf.grid import GridCell, read_grid
from reckoner.reports.render.pdf.kinds import GROUPS, KINDS
from reckoner.reports.render.pdf.node import Node


class Elements:
    """The tree by element. An element that adds nothing has no node; its content is its parent's."""

    def __init__(self, language: str) -> None:
        self.root = Node("Document", language=language)
        self._nodes: dict[tuple[Any, str], Node] = {}
        self._cells: dict[Any, GridCell] = {}
        self._tables = 0

    def of(self, element: Any, parent: Node, is_inline: bool) -> Node:
        """The node of an element."""
        if parent.kind == "L" or (parent.kind == "LI" and parent.element.tag == "div"):
            parent = self._place_in_list(element, parent)
        if parent.element is element and parent.kind in ("LBody", "Lbl"):
            return parent
        kind = self._kind(element, is_inline)
        node = self.known(element, kind, parent) if kind else parent
        return self.known(element, "LBody", node) if kind == "LI" else node

    def of_generated(self, element: Any, tag: str, parent: Node) -> Node:
        """The node of what the style sheet adds to an element, such as a list item's bullet."""
        if tag.endswith("::marker") and (item := self._nodes.get((element, "LI"))):
            return self.known(element, "Lbl", item, first=True)
        if tag.endswith("::footnote-marker"):
            return self.known(element, "Lbl", parent)
        return parent

    def known(self, element: Any, kind: str, parent: Node, *, first: bool = False) -> Node:
        """The node of this kind for an element; a new one goes under the parent, last or first."""
        node = self._nodes.get((element, kind))
        if node is None:
            node = self._nodes[element, kind] = Node(kind, element, parent.language)
            parent.kids.insert(0 if first else len(parent.kids), node)
            self._describe(node, element)
        return node

    def paragraph(self, element: Any, node: Node, cut: frozenset[str]) -> Node:
        """The node that lines belong to: one that holds blocks gets a paragraph for them.

        ``cut`` says at which sides the lines are cut by the end of a page or a column: then they go on
        in the same paragraph.
        """
        if node.kind not in GROUPS:
            return node
        last = node.kids[-1] if node.kids else None
        goes_on = isinstance(last, Node) and last.kind == "P" and last.element is element
        if not isinstance(last, Node) or not goes_on or not (last.is_cut or "top" in cut):
            last = Node("P", element, node.language)
            node.kids.append(last)
        last.is_cut = "bottom" in cut
        return last

    def _kind(self, element: Any, is_inline: bool) -> str:
        if (element, "Note") in self._nodes:
            return "Note"
        kind = KINDS.get(element.tag, "")
        if not kind and (language_of(element) or expansion_of(element)):
            return "Span" if is_inline else "Div"
        return kind

    def _place_in_list(self, element: Any, parent: Node) -> Node:
        """Terms and what is said of them have no item of their own in HTML, unless a div is one."""
        if element.tag == "div" and parent.kind == "L":
            return self.known(element, "LI", parent)
        if element.tag not in ("dt", "dd"):
            return parent
        kind = "Lbl" if element.tag == "dt" else "LBody"
        if (element, kind) not in self._nodes and parent.kind == "L":
            parent = self._item(element, parent, begins=kind == "Lbl")
        return self.known(element, kind, parent)

    def _item(self, element: Any, parent: Node, begins: bool) -> Node:
        """The item that a term begins, or that goes on with what is said of it."""
        last = parent.kids[-1] if parent.kids else None
        if isinstance(last, Node) and not (begins and any(_is_body(kid) for kid in last.kids)):
            return last
        return self.known(element, "LI", parent)

    def _describe(self, node: Node, element: Any) -> None:
        language = language_of(element)
        if language and language != node.language:
            node.language = language
            node.facts["Lang"] = pydyf.String(language)
        match node.kind:
            case "Span" if expansion := expansion_of(element):
                node.facts["E"] = pydyf.String(expansion)
            case "L":
                node.facts |= list_facts(element)
            case "Note":
                node.facts["ID"] = pydyf.String(f"note-{len(self._nodes)}")
            case "Table":
                self._read_table(element)
            case "TH" | "TD" if element in self._cells:
                node.facts |= cell_facts(self._cells[element])

    def _read_table(self, table: Any) -> None:
        self._tables += 1
        for cell in read_grid(table):
            cell.table = self._tables
            self._cells[cell.element] = cell


def _is_body(kid: object) -> bool:
    return isinstance(kid, Node) and kid.kind == "LBody"
