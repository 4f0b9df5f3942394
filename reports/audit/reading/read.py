"""Files into documents, each in a process that may fail: what is no file, or too large, is refused before."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reckoner.reports.audit.document import Document
from reckoner.reports.audit.reading.kinds import KINDS, is_pdf
from reckoner.reports.audit.reading.sent import document_from
from reckoner.reports.confined import plainfile
from reckoner.reports.confined.reading import read_apart, warm
from reckoner.reports.errors import Place

_MOST_MB = 256
_READER, _PDF_READER = "reckoner.reports.audit.reading.reader", "reckoner.reports.audit.reading.pdf"


def get_ready(names: Iterable[str]) -> None:
    """Start the process that reads files of such names now, so that the first need not wait for it."""
    for reader in {_PDF_READER if is_pdf(b"", name) else _READER for name in names}:
        warm(reader)


def read_bytes(data: bytes, name: str) -> Document:
    """The document in these bytes; first bytes and ``name`` say what kind it is. Raises InputError."""
    reader = _PDF_READER if is_pdf(data, name) else _READER
    return document_from(read_apart(reader, data, Place(name)))


def read_file(path: Path, shown: str) -> Document:
    """The document in a file. Raises InputError."""
    return read_bytes(plainfile.read_file(path, shown, _MOST_MB), shown)


def files_in(folder: Path) -> list[Path]:
    """What has the name of a known kind in a folder and beneath it, in order; hidden ones are left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in KINDS
        and not path.is_dir()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
