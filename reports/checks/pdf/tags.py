"""A PDF as a screen reader hears it: the structure tree with its words, read with pikepdf.

Written without regard to how we write the tree, so that the two can prove each other.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from reckoner.reports.checks.pdf.content import Content, Fonts, font_reader, read_content

_BLOCKS = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Note", "Figure", "Formula",
    "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot",
}  # fmt: skip


@dataclass(eq=False)
class Element:
    """A structure element. ``kids`` are elements, words, and annotations (as their dictionaries).

    The topmost one holds the ``file``, without which ``facts`` would be empty.
    """

    kind: str
    parent: Element | None
    facts: Any
    language: str
    kids: list[Element | str | pikepdf.Dictionary] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(
        default_factory=list
    )  # page from 0 (or a group's negative number), MCID
    file: pikepdf.Pdf | None = None

    def walk(self) -> Iterator[Element]:
        """It and everything under it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def all(self, *kinds: str) -> Iterator[Element]:
        """The elements of these kinds in it."""
        return (element for element in self.walk() if element.kind in kinds)

    @property
    def text(self) -> str:
        """Its words as they are heard, blocks parted by a space, white space collapsed."""
        return " ".join("".join(self._said()).replace("\u00a0", " ").split())

    def _said(self) -> Iterator[str]:
        replaced = self.fact("/ActualText")
        if replaced is None and self.kind == "Figure":
            replaced = self.fact("/Alt")
        if replaced is not None:
            yield replaced
            return
        for kid in self.kids:
            if isinstance(kid, str):
                yield kid
            elif isinstance(kid, Element):
                gap = " " if kid.kind in _BLOCKS else ""
                yield gap
                yield from kid._said()
                yield gap

    def fact(self, name: str) -> str | None:
        """An entry that is text, such as ``/Alt``."""
        value = self.facts.get(name)
        return None if value is None else str(value)

    def attribute(self, name: str) -> Any:
        """An entry of its attribute objects, such as ``/Scope``."""
        given = self.facts.get("/A")
        for attributes in given if isinstance(given, pikepdf.Array) else [given]:
            if isinstance(attributes, pikepdf.Dictionary) and name in attributes:
                return attributes[name]
        return None


@dataclass
class Reading:
    """A PDF that was read: the file itself, its tree, its pages' content (groups by negative number)."""

    pdf: pikepdf.Pdf
    tree: Element
    pages: dict[int, Content]


def read_pdf(pdf: bytes) -> Reading:
    """Read a PDF. Raises pikepdf.PdfError where it is none."""
    opened = pikepdf.open(io.BytesIO(pdf))
    reader = _Reader(opened)
    return Reading(opened, reader.tree(), reader.pages)


class _Reader:
    def __init__(self, opened: pikepdf.Pdf) -> None:
        self.opened = opened
        self.fonts: Fonts = font_reader()
        self.numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages)}
        self.pages = {
            number: read_content(page.obj, page.obj.get("/Resources", {}), self.fonts)
            for number, page in enumerate(opened.pages)
        }
        self.groups: dict[tuple[int, int], int] = {}
        self.seen: set[tuple[int, int]] = set()

    def tree(self) -> Element:
        root = self.opened.Root.get("/StructTreeRoot", pikepdf.Dictionary())
        top = Element("StructTreeRoot", None, root, str(self.opened.Root.get("/Lang", "")), file=self.opened)
        self.add_kids(top, root, None)
        return top

    def add_kids(self, parent: Element, facts: Any, page: Any) -> None:
        kids = facts.get("/K")
        if kids is None:
            return
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                self.add(parent, kid, page)
            else:
                self.mark(parent, int(kid), page)

    def add(self, parent: Element, kid: Any, page: Any) -> None:
        kind = kid.get("/Type")
        if kind == "/MCR":
            self.mark(parent, int(kid["/MCID"]), kid.get("/Pg", page), kid.get("/Stm"))
        elif kind == "/OBJR":
            parent.kids.append(kid["/Obj"])
        elif kid.objgen not in self.seen:
            self.seen.add(kid.objgen)
            language = str(kid.get("/Lang", parent.language))
            element = Element(str(kid["/S"]).removeprefix("/"), parent, kid, language)
            parent.kids.append(element)
            self.add_kids(element, kid, kid.get("/Pg", page))

    def mark(self, parent: Element, mark: int, page: Any, group: Any = None) -> None:
        number = self.numbers.get(page.objgen, -1) if page is not None else -1
        if group is not None:
            number = self.group(group)
        parent.marks.append((number, mark))
        content = self.pages.get(number)
        if content is not None and mark in content.marked:
            parent.kids.append(content.marked[mark])

    def group(self, group: Any) -> int:
        if group.objgen not in self.groups:
            number = self.groups[group.objgen] = -2 - len(self.groups)
            self.pages[number] = read_content(group, group.get("/Resources", {}), self.fonts)
        return self.groups[group.objgen]
