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
# Events that change what lies at a path: where the path stands among the arguments, and its folder's number.
_CHANGES = {
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.link": ((0, 2), (1, 3)),
    "os.mkdir": ((0, 2),),
    "os.remove": ((0, 1),),
    "os.rename": ((0, 2), (1, 3)),
    "os.rmdir": ((0, 1),),
    "os.setxattr": ((0, None),),
    "os.symlink": ((1, 2),),
    "os.truncate": ((0, None),),
    "os.utime": ((0, 3),),
    "sqlite3.connect": ((0, None),),
}
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
        elif event in _CHANGES:
            paths = [_path(arguments, *each) for each in _CHANGES[event]]
            if all(path == folder or path.startswith(inside) for path in paths):
                return
            refused.append(f"{event} {paths!r:.120}")
        elif event.startswith(_FORBIDDEN):
            if event == "urllib.Request" and str(arguments[0]).lower().startswith("data:"):
                return
            refused.append(f"{event} {arguments!r:.120}")
        else:
            return
        raise PermissionError(f"this process may not do this: {refused[-1]}")

    return hook


def _path(arguments: tuple[object, ...], place: int, folder: int | None) -> str:
    """A path among an event's arguments as it really is; one beneath an open folder is found through that."""
    path, within = arguments[place], arguments[folder] if folder is not None else -1
    if isinstance(path, int):
        return os.path.realpath(f"/proc/self/fd/{path}")
    name = os.fsdecode(path) if isinstance(path, str | bytes) else str(path)
    return os.path.realpath(Path(f"/proc/self/fd/{within}", name) if within != -1 else name)


def _writes(arguments: tuple[object, ...]) -> bool:
    flags = arguments[2]
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
