"""Whole files on a disk: names flushed, what a killed writer left cleared away, errors explained."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path
from typing import BinaryIO

from reckoner.reports.drafts.process import boot, host, started

_DAY = 24 * 60 * 60
_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space"),
    errno.EDQUOT: ("the disk quota is used up", "Free some space, or ask for a larger quota"),
    errno.EFBIG: ("the file may not grow any further", "Raise the limit on the size of files (ulimit -f)"),
    errno.EROFS: ("the disk is read-only", "Mount it for writing"),
    errno.EACCES: ("there is no permission", "Ask for the right to it, or run this as the user who has it"),
    errno.EPERM: ("there is no permission", "Ask for the right to it, or run this as the user who has it"),
    errno.ENOTDIR: ("a file is where a folder should be", "Move that file away"),
    errno.EEXIST: ("something else has the name of its folder", "Move that away"),
    errno.EISDIR: ("a folder is where the file should be", "Move that folder away"),
    errno.ELOOP: ("links lead in a circle, or to a link", "Put the file itself there"),
    errno.EIO: ("the disk does not answer", "Look at the disk"),
    errno.ESTALE: ("the share has gone away", "Mount it again"),
}


def why(problem: OSError) -> tuple[str, str]:
    """What an error of the system means, and what to do about it; the second is a clause without an end."""
    unknown = (problem.strerror or type(problem).__name__, "Look at the file and its folder")
    return _REASONS.get(problem.errno or 0, unknown)


def new_file(path: Path, mode: int) -> BinaryIO:
    """A file of one's own for writing: what has its name is taken away, never written through.

    Raises OSError, also where somebody puts something there in between.
    """
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    handle = os.open(path, flags, mode)
    os.fchmod(handle, mode)
    return os.fdopen(handle, "wb")


def read_plain(path: Path) -> bytes:
    """The bytes of a plain file: neither a link is followed nor a pipe waited for. Raises OSError."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "it is no plain file")
        return file.read()


def making_in(folder: Path, prefix: str) -> Path:
    """A new folder in which this process makes something; what killed ones left there is cleared away.

    Raises OSError.
    """
    making = Path(tempfile.mkdtemp(prefix=f"{prefix}{_machine()}-{os.getpid()}-", dir=folder))
    _sweep(folder, prefix, making.stat().st_mtime - _DAY)
    return making


def _sweep(folder: Path, prefix: str, long_ago: float) -> None:
    """What a living process is writing stays.

    On a share, nobody knows whether another machine's process lives: what it makes stays for a day by the
    disk's own clock. So does what this machine left before it was started anew, as two may have one name.
    """
    for path in folder.glob(f"{prefix}*"):
        machine, _, rest = path.name.removeprefix(prefix).partition("-")
        pid = rest.partition("-")[0]
        is_ours = machine == _machine() and pid.isdigit()
        if not started(int(pid)) if is_ours else _is_older(path, long_ago):
            shutil.rmtree(path, ignore_errors=True)


def _machine() -> str:
    return hashlib.sha256(f"{host()} {boot()}".encode()).hexdigest()[:12]


def _is_older(path: Path, long_ago: float) -> bool:
    try:
        return path.lstat().st_mtime < long_ago
    except OSError:
        return False
