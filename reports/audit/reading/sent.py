"""A document as a message between processes."""

from __future__ import annotations

from typing import Any

from reckoner.reports.audit.document import Block, Document, Mark, Row, Table
from reckoner.reports.confined.ipc import Message


def message_of(document: Document) -> Message:
    """The message that ``document_from`` reads."""
    parts = [
        [part.text, part.kind, [[mark.offset, mark.line, mark.page] for mark in part.marks]]
        if isinstance(part, Block)
        else [[row.cells, row.line, row.page] for row in part.rows]
        for part in document.parts
    ]
    return Message({"name": document.name, "parts": parts, "unread": document.unread})


def document_from(message: Message) -> Document:
    """The document that ``message_of`` sent."""
    header = message.header
    return Document(header["name"], tuple(map(_part, header["parts"])), tuple(header["unread"]))


def _part(given: list[Any]) -> Block | Table:
    if given and isinstance(given[0], str):
        text, kind, marks = given
        return Block(text, kind, tuple(Mark(*mark) for mark in marks))
    return Table(tuple(Row(tuple(cells), line, page) for cells, line, page in given))
