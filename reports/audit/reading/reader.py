"""Bytes that are no PDF into a document: the reader for their kind, chosen by name and first bytes."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.audit.document import Document
from reckoner.reports.audit.reading.decode import MOST_TEXT, decode, is_binary
from reckoner.reports.audit.reading.docx import read_docx
from reckoner.reports.audit.reading.html import read_html
from reckoner.reports.audit.reading.kinds import KINDS
from reckoner.reports.audit.reading.mail import read_mail
from reckoner.reports.audit.reading.plain import read_text
from reckoner.reports.audit.reading.sent import message_of
from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import InputError, Place

_MOST_MAIL = 4 * MOST_TEXT


def answer(message: Message) -> Message:
    """The document of a file's bytes. Raises InputError where they hold none."""
    return message_of(read(message.blobs[0], message.header["shown"]))


def read(data: bytes, name: str) -> Document:
    """The document in these bytes, read in this process. Raises InputError."""
    kind = Path(name).suffix.lower()
    if kind == ".docx" or data.startswith(b"PK\x03\x04"):
        return read_docx(data, name)
    if is_binary(data):
        raise InputError("it holds no text that can be read", Place(name), f"Known kinds: {' '.join(KINDS)}")
    if kind == ".eml":
        _require_size(data, _MOST_MAIL, name)
        return read_mail(data, name)
    _require_size(data, MOST_TEXT, name)
    text = decode(data)
    head = text[:2000].lstrip().lower()
    if kind in (".html", ".htm") or head.startswith(("<!doctype html", "<html")):
        return read_html(text, name)
    return read_text(text, name)


def _require_size(data: bytes, most: int, name: str) -> None:
    if len(data) > most:
        what = f"its text is larger than {most // 2**20} MB"
        raise InputError(what, Place(name), "Check its parts one by one.")
