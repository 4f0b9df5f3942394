"""A draft as it lies on the disk: which one is meant, and whether each of its bytes is as it was kept."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reckoner.reports.drafts.disk import read_plain, why
from reckoner.reports.drafts.manifest import LOG, NAME, Manifest, sha256
from reckoner.reports.drafts.store import drafts
from reckoner.reports.errors import InputError, Place, UsageError, nearest
from reckoner.reports.findings import SAMPLE

_FULL = re.compile(r"(?:.*/)?([^/]+)/([^/]+)/(draft-\d{3,})")
_EDITION = re.compile(r"(?:.*/)?([^/]+/[^/]+)")
_LINK, _NO_FILE = "a link", "a pipe or a device"


@dataclass(frozen=True)
class ErrorFinding:
    """A finding of severity error, as checks.json has it; ``number`` counts those from 1."""

    number: int
    rule: str
    what: str
    where: str
    quote: str

    def line(self) -> str:
        """The finding in one line."""
        place = f"{self.where}: " if self.where else ""
        return f"{self.number}. {place}{self.what} [{self.rule}]"


@dataclass(frozen=True)
class Kept:
    """A draft whose files were read and hashed. ``hashes`` holds every file found, manifest and log too."""

    folder: Path
    manifest: Manifest
    digest: str
    hashes: Mapping[str, str]
    damage: tuple[str, ...]

    @property
    def name(self) -> str:
        """How people and the history call it: panel-paper/2025-11/draft-003."""
        return f"{self.manifest.publication}/{self.manifest.edition}/{self.folder.name}"

    @property
    def edition(self) -> str:
        """Publication and edition: panel-paper/2025-11."""
        return f"{self.manifest.publication}/{self.manifest.edition}"

    @property
    def plain(self) -> tuple[str, ...]:
        """The names of its files; links, pipes and devices are none."""
        return tuple(name for name, found in self.hashes.items() if found not in (_LINK, _NO_FILE))

    def read(self, name: str) -> bytes:
        """The bytes of one of its files. Raises InputError where it is no plain file, or can't be read."""
        path = self.folder / name
        try:
            return read_plain(path)
        except OSError as problem:
            what = f"it can't be read: {why(problem)[0]}"
            raise InputError(what, Place(str(path)), "Build the draft again.") from None

    @cached_property
    def errors(self) -> tuple[ErrorFinding, ...]:
        """The findings that forbid approval."""
        return self._found("severity", "error")

    @cached_property
    def samples(self) -> tuple[ErrorFinding, ...]:
        """The finding that it prints invented figures, which nobody can waive."""
        return self._found("rule", SAMPLE)

    def _found(self, key: str, value: str) -> tuple[ErrorFinding, ...]:
        path = self.folder / "checks.json"
        try:
            found = json.loads(read_plain(path))["findings"]
            errors = [each for each in found if each[key] == value]
            return tuple(
                ErrorFinding(number, each["rule"], each["what"], each["where"], each["quote"])
                for number, each in enumerate(errors, 1)
            )
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            raise InputError(
                "what was checked can't be read", Place(str(path)), "Build the draft again."
            ) from None


def all_drafts(output: Path) -> Iterator[Path]:
    """The folders of every draft of a house, by publication, edition and number."""
    for edition in sorted(path for path in output.glob("*/*") if path.is_dir()):
        yield from drafts(output, edition.parent.name, edition.name)


def find_draft(output: Path, named: str, sees: Callable[[str], bool] = lambda _: True) -> Path:
    """The folder of a draft named as ``panel-paper/2025-11/draft-003``, by its path, or by its edition.

    An edition stands for its newest draft. ``sees`` says which publications whoever asks
    may know of: a draft of another is neither found nor offered. Raises UsageError with the nearest names.
    """
    named = named.rstrip("/")
    known = {path.relative_to(output).as_posix(): path for path in all_drafts(output)}
    known = {name: path for name, path in known.items() if sees(name.split("/")[0])}
    if (match := _FULL.fullmatch(named)) and (path := known.get("/".join(match.groups()))):
        return path
    if not match and (match := _EDITION.fullmatch(named)):
        newest = [path for name, path in known.items() if name.rpartition("/")[0] == match[1]]
        if newest:
            return newest[-1]
    raise UsageError(f"there is no draft {named!r}", todo=nearest(named, known))


def read_draft(folder: Path) -> Kept:
    """Read and hash every file of a draft.

    Raises InputError where it has no manifest that can be read, or another of its files can't be.
    """
    path = folder / NAME
    try:
        raw = read_plain(path)
        manifest = Manifest.read(raw)
    except (OSError, ValueError, RecursionError):
        raise InputError("its manifest can't be read", Place(str(path)), "Build the draft again.") from None
    try:
        hashes = dict(sorted(_hashes(folder)))
    except OSError as problem:
        what, todo = why(problem)
        where = Place(str(problem.filename or folder))
        raise InputError(f"it can't be read: {what}", where, f"{todo}.") from None
    return Kept(folder, manifest, sha256(raw), hashes, tuple(_damage(folder, manifest, hashes)))


def _hashes(folder: Path) -> Iterator[tuple[str, str]]:
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            yield name, _LINK
        elif path.is_file():
            yield name, sha256(read_plain(path))
        elif not path.is_dir():
            yield name, _NO_FILE


def _damage(folder: Path, manifest: Manifest, hashes: Mapping[str, str]) -> Iterator[str]:
    for part in (folder, folder.parent, folder.parent.parent):
        if part.is_symlink():
            yield f"{part.name} is a link, and what it leads to was never kept here"
    for name, expected in sorted(manifest.files.items()):
        if name not in hashes:
            yield f"{name} is missing"
        elif hashes[name] != expected:
            yield f"{name} has changed"
    for name in sorted(hashes.keys() - manifest.files.keys() - {NAME, LOG}):
        yield f"{name} was added"
    if hashes.get(LOG) in (_LINK, _NO_FILE):
        yield f"{LOG} is {hashes[LOG]}"
    place = f"{manifest.publication}/{manifest.edition}"
    if folder.parent.parent.name + "/" + folder.parent.name != place:
        yield f"it was moved: it is a draft of {place}"
