"""Edits of a Word file as people's programs write them: tracked or not, made on the XML by hand.

Nothing here is the program's: what it reads is written by other code than its own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from xml.etree import ElementTree as ET

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
for _prefix, _uri in _SPACES.items():
    ET.register_namespace(_prefix, _uri)
ANN = "Ann Editor"
WHEN = "2026-02-03T10:00:00Z"


def q(name: str) -> str:
    """A name of the main namespace."""
    return f"{{{W}}}{name}"


class WordEdit:
    """A Word file that somebody edits."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = ET.fromstring(self.parts["word/document.xml"])
        body = self.root.find(q("body"))
        assert body is not None
        self.body = body
        self._ids = 9000

    def saved(self) -> bytes:
        """The file as it is sent back."""
        self.parts["word/document.xml"] = ET.tostring(self.root, "utf-8", xml_declaration=True)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return made.getvalue()

    def paragraph(self, text: str) -> ET.Element:
        """The one that holds these words as they are printed."""
        found = [p for p in self.body.iter(q("p")) if text in said(p)]
        assert found, text
        return found[-1] if len(found) > 1 and "TOC" in _style(found[0]) else found[0]

    def stamp(self) -> dict[str, str]:
        """Who did it."""
        self._ids += 1
        return {q("id"): str(self._ids), q("author"): ANN, q("date"): WHEN}

    def parent(self, element: ET.Element) -> ET.Element:
        """What an element is in."""
        return next(each for each in self.root.iter() if element in list(each))

    def cut(self, p: ET.Element, start: int, end: int) -> list[ET.Element]:
        """The children of a paragraph that hold these characters and no others; runs are split for it."""
        _split(p, start)
        _split(p, end)
        at, found = 0, []
        for child in list(p):
            size = len(said(child))
            if start <= at and at + size <= end and size:
                found.append(child)
            at += size
        return found

    def place(self, p: ET.Element, at: int) -> int:
        """Where among the children of a paragraph a character begins."""
        _split(p, at)
        count = 0
        for number, child in enumerate(list(p)):
            size = len(said(child))
            if count >= at and child.tag != q("pPr") and size:
                return number
            count += size
        return len(list(p))

    def take(self, p: ET.Element, start: int, end: int, *, tracked: bool) -> None:
        """Take characters out."""
        for child in self.cut(p, start, end):
            if not tracked:
                p.remove(child)
            elif child.tag == q("sdt"):
                content = child.find(q("sdtContent"))
                assert content is not None
                self._deleted(content, list(content))
            else:
                self._deleted(p, [child])

    def _deleted(self, within: ET.Element, children: list[ET.Element]) -> None:
        for child in children:
            number = list(within).index(child)
            within.remove(child)
            gone = ET.Element(q("del"), self.stamp())
            gone.append(child)
            for text in child.iter(q("t")):
                text.tag = q("delText")
            within.insert(number, gone)

    def put(self, p: ET.Element, at: int, words: str, *, tracked: bool) -> None:
        """Put characters in."""
        number = self.place(p, at)
        if not tracked:
            p.insert(number, run(words))
            return
        added = ET.Element(q("ins"), self.stamp())
        added.append(run(words))
        p.insert(number, added)

    def control(self, p: ET.Element, printed: str) -> ET.Element:
        """The control of a figure in a paragraph."""
        return next(sdt for sdt in p.iter(q("sdt")) if said(sdt) == printed)

    def overtype(self, sdt: ET.Element, words: str, *, tracked: bool) -> None:
        """Type something else into a control."""
        content = sdt.find(q("sdtContent"))
        assert content is not None
        old = list(content)
        if tracked:
            self._deleted(content, old)
            added = ET.SubElement(content, q("ins"), self.stamp())
            added.append(run(words))
            return
        for child in old:
            content.remove(child)
        content.append(run(words))

    def new_paragraph(self, after: ET.Element, words: str, *, tracked: bool) -> ET.Element:
        """Type a paragraph below another, in its style."""
        p = ET.Element(q("p"))
        looks = after.find(q("pPr"))
        if looks is not None:
            p.append(deepcopy(looks))
        if tracked:
            self.mark(p, "ins")
            added = ET.SubElement(p, q("ins"), self.stamp())
            added.append(run(words))
        else:
            p.append(run(words))
        home = self.parent(after)
        home.insert(list(home).index(after) + 1, p)
        return p

    def mark(self, p: ET.Element, what: str) -> None:
        """Track the end of a paragraph."""
        looks = p.find(q("pPr"))
        if looks is None:
            looks = ET.Element(q("pPr"))
            p.insert(0, looks)
        own = looks.find(q("rPr"))
        if own is None:
            own = ET.SubElement(looks, q("rPr"))
        own.insert(0, ET.Element(q(what), self.stamp()))

    def remove_paragraph(self, p: ET.Element, *, tracked: bool) -> None:
        """Take a paragraph out."""
        if tracked:
            self.take(p, 0, len(said(p)), tracked=True)
            self.mark(p, "del")
        else:
            self.parent(p).remove(p)

    def split(self, p: ET.Element, at: int, *, tracked: bool) -> None:
        """Press the key for a new paragraph."""
        number = self.place(p, at)
        rest = list(p)[number:]
        new = ET.Element(q("p"))
        looks = p.find(q("pPr"))
        if looks is not None:
            new.append(deepcopy(looks))
        for child in rest:
            p.remove(child)
            new.append(child)
        if tracked:
            self.mark(p, "ins")
        home = self.parent(p)
        home.insert(list(home).index(p) + 1, new)

    def join(self, p: ET.Element, following: ET.Element, *, tracked: bool) -> None:
        """Take out the end of a paragraph."""
        if tracked:
            self.mark(p, "del")
            return
        for child in list(following):
            if child.tag != q("pPr"):
                p.append(child)
        self.parent(following).remove(following)

    def move(self, p: ET.Element, after: ET.Element, *, tracked: bool) -> None:
        """Move a paragraph below another."""
        copy = deepcopy(p)
        if tracked:
            for element, what in ((p, "moveFrom"), (copy, "moveTo")):
                for child in list(element):
                    if child.tag != q("pPr"):
                        number = list(element).index(child)
                        element.remove(child)
                        moved = ET.Element(q(what), self.stamp())
                        moved.append(child)
                        element.insert(number, moved)
                self.mark(element, what)
        else:
            self.parent(p).remove(p)
        home = self.parent(after)
        home.insert(list(home).index(after) + 1, copy)

    def comment(self, p: ET.Element, start: int, end: int, words: str) -> None:
        """Say something of some characters."""
        self._ids += 1
        ident = {q("id"): str(self._ids)}
        p.insert(self.place(p, end), ET.Element(q("commentRangeEnd"), ident))
        number = list(p).index(next(c for c in p if c.tag == q("commentRangeEnd") and c.attrib == ident))
        reference = ET.Element(q("r"))
        reference.append(ET.Element(q("commentReference"), ident))
        p.insert(number + 1, reference)
        p.insert(self.place(p, start), ET.Element(q("commentRangeStart"), ident))
        name = "word/comments.xml"
        root = ET.fromstring(self.parts[name]) if name in self.parts else ET.Element(q("comments"))
        said_ = ET.SubElement(root, q("comment"), {**ident, q("author"): ANN, q("date"): WHEN})
        ET.SubElement(said_, q("p")).append(run(words))
        self.parts[name] = ET.tostring(root, "utf-8", xml_declaration=True)

    def embolden(self, p: ET.Element) -> None:
        """Make words bold, tracked as a change of format."""
        for each in list(p.iter(q("r")))[:1]:
            looks = each.find(q("rPr"))
            if looks is None:
                looks = ET.Element(q("rPr"))
                each.insert(0, looks)
            ET.SubElement(looks, q("b"))
            change = ET.SubElement(looks, q("rPrChange"), self.stamp())
            ET.SubElement(change, q("rPr"))

    def every(self, change: Callable[[ET.Element, ET.Element], None], name: str) -> None:
        """Do something with each element of a name and what it is in, the innermost first."""
        for parent in reversed(list(self.root.iter())):
            for child in list(parent):
                if child.tag == q(name):
                    change(parent, child)

    def without(self, *names: str) -> None:
        """Without elements of these names, their content kept in their place."""
        for name in names:
            self.every(_unwrapped, name)


