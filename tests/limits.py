"""A full disk and a folder that may not be written, for this process and for a moment."""

from __future__ import annotations

import ctypes
import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_VERSION = 0x20080522  # of the kernel's call: two words for each set
_PASS_BY_MODES = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH


@contextmanager
def no_room_beyond(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes: the same refusals as those of a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nobody may write there, root included, who otherwise passes the modes of files by."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    folder.chmod(0o555)
    able = _allowed(0)
    try:
        yield
    finally:
        _allowed(able)
        folder.chmod(mode)


def _allowed(wanted: int) -> int:
    """Set which of those two powers are in effect, as far as this process has them; gives what was."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = (ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)()
    if libc.capget(header, sets):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    before = sets[0] & _PASS_BY_MODES
    sets[0] = (sets[0] & ~_PASS_BY_MODES) | (wanted & sets[1])
    if libc.capset(header, sets):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return before
