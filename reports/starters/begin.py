"""The files of a starter filled in, and a house made of them: whole, or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from string import Template

from reckoner.reports.errors import Place, UsageError, WriteError
from reckoner.reports.starters.profile import SHIPPED

_LAST = "office.yaml"  # a folder without it is no house


def filled(starter: str, values: Mapping[str, str]) -> dict[str, bytes]:
    """Each file of a starter by its path in the house, with its values in place."""
    root = SHIPPED / starter
    paths = sorted(path for path in root.rglob("*") if path.is_file())
    return {
        Template(path.relative_to(root).as_posix()).substitute(values): _text(path, values) for path in paths
    }


def _text(path: Path, values: Mapping[str, str]) -> bytes:
    return Template(path.read_text(encoding="utf-8")).substitute(values).encode()


def require_empty(folder: Path) -> None:
    """Raises UsageError where there is something already: nothing is ever overwritten."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError("something else has that name", Place(str(folder)), "Name a new folder.")
    if folder.is_dir() and any(folder.iterdir()):
        what = "the folder is not empty, and nothing is ever overwritten"
        raise UsageError(what, Place(str(folder)), "Name a new folder, or an empty one.")


def begin_house(folder: Path, files: Mapping[str, bytes], look: Callable[[Path], None]) -> None:
    """Make a house of these files once ``look`` has found nothing wrong with it.

    Raises UsageError where the folder isn't empty, WriteError, and what ``look`` raises; the folder is as
    before then.
    """
    require_empty(folder)
    try:
        _begin(folder, files, look)
    except OSError as problem:
        what = f"it could not be written: {problem.strerror}"
        raise WriteError(what, Place(str(folder)), "Name a folder that you may write.") from None


def _begin(folder: Path, files: Mapping[str, bytes], look: Callable[[Path], None]) -> None:
    exists = folder.is_dir()
    if not exists:
        folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".reckoner-init-", dir=folder if exists else folder.parent))
    try:
        write_files(making, files)
        look(making)
        making.chmod(0o755)
        if exists:
            _move(making, folder)
        else:
            making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write each file below a folder. Raises OSError."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _move(making: Path, folder: Path) -> None:
    """Into a folder that exists, perhaps the one where a shell stands; what makes it a house comes last."""
    moved = []
    try:
        for path in sorted(making.iterdir(), key=lambda path: path.name == _LAST):
            path.rename(folder / path.name)
            moved.append(folder / path.name)
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise
