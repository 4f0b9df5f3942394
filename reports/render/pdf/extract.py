"""The files inside a PDF, read out again."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from reports.errors import InputError, Place


def extract(pdf: bytes, path: str = "the file") -> dict[str, bytes]:
    """The names and contents of the files inside a PDF, in the order of their names.

    ``path`` is what errors call the PDF. Raises InputError where it can't be read, where a file in it is
    broken, or where a name is not a plain file name: it could lead out of the folder to write to.
    """
    try:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            found = dict(_files(opened, path))
    except pikepdf.PasswordError:
        raise InputError("is locked with a password", Place(path)) from None
    except pikepdf.PdfError:
        todo = "Name a PDF that Reckoner made, or fetch it again."
        raise InputError("is not a PDF that can be read", Place(path), todo) from None
    return dict(sorted(found.items()))


def _files(opened: pikepdf.Pdf, path: str) -> Iterator[tuple[str, bytes]]:
    for name, specification in opened.attachments.items():
        said = specification.filename or name
        if said in ("", ".", "..") or any(letter in said for letter in "/\\\0:") or not said.isprintable():
            raise InputError(
                f"a file in the PDF has the name {said!r}, which is not a plain one", Place(path)
            )
        attached = specification.get_file()
        content = attached.read_bytes()
        size: Any = attached.obj.get("/Params", pikepdf.Dictionary()).get("/Size")
        if size is not None and int(size) != len(content):
            raise InputError(
                f"{said} in the PDF is broken: {len(content)} bytes instead of {size}", Place(path)
            )
        yield said, content
