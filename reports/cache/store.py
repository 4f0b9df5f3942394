"""A folder of results under the hashes of their inputs."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import stat
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

MOST_BYTES = 512 * 1024**2
_KEPT_WHEN_FULL = 0.8  # of the limit: room is made for more than the next entry
_LOOK_EVERY = 64  # entries written between two looks at the whole folder
_UNFINISHED = ".making-"
_UNFINISHED_SECONDS = 3600
_KEY = re.compile(r"[0-9a-f]{64}")
_SIZE, _HASH = 8, 32
Blobs = tuple[bytes, ...]


@dataclass
class Store:
    """The folder, and how large it may grow. What can't be read or written counts as not being there."""

    folder: Path
    most: int = MOST_BYTES
    _written: int = field(default=0, init=False)

    def get(self, key: str) -> Blobs | None:
        """What is kept under a key; None where there is nothing, or it is damaged."""
        path = self._path(key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        blobs = _unpacked(content)
        with suppress(OSError):
            if blobs is None:
                path.unlink()
            else:
                os.utime(path)  # asked for last, so that it goes last
        return blobs

    def put(self, key: str, blobs: Sequence[bytes]) -> None:
        """Keep something under a key. Where that can't be done, it is not kept."""
        path, content = self._path(key), _packed(blobs)
        if len(content) > self.most * _KEPT_WHEN_FULL:
            return
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _write(path, content)
            if self._written % _LOOK_EVERY == 0:
                self.make_room()
            self._written += 1

    def make_room(self) -> None:
        """Take away what was not asked for longest, where the folder is full, and what killed ones left."""
        with suppress(OSError), _alone_in(self.folder) as is_alone:
            if not is_alone:
                return  # another process is doing it
            entries = sorted(self._entries())
            total = sum(size for _, size, _ in entries)
            if total <= self.most:
                return
            for _, size, path in entries:
                path.unlink(missing_ok=True)
                total -= size
                if total <= self.most * _KEPT_WHEN_FULL:
                    return

    def _entries(self) -> Iterator[tuple[int, int, Path]]:
        """When each entry was last asked for, its size, and where it is."""
        long_ago = time.time_ns() - _UNFINISHED_SECONDS * 10**9
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                found = path.stat()
                if path.name.startswith(_UNFINISHED) and found.st_mtime_ns < long_ago:
                    path.unlink()
                else:
                    yield found.st_mtime_ns, found.st_size, path

    def _path(self, key: str) -> Path:
        assert _KEY.fullmatch(key), key
        return self.folder / key[:2] / key


def is_ours(folder: Path) -> bool:
    """Whether nobody else can put anything there: it isn't there yet, or it belongs to this user alone."""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    shared = stat.S_IWGRP | stat.S_IWOTH
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & shared


def _write(path: Path, content: bytes) -> None:
    """Not flushed: an entry that a power cut damages is found to be damaged and made again."""
    handle, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _packed(blobs: Sequence[bytes]) -> bytes:
    """The hash of what follows, then each blob after its length."""
    body = b"".join(len(blob).to_bytes(_SIZE, "big") + blob for blob in blobs)
    return hashlib.sha256(body).digest() + body


def _unpacked(content: bytes) -> Blobs | None:
    hashed, body = content[:_HASH], content[_HASH:]
    if hashlib.sha256(body).digest() != hashed:
        return None
    blobs, at = [], 0
    while at < len(body):
        size = int.from_bytes(body[at : at + _SIZE], "big")
        blobs.append(body[at + _SIZE : at + _SIZE + size])
        at += _SIZE + size
    return tuple(blobs)


@contextmanager
def _alone_in(folder: Path) -> Iterator[bool]:
    """Whether this process is the only one that clears the folder now; a killed one lets go by itself."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
    finally:
        os.close(handle)
