"""What made a result beside its inputs: this program's code, the packages and the fonts of the machine."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

OURS = Path(__file__).absolute().parents[2]
"""The folder of this program's code."""

_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts")


@cache
def code() -> bytes:
    """A hash that changes with the program, the packages that it uses, and Python."""
    lines = [sys.version, *_stamps(), *(name for folder in sys.path for name in packages(folder))]
    return hashlib.sha256("\n".join(lines).encode()).digest()


@cache
def machine() -> bytes:
    """A hash that changes with the machine's fonts and libraries, which pages are laid out with."""
    folders = [Path(folder) for top in _FONTS for folder, _, _ in os.walk(top)]
    libraries = sysconfig.get_config_var("MULTIARCH") or ""
    folders += [Path("/usr/lib") / libraries, Path("/usr/local/lib")]
    lines = [f"{folder} {_changed(folder)}" for folder in sorted(folders)]
    return hashlib.sha256("\n".join(lines).encode()).digest()


def code_files() -> Iterator[Path]:
    """Each file of ours, always in the same order."""
    for here, folders, files in os.walk(OURS, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(here, name) for name in sorted(files))


def packages(folder: str) -> list[str]:
    """What is installed there, if it can be read: the names of dist-info folders hold versions."""
    try:
        return sorted(path.name for path in Path(folder).iterdir() if path.name.endswith("-info"))
    except OSError:
        return []


def _stamps() -> Iterator[str]:
    """Each file of ours with its size and the instant of its last change."""
    for path in code_files():
        found = path.stat()
        yield f"{path} {found.st_size} {found.st_mtime_ns}"


def _changed(folder: Path) -> int:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return 0
