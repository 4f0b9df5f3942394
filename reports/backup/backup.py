"""A house written into one file while others work in it.

The history is read first, under its lock, and drafts after it: drafts are never changed or taken away, so
every draft that the history names is there.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from reckoner.reports.backup.archive import Listed, Writer, open_for_writing, read_archive
from reckoner.reports.backup.contents import contents_of, head_of, history_of
from reckoner.reports.drafts import lines
from reckoner.reports.drafts.disk import making_in
from reckoner.reports.drafts.history import History
from reckoner.reports.drafts.proof import prove
from reckoner.reports.drafts.safe import safe_of
from reckoner.reports.drafts.traces import traces
from reckoner.reports.errors import Fault, Place, ReckonerError, UsageError, WriteError
from reckoner.reports.settings.house import read_house
from reckoner.reports.whole import sync

_BEGUN = ".backup-"


@dataclass(frozen=True)
class BackedUp:
    """A backup as it lies there, and its list."""

    path: Path
    listed: Listed


def backup(root: Path, path: Path, now: datetime, progress: Callable[[str], None]) -> BackedUp:
    """Write a backup of the house to ``path`` and read it back. ``progress`` hears of each file.

    Raises UsageError where ``path`` is there already or lies in the house, SettingsError where the
    settings can't be read, InputError where the history can't, WriteError where the disk is full. What is
    missing of the history or of a draft is in the list as wrong: that is backed up all the same.
    """
    _may_be_written(root, path)
    name = history_of(root)
    try:
        making = making_in(path.parent, _BEGUN)
        try:
            made = making / "backup"
            _write(root, name, made, now, progress)
            listed = read_archive(made, _look)
            os.link(made, path)  # unlike a rename it never replaces
            sync(path.parent)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    except FileExistsError:
        raise _is_there(path) from None
    except (OSError, sqlite3.Error) as problem:
        what = f"the backup could not be written: {getattr(problem, 'strerror', None) or problem}"
        where = Place(str(getattr(problem, "filename", None) or path))
        raise WriteError(what, where, "Look at the disk and the permissions; there is no backup.") from None
    return BackedUp(path, listed)


def _may_be_written(root: Path, path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise _is_there(path)
    if not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent}", todo="Make it, or name another file.")
    if path.resolve().is_relative_to(root.resolve()):
        what = f"{path} lies in the house, and would be lost with it"
        raise UsageError(what, todo="Name a file on another disk.")


def _is_there(path: Path) -> UsageError:
    return UsageError(f"there is a file {path} already", todo="Name another; no backup is ever overwritten.")


def _look(_name: str, pieces: object, _mode: int, _mtime: int) -> None:
    for _ in pieces:  # type: ignore[attr-defined]
        pass


def _write(root: Path, name: str, made: Path, now: datetime, progress: Callable[[str], None]) -> None:
    missing = _missing(root, name)
    history = _history(root / name, made.parent / "history")
    with made.open("xb") as file:
        made.chmod(0o600)
        with open_for_writing(file) as tar:
            writer = Writer(tar)
            if history.path.exists():
                _add(writer, name, history.path, root / name)
            left = _add_all(writer, root, made.parent / "database", progress)
            proved = prove(root / "output", history)
            at, by = now.strftime("%Y-%m-%dT%H:%M:%SZ"), version("reckoner-reports")
            is_broken = any(f.where and f.where.path == str(history.path) for f in proved.wrong)
            wrong = tuple(fault.what for fault in (*proved.wrong, *(() if is_broken else missing)))
            writer.close(Listed(at, by, name, proved.rows, proved.head, wrong, left, writer.files))
        file.flush()
        os.fsync(file.fileno())


def _add_all(writer: Writer, root: Path, copy: Path, progress: Callable[[str], None]) -> dict[str, str]:
    """All but the history; what is left out, and why."""
    contents = contents_of(root)
    left = dict(contents.left_out)
    for name in contents.databases:
        _database(root / name, copy)
        _add(writer, name, copy, root / name)
        copy.unlink()
    for name in contents.files:
        progress(name)
        try:
            _add(writer, name, root / name, root / name)
        except FileNotFoundError:
            left[name] = "it was taken away meanwhile"
    return left


def _add(writer: Writer, name: str, path: Path, like: Path) -> None:
    seen = like.stat()
    writer.add(name, path.read_bytes(), seen.st_mode, int(seen.st_mtime))


def _history(path: Path, copy: Path) -> History:
    content = lines.read(path)
    if content is not None:
        copy.write_bytes(content)
    return History(copy)


def _missing(root: Path, name: str) -> tuple[Fault, ...]:
    """What the notes outside the house, or the house itself, know of and its history doesn't hold.

    A house whose settings can't be read is backed up too: the notes are looked at all the same.
    """
    try:
        History(root / name, safe_of(root, head_of(root)), lambda: _traces(root)).rows()
    except ReckonerError as problem:
        return problem.faults
    return ()


def _traces(root: Path) -> str:
    with suppress(ReckonerError):
        return traces(read_house(root))
    return ""


def _database(path: Path, copy: Path) -> None:
    """SQLite's own copy: whole, while others write."""
    with (
        closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as old,
        closing(sqlite3.connect(copy)) as new,
    ):
        old.backup(new)
