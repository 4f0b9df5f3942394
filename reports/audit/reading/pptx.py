"""A PowerPoint file into a document: each slide's text, tables and notes, in the order of the show."""

from __future__ import annotations

from reckoner.reports.audit.document import BlockKind, Document, Section
from reckoner.reports.audit.reading.package import Attributes, Package, opened
from reckoner.reports.audit.reading.pictures import Pictures
from reckoner.reports.audit.reading.writing import Writing

_SHOW = "ppt/presentation.xml"
_TITLES = ("title", "ctrTitle", "subTitle")
_FURNITURE = ("sldNum", "dt", "ftr", "hdr")


def read_pptx(data: bytes, name: str) -> Document:
    """A presentation. Raises InputError where it is none, cut short, or made to fill the memory."""
    with opened(data, name, "PowerPoint presentation") as package:
        show = _Show()
        package.read(_SHOW, show)
        links = package.linked(_SHOW)
        writing = Writing()
        sections: list[Section] = []
        unread: list[str] = []
        parts = [links[link] for link in show.slides if link in links]
        for number, part in enumerate(parts, 1):
            unread += _slide(package, part, f"slide {number}", writing, sections)
        said = f"{len(parts)} slide{'' if len(parts) == 1 else 's'}"
        return Document(name, writing.finish(), tuple(unread), tuple(sections), said)


def _slide(package: Package, part: str, name: str, writing: Writing, sections: list[Section]) -> list[str]:
    """Reads a slide and its notes; what of it was not read."""
    sections.append(Section(writing.line, name, ""))
    before = len(writing.parts)
    shapes = _Shapes(writing)
    package.read(part, shapes)
    if shapes.is_hidden:
        del writing.parts[before:]
        return [f"{name} is hidden and was not read"]
    unread = shapes.pictures.unread(name)
    if len(writing.parts) == before and shapes.shown:
        unread.append(f"{name} held pictures, no text, and went unread")
    for notes in sorted(p for p in package.linked(part).values() if p.startswith("ppt/notesSlides/")):
        sections.append(Section(writing.line, f"{name}, notes", ""))
        package.read(notes, _Shapes(writing))
    return unread


class _Show:
    """The ids of the slides in their order."""

    skipped: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.slides: list[str] = []

    def start(self, name: str, given: Attributes) -> None:
        if name == "sldId":
            self.slides += [value for key, value in given.items() if key.endswith(":id")]

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Shapes:
    """Follows the shapes of a slide."""

    skipped = frozenset({"Fallback", "timing", "transition", "extLst"})

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self.pictures = Pictures()
        self.kind: BlockKind = "text"
        self.raised = self.speaking = self.is_hidden = self.passing = False
        self.shown = 0

    def start(self, name: str, given: Attributes) -> None:
        self.pictures.start(name, given)
        match name:
            case "sld":
                self.is_hidden = given.get("show") in ("0", "false")
            case "sp":
                self.kind, self.passing = "text", False
            case "ph":
                self.kind = "heading" if given.get("type") in _TITLES else self.kind
                self.passing = given.get("type") in _FURNITURE
            case "pic":
                self.shown += 1
            case "cNvPr" if given.get("descr", "").strip():
                self.writing.add(given["descr"])
            case "rPr":
                self.raised = given.get("baseline", "0").removesuffix("%").startswith(tuple("123456789"))
            case "br":
                self.writing.say(" ")
            case _:
                self._structure(name)

    def _structure(self, name: str) -> None:
        match name:
            case "t":
                self.speaking = not self.passing
            case "tbl":
                self.writing.open_table()
            case "tc":
                self.writing.open_cell()

    def end(self, name: str) -> None:
        match name:
            case "t":
                self.speaking = False
            case "r":
                self.raised = False
            case "p":
                self.writing.end_paragraph(self.kind)
            case "tc":
                self.writing.close_cell()
            case "tr":
                self.writing.close_row()
            case "tbl":
                self.writing.close_table()

    def text(self, text: str) -> None:
        if self.speaking:
            self.writing.say(text, self.raised)
