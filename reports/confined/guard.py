"""A second wall around a piece of work: no connection, no program, no file but Python's own and its folder's.

The fetcher already refuses what a page asks for. Should something reach past it, Python's audit hooks
(PEP 578) see each file that is opened and each socket that is made in this process.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path

_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.fork",
    "urllib.",
)
_DEVICES = ("/dev/null", "/dev/urandom")


def shut_in(folder: str, refused: list[str]) -> None:
    """Wall this process in for good. What it tries and may not do is added to ``refused``.

    ``folder`` is where it may read and write.
    """
    sys.addaudithook(_watch(_readable(), os.path.realpath(folder), refused))


def _readable() -> tuple[str, ...]:
    """Python's library, the packages, and this program's own code."""
    code = Path(__file__).absolute().parents[2]  # holds links where the program runs from its repository
    paths: Iterable[str] = (
        sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")
    )
    installed = (entry for entry in sys.path if entry and _holds_packages(Path(entry)))
    return tuple(
        {os.path.realpath(path) + os.sep for path in (*paths, *installed, str(code), str(code / "reports"))}
    )


def _holds_packages(folder: Path) -> bool:
    """Whether packages were installed there: with --user, with --target, by the system, or as usual.

    Another folder that Python imports from may be anybody's, such as the one that a house lies in.
    """
    return folder.name in ("site-packages", "dist-packages") or any(folder.glob("*.dist-info"))


def _watch(
    readable: tuple[str, ...], folder: str, refused: list[str]
) -> Callable[[str, tuple[object, ...]], None]:
    inside = folder + os.sep

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = os.path.realpath(os.fsdecode(arguments[0]))
            if path.startswith(inside) or path in (folder, *_DEVICES):
                return
            if path.startswith(readable) and not _writes(arguments):
                return
            refused.append(f"the file {path}")
        elif event.startswith(_FORBIDDEN):
            if event == "urllib.Request" and str(arguments[0]).lower().startswith("data:"):
                return
            refused.append(f"{event} {arguments!r:.120}")
        else:
            return
        raise PermissionError(f"this process may not do this: {refused[-1]}")

    return hook


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
