"""A document as a message between processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from reckoner.reports.audit.document import Block, Document, Mark, Row, Section, Table
from reckoner.reports.confined.ipc import Message


def message_of(document: Document, attachments: Sequence[tuple[str, bytes]] = ()) -> Message:
    """The message that ``document_from`` reads; the attachments of a mail go with it unread."""
    parts = [
        [part.text, part.kind, [[mark.offset, mark.line, mark.page] for mark in part.marks]]
        if isinstance(part, Block)
        else [[row.cells, row.line, row.page] for row in part.rows]
        for part in document.parts
    ]
    header: dict[str, Any] = {"name": document.name, "parts": parts, "unread": document.unread}
    header["sections"] = [astuple(section) for section in document.sections]
    header["read"] = document.read
    header["attachments"] = [name for name, _ in attachments]
    return Message(header, tuple(data for _, data in attachments))


def document_from(message: Message) -> Document:
    """The document that ``message_of`` sent."""
    header = message.header
    sections = tuple(Section(*given) for given in header["sections"])
    parts, unread = tuple(map(_part, header["parts"])), tuple(header["unread"])
    return Document(header["name"], parts, unread, sections, header["read"])


def _part(given: list[Any]) -> Block | Table:
    if given and isinstance(given[0], str):
        text, kind, marks = given
        return Block(text, kind, tuple(Mark(*mark) for mark in marks))
    return Table(tuple(Row(tuple(cells), line, page) for cells, line, page in given))
