"""Where drafts are kept: ``output/<publication>/<edition>/draft-001/``. Nothing is ever overwritten.

A draft is written into a temporary folder, flushed to disk and renamed, so that a reader sees all
of it or nothing.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.drafts.disk import making_in
from reckoner.reports.drafts.manifest import LOG, NAME, Manifest, sha256
from reckoner.reports.errors import Place, WriteError
from reckoner.reports.whole import sync

_DRAFT = re.compile(r"draft-(\d{3,})")
_MAKING = ".making-"
First = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft on disk. ``is_new`` is False where it was there before with the same content."""

    folder: Path
    number: int
    digest: str
    is_new: bool

    @property
    def name(self) -> str:
        """What people call it: draft-001."""
        return self.folder.name


def drafts(output: Path, publication: str, edition: str) -> list[Path]:
    """The folders of an edition's drafts in order of number."""
    folder = output / publication / edition
    if not folder.is_dir():
        return []
    found = [(int(match[1]), path) for path in folder.iterdir() if (match := _DRAFT.fullmatch(path.name))]
    return [path for _, path in sorted(found)]


def save(
    output: Path,
    manifest: Manifest,
    files: Mapping[str, bytes],
    log: str,
    *,
    again: bool = False,
    first: First = lambda _name: None,
) -> Saved:
    """Keep a draft. One whose files equal the latest's is not written a second time, unless ``again``.

    ``first`` hears the name of a new one, such as draft-003, before it is there; where it raises, nothing is.
    Raises WriteError where the disk is full or the folder can't be written; then nothing has changed.
    """
    folder = output / manifest.publication / manifest.edition
    try:
        if not again and (same := _latest_if_same(output, manifest)):
            return same
        with _folders(folder, output):
            making = making_in(folder, _MAKING)
            try:
                _write_all(making, {**files, NAME: manifest.to_bytes(), LOG: log.encode()})
                making.chmod(0o755)
                with _alone_in(folder):
                    # Another process may have kept the same since the first look.
                    if not again and (same := _latest_if_same(output, manifest)):
                        shutil.rmtree(making)
                        return same
                    return _into_place(making, output, manifest, first)
            except BaseException:
                shutil.rmtree(making, ignore_errors=True)
                raise
    except OSError as problem:
        raise _write_error(problem, output) from None


@contextmanager
def _folders(folder: Path, output: Path) -> Iterator[None]:
    """The folder and those above it; what was made for nothing is taken away again."""
    missing = [path for path in (folder, folder.parent, output) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        with suppress(OSError):
            for path in missing:
                path.rmdir()
        raise


def latest(output: Path, publication: str, edition: str) -> Path | None:
    """The newest draft of an edition."""
    found = drafts(output, publication, edition)
    return found[-1] if found else None


def _latest_if_same(output: Path, manifest: Manifest) -> Saved | None:
    newest = latest(output, manifest.publication, manifest.edition)
    try:
        raw = (newest / NAME).read_bytes() if newest else b""
        found = Manifest.read(raw)
    except (FileNotFoundError, ValueError):
        return None
    if newest is None or not found.gives_the_same_as(manifest) or not is_whole(newest, found):
        return None
    return Saved(newest, _number(newest), sha256(raw), is_new=False)


def is_whole(folder: Path, manifest: Manifest) -> bool:
    """Whether every file of the manifest is there, unchanged."""
    return all(
        (folder / name).is_file() and sha256((folder / name).read_bytes()) == digest
        for name, digest in manifest.files.items()
    )


def _write_all(folder: Path, files: Mapping[str, bytes]) -> None:
    made = {folder}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        made.add(path.parent)
        with path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(0o444)
    for directory in made:
        sync(directory)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Hold the edition's folder while a draft takes its number; a killed holder lets go by itself."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network disk without locks: the number alone still keeps drafts apart
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _into_place(making: Path, output: Path, manifest: Manifest, first: First) -> Saved:
    while True:
        existing = drafts(output, manifest.publication, manifest.edition)
        number = _number(existing[-1]) + 1 if existing else 1
        target = making.parent / f"draft-{number:03}"
        first(target.name)
        try:
            making.rename(target)
        except OSError as problem:
            # Another process took the number between the look and the rename.
            if problem.errno in (errno.EEXIST, errno.ENOTEMPTY):
                continue
            raise
        sync(target.parent)
        return Saved(target, number, manifest.digest, is_new=True)


def _number(folder: Path) -> int:
    match = _DRAFT.fullmatch(folder.name)
    assert match, folder
    return int(match[1])


def _write_error(problem: OSError, output: Path) -> WriteError:
    reasons = {
        errno.ENOSPC: ("the disk is full", "Free some space and build again; nothing was changed."),
        errno.EDQUOT: ("the disk quota is used up", "Free some space and build again; nothing was changed."),
        errno.EROFS: ("the folder is on a read-only disk", "Name another house, or mount it for writing."),
        errno.EACCES: ("there is no permission to write", "Ask for write permission on the folder."),
        errno.EPERM: ("there is no permission to write", "Ask for write permission on the folder."),
    }
    what, todo = reasons.get(
        problem.errno or 0, (f"it could not be written: {problem.strerror}", "Look at the folder.")
    )
    return WriteError(what, Place(str(problem.filename or output)), todo)
