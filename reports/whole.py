"""Files written whole or not at all: beside their place first, flushed, then put there in one step."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from reckoner.reports.errors import Place, WriteError

UNFINISHED = ".migrating-"  # begins the name of what isn't whole yet
_MODE = 0o644


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that readers see as it was or as it is, never half; its mode stays. Raises WriteError."""
    _put(path, lambda file: file.write(content), UNFINISHED, mode=None)


def copy_whole(source: Path, target: Path, prefix: str = UNFINISHED) -> None:
    """Copy a file so that ``target`` is either as before or complete, and on disk. Raises WriteError."""

    def copy(file: BinaryIO) -> None:
        with source.open("rb") as data:
            shutil.copyfileobj(data, file)

    _put(target, copy, prefix, _MODE)


def link_or_copy(source: str, target: str) -> str:
    """A second name for a file, which costs nothing; a copy where the disk gives none. Raises OSError."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target


def sync(folder: Path) -> None:
    """Flush a folder, so that the names in it outlast a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _put(path: Path, write: Callable[[BinaryIO], object], prefix: str, mode: int | None) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=prefix, dir=path.parent)  # a name that nobody can plant
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(mode or (path.stat().st_mode & 0o777 if path.exists() else _MODE))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync(path.parent)
    except OSError as problem:
        todo = "Free some space, or check who may write there."
        raise WriteError(f"it could not be written: {problem.strerror}", Place(str(path)), todo) from None
