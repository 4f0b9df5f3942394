"""Files written whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reckoner.reports.errors import Place, UsageError, WriteError

_PREFIX = ".writing-"
_MODE = 0o644


def copy_whole(source: Path, target: Path) -> None:
    """Copy a file so that ``target`` is either as before or complete, and on disk. Raises WriteError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=_PREFIX, dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as out, source.open("rb") as data:
                shutil.copyfileobj(data, out)
                out.flush()
                os.fsync(out.fileno())
            Path(name).chmod(_MODE)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(target.parent)
    except OSError as problem:
        todo = "Free some space, or check who may write there."
        raise WriteError(f"it could not be written: {problem.strerror}", Place(str(target)), todo) from None


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder for one writer, and clear away what a killed one left.

    Raises UsageError while another holds it.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            todo = "Wait until it is done, then try again."
            raise UsageError("something else is being taken in", Place(str(folder)), todo) from None
        for left in [*folder.glob(f"{_PREFIX}*"), *folder.glob(f"*/{_PREFIX}*")]:
            with suppress(OSError):
                left.unlink()
        yield
    finally:
        os.close(handle)
