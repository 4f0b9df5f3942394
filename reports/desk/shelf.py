"""The house's figures, read once and kept until a file of theirs changes."""

from __future__ import annotations

import threading
from pathlib import Path

from reckoner.reports.desk.held import Stamp, stamp_of
from reckoner.reports.modules.library import DATA, Library, load_library


class Shelf:
    """The library of a house. Several requests may ask at once; one of them reads."""

    def __init__(self, root: Path) -> None:
        self._root, self._lock = root, threading.Lock()
        self._held: tuple[Stamp, int, Library] | None = None

    def library(self, under: int) -> Library:
        """Every measure and fact. Raises InputError with every fault of the data."""
        with self._lock:
            stamp = stamp_of(self._root / DATA)
            if self._held is None or self._held[:2] != (stamp, under):
                self._held = (stamp, under, load_library(self._root, under=under))
            return self._held[2]
