"""The files that a PDF carries, read out in a process that may fail."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import InputError, Place

MOST_FILES = 2_000
_LONGEST = 200
_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"]
)


def answer(message: Message) -> Message:
    """The names and contents of the files inside a PDF's bytes, in the order of their names.

    Raises InputError where it can't be read, where a file in it is broken, or where a name is not plain.
    """
    found = _read(message.blobs[0], message.header["shown"])
    names = sorted(found)
    return Message({"names": names}, tuple(found[name] for name in names))


def _read(pdf: bytes, path: str) -> dict[str, bytes]:
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return _all(opened, path)
    except pikepdf.PasswordError:
        raise InputError("is locked with a password", Place(path)) from None
    except (pikepdf.PdfError, KeyError):  # the latter from a broken list of names
        todo = "Name a PDF that Reckoner made, or fetch it again."
        raise InputError("is not a PDF that can be read", Place(path), todo) from None


def _all(opened: pikepdf.Pdf, path: str) -> dict[str, bytes]:
    count = len(opened.attachments)
    if count > MOST_FILES:
        raise InputError(f"it carries {count:,} files; the most is {MOST_FILES:,}", Place(path))
    found: dict[str, bytes] = {}
    taken: set[str] = set()
    for name, content in _files(opened, path):
        if name.casefold() in taken:
            raise InputError(f"two files in the PDF have the name {name}", Place(path))
        taken.add(name.casefold())
        found[name] = content
    return found


def _content(attached: pikepdf.AttachedFile, name: str, path: str) -> bytes:
    try:
        content: bytes = attached.read_bytes()
    except (pikepdf.DataDecodingError, MemoryError):  # either may come where memory has run out
        what = f"{name} in the PDF is broken, or unpacks to more than can be read"
        raise InputError(what, Place(path), "Fetch the PDF again.") from None
    return content


def is_plain(name: str) -> bool:
    """Whether a name is a plain file's wherever it is written to: in no other folder, hidden to nobody, no
    option of a command, and no device of Windows.
    """
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= _LONGEST
        and name.isprintable()
        and not name.startswith((".", "-", "~", " "))
        and not name.endswith((".", " "))
        and not any(letter in name for letter in '/\\:*?"<>|')
        and name.partition(".")[0].rstrip().upper() not in _DEVICES
    )


def _files(opened: pikepdf.Pdf, path: str) -> Iterator[tuple[str, bytes]]:
    for name, specification in opened.attachments.items():
        said = specification.filename or name
        if not is_plain(said):
            what = f"a file in the PDF has the name {said[:80]!r}, which is not a plain one"
            raise InputError(what, Place(path), "Only PDFs that Reckoner made can be read out.")
        attached = specification.get_file()
        content = _content(attached, said, path)
        size: Any = attached.obj.get("/Params", pikepdf.Dictionary()).get("/Size")
        if size is not None and size != len(content):
            raise InputError(
                f"{said} in the PDF is broken: {len(content)} bytes instead of {str(size)[:20]}", Place(path)
            )
        yield said, content