def _unwrapped(parent: ET.Element, child: ET.Element) -> None:
    number = list(parent).index(child)
    parent.remove(child)
    inside = child.find(q("sdtContent")) if child.tag == q("sdt") else child
    for each in reversed(list(inside if inside is not None else [])):
        parent.insert(number, each)


def said(element: ET.Element) -> str:
    """The words in an element that are not deleted."""
    return "".join(_texts(element))


def _texts(element: ET.Element) -> Iterator[str]:
    for child in element:
        if child.tag == q("t"):
            yield child.text or ""
        elif child.tag not in (q("del"), q("moveFrom"), q("sdtPr")):
            yield from _texts(child)


def _style(p: ET.Element) -> str:
    looks = p.find(f"{q('pPr')}/{q('pStyle')}")
    return "" if looks is None else looks.get(q("val"), "")


def run(words: str) -> ET.Element:
    """A run of words."""
    made = ET.Element(q("r"))
    text = ET.SubElement(made, q("t"))
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = words
    return made


def _split(p: ET.Element, at: int) -> None:
    """Split the run in which a character begins; a control is never split."""
    count = 0
    for child in list(p):
        size = len(said(child))
        if count < at < count + size and child.tag == q("r"):
            text = child.find(q("t"))
            assert text is not None
            words = text.text or ""
            other = deepcopy(child)
            text.text = words[: at - count]
            after = other.find(q("t"))
            assert after is not None
            after.text = words[at - count :]
            p.insert(list(p).index(child) + 1, other)
            return
        count += size


def edited(path: Path) -> WordEdit:
    """A file that somebody opens."""
    return WordEdit(path.read_bytes())
