"""The one guard before every path that settings, words, templates and data name.

What is read into a document lies in the house, in the part of it that is asked for (``templates``,
``content``, ``data``, ``languages``), and is a plain file of a kind that belongs there; a link may lead to
another such file, and nowhere else. What the program writes lies in the house too, or in a folder that
office.yaml names under ``outside``.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from reckoner.reports.errors import Fault, Place, ReckonerError, SettingsError

READ = ("content", "data", "languages", "templates")
"""The parts of a house that are read into documents: nothing is written there but words and data."""

_ITSELF = "Put the file itself there."
_NAMED = "Name a file in {}, without .. and without a / at the start."
_WRITTEN = "Name a folder in the house, or list the folder above it under `outside:` in office.yaml."


def named(
    folders: Collection[Path],
    name: str,
    where: Place,
    root: Path,
    endings: Collection[str],
    error: type[ReckonerError] = SettingsError,
) -> Path | None:
    """The file of that name in the first of the folders that has it; None where none has.

    Raises ``error`` at ``where``, which names the setting: the name leaves the folder, its ending is not one
    of ``endings``, or what it leads to is no plain file of this part of the house.
    """
    if not name.endswith(tuple(endings)):
        todo = f"Name a file that ends in {' or '.join(endings)}."
        raise error(f"{name!r} is not a kind of file that is read here", where, todo)
    if not _is_plain(name):
        shown = " or ".join(folder.relative_to(root).as_posix() for folder in folders)
        raise error(f"{name!r} is not a file of this house", where, _NAMED.format(shown))
    for folder in folders:
        if os.path.lexists(folder / name):
            for said in _objections(root, folder / name):
                raise error(f"{name!r} can't be read: {said}", where, _ITSELF)
            return folder / name
    return None


def require_plain(root: Path, *paths: Path, error: type[ReckonerError] = SettingsError) -> None:
    """Raises ``error`` for whatever in these files and folders of the house is no plain file of it.

    A path that isn't there is no fault.
    """
    faults = [
        Fault(said, Place(found.relative_to(root).as_posix()), _ITSELF)
        for path in paths
        for found in _all_in(root, path)
        for said in _objections(root, found, within=found != path and not found.is_symlink())
    ]
    if faults:
        raise error.of(faults)


def require_file(path: Path, where: Place, error: type[ReckonerError] = SettingsError) -> None:
    """Raises ``error`` for a pipe or a device, which would keep whoever reads it waiting for ever."""
    if said := _special(path):
        raise error(said, where, _ITSELF)


def read_text(path: Path, shown: str, error: type[ReckonerError] = SettingsError) -> str:
    """The text of a file that must be UTF-8, its lines ended in one way. Raises ``error`` with the line."""
    require_file(path, Place(shown), error)
    try:
        raw = path.read_bytes()
    except OSError as problem:
        what = f"it could not be read: {problem.strerror}"
        raise error(what, Place(shown), "Check its permissions.") from None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as problem:
        where = Place(shown, raw.count(b"\n", 0, problem.start) + 1)
        what = f"byte {raw[problem.start]:#04x} is not UTF-8"
        raise error(what, where, "Save the file as UTF-8.") from None


def write_fault(root: Path, name: str, outside: Collection[str], what: str) -> Fault | None:
    """Why the program may not write at a place that a setting names, or nothing.

    ``outside`` are the folders beyond the house that the office allows; ``what`` is the setting.
    """
    real, house = _real(root / name), _real(root)
    if any(real.is_relative_to(_real(Path(folder))) for folder in outside):
        return None
    if not real.is_relative_to(house):
        return Fault(f"{what}: {name!r} leads out of the house", todo=_WRITTEN)
    inner = real.relative_to(house).parts
    if not inner or inner[0] in READ:
        what = f"{what}: {name!r} is a place for what the office writes itself"
        return Fault(what, todo="Name a folder of its own, such as output/released.")
    return None


def _is_plain(name: str) -> bool:
    parts = Path(name).parts
    return bool(parts) and not Path(name).is_absolute() and ".." not in parts and "\0" not in name


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _all_in(root: Path, path: Path) -> Iterator[Path]:
    """The path, and all beneath it; folders behind links as well, each once, but none outside."""
    if not os.path.lexists(path):
        return
    yield path
    seen: set[str] = set()
    for folder, folders, files in os.walk(path, followlinks=True):
        yield from (Path(folder, name) for name in (*folders, *files))
        folders[:] = [name for name in folders if _is_to_enter(root, Path(folder, name), seen)]


def _is_to_enter(root: Path, folder: Path, seen: set[str]) -> bool:
    """Whether a folder is to be walked: not behind a link that leads out, or to where we have been."""
    if not folder.is_symlink():
        return True
    real = os.path.realpath(folder)
    if real in seen or _leads_out(root, folder):
        return False
    seen.add(real)
    return True


def _leads_out(root: Path, path: Path) -> bool:
    first, home = path.relative_to(root).parts[0], _real(root)
    return not _real(path).is_relative_to(home / first if first in READ else home)


def _objections(root: Path, path: Path, *, within: bool = False) -> Iterator[str]:
    """What keeps a path of the house from being read; ``within`` says that its folder doesn't lead out, and
    that it is no link."""
    if not within and _leads_out(root, path):
        yield "it is a link that leads out of the house, or into another part of it"
    elif said := _special(path):
        yield said


def _special(path: Path) -> str:
    """What a path is where it is neither a plain file nor a folder; nothing where it isn't there."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return "it is a link that leads nowhere" if path.is_symlink() else ""
    except OSError as problem:
        return f"it can't be looked at: {problem.strerror}"
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return ""
    return f"it is {_KINDS.get(stat.S_IFMT(mode), 'something else')} and no plain file"


_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
