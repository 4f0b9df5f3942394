"""The file of a backup: a gzipped tar of plain files, and as its last member a list of them with hashes.

Reading one trusts nothing: not its names, not its sizes, not what kind of thing a member is.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

from pydantic import TypeAdapter

from reckoner.reports.errors import InputError, Place

LIST = "reckoner-backup.json"
FORM = 1
_CHUNK = 2**20
_MOST_AT_ONCE = 4 * _CHUNK  # a header that asks for more is not one of ours
_MOST_FILES = 1_000_000
_MOST_LIST = 256 * _CHUNK
_SPARE, _TIMES = 64 * _CHUNK, 200  # gzip makes a house some 5 times smaller, a bomb 1,000 times
_ANOTHER = "Take another backup."


@dataclass(frozen=True)
class Listed:
    """What a backup says of itself. ``wrong`` is what `reckoner verify` found when it was made."""

    made: str
    version: str
    history: str
    rows: int
    head: str
    wrong: tuple[str, ...]
    left_out: Mapping[str, str]
    files: Mapping[str, str]
    form: int = FORM

    def to_bytes(self) -> bytes:
        """As it is written."""
        return (json.dumps(vars(self), indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


@dataclass
class Writer:
    """Adds files to a backup and notes the hash of each."""

    tar: tarfile.TarFile
    files: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, content: bytes, mode: int, mtime: int) -> None:
        """One file as it is now."""
        self._add(name, content, mode, mtime)
        self.files[name] = hashlib.sha256(content).hexdigest()

    def close(self, listed: Listed) -> None:
        """The list, as the last member."""
        self._add(LIST, listed.to_bytes(), 0o644, 0)

    def _add(self, name: str, content: bytes, mode: int, mtime: int) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode, member.mtime = len(content), mode & 0o777, mtime
        self.tar.addfile(member, io.BytesIO(content))


class _Measured:
    """The unpacked bytes of a backup, counted: a bomb is refused before it fills memory or disk."""

    def __init__(self, file: gzip.GzipFile, most: int, refuse: Callable[[str], InputError]) -> None:
        self.file, self.most, self.refuse = file, most, refuse

    def read(self, size: int = -1) -> bytes:
        if not 0 <= size <= _MOST_AT_ONCE:
            raise self.refuse("a header in it is too large")
        self._within(self.tell() + size)
        return self.file.read(size)

    def tell(self) -> int:
        return self.file.tell()

    def seek(self, place: int, whence: int = 0) -> int:
        self._within(place)
        return self.file.seek(place, whence)

    def _within(self, place: int) -> None:
        if place > self.most:
            raise self.refuse("it unpacks to far more than a house of its size would")


Keep = Callable[[str, Iterator[bytes], int, int], None]


def read_archive(path: Path, keep: Keep) -> Listed:
    """Read a backup to its end; ``keep`` gets each file's name, pieces, mode and time.

    Raises InputError where it is not whole, or holds anything else than the plain files that it lists.
    """

    def refuse(what: str) -> InputError:
        return InputError(f"this backup can't be used: {what}", Place(str(path)), _ANOTHER)

    try:
        most = _SPARE + _TIMES * path.stat().st_size
        with path.open("rb") as raw, gzip.GzipFile(fileobj=raw) as unpacked:
            measured: Any = _Measured(unpacked, most, refuse)
            with tarfile.open(fileobj=measured, mode="r:") as tar:
                listed = _read(tar, keep, refuse)
            while piece := measured.read(_CHUNK):  # to the end, so that gzip's own checksum is looked at
                if piece.strip(b"\0"):
                    raise refuse("something follows its end")
            return listed
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError, OverflowError) as problem:
        raise refuse(f"it is damaged or not a backup ({problem})") from None
    except OSError as problem:
        raise InputError(f"it could not be read: {problem.strerror}", Place(str(path)), _ANOTHER) from None


def _read(tar: tarfile.TarFile, keep: Keep, refuse: Callable[[str], InputError]) -> Listed:
    found: dict[str, str] = {}
    while member := tar.next():
        vars(tar)["members"] = []  # a million of them would fill memory
        if fault := _fault(member, found):
            raise refuse(f"{member.name!r} {fault}")
        file = tar.extractfile(member)
        assert file is not None
        if member.name == LIST:
            if tar.next() is not None:
                raise refuse("something follows its list of files")
            return _held(_listed(b"".join(_pieces(file)), refuse), found, refuse)
        hashed = hashlib.sha256()
        keep(member.name, _hashing(file, hashed.update), member.mode & 0o777, int(member.mtime))
        found[member.name] = hashed.hexdigest()
    raise refuse("its list of files is missing")


def _fault(member: tarfile.TarInfo, found: Mapping[str, str]) -> str:
    path = PurePosixPath(member.name)
    if member.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or member.sparse:
        return "is a link, a device or another thing that is no plain file"
    if path.is_absolute() or ".." in path.parts or not member.name.isprintable():
        return "leads out of the house"
    if path.as_posix() != member.name or not path.parts or "\\" in member.name:
        return "is not a name that a backup would have"
    if member.name in found or len(found) > _MOST_FILES:
        return "stands there twice, or there are too many files"
    return "is too large" if member.name == LIST and member.size > _MOST_LIST else ""


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(_CHUNK):
        yield piece


def _hashing(file: IO[bytes], update: Callable[[bytes], object]) -> Iterator[bytes]:
    for piece in _pieces(file):
        update(piece)
        yield piece


def _listed(raw: bytes, refuse: Callable[[str], InputError]) -> Listed:
    try:
        data = json.loads(raw)
        if data["form"] != FORM:
            raise refuse(f"it has form {data['form']}, and this version of Reckoner reads form {FORM}")
        return _plain_history(TypeAdapter(Listed).validate_python(data))
    except (ValueError, TypeError, KeyError):
        raise refuse("its list of files can't be read") from None


def _plain_history(listed: Listed) -> Listed:
    """Raises ValueError where the history would be read from outside the backup."""
    path = PurePosixPath(listed.history)
    if path.is_absolute() or ".." in path.parts:
        raise ValueError(listed.history)
    return listed


def _held(listed: Listed, found: Mapping[str, str], refuse: Callable[[str], InputError]) -> Listed:
    for name in sorted(found.keys() | listed.files.keys()):
        if found.get(name) != listed.files.get(name):
            raise refuse(f"{name} is not as it was when the backup was made")
    return listed


def open_for_writing(file: BinaryIO) -> tarfile.TarFile:
    """A backup to be written into ``file``."""
    return tarfile.open(fileobj=file, mode="w:gz", compresslevel=6, format=tarfile.PAX_FORMAT)
