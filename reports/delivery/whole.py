"""Files at their place whole or not at all: written beside, flushed, renamed."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from reports.delivery.failure import Undelivered
from reports.drafts.disk import sweep, sync
from reports.errors import Place

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


def same_folder(target: Path, files: Mapping[str, bytes]) -> bool:
    """Whether the folder is there with these files and no others. Raises Undelivered where it has others."""
    try:
        if not target.is_dir():
            return False
        found = {path.relative_to(target).as_posix(): path for path in target.rglob("*") if not path.is_dir()}
        if found.keys() == files.keys() and all(found[n].read_bytes() == raw for n, raw in files.items()):
            return True
    except OSError as problem:
        raise _cannot("read", problem, target) from None
    todo = "Move it away; Reckoner overwrites nothing."
    raise Undelivered("something else is there already", Place(str(target)), todo, permanent=True)


def _at(target: Path, fill: Callable[[Path], None], inner: str = "") -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent, _PREFIX)
        making = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=target.parent))
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
