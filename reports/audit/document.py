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


@dataclass(frozen=True)
class Document:
    """What was read from one file: parts in the order of the text, and in words what of it was not read."""

    name: str
    parts: tuple[Block | Table, ...] = field(default=())
    unread: tuple[str, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """The parts that are text."""
        return (part for part in self.parts if isinstance(part, Block))
