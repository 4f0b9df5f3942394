"""The house's figures, read once and kept until a file of theirs changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock

from reckoner.reports.modules.library import DATA, Library, load_library


class Shelf:
    """The library of a house. Several may ask at once; one of them reads.

    ``stamp`` tells a folder's files from what they were before.
    """

    def __init__(self, stamp: Callable[[Path], Hashable]) -> None:
        self._stamp, self._lock = stamp, Lock()
        self._held: tuple[Hashable, Library] | None = None

    def load(self, root: Path, names: frozenset[str] | None = None, *, under: int) -> Library:
        """What ``load_library`` reads, read again where a file has changed or other names are needed."""
        with self._lock:
            asked = root, self._stamp(root / DATA), names, under
            if self._held is None or self._held[0] != asked:
                self._held = asked, load_library(root, names, under=under)
            return self._held[1]
