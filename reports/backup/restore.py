"""A house from its backup: unpacked and proved beside its place, then put there in one step."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from reckoner.reports.backup.archive import Listed, read_archive
from reckoner.reports.drafts.disk import making_in
from reckoner.reports.drafts.history import History
from reckoner.reports.drafts.proof import prove
from reckoner.reports.errors import InputError, Place, UsageError, WriteError
from reckoner.reports.whole import sync

_BEGUN = ".restoring-"


def restore(path: Path, to: Path, progress: Callable[[str], None]) -> Listed:
    """Make the house ``to`` from a backup. ``to`` may be an empty folder, or not there yet.

    Raises UsageError where something is there, InputError where the backup can't be used or its
    history isn't whole, WriteError where the disk is full. Then nothing has changed.
    """
    if not path.is_file():
        raise UsageError(f"there is no file {path}", todo="Name a file that `reckoner backup` wrote.")
    if to.is_symlink() or (to.exists() and not (to.is_dir() and not any(to.iterdir()))):
        raise _is_there(to)
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        making = making_in(to.parent, _BEGUN)
        try:
            listed = read_archive(path, _Keeper(making, progress))
            _prove(making, path, listed)
            for folder, _, _ in os.walk(making):
                sync(Path(folder))
            making.chmod(0o750)
            making.rename(to)  # onto an empty folder or none; never onto files
            sync(to.parent)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
    except OSError as problem:
        if problem.errno in (errno.EEXIST, errno.ENOTEMPTY, errno.ENOTDIR):
            raise _is_there(to) from None
        what = f"the house could not be written: {problem.strerror}"
        raise WriteError(
            what, Place(str(problem.filename or to)), "Free some space, or name another folder."
        ) from None
    return listed


def _is_there(to: Path) -> UsageError:
    return UsageError(f"{to} is there already", todo="Name a new folder; nothing is ever overwritten.")


class _Keeper:
    """Writes each file of a backup into a folder."""

    def __init__(self, folder: Path, progress: Callable[[str], None]) -> None:
        self.folder, self.progress = folder, progress

    def __call__(self, name: str, pieces: Iterator[bytes], mode: int, mtime: int) -> None:
        self.progress(name)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(mode | 0o400)
        os.utime(path, (mtime, mtime))


def _prove(making: Path, path: Path, listed: Listed) -> None:
    """What was wrong when the backup was made is in its list; anything else shouldn't be."""
    proved = prove(making / "output", History(making / listed.history), listed.head)
    known = set(listed.wrong)
    if new := [fault.what for fault in proved.wrong if fault.what not in known]:
        what = f"this backup can't be used: {new[0]}"
        raise InputError(what, Place(str(path)), "Take another backup.")
    if proved.rows != listed.rows:
        what = f"its list names {listed.rows} rows of history, and {proved.rows} are sound"
        raise InputError(f"this backup can't be used: {what}", Place(str(path)), "Take another backup.")
