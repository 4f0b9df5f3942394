"""Documents into one: the texts of a message and its attachments, each with its own places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reckoner.reports.audit.document import Block, Document, Mark, Row, Section, Table


def joined(name: str, pieces: Iterable[tuple[str, Document]]) -> Document:
    """The documents one after another, each under its label; lines are numbered through all of them."""
    parts: list[Block | Table] = []
    sections: list[Section] = []
    unread: list[str] = []
    passed = 0
    for label, document in pieces:
        moved = [_moved(part, passed) for part in document.parts]
        parts += moved
        for section in document.sections or (Section(1, "", _unit(document)),):
            named = ", ".join(word for word in (label, section.name) if word)
            sections.append(replace(section, first=section.first + passed, name=named))
        unread += [f"{label}: {what}" if label else what for what in document.unread]
        passed = max([passed, *(line for part in moved for line in _lines(part))]) + 1
    return Document(name, tuple(parts), tuple(unread), tuple(sections))


def _unit(document: Document) -> str:
    return "line" if any(_own(part) for part in document.parts) else "page"


def _own(part: Block | Table) -> bool:
    places = part.marks if isinstance(part, Block) else part.rows
    return any(place.line is not None for place in places)


def _moved(part: Block | Table, by: int) -> Block | Table:
    """The part further down; where there are pages alone, each counts as a line."""
    if isinstance(part, Block):
        return replace(part, marks=tuple(Mark(m.offset, _line(m.line, m.page, by)) for m in part.marks))
    return Table(tuple(Row(row.cells, _line(row.line, row.page, by)) for row in part.rows))


def _line(line: int | None, page: int | None, by: int) -> int | None:
    own = line if line is not None else page
    return own + by if own is not None else None


def _lines(part: Block | Table) -> Iterable[int]:
    places = part.marks if isinstance(part, Block) else part.rows
    return (place.line for place in places if place.line is not None)
