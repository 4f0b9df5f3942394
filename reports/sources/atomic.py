"""A module's folder with one writer at a time, whose files are written whole or not at all."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reckoner.reports import whole
from reckoner.reports.errors import Place, UsageError

_PREFIX = ".writing-"


def copy_whole(source: Path, target: Path) -> None:
    """As ``whole.copy_whole``; what a kill leaves is cleared away by the next who takes something in."""
    whole.copy_whole(source, target, _PREFIX)


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
