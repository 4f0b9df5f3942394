"""Paragraphs and tables as a reader meets them in a file, put together into the parts of a document."""

from __future__ import annotations

from dataclasses import dataclass, field

from reckoner.reports.audit.document import Block, BlockKind, Mark, Row, Table
from reckoner.reports.audit.reading.clean import clean, is_note_mark

_MOST_SPAN = 200


@dataclass
class _Open:
    """A table that is open: its rows, the cells of the row, the paragraphs of the cell."""

    rows: list[Row] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    paragraphs: list[str] | None = None


@dataclass
class Writing:
    """What has been read so far; ``line`` counts paragraphs, ``page`` is known where the file says it."""

    parts: list[Block | Table] = field(default_factory=list)
    line: int = 1
    page: int | None = None
    _words: list[str] = field(default_factory=list)
    _raised: list[str] = field(default_factory=list)
    _tables: list[_Open] = field(default_factory=list)
    _outer: list[tuple[list[str], list[_Open]]] = field(default_factory=list)

    def say(self, text: str, raised: bool = False) -> None:
        """Add words to the paragraph. What is raised and looks like the mark of a note is left out."""
        if raised:
            self._raised.append(text)
        else:
            self._settle()
            self._words.append(text)

    def _settle(self) -> None:
        text, self._raised = "".join(self._raised), []
        if text and not is_note_mark(text):
            self._words.append(text)

    def take(self) -> str:
        """The words so far, which are then forgotten."""
        self._settle()
        text, self._words = " ".join(clean("".join(self._words)).split()), []
        return text

    def end_paragraph(self, kind: BlockKind = "text") -> None:
        """The paragraph ends: a block, or words of the cell that is open."""
        text, line = self.take(), self.line
        self.line += 1
        cell = self._tables[-1].paragraphs if self._tables else None
        if cell is not None:
            cell.append(text)
        elif text:
            self.parts.append(Block(text, kind, (Mark(0, line, self.page),)))

    def add(self, text: str, kind: BlockKind = "text") -> None:
        """A paragraph of its own, such as the words that stand for a picture."""
        if self._words or self._raised:
            self.say(f" {text} ")
        else:
            self.say(text)
            self.end_paragraph(kind)

    def open_box(self) -> None:
        """A box of text begins within a paragraph; its words are no words of that paragraph."""
        self._settle()
        self._outer.append((self._words, self._tables))
        self._words, self._tables = [], []

    def close_box(self) -> None:
        """The box ends and the paragraph goes on."""
        if self._outer:
            if self._words or self._raised:
                self.end_paragraph()
            self._words, self._tables = self._outer.pop()

    def open_table(self) -> None:
        """A table begins."""
        self._tables.append(_Open())

    def open_cell(self) -> None:
        """A cell begins."""
        if self._tables:
            self._tables[-1].paragraphs = []

    def close_cell(self, span: int = 1) -> None:
        """The cell ends; empty ones follow where it spans columns, so that those after it keep theirs."""
        if self._tables and self._tables[-1].paragraphs is not None:
            table = self._tables[-1]
            words = [*(table.paragraphs or ()), self.take()]
            text = " ".join(word for word in words if word)
            table.cells += [text, *[""] * (min(span, _MOST_SPAN) - 1)]
            table.paragraphs = None

    def drop_cell(self) -> None:
        """The cell that is open was none."""
        if self._tables:
            self.take()
            self._tables[-1].paragraphs = None

    def close_row(self) -> None:
        """The row ends."""
        if self._tables:
            table = self._tables[-1]
            if any(table.cells):
                table.rows.append(Row(tuple(table.cells), self.line, self.page))
            table.cells = []
            self.line += 1

    def close_table(self) -> None:
        """The table ends. One inside a cell is a table of its own, before the outer one."""
        if self._tables and (rows := self._tables.pop().rows):
            self.parts.append(Table(tuple(rows)))

    def finish(self) -> tuple[Block | Table, ...]:
        """Everything, with what was left open."""
        self.end_paragraph()
        while self._tables:
            self.close_cell()
            self.close_row()
            self.close_table()
        return tuple(self.parts)
