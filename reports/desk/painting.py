"""A PDF's pages as pictures, painted in the process that reads files and kept by the PDF's hash."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pypdfium2

from reckoner.reports.confined.ipc import Message
from reckoner.reports.confined.reading import read_apart
from reckoner.reports.drafts.disk import new_file, read_plain
from reckoner.reports.errors import InputError, Place
from reckoner.reports.render.pdf.painted import painted

_HASH = re.compile(r"[0-9a-f]{64}")


def answer(message: Message) -> Message:
    """The number of pages, or a page as PNG. Raises InputError where it is no PDF, or has no such page."""
    place, wanted = Place(message.header["shown"]), int(message.header["page"])
    try:
        with pypdfium2.PdfDocument(message.blobs[0]) as pdf:
            pages = len(pdf)
            if not wanted:
                return Message({"pages": pages})
            if wanted > pages:
                raise InputError(f"it has no page {wanted}", place, f"It has {pages}.")
            png = painted(pdf, wanted)
    except pypdfium2.PdfiumError as problem:
        raise InputError(
            f"it is no PDF that can be read: {problem}", place, "Build the draft again."
        ) from None
    return Message({"pages": pages}, (png,))


def page_count(root: Path, digest: str, pdf: bytes, shown: str) -> int:
    """How many pages a PDF has. Raises InputError."""
    kept = _kept(root, digest, "pages")
    with suppress(OSError, ValueError):
        return int(read_plain(kept))
    found = int(read_apart(__name__, pdf, Place(shown), page=0).header["pages"])
    _keep(kept, str(found).encode())
    return found


def picture(root: Path, digest: str, pdf: bytes, shown: str, page: int) -> bytes:
    """A page as PNG, counted from 1. Raises InputError."""
    kept = _kept(root, digest, f"{page}.png")
    with suppress(OSError):
        return read_plain(kept)
    found = read_apart(__name__, pdf, Place(shown), page=page).blobs[0]
    _keep(kept, found)
    return found


def _kept(root: Path, digest: str, name: str) -> Path:
    assert _HASH.fullmatch(digest)
    return root / "state" / "desk" / "pictures" / digest / name


def _keep(path: Path, content: bytes) -> None:
    """What can't be kept is painted again next time."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        making = path.with_suffix(".making")
        with new_file(making, 0o600) as file:
            file.write(content)
        making.replace(path)
