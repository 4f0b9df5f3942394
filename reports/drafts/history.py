"""Who did what with which draft: a file of JSON lines that only grows, each row hashed with the one before.

A row counts once it is on the disk. Rows are added under a lock on the file, after a look at all rows
before, so that two people, or two machines' processes on one disk, can't both take the same step.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Any, Literal

from reports.drafts.disk import sync
from reports.drafts.manifest import sha256
from reports.errors import InputError, Place, WriteError

START = "0" * 64
_AT = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class Act:
    """What is to be recorded: ``person`` is an id of office.yaml, ``user`` the operating system's name."""

    what: str
    draft: str
    digest: str
    person: str
    user: str
    at: datetime
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file. ``before`` is the hash of the row before, ``hash`` its own."""

    number: int
    at: str
    what: str
    draft: str
    digest: str
    person: str
    user: str
    details: Mapping[str, Any]
    before: str
    hash: str

    @property
    def instant(self) -> datetime:
        """When it was written."""
        return datetime.strptime(self.at, _AT).replace(tzinfo=UTC)

    def computed(self) -> str:
        """The hash that the row's content has."""
        content = {name: value for name, value in vars(self).items() if name != "hash"}
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode())

    def line(self) -> bytes:
        """The row as it is written."""
        return (json.dumps(vars(self), ensure_ascii=False) + "\n").encode()


Guard = Callable[[Sequence[Row]], object]


class History:
    """The history of a house, in one file on a local disk."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self) -> tuple[Row, ...]:
        """Every row. Raises InputError where the chain is broken."""
        if not self.path.exists():
            return ()
        with _opened(self.path, "rb", fcntl.LOCK_SH) as file:
            return tuple(self._read(file.read())[0])

    def append(self, act: Act, guard: Guard | None = None) -> Row:
        """Add a row once ``guard`` has seen all rows before it and raised nothing; it is on disk then.

        Raises WriteError where the disk is full or can't be written; then nothing has changed. Raises
        InputError where the chain is broken: on such a history nothing can be built.
        """
        _make(self.path)
        with _opened(self.path, "r+b", fcntl.LOCK_EX) as file:
            rows, size = self._read(file.read())
            if guard is not None:
                guard(rows)
            row = _next(rows, act)
            _write(file, size, row.line(), self.path)
            return row

    def _read(self, content: bytes) -> tuple[list[Row], int]:
        """The rows, and how many bytes they take: what stands after the last line end was never confirmed."""
        size = content.rfind(b"\n") + 1
        rows: list[Row] = []
        for line in content[:size].splitlines():
            row = _row(line)
            if fault := _fault(row, rows):
                raise InputError(
                    f"the history is broken: {fault}", Place(str(self.path), len(rows) + 1), _TODO
                )
            assert row is not None
            rows.append(row)
        return rows, size


_TODO = "Somebody changed it, or the disk did. Bring back the file from a backup; approve nothing until then."


def faults(path: Path) -> Iterator[tuple[int, str]]:
    """Each line of a history that doesn't follow from the one before, with its number and what is wrong."""
    rows: list[Row] = []
    for number, line in enumerate(path.read_bytes().splitlines() if path.exists() else [], 1):
        row = _row(line)
        if fault := _fault(row, rows):
            yield number, fault
        if row is None:
            return
        rows.append(row)


def _row(line: bytes) -> Row | None:
    try:
        data = json.loads(line)
        return Row(**data)
    except (ValueError, TypeError):
        return None


def _fault(row: Row | None, before: Sequence[Row]) -> str:
    if row is None:
        return "a line is not a row of a history"
    if row.computed() != row.hash:
        return "a row's content is not what was written"
    if row.before != (before[-1].hash if before else START):
        return "a row does not follow the one before it"
    return "" if row.number == len(before) + 1 else "a row has the wrong number"


def _next(rows: Sequence[Row], act: Act) -> Row:
    at = act.at.astimezone(UTC).strftime(_AT)
    before = rows[-1].hash if rows else START
    row = Row(
        len(rows) + 1,
        at,
        act.what,
        act.draft,
        act.digest,
        act.person,
        act.user,
        dict(act.details),
        before,
        "",
    )
    return Row(**{**vars(row), "hash": row.computed()})


@contextmanager
def _opened(path: Path, mode: Literal["rb", "r+b"], lock: int) -> Iterator[FileIO]:
    try:
        file = path.open(mode, buffering=0)
    except OSError as problem:
        raise _cannot(problem, path) from None
    with file:
        fcntl.flock(file, lock)
        yield file


def _make(path: Path) -> None:
    if path.exists():
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o660, exist_ok=True)  # the umask says whether a group may write
        sync(path.parent)
    except OSError as problem:
        raise _cannot(problem, path) from None


def _write(file: FileIO, size: int, line: bytes, path: Path) -> None:
    try:
        file.truncate(size)
        file.seek(size)
        try:
            left = memoryview(line)
            while left:
                left = left[file.write(left) :]
            os.fsync(file.fileno())
        except OSError:
            file.truncate(size)
            raise
    except OSError as problem:
        raise _cannot(problem, path) from None


def _cannot(problem: OSError, path: Path) -> WriteError:
    todo = "Free some space, or check who may write there; nothing was recorded."
    return WriteError(
        f"the history could not be opened or written: {problem.strerror}", Place(str(path)), todo
    )
