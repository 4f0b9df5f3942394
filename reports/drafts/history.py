"""Who did what with which draft: a file of JSON lines that only grows, each row hashed with the one before.

A row counts once it is on the disk. Rows are added under a lock on the file, after a look at all rows
before, so that two people, or two machines' processes on one disk, can't both take the same step. Its
writer signs each row and notes the last one outside the house; what is on the disk is held against both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from reckoner.reports.drafts import lines
from reckoner.reports.drafts.head import Head, noting
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.drafts.row import START, TOLERANCE, Act, Row, fault_of, next_row, read_row, text_of
from reckoner.reports.drafts.safe import Safe, safe_of
from reckoner.reports.drafts.seal import Seal
from reckoner.reports.drafts.traces import traces
from reckoner.reports.errors import InputError, Place, ReckonerError, UsageError
from reckoner.reports.settings.house import House

__all__ = [
    "START",
    "Act",
    "ClockRanBack",
    "History",
    "Lost",
    "Row",
    "faults",
    "history_of",
    "sound_rows",
    "tail",
]  # fmt: skip
_ADOPT = "reckoner verify --adopt --reason WHY"


Guard = Callable[[Sequence[Row]], object]


class Lost(ReckonerError):
    """Rows that were written once are not there: that is never read as if nothing had been done.

    It may pass, as when a disk is mounted again.
    """

    exit_code = InputError.exit_code


class ClockRanBack(ReckonerError):
    """The machine's clock says that it is earlier than it was. It may pass."""

    exit_code = InputError.exit_code


