"""A file into a document: the reader for its kind, chosen by name and first bytes."""

from __future__ import annotations

from pathlib import Path

from reports.audit.document import Document
from reports.audit.reading.decode import MOST_BYTES, MOST_TEXT, decode, is_binary
from reports.audit.reading.docx import read_docx
from reports.audit.reading.html import read_html
from reports.audit.reading.mail import read_mail
from reports.audit.reading.pdf import read_pdf
from reports.audit.reading.plain import read_text
from reports.errors import InputError, Place

KINDS = (".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".eml")


def read_bytes(data: bytes, name: str) -> Document:
    """The document in these bytes; first bytes and ``name`` say what kind it is. Raises InputError."""
    if len(data) > MOST_BYTES:
        raise InputError("it is larger than 256 MB", Place(name), "Check its parts one by one.")
    kind = Path(name).suffix.lower()
    if data[:1024].lstrip().startswith(b"%PDF-") or kind == ".pdf":
        return read_pdf(data, name)
    if kind == ".docx" or data.startswith(b"PK\x03\x04"):
        return read_docx(data, name)
    if is_binary(data):
        raise InputError("it holds no text that can be read", Place(name), f"Known kinds: {' '.join(KINDS)}")
    if kind == ".eml" and len(data) <= MOST_TEXT * 4:
        return read_mail(data, name)
    if len(data) > MOST_TEXT:
        raise InputError("its text is larger than 16 MB", Place(name), "Check its parts one by one.")
    text = decode(data)
    head = text[:2000].lstrip().lower()
    if kind in (".html", ".htm") or head.startswith(("<!doctype html", "<html")):
        return read_html(text, name)
    return read_text(text, name)


def read_file(path: Path, shown: str) -> Document:
    """The document in a file. Raises InputError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError("it is larger than 256 MB", Place(shown), "Check its parts one by one.")
        data = path.read_bytes()
    except OSError as problem:
        raise InputError(f"it can't be read: {problem.strerror}", Place(shown)) from None
    return read_bytes(data, shown)


def files_in(folder: Path) -> list[Path]:
    """The files of known kinds in a folder and beneath it, in order; hidden ones are left out."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in KINDS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
