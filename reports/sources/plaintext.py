"""The bytes of a text file, plain or gzip: whole, UTF-8, and nothing a table can't hold."""

from __future__ import annotations

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from reckoner.reports.confined.plainfile import require_file
from reckoner.reports.errors import InputError, Place

LARGEST = 256 * 1024 * 1024
"""Bytes of text that one file may hold; a gzip file that unpacks to more is refused on the way."""

_PIECE = 256 * 1024
_OTHER_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "Save it as UTF-8: in Excel, Save As, 'CSV UTF-8 (comma delimited)'."


def read_plaintext(path: Path, shown: str, largest: int = LARGEST) -> bytes:
    """The text's bytes, unpacked; a byte order mark of UTF-8 stays. Raises InputError."""
    data = _unpacked(path, shown, largest)
    if data.startswith(_OTHER_BOMS):
        raise InputError("it is UTF-16, not UTF-8", Place(shown, 1), _SAVE)
    _require_utf8(data, shown)
    if b"\0" in data:
        raise InputError("it holds a null byte", Place(shown, line_at(data, data.index(b"\0"))), _SAVE)
    odd = _odd_line_end(data)
    if odd is not None:
        what = "this line ends in another way than the first, or a value runs over the end of its line"
        raise InputError(what, Place(shown, odd), "Keep each value on one line; save the file again as CSV.")
    return data


@dataclass(frozen=True)
class Survey:
    """A text that is sound: its first piece, and its number of line feeds without those that end it."""

    head: bytes
    feeds: int


def survey_plaintext(path: Path, shown: str, largest: int) -> Survey:
    """Look a text through with one piece of it in memory at a time.

    Raises InputError for what ``read_plaintext`` refuses.
    """
    head, before = b"", b""
    size = feeds = at_end = returns = pairs = 0
    decoder, is_sound = codecs.getincrementaldecoder("utf-8")(), True
    try:
        with _opened(path, shown) as file:
            while is_sound and (piece := file.read(_PIECE)):
                head = head or piece
                size += len(piece)
                is_sound = size <= largest and b"\0" not in piece
                if not piece.isascii() or decoder.getstate()[0]:
                    decoder.decode(piece)
                found, returned, paired = _line_ends(piece)
                returns += returned
                pairs += paired + (before == b"\r" and piece[:1] == b"\n")
                before, words = piece[-1:], piece.rstrip(b"\r\n")
                if words:
                    feeds += at_end
                    at_end = piece.count(b"\n", len(words))
                    feeds += found - at_end
                else:
                    at_end += found
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        is_sound = False
    if not is_sound or (returns and not returns == feeds + at_end == pairs):
        read_plaintext(path, shown, largest)  # says what is wrong, and where
    return Survey(head, feeds)


def _line_ends(piece: bytes) -> tuple[int, int, int]:
    """How many line feeds there are, carriage returns, and pairs of one and the other: numpy counts those of
    short lines four times as fast as bytes do."""
    import numpy as np

    codes = np.frombuffer(piece, np.uint8)
    feeds = codes == ord("\n")
    if b"\r" not in piece:
        return int(np.count_nonzero(feeds)), 0, 0
    returns = codes == ord("\r")
    pairs = np.count_nonzero(returns[:-1] & feeds[1:])
    return int(np.count_nonzero(feeds)), int(np.count_nonzero(returns)), int(pairs)


def line_at(data: bytes, position: int) -> int:
    """The number of the line that holds the byte at that position; the first is 1."""
    return data.count(b"\n", 0, position) + 1


@contextmanager
def _opened(path: Path, shown: str) -> Iterator[IO[bytes]]:
    require_file(path, shown)
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as file:
            yield cast(IO[bytes], file)
    except FileNotFoundError:
        raise InputError(
            "there is no such file", Place(shown), "Put it there, or correct the name."
        ) from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise InputError("it is not a whole gzip file", Place(shown), "Fetch it again.") from None
    except OSError as problem:
        raise InputError(
            f"it could not be read: {problem.strerror}", Place(shown), "Check the file."
        ) from None


def _unpacked(path: Path, shown: str, largest: int) -> bytes:
    with _opened(path, shown) as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise InputError(f"it holds more than {largest // 2**20} MB of text", Place(shown), "Split it.")
    return data


def _require_utf8(data: bytes, shown: str) -> None:
    if data.isascii():
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        byte = data[problem.start : problem.start + 1]
        meant = byte.decode("cp1252", errors="ignore")
        guess = f"; in Windows-1252 it is {meant!r}" if meant else ""
        what = f"byte {byte[0]:#04x} is not UTF-8{guess}"
        raise InputError(what, Place(shown, line_at(data, problem.start)), _SAVE) from None


def _odd_line_end(data: bytes) -> int | None:
    """The first line whose end is not that of the first line; a carriage return alone is never an end."""
    returns = data.count(b"\r")
    if not returns or (returns == data.count(b"\n") == data.count(b"\r\n")):
        return None
    lines = data.split(b"\n")
    first = lines[0].endswith(b"\r")
    odd = (n for n, line in enumerate(lines[:-1], 1) if line.endswith(b"\r") != first or b"\r" in line[:-1])
    return next(odd, len(lines))
