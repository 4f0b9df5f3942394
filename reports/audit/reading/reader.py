"""Bytes that are no PDF into a document: the reader for their kind, chosen by name and first bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from reckoner.reports.audit.document import Document
from reckoner.reports.audit.reading.csv import read_csv
from reckoner.reports.audit.reading.decode import MOST_TEXT, decode, is_binary
from reckoner.reports.audit.reading.docx import read_docx
from reckoner.reports.audit.reading.html import read_html
from reckoner.reports.audit.reading.kinds import (
    KINDS,
    MAILS,
    PACKAGES,
    PAGES,
    SHEETS,
    UNREAD,
    is_other,
    is_program,
    kind_of,
    suffix_of,
)
from reckoner.reports.audit.reading.mail import read_mail
from reckoner.reports.audit.reading.ods import read_ods
from reckoner.reports.audit.reading.odt import read_odt
from reckoner.reports.audit.reading.plain import read_text
from reckoner.reports.audit.reading.pptx import read_pptx
from reckoner.reports.audit.reading.rtf import read_rtf
from reckoner.reports.audit.reading.sent import message_of
from reckoner.reports.audit.reading.xlsx import read_xlsx
from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import InputError, Place

_READ = f"Give it in one of the kinds that are read: {' '.join(KINDS)}"
_MOST_MAIL = 256 * 1024 * 1024
_HELD = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml",
         ".odt": "content.xml"}  # fmt: skip
_READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".docx": read_docx, ".doc": read_docx, ".pptx": read_pptx, ".ppt": read_pptx, ".xlsx": read_xlsx,
    ".xls": read_xlsx, ".odt": read_odt, ".ott": read_odt, ".ods": read_ods, ".ots": read_ods,
}  # fmt: skip
"""By the end of a name, its first four letters for those with macros or templates."""


def answer(message: Message) -> Message:
    """The document of a file's bytes. Raises InputError where they hold none."""
    data, name = message.blobs[0], message.header["shown"]
    if kind_of(data, name) in MAILS:
        document, attachments = _mail(data, name)
        return message_of(document, attachments)
    return message_of(read(data, name))


def read(data: bytes, name: str) -> Document:
    """The document in these bytes, read in this process. Raises InputError."""
    kind = kind_of(data, name)
    if kind in UNREAD:
        raise InputError(UNREAD[kind][0], Place(name), UNREAD[kind][1])
    if kind in PACKAGES or data.startswith(b"PK\x03\x04"):
        return _packed(data, name, kind)
    if kind == ".rtf":
        return read_rtf(data, name)
    if is_program(data):
        raise InputError("it is a program or a script, and no document", Place(name), _READ)
    if is_binary(data):
        raise InputError("it holds no text that can be read", Place(name), _READ)
    if is_other(name) and not _is_page(data):
        what = f"it is called {suffix_of(name)}, which is no kind of document that is read"
        raise InputError(what, Place(name), _READ)
    if kind in MAILS:
        return _mail(data, name)[0]
    return _text(data, name, kind)


def _text(data: bytes, name: str, kind: str) -> Document:
    _require_size(data, MOST_TEXT, name)
    text = decode(data)
    if kind in PAGES or _is_page(data):
        return read_html(text, name)
    return read_csv(text, name) if kind in SHEETS else read_text(text, name)


def _mail(data: bytes, name: str) -> tuple[Document, list[tuple[str, bytes]]]:
    _require_size(data, _MOST_MAIL, name)
    return read_mail(data, name)


def _is_page(data: bytes) -> bool:
    return decode(data[:4000]).lstrip().lower().startswith(("<!doctype html", "<html"))


def _packed(data: bytes, name: str, kind: str) -> Document:
    """A zip by what it holds; by its name where it can't be opened, so that the refusal names that kind."""
    entries = _entries(data)
    held = next((named for named, part in _HELD.items() if part in entries), "")
    if held == ".odt" and (b"opendocument.spreadsheet" in data[:200] or kind in (".ods", ".ots")):
        held = ".ods"
    opens = _READERS.get(held or kind[:4])
    if opens is None:
        raise InputError(UNREAD[".zip"][0], Place(name), UNREAD[".zip"][1])
    return opens(data, name)


def _entries(data: bytes) -> frozenset[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, OverflowError):
        return frozenset()


def _require_size(data: bytes, most: int, name: str) -> None:
    if len(data) > most:
        what = f"its text is larger than {most // 2**20} MB"
        raise InputError(what, Place(name), "Check its parts one by one.")
