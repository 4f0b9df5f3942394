"""What is kept, or made and kept: the one function that the rest of the program calls."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reckoner.reports.cache.store import Blobs, Store, is_ours
from reckoner.reports.cache.surroundings import code

VARIABLE, OFF = "RECKONER_CACHE", "off"


class _Current:
    """The store that this process uses; looked for at the first need."""

    store: Store | None = None
    is_known = False


def remembered(what: str, inputs: Sequence[bytes], make: Callable[[], Blobs]) -> Blobs:
    """The result of ``make``, which depends on nothing but ``inputs`` and the code; kept from an earlier time
    where there was one. ``what`` says which kind of result it is."""
    kept = Kept(what, inputs)
    return kept.keep(make()) if kept.blobs is None else kept.blobs


class Kept:
    """The same for a result that is made elsewhere: ``blobs`` are None where it is yet to be made."""

    def __init__(self, what: str, inputs: Sequence[bytes]) -> None:
        self._store = current()
        self._key = key_of(what, inputs) if self._store else ""
        self.blobs = self._store.get(self._key) if self._store else None

    def keep(self, made: Blobs) -> Blobs:
        """Keep what was made, and give it."""
        if self._store:
            self._store.put(self._key, made)
        return made


def key_of(what: str, inputs: Sequence[bytes]) -> str:
    """The name under which a result is kept."""
    digest = hashlib.sha256(code())
    for part in (what.encode(), *inputs):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()


def current() -> Store | None:
    """The store in use: the folder that RECKONER_CACHE names, or ``reckoner`` among the user's caches.

    None where it says ``off``, where there is no such folder to be had, or others may write there.
    """
    if not _Current.is_known:
        folder = _folder()
        _Current.store = Store(folder) if folder and is_ours(folder) else None
        _Current.is_known = True
    return _Current.store


def forgo() -> None:
    """Use none, in this process and those that it starts."""
    os.environ[VARIABLE] = OFF
    _Current.store, _Current.is_known = None, True


@contextmanager
def using(store: Store | None) -> Iterator[None]:
    """Use this store, or none, for a while."""
    before = _Current.store, _Current.is_known
    _Current.store, _Current.is_known = store, True
    try:
        yield
    finally:
        _Current.store, _Current.is_known = before


def _folder() -> Path | None:
    named = os.environ.get(VARIABLE, "")
    if named:
        return None if named == OFF else Path(named).absolute()
    caches, home = os.environ.get("XDG_CACHE_HOME", ""), os.environ.get("HOME", "")
    if caches.startswith("/"):
        return Path(caches) / "reckoner"
    return Path(home) / ".cache" / "reckoner" if home.startswith("/") else None
