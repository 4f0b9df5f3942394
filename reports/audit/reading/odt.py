"""An OpenDocument text into a document: its paragraphs, lists, headings, tables, boxes and notes."""

from __future__ import annotations

from reckoner.reports.audit.document import BlockKind, Document, Section
from reckoner.reports.audit.reading.opendocument import CONTENT, Styles, Words, styles_of
from reckoner.reports.audit.reading.package import Attributes, opened
from reckoner.reports.audit.reading.writing import Writing


def read_odt(data: bytes, name: str) -> Document:
    """A text. Raises InputError where it is none, cut short, or made to fill the memory."""
    with opened(data, name, "OpenDocument text") as package:
        writing = Writing()
        body = _Body(writing, styles_of(package))
        package.read(CONTENT, body)
        unread = []
        if body.objects:
            s = "s were" if body.objects > 1 else " was"
            unread.append(f"{body.objects} chart{s} not read, or another embedded object")
        return Document(name, writing.finish(), tuple(unread), (Section(1, "", "paragraph"),))


class _Body:
    """Follows the text."""

    skipped = frozenset(
        {"tracked-changes", "annotation", "note-citation", "ruby-text", "forms", "automatic-styles",
         "font-face-decls", "scripts", "sequence-decls"}
    )  # fmt: skip

    def __init__(self, writing: Writing, styles: Styles) -> None:
        self._writing = writing
        self._words = Words(writing, styles)
        self._lists = 0
        self.objects = 0

    def start(self, name: str, given: Attributes) -> None:
        self._words.start(name, given)
        match name:
            case "list":
                self._lists += 1
            case "text-box" | "note-body":
                self._writing.open_box()
            case "desc":
                self._words.speaking += 1
            case "object":
                self.objects += 1
            case "table":
                self._writing.open_table()
            case "table-cell":
                self._writing.open_cell()

    def end(self, name: str) -> None:
        self._words.end(name)
        match name:
            case "p" | "h":
                self._writing.end_paragraph(self._kind(name))
            case "list":
                self._lists -= 1
            case "text-box" | "note-body":
                self._writing.close_box()
            case "desc":
                self._words.speaking -= 1
            case "table-cell":
                self._writing.close_cell()
            case "covered-table-cell":
                self._writing.open_cell()
                self._writing.close_cell()
            case "table-row":
                self._writing.close_row()
            case "table":
                self._writing.close_table()

    def _kind(self, name: str) -> BlockKind:
        return "heading" if name == "h" else "item" if self._lists else "text"

    def text(self, text: str) -> None:
        self._words.text(text)
