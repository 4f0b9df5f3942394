"""Files into documents, each in a process that may fail: what is no file, or too large, is refused before."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reckoner.reports.audit.document import Document
from reckoner.reports.audit.reading.join import joined
from reckoner.reports.audit.reading.kinds import MAILS, is_document, is_pdf, kind_of
from reckoner.reports.audit.reading.sent import document_from
from reckoner.reports.confined import plainfile
from reckoner.reports.confined.reading import READING, read_apart, warm
from reckoner.reports.errors import InputError, Place

_MOST_MB = 256
_READER, _PDF_READER = "reckoner.reports.audit.reading.reader", "reckoner.reports.audit.reading.pdf"
_MAIL = replace(READING, answer_mb=2 * _MOST_MB)  # its attachments come back to be read
MOST_ATTACHMENTS = 100
DEEPEST = 4
_MOST_SECONDS = 300


@dataclass
class _Left:
    """How many attachments of one message may still be read, whatever lies in one another."""

    attachments: int = MOST_ATTACHMENTS
    until: float = field(default_factory=lambda: time.monotonic() + _MOST_SECONDS)


def get_ready(names: Iterable[str]) -> None:
    """Start the process that reads files of such names now, so that the first need not wait for it."""
    for reader in {_PDF_READER if is_pdf(b"", name) else _READER for name in names}:
        warm(reader)


def read_bytes(data: bytes, name: str) -> Document:
    """The document in these bytes, the attachments of a message too; first bytes and ``name`` say what kind
    it is. Raises InputError."""
    return _read(data, name, _Left(), 0)


def read_file(path: Path, shown: str) -> Document:
    """The document in a file. Raises InputError."""
    return read_bytes(plainfile.read_file(path, shown, _MOST_MB), shown)


def _read(data: bytes, name: str, left: _Left, depth: int) -> Document:
    reader = _PDF_READER if is_pdf(data, name) else _READER
    limits = _MAIL if kind_of(data, name) in MAILS else READING
    answer = read_apart(reader, data, Place(name), limits)
    document = document_from(answer)
    attached = list(zip(answer.header["attachments"], answer.blobs, strict=True))
    return _with_attachments(document, attached, left, depth) if attached else document


def _with_attachments(
    document: Document, attached: Sequence[tuple[str, bytes]], left: _Left, depth: int
) -> Document:
    """The message and what is attached to it, each read in a process of its own."""
    pieces, unread, read = [("", document)], [], []
    for name, data in attached:
        label = f"attachment {name}"
        why = _too_much(left, depth)
        try:
            if not why:
                left.attachments -= 1
                pieces.append((label, _read(data, name, left, depth + 1)))
                read.append(name)
        except InputError as error:
            why = error.faults[0].what
        if why:
            unread.append(f"{label}: {why}")
    whole = joined(document.name, pieces)
    said = f"the message, and attached to it {', '.join(read)}" if read else ""
    return replace(whole, unread=(*whole.unread, *unread), read=said)


def _too_much(left: _Left, depth: int) -> str:
    if depth >= DEEPEST:
        return f"it lies in messages within messages, more than {DEEPEST} deep"
    if not left.attachments:
        return f"it comes after the first {MOST_ATTACHMENTS} attachments, which were read"
    return "reading all attachments takes too long" if time.monotonic() > left.until else ""


def files_in(folder: Path) -> list[Path]:
    """What has the name of a document in a folder and beneath it, in order; hidden ones are left out.

    Documents that can't be read are among them, so that each is named as unread; what only serves a page
    or a program is not.
    """
    return sorted(
        path
        for path in folder.rglob("*")
        if is_document(path.name)
        and not path.is_dir()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
