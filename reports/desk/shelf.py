"""The house's figures, read once and kept until a file of theirs changes."""

from __future__ import annotations

import threading
from pathlib import Path

from reckoner.reports.modules.library import DATA, Library, load_library

Stamp = tuple[tuple[str, int, int], ...]


class Shelf:
    """The library of a house. Several requests may ask at once; one of them reads."""

    def __init__(self, root: Path) -> None:
        self._root, self._lock = root, threading.Lock()
        self._held: tuple[Stamp, int, Library] | None = None

    def library(self, under: int) -> Library:
        """Every measure and fact. Raises InputError with every fault of the data."""
        with self._lock:
            stamp = self._stamp()
            if self._held is None or self._held[:2] != (stamp, under):
                self._held = (stamp, under, load_library(self._root, under=under))
            return self._held[2]

    def _stamp(self) -> Stamp:
        """Name, size and time of each file: another one means that something was changed."""
        files = sorted(path for path in (self._root / DATA).rglob("*") if path.is_file())
        return tuple((str(path), (at := path.stat()).st_mtime_ns, at.st_size) for path in files)
