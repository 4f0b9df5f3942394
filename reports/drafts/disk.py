"""Whole files on a disk: a folder's names flushed, and what a killed writer left cleared away."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from reports.drafts.process import started


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
