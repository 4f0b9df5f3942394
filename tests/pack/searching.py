"""Looks for a word in everything that a house holds and says: inside PDFs, mails, zips and databases too."""

from __future__ import annotations

import email
import gzip
import io
import zipfile
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pikepdf
import pypdfium2


def holding(root: Path, word: str) -> list[str]:
    """The files below a folder, and what is in them, that hold the word in any way of writing it."""
    return [
        place
        for path in sorted(root.rglob("*"))
        if path.is_file()
        for place, content in opened(path.relative_to(root).as_posix(), path.read_bytes())
        if holds(content, word)
    ]


def holds(content: bytes, word: str) -> bool:
    """Whether bytes hold a word, in small letters or large, as UTF-8 or as UTF-16."""
    lower = content.lower()
    said = word.lower()
    return any(said.encode(coding) in lower for coding in ("utf-8", "utf-16-le", "utf-16-be"))


def opened(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and all that can be taken out of it."""
    yield name, content
    yield name, name.encode()
    if content.startswith(b"%PDF"):
        yield from _of_pdf(name, content)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from opened(f"{name}!{part}", archive.read(part))
    elif content.startswith(b"\x1f\x8b"):
        yield f"{name}!", gzip.decompress(content)
    elif name.endswith(".eml"):
        for inner in _parts(content):
            if not inner.is_multipart():
                payload = inner.get_payload(decode=True)
                assert isinstance(payload, bytes)
                yield from opened(f"{name}!{inner.get_filename('text')}", payload)


def _parts(content: bytes) -> Iterator[EmailMessage]:
    for part in email.message_from_bytes(content, policy=policy.default).walk():
        assert isinstance(part, EmailMessage)
        yield part


def _of_pdf(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    document = pypdfium2.PdfDocument(content)
    for page in range(len(document)):
        words = document[page].get_textpage().get_text_range()
        yield f"{name}!page {page + 1}", "".join(words.split()).encode()
    document.close()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for entry in pdf.objects:
            if isinstance(entry, pikepdf.Stream):
                yield f"{name}!{entry.objgen}", entry.read_bytes() if _is_read(entry) else b""
            else:
                yield f"{name}!{entry.objgen}", str(entry).encode("utf-8", "replace")


def _is_read(stream: pikepdf.Stream) -> bool:
    return stream.get("/Filter") not in ("/DCTDecode", "/JPXDecode", "/CCITTFaxDecode", "/JBIG2Decode")
