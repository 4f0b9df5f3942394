"""A Word file into a document: its paragraphs, lists, headings, tables, boxes and notes."""

from __future__ import annotations

from reckoner.reports.audit.document import BlockKind, Document, Section
from reckoner.reports.audit.reading.package import Attributes, opened
from reckoner.reports.audit.reading.pictures import Pictures
from reckoner.reports.audit.reading.writing import Writing

_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read_docx(data: bytes, name: str) -> Document:
    """A Word document. Raises InputError where it is none, cut short, or made to fill the memory."""
    with opened(data, name, "Word document") as package:
        styles = _Styles()
        if "word/styles.xml" in package.names:
            package.read("word/styles.xml", styles)
        writing, pictures = Writing(), Pictures()
        sections = [Section(1, "", "paragraph")]
        package.read(_BODY, _Body(writing, styles, pictures))
        for part in _NOTES:
            if part in package.names:
                writing.page = None
                sections.append(Section(writing.line, part[5:-4], "paragraph"))
                package.read(part, _Body(writing, styles, pictures))
        return Document(name, writing.finish(), tuple(pictures.unread()), tuple(sections))


class _Styles:
    """What the styles of a document mean: headings, lists, and characters that are raised."""

    skipped: frozenset[str] = frozenset({"tblStylePr", "latentStyles"})

    def __init__(self) -> None:
        self.kinds: dict[str, BlockKind] = {}
        self.raised: set[str] = set()
        self._style = ""

    def start(self, name: str, given: Attributes) -> None:
        if name == "style":
            self._style = given.get("styleId", "")
        elif name == "name":
            self.kinds[self._style] = _kind_of(given.get("val", ""))
        elif name == "vertAlign" and given.get("val") == "superscript":
            self.raised.add(self._style)

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


def _kind_of(style: str) -> BlockKind:
    """What a paragraph's style makes of it, by its name or id."""
    style = style.lower()
    if style.startswith(("heading", "title")):
        return "heading"
    return "item" if "list" in style else "text"


class _Body:
    """Follows the body, or the notes."""

    skipped = frozenset({"Fallback", "del", "moveFrom", "instrText", "delText", "rubyPr", "rt", "sectPr"})

    def __init__(self, writing: Writing, styles: _Styles, pictures: Pictures) -> None:
        self.writing, self.styles, self.pictures = writing, styles, pictures
        self.kind: BlockKind = "text"
        self.raised = self.hidden = self.speaking = False
        self.spans: list[int] = []

    def start(self, name: str, given: Attributes) -> None:
        self.pictures.start(name, given)
        match name:
            case "t":
                self.speaking = not self.hidden
            case "vertAlign" | "position":
                self.raised = _is_raised(name, given)
            case "vanish":
                self.hidden = given.get("val", "1") not in ("0", "false", "off")
            case "rStyle":
                self.raised = given.get("val", "") in self.styles.raised
            case "tab" | "br" | "cr":
                self.writing.say(" ")
            case "noBreakHyphen":
                self.writing.say("-")
            case "lastRenderedPageBreak":
                self.writing.page = (self.writing.page or 1) + 1
            case _:
                self._structure(name, given)

    def _structure(self, name: str, given: Attributes) -> None:
        match name:
            case "pStyle":
                style = given.get("val", "")
                self.kind = self.styles.kinds.get(style) or _kind_of(style)
            case "numPr" if self.kind == "text":
                self.kind = "item"
            case "txbxContent":
                self.writing.open_box()
            case "tbl":
                self.writing.open_table()
            case "tc":
                self.writing.open_cell()
                self.spans.append(1)
            case "gridSpan" if self.spans:
                self.spans[-1] = int(given.get("val", "1"))
            case "docPr" if given.get("descr", "").strip():
                self.writing.say(f" {given['descr']} ")

    def end(self, name: str) -> None:
        match name:
            case "t":
                self.speaking = False
            case "r":
                self.raised = self.hidden = False
            case "p":
                self.writing.end_paragraph(self.kind)
                self.kind = "text"
            case "txbxContent":
                self.writing.close_box()
            case "tc":
                self.writing.close_cell(self.spans.pop() if self.spans else 1)
            case "tr":
                self.writing.close_row()
            case "tbl":
                self.writing.close_table()

    def text(self, text: str) -> None:
        if self.speaking:
            self.writing.say(text, self.raised)


def _is_raised(name: str, given: Attributes) -> bool:
    """By its style, or by a distance in half points."""
    value = given.get("val", "")
    return value == "superscript" if name == "vertAlign" else value.isdigit() and int(value) > 0
