"""A file's bytes, where it is a file: a pipe would be waited for, a device may have no end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from reckoner.reports.errors import InputError, Place

_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a folder"),
)
_TODO = "Save what comes out of it as a file, and name that."
_MB = 1024 * 1024


def require_file(path: Path, shown: str) -> None:
    """Nothing, where the path leads to a file or to nothing at all.

    Raises InputError where it leads to a pipe, a device, a socket or a folder.
    """
    try:
        _require_file(path.stat().st_mode, shown)
    except OSError:
        return  # whoever opens it will say so


def _require_file(mode: int, shown: str) -> None:
    for is_kind, name in _KINDS:
        if is_kind(mode):
            todo = "Name a file in it." if name == "a folder" else _TODO
            raise InputError(f"it is {name}, not a file", Place(shown), todo)


def read_file(path: Path, shown: str, most_mb: int) -> bytes:
    """The bytes of a file. Raises InputError where it is none, can't be read, or is too large."""
    try:
        # Without waiting for whoever may write to a pipe.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            _require_file(os.fstat(file.fileno()).st_mode, shown)
            data = file.read(most_mb * _MB + 1)
    except FileNotFoundError:
        raise InputError(
            "there is no such file", Place(shown), "Put it there, or correct the name."
        ) from None
    except OSError as problem:
        require_file(path, shown)  # a socket can't even be opened
        raise InputError(f"it can't be read: {problem.strerror}", Place(shown), "Check the file.") from None
    if len(data) > most_mb * _MB:
        raise InputError(f"it is larger than {most_mb} MB", Place(shown), "Save it smaller, or in parts.")
    return data
