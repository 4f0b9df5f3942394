"""The history's file: read and added to under a lock, by whole lines or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

from reckoner.reports.drafts.disk import why
from reckoner.reports.errors import InputError, Place, WriteError
from reckoner.reports.whole import sync

_SAFELY = os.O_CLOEXEC | os.O_NONBLOCK  # a pipe in the file's place must not make anybody wait


def read(path: Path) -> bytes | None:
    """All of the file; None where there is none. Raises InputError where it is there and can't be read."""
    try:
        with _open(path, os.O_RDONLY, fcntl.LOCK_SH) as file:
            return file.readall()
    except FileNotFoundError:
        return None
    except OSError as problem:
        what, todo = why(problem)
        todo = f"{todo}; that it can't be read does not mean that nothing was done."
        raise InputError(f"the history can't be read: {what}", Place(str(path)), todo) from None


def is_there(path: Path) -> bool:
    """Whether anything has the file's name. Raises WriteError where nobody can say."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as problem:
        raise cannot(problem, path) from None
    return True


@contextmanager
def growing(path: Path) -> Iterator[FileIO]:
    """The file, held for adding to it; made where there is none. Raises WriteError."""
    try:
        if not is_there(path):
            _make(path)
        file = _open(path, os.O_RDWR, fcntl.LOCK_EX)
    except OSError as problem:
        raise cannot(problem, path) from None
    with file:
        yield file


def add(file: FileIO, size: int, lines: bytes, path: Path) -> None:
    """Put lines after the first ``size`` bytes; on the disk then. Raises WriteError: nothing changed."""
    try:
        file.truncate(size)
        file.seek(size)
        try:
            left = memoryview(lines)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(size)
            raise
    except OSError as problem:
        raise cannot(problem, path) from None


def cannot(problem: OSError, path: Path) -> WriteError:
    """That the history, or what belongs to it, could not be written."""
    what, todo = why(problem)
    return WriteError(
        f"the history could not be written: {what}", Place(str(path)), f"{todo}; nothing was recorded."
    )


def _open(path: Path, flags: int, lock: int) -> FileIO:
    """The file, locked; the lock goes when it is closed. Raises OSError."""
    handle = os.open(path, flags | _SAFELY)
    try:
        kind = os.fstat(handle).st_mode
        if stat.S_ISDIR(kind):
            raise IsADirectoryError(errno.EISDIR, "a folder")
        if not stat.S_ISREG(kind):
            raise OSError(errno.EINVAL, "a pipe, a device or the like is where the file should be")
        fcntl.flock(handle, lock)
        return FileIO(handle, "r+b" if flags & os.O_RDWR else "rb")
    except BaseException:
        os.close(handle)
        raise


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o660, exist_ok=True)  # the umask says whether a group may read
    sync(path.parent)
