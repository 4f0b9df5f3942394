"""What a caller asks for: a command's words, the width of their terminal, and one file's name and size."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass

FORMAT = 1  # goes up when an older service could misread a newer caller
MOST_BYTES = 256 * 2**20
_MOST_WORDS = 100
_NONE = "that is no request"
_NAME = re.compile(r"(?!\.)[^/\x00-\x1f\x7f]{1,200}\.(csv|csv\.gz|xlsx|ods|parquet)", re.IGNORECASE)


@dataclass(frozen=True)
class Request:
    """A command without its name ``reckoner``. ``columns`` is 0 where nobody watches its progress.

    ``file`` is the bare name of the file whose ``size`` bytes follow; empty where none does.
    """

    words: tuple[str, ...]
    columns: int = 0
    file: str = ""
    size: int = 0

    def encode(self) -> bytes:
        """The request as it is sent."""
        return json.dumps({"format": FORMAT, **asdict(self)}).encode()

    @classmethod
    def decode(cls, raw: bytes) -> Request:
        """Read what a caller sent. Raises ValueError with the reason where it is no request."""
        match _loaded(raw):
            case {"format": int(form)} if form != FORMAT:
                raise ValueError("your program and the service are of different versions")
            case {
                "words": [*words], "columns": int(columns), "file": str(file), "size": int(size)
            }:  # fmt: skip
                return cls(_words(words), min(max(columns, 0), 500), _file(file), _size(size))
        raise ValueError(_NONE)


def _loaded(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise ValueError(_NONE) from None


def _words(words: list[object]) -> tuple[str, ...]:
    if len(words) > _MOST_WORDS or not all(isinstance(word, str) and _is_whole(word) for word in words):
        raise ValueError(_NONE)
    return tuple(str(word) for word in words)


def _is_whole(word: str) -> bool:
    """Whether a word can be given to a process: without NUL and without halves of characters."""
    return "\0" not in word and not any("\ud800" <= letter <= "\udfff" for letter in word)


def _file(name: str) -> str:
    if name and not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no file of data: it may end in .csv, .csv.gz, .xlsx, .ods or .parquet")
    return name


def _size(size: int) -> int:
    if not 0 <= size <= MOST_BYTES:
        raise ValueError(f"the file is larger than {MOST_BYTES // 2**20} MB")
    return size