class History:
    """The history of a house, in one file on a local disk.

    Without a ``safe`` it can be read and not written. ``traces`` says what else shows that there was one.
    """

    def __init__(self, path: Path, safe: Safe | None = None, traces: Callable[[], str] = lambda: "") -> None:
        self.path = path
        self.safe = safe
        self.traces = traces

    def rows(self) -> tuple[Row, ...]:
        """Every row.

        Raises InputError where the chain is broken or can't be read, and Lost where rows are missing.
        """
        # Notes first: rows are written before they are noted, so that no note is newer than the rows.
        heads = self._heads()
        rows, _ = self._parsed(lines.read(self.path) or b"")
        self._held_against(rows, heads)
        return tuple(rows)

    def append(self, act: Act, guard: Guard | None = None) -> Row:
        """Add a row once ``guard`` has seen all rows before it and raised nothing; it is on disk then.

        Raises WriteError where the disk is full or can't be written; then nothing has changed. Raises
        InputError where the chain is broken, Lost where rows are missing, ClockRanBack, and UsageError where
        this user is not the writer: on such a history nothing can be built.
        """
        heads = self._heads()
        if not lines.is_there(self.path):
            self._held_against([], heads)
        with lines.growing(self.path) as file:
            content = file.readall()
            rows, size = self._parsed(content)
            self._held_against(rows, heads)
            seal = self._seal(rows)
            if guard is not None:
                guard(rows)
            _refuse_to_go_back(rows, act, self.path)
            repaired = [_repair(content[size:], act.at)] if content[size:] else []
            return self._write(file, size, rows, [*repaired, act], seal)

    def adopt(self, act: Act) -> Row:
        """Take the history over as it is, with a row that says what is missing and who wrote it before.

        For one from before rows were signed, another writer's, one whose rows are lost, and one that was
        written under a wrong clock. Raises InputError where the chain is broken, UsageError where nothing
        asks for it.
        """
        safe = self._own_safe()
        if not lines.is_there(self.path) and not self._missing(()):
            raise UsageError("nothing has been done in this house yet: there is nothing to adopt")
        with lines.growing(self.path) as file:
            content = file.readall()
            rows, size = self._parsed(content)
            _refuse_false_signatures(rows, self.path)
            seal = safe.seal() or safe.make_seal()
            missing, before = self._missing(rows), rows[-1].key if rows else ""
            back = bool(rows) and act.at < rows[-1].instant - TOLERANCE
            if not missing and not back and (not rows or before == seal.public):
                raise UsageError("the history is whole and this user's already: there is nothing to adopt")
            details = {**act.details, "rows": len(rows), "missing": missing, "key_before": before}
            return self._write(file, size, rows, [Act(**{**vars(act), "details": details})], seal)

    def trust(self, key: str) -> Row:
        """Note on this machine that the history is the key's, as its owner says, and where it ends now.

        Raises UsageError where another key signed the last row, or where rows noted before are missing.
        """
        rows, _ = self._parsed(lines.read(self.path) or b"")
        _refuse_false_signatures(rows, self.path)
        if not rows or not rows[-1].key or len(key) < 16 or not rows[-1].key.startswith(key.lower()):
            todo = "Ask whoever runs the house's service for the key that `reckoner verify` shows there."
            raise UsageError(f"the history's last row is not signed by the key {key[:64]!r}", todo=todo)
        if missing := self._missing(rows):
            raise UsageError(f"the history can't be trusted: {missing[0]}", todo=_RETURN)
        safe = self._own_safe()
        with noting(_head(safe, rows), [safe.note]):
            pass
        return rows[-1]

    def _heads(self) -> list[tuple[Path, Head]]:
        return self.safe.heads() if self.safe is not None else []

    def _own_safe(self) -> Safe:
        if self.safe is None:
            raise UsageError("only its house's own writer can add to a history", Place(str(self.path)), _OPEN)
        return self.safe

    def _missing(self, rows: Sequence[Row]) -> list[str]:
        """What the notes outside, or the house itself, know of and the file does not hold."""
        try:
            heads = self._heads()
        except ReckonerError as problem:
            return [str(problem.faults[0].what)]
        missing = [_absent(place, head) for place, head in heads if not _reaches(rows, head)]
        return missing or ([told] if not rows and not heads and (told := self.traces()) else [])

    def _held_against(self, rows: Sequence[Row], heads: Sequence[tuple[Path, Head]]) -> None:
        """What is on the disk against what was noted outside. Raises Lost or InputError."""
        missing = [_absent(place, head) for place, head in heads if not _reaches(rows, head)]
        if not rows and not heads and (told := self.traces()):
            missing = [told]
        if missing:
            there = "is not what it was" if rows else "is gone or empty"
            raise Lost(f"the history {there}: {missing[0]}", Place(str(self.path)), _RETURN)
        noted = heads[0][1] if heads else None
        for row in rows[noted.rows :] if noted else rows[-1:]:
            if noted and row.key != noted.public:
                raise InputError(_foreign(row, noted), Place(str(self.path), row.number), _TRUST)
            if row.key and not row.is_signed:
                raise InputError(_broken(_UNSIGNED), Place(str(self.path), row.number), _TODO)

    def _seal(self, rows: Sequence[Row]) -> Seal:
        """The key to sign with. Raises UsageError where this user's is not the one that signed so far."""
        safe = self._own_safe()
        seal, where = safe.seal(), Place(str(self.path))
        if rows and not rows[-1].key:
            todo = f"Look at it with `reckoner verify`, then take it over once: {_ADOPT}"
            raise UsageError("the history is from before rows were signed", where, todo)
        if rows and (seal is None or seal.public != rows[-1].key):
            raise UsageError(_another(rows[-1], seal), where, _WRITER)
        return seal or safe.make_seal()

    def _write(self, file: Any, size: int, rows: Sequence[Row], acts: Sequence[Act], seal: Seal) -> Row:
        safe, new = self._own_safe(), list(rows)
        for act in acts:
            new.append(next_row(new, act, seal))
        with noting(_head(safe, new), safe.places):
            lines.add(file, size, b"".join(row.line() for row in new[len(rows) :]), self.path)
        return new[-1]

    def _parsed(self, content: bytes) -> tuple[list[Row], int]:
        """The rows, and how many bytes they take: what stands after the last line end was never confirmed."""
        size = content.rfind(b"\n") + 1
        rows: list[Row] = []
        for line in content[:size].splitlines():
            row = read_row(line)
            if fault := fault_of(row, rows):
                raise InputError(_broken(fault), Place(str(self.path), len(rows) + 1), _TODO)
            assert row is not None
            rows.append(row)
        return rows, size


