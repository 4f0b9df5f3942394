"""Files at their place whole or not at all: written beside, flushed, renamed."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.drafts.disk import making_in, read_plain
from reckoner.reports.errors import Place, SettingsError
from reckoner.reports.whole import sync

_PREFIX = ".arriving-"
# What passes once somebody makes room or the share is back.
_PASSING = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EIO,
    errno.ESTALE,
    errno.ETIMEDOUT,
    errno.EHOSTDOWN,
    errno.EFBIG,
}


def put_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """A new folder with these files. Raises Undelivered; then nothing is there."""
    _at(target, lambda making: _fill(making, files))


def put_file(target: Path, content: bytes) -> None:
    """A new file. Raises Undelivered; then nothing is there."""
    _at(target, lambda making: _write(making / "file", content), inner="file")


def differences(target: Path, files: Mapping[str, bytes]) -> list[str] | None:
    """How a folder differs from these files, each byte read; None where there is no folder.

    Raises Undelivered where it can't be read.
    """
    try:
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            return ["it is not a folder"]
        if not target.exists():
            return None
        found = {path.relative_to(target).as_posix(): path for path in target.rglob("*") if _is_file(path)}
        changed = [name for name in files.keys() & found.keys() if not _holds(found[name], files[name])]
    except OSError as problem:
        raise _cannot("read", problem, target) from None
    return [
        *(f"{name} has changed" for name in sorted(changed)),
        *(f"{name} is missing" for name in sorted(files.keys() - found.keys())),
        *(f"{name} was added" for name in sorted(found.keys() - files.keys())),
    ]


def check_folder(folder: Path) -> None:
    """Raises SettingsError where a folder can neither be written nor made. Nothing is written."""
    there = _there(folder)
    where = Place(str(there))
    if not there.is_dir():
        raise SettingsError("it is not a folder", where, "Correct `folder` of the channel, or move it away.")
    if not os.access(there, os.W_OK | os.X_OK):
        todo = f"Ask for permission to write there, or correct `folder` of the channel ({folder})."
        raise SettingsError("it can't be written", where, todo)


def try_folder(folder: Path) -> None:
    """Write a file into a folder, or where it would be made, and take it away. Raises Undelivered."""
    there = _there(folder)
    try:
        with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=there) as making:
            _write(Path(making) / "file", b"1")
    except OSError as problem:
        raise _cannot("written", problem, there) from None


def _there(folder: Path) -> Path:
    """The folder, or the nearest around it that there is."""
    return next(path for path in (folder, *folder.parents) if path.exists() or path.is_symlink())


def _is_file(path: Path) -> bool:
    return path.is_symlink() or not path.is_dir()


def _holds(path: Path, content: bytes) -> bool:
    """A link or a pipe is no file of ours, whatever it leads to."""
    return not path.is_symlink() and path.is_file() and read_plain(path) == content


def _at(target: Path, fill: Callable[[Path], None], inner: str = "") -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        making = making_in(target.parent, _PREFIX)
        try:
            fill(making)
            made = making / inner
            made.chmod(0o644 if inner else 0o755)
            made.rename(target)
            sync(target.parent)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    except OSError as problem:
        raise _cannot("written", problem, target) from None


def _cannot(what: str, problem: OSError, target: Path) -> Undelivered:
    passes = problem.errno in _PASSING
    todo = "Free some space, or bring the share back." if passes else "Look who may read and write there."
    said = f"it could not be {what}: {problem.strerror}"
    return Undelivered(said, Place(str(target)), todo, permanent=not passes)


def _fill(making: Path, files: Mapping[str, bytes]) -> None:
    folders = {making}
    for name, content in files.items():
        path = making / name
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.add(path.parent)
        _write(path, content)
    for folder in folders:
        sync(folder)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
