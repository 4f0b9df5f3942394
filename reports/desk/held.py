"""What was read once, kept until one of its files changes, and never longer than a minute.

The desk answers many people out of the same few files. A file counts as changed once its name, place on the
disk, size, rights or time of writing is another. Its time of change doesn't count: a trial of words gives
each file of the house a second name for a while. Whatever acts reads the files themselves.
"""

from __future__ import annotations

import os
import stat
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeVar

Found = TypeVar("Found")
Mark = tuple[str, int, int, int, int]
Stamp = tuple[Mark, ...]
_MOST, _LASTS = 2000, 60.0


_MOMENT = ContextVar[dict[tuple[Path, ...], Stamp] | None]("moment", default=None)


@contextmanager
def one_moment() -> Iterator[None]:
    """Look at each file once within: a page shows a house as it was when it was asked for."""
    token = _MOMENT.set({})
    try:
        yield
    finally:
        _MOMENT.reset(token)


def stamp_of(*places: Path) -> Stamp:
    """What tells files, and all files below folders, from what they were before."""
    known = _MOMENT.get()
    if known is not None and (found := known.get(places)) is not None:
        return found
    stamp = tuple(mark for place in places for mark in _marks(place))
    if known is not None:
        known[places] = stamp
    return stamp


def _marks(place: Path) -> Iterator[Mark]:
    with suppress(OSError):
        found = place.stat()
        yield _mark(str(place), found)
        if stat.S_ISDIR(found.st_mode):
            yield from _below(str(place))


def _below(folder: str) -> Iterator[Mark]:
    with os.scandir(folder) as entries:
        inside = sorted(entries, key=lambda entry: entry.name)
    for entry in inside:
        with suppress(OSError):
            found = entry.stat()
            yield _mark(entry.path, found)
            if stat.S_ISDIR(found.st_mode):
                yield from _below(entry.path)


def _mark(place: str, found: os.stat_result) -> Mark:
    return place, found.st_ino, found.st_size, found.st_mode, found.st_mtime_ns


@dataclass
class _Slot:
    lock: Lock = field(default_factory=Lock)
    stamp: object = None
    read_at: float = float("-inf")
    value: object = None


class Held:
    """Values by their keys. Of several who ask for the same at once, one reads and the others wait."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._slots: OrderedDict[Hashable, _Slot] = OrderedDict()

    def get(self, key: Hashable, stamp: object, read: Callable[[], Found]) -> Found:
        """The value of a key as of a stamp. Raises what ``read`` raises, and keeps nothing then."""
        slot = self._slot(key)
        with slot.lock:
            if slot.stamp != stamp or self._clock() - slot.read_at > _LASTS:
                slot.read_at = float("-inf")
                value: object = read()
                slot.stamp, slot.value, slot.read_at = stamp, value, self._clock()
            return slot.value  # type: ignore[return-value]  # what ``read`` gave

    def _slot(self, key: Hashable) -> _Slot:
        with self._lock:
            slot = self._slots.setdefault(key, _Slot())
            self._slots.move_to_end(key)
            while len(self._slots) > _MOST:
                self._slots.popitem(last=False)
            return slot
