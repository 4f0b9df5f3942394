"""A document as the checker sees it: blocks of text and tables, each with its place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

BlockKind: TypeAlias = Literal["text", "heading", "item"]


@dataclass(frozen=True, slots=True)
class Mark:
    """From character ``offset`` on, the text stands on this line (and page, where there are pages)."""

    offset: int
    line: int | None
    page: int | None = None


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or an item of a list."""

    text: str
    kind: BlockKind = "text"
    marks: tuple[Mark, ...] = ()

    def place(self, offset: int) -> tuple[int | None, int | None]:
        """The line and page of a character."""
        if not self.marks:
            return None, None
        at = bisect_right([mark.offset for mark in self.marks], offset) - 1
        mark = self.marks[max(at, 0)]
        return mark.line, mark.page


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row; ``text`` is the row as it is quoted."""

    cells: tuple[str, ...]
    line: int | None = None
    page: int | None = None

    @property
    def text(self) -> str:
        """The row as one passage."""
        return "\t".join(self.cells).strip()


@dataclass(frozen=True)
class Table:
    """Rows of cells, top to bottom. Headers are among them: `language.grid` tells them apart."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """From line ``first`` on: the sheet, slide or attachment, and what its lines are (``row``, ``page``),
    the first of them with the number ``start``. Without a unit the name says all."""

    first: int
    name: str = ""
    unit: str = "line"
    start: int = 1


@dataclass(frozen=True)
class Document:
    """What was read from one file: parts in the order of the text, and in words what of it was not read.

    Where there are ``sections``, lines are numbered through all of them, and stand for no lines of the file.
    ``read`` says in words what there was: "3 pages", "2 sheets: Crime, Staff".
    """

    name: str
    parts: tuple[Block | Table, ...] = field(default=())
    unread: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    read: str = ""

    def where(
        self, line: int | None, page: int | None, table: int | None = None, row: int | None = None
    ) -> str:
        """A place in words: "page 3, table 2, row 4", "sheet Crime, row 7"; "" where it is a line of the
        file, or unknown."""
        place, unit = self._place(line, page)
        if unit not in ("page", "paragraph", "") or table is None or not place:
            return place
        place = place if unit != "paragraph" else place.rpartition(", ")[0]
        told = (place, f"table {table}", f"row {row}" if row is not None else "")
        return ", ".join(part for part in told if part)

    def _place(self, line: int | None, page: int | None) -> tuple[str, str]:
        """The place without the table, and what is counted there."""
        if line is None or not self.sections:
            return (f"page {page}", "page") if page is not None else ("", "")
        at = bisect_right([section.first for section in self.sections], line) - 1
        section = self.sections[max(at, 0)]
        number = page if page is not None else line - section.first + section.start
        unit = "page" if page is not None else section.unit
        told = (section.name, f"{unit} {number}" if unit else "")
        return ", ".join(part for part in told if part), unit

    def blocks(self) -> Iterator[Block]:
        """The parts that are text."""
        return (part for part in self.parts if isinstance(part, Block))