def history_of(house: House) -> History:
    """The history of a house: the one way to it for whoever reads or writes rows."""
    safe = safe_of(house.root, house.office.head)
    return History(house.history, safe, lambda: traces(house))


_OPEN = "Open it with reports.drafts.history.history_of(house), as the user who writes it."
_TODO = "Somebody changed it, or the disk did. Bring back the file from a backup; approve nothing until then."
_RETURN = (
    "Mount its disk, or bring the file back from the backup, and run `reckoner verify`. "
    f"Only if it is lost for good: {_ADOPT} goes on with what is left and says so."
)
_TRUST = (
    "If that is meant, ask for the key that `reckoner verify` shows there, then: "
    "reckoner verify --trust KEY. If not, somebody forged it: bring the file back from the backup."
)
_WRITER = (
    "Where `reckoner serve` runs, its user writes for everybody. After a move, or a backup brought back to "
    f"another machine, hand over once: {_ADOPT}"
)
_UNSIGNED = "a row's signature is not that of its key"


def _broken(fault: str) -> str:
    return f"the history is broken: {fault}"


def _absent(place: Path, head: Head) -> str:
    return f"{place} notes row {head.rows} with the hash {head.hash[:12]}..., which is not in it"


def _reaches(rows: Sequence[Row], head: Head) -> bool:
    return head.rows <= len(rows) and rows[head.rows - 1].hash == head.hash


def _foreign(row: Row, noted: Head) -> str:
    who = f"row {row.number} ({row.what}, by {row.user or row.person})"
    return f"{who} is signed by the key {row.key[:16]}..., and this machine knows {noted.public[:16]}..."


def _another(row: Row, seal: Seal | None) -> str:
    ours = f"and this user's is {seal.public[:16]}..." if seal else "which this user does not have here"
    return f"the history can be read and not written: it is signed by the key {row.key[:16]}..., {ours}"


def faults(path: Path) -> Iterator[tuple[int, str]]:
    """Each line of a history that doesn't follow from the one before, with its number and what is wrong.

    What stands after the last line end was never a row. Raises InputError where the file can't be read.
    """
    content = lines.read(path) or b""
    rows: list[Row] = []
    for number, line in enumerate(content[: content.rfind(b"\n") + 1].splitlines(), 1):
        row = read_row(line)
        if fault := fault_of(row, rows):
            yield number, fault
        if row is None:
            return
        if row.key and not fault and not row.is_signed:
            yield number, _UNSIGNED
        rows.append(row)


def sound_rows(path: Path) -> tuple[Row, ...]:
    """The rows up to the first fault. Raises InputError where the file can't be read."""
    content = lines.read(path) or b""
    rows: list[Row] = []
    for line in content[: content.rfind(b"\n") + 1].splitlines():
        row = read_row(line)
        if row is None or fault_of(row, rows) or (row.key and not row.is_signed):
            break
        rows.append(row)
    return tuple(rows)


def tail(path: Path) -> bytes:
    """What stands after the last line end: a row that was never finished. Raises InputError."""
    content = lines.read(path) or b""
    return content[content.rfind(b"\n") + 1 :]


def _refuse_false_signatures(rows: Sequence[Row], path: Path) -> None:
    for row in rows:
        if row.key and not row.is_signed:
            raise InputError(_broken(_UNSIGNED), Place(str(path), row.number), _TODO)


def _refuse_to_go_back(rows: Sequence[Row], act: Act, path: Path) -> None:
    if not rows or act.at >= rows[-1].instant - TOLERANCE:
        return
    last = rows[-1]
    what = f"it is {text_of(act.at)} and row {last.number} was written at {last.at}: time can't run backwards"
    todo = f"Set this machine's clock. If it was wrong when that row was written: {_ADOPT}"
    raise ClockRanBack(what, Place(str(path), last.number), todo)


def _repair(half: bytes, at: datetime) -> Act:
    """That half a row was cut away, and which."""
    began = half[:80].decode("utf-8", "backslashreplace")
    return Act("repaired", "", "", "", "", at, {"cut": len(half), "sha256": sha256(half), "began": began})


def _head(safe: Safe, rows: Sequence[Row]) -> Head:
    return Head(str(safe.house), len(rows), rows[-1].hash, rows[-1].key)
