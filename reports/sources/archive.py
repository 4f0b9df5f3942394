"""A guard in front of the zip files that spreadsheets are: refused before anything unpacks them whole.

Sizes that a zip declares can lie, so each part is also unpacked piece by piece and counted, and nothing
of it kept.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path

from reckoner.reports.errors import InputError, Place

MOST_PARTS = 2_000
MOST_BYTES = 100 * 1024 * 1024
"""Bytes that all parts together may unpack to; real tables are far under it."""
MOST_RATIO = 250
"""How many times its packed size a part may unpack to, once it is larger than a megabyte."""

_PIECE = 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAULTY = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError,
    NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip


@contextmanager
def guarded(path: Path, shown: str) -> Iterator[zipfile.ZipFile]:
    """The zip, once it is known to be one and to be of a size a table can have. Raises InputError."""
    _require_zip(path, shown)
    try:
        archive = zipfile.ZipFile(path)
    except _FAULTY as problem:
        raise _damaged(shown) from problem
    with archive:
        _check_declared(archive, shown)
        try:
            _check_real(archive, shown)
        except _FAULTY as problem:
            raise _damaged(shown) from problem
        yield archive


def _damaged(shown: str) -> InputError:
    return InputError("its zip is damaged", Place(shown), "Save or fetch it again.")


def _require_zip(path: Path, shown: str) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except FileNotFoundError:
        raise InputError(
            "there is no such file", Place(shown), "Put it there, or correct the name."
        ) from None
    except OSError as problem:
        raise InputError(
            f"it could not be read: {problem.strerror}", Place(shown), "Check the file."
        ) from None
    if start.startswith(_OLD_OFFICE):
        what = "it is protected with a password, or an old .xls under a new name"
        raise InputError(what, Place(shown), "Save it as .xlsx without a password.")
    if not zipfile.is_zipfile(path):
        raise InputError(
            "it is not a spreadsheet, whatever its name", Place(shown), "Save it as .xlsx or .ods."
        )


def _check_declared(archive: zipfile.ZipFile, shown: str) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        _refuse(shown, f"it has {len(parts)} parts, where a spreadsheet has a few dozen")
    size = sum(part.file_size for part in parts)
    if size > MOST_BYTES:
        _refuse(shown, f"it would unpack to {_megabytes(size)} MB; the most is {_megabytes(MOST_BYTES)} MB")
    for part in parts:
        if part.file_size > _PIECE and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            _refuse(
                shown,
                f"its part {part.filename} would unpack to {_megabytes(part.file_size)} MB from almost none",
            )


def _check_real(archive: zipfile.ZipFile, shown: str) -> None:
    """What the parts really unpack to, whatever they declare."""
    left = MOST_BYTES
    for part in archive.infolist():
        if part.flag_bits & 1:
            raise InputError("it is protected with a password", Place(shown), "Save it without one.")
        left -= _real_size(archive, part, left)
        if left < 0:
            _refuse(shown, f"it would unpack to more than {_megabytes(MOST_BYTES)} MB")


def _real_size(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> int:
    """Bytes of a part, counted up to one more than ``most``."""
    unbounded = copy(part)
    unbounded.file_size = most + 2 * _PIECE
    size = 0
    with archive.open(unbounded) as file:
        while size <= most and (piece := file.read(_PIECE)):
            size += len(piece)
    return size


def _megabytes(size: int) -> int:
    return size // (1024 * 1024)


def _refuse(shown: str, what: str) -> None:
    raise InputError(
        what, Place(shown), "If it is a real table, save only the sheet that is needed, or use CSV."
    )
