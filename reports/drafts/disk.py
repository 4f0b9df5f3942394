"""Whole files on a disk: a folder's names flushed, and what a killed writer left cleared away."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from reports.drafts.process import started
from reports.errors import Place, WriteError


def sync(folder: Path) -> None:
    """Flush a folder, so that the names in it outlast a power cut. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path, prefix: str) -> None:
    """Remove what killed processes left under ``<prefix><process>-``; what a living one is writing stays."""
    for path in folder.glob(f"{prefix}*"):
        pid = path.name.removeprefix(prefix).split("-")[0]
        if not pid.isdigit() or not started(int(pid)):
            shutil.rmtree(path, ignore_errors=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that readers see as it was or as it is, never half. Raises WriteError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".migrating-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(name).rename(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync(path.parent)
    except OSError as problem:
        what = f"it could not be written: {problem.strerror}"
        raise WriteError(what, Place(str(path)), "Free some space, or check who may write there.") from None
