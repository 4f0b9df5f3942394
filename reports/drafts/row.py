"""One row of a history: what it says, how it is written, and whether it follows from the rows before it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from reckoner.reports.drafts.details import are_sound
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.drafts.seal import Seal, is_signed

START = "0" * 64
# A step of the clock, or the longest delivery: a row that long behind the one above takes that one's time.
TOLERANCE = timedelta(minutes=15)
_AT = "%Y-%m-%dT%H:%M:%SZ"
# A key and a signature in the one way of writing them, or neither.
_SIGNED = re.compile(r"([0-9a-f]{64} [0-9a-f]{128})| ")


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
    """One row as it stands in the file. ``before`` is the hash of the row before, ``hash`` its own.

    ``key`` is the public key of whoever wrote it; rows from before there were signatures have none.
    """

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
    key: str = ""
    signature: str = ""

    @property
    def instant(self) -> datetime:
        """When it was written."""
        return datetime.fromisoformat(self.at)

    def computed(self) -> str:
        """The hash that the row's content has."""
        left_out = {"hash", "signature"} if self.key else {"hash", "signature", "key"}
        content = {name: value for name, value in vars(self).items() if name not in left_out}
        return sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode())

    @property
    def is_signed(self) -> bool:
        """Whether the signature is that of its key."""
        return is_signed(self.key, self.hash, self.signature)

    def line(self) -> bytes:
        """The row as it is written."""
        return (json.dumps(vars(self), ensure_ascii=False) + "\n").encode()


def read_row(line: bytes) -> Row | None:
    """The row that a line holds; None where it is none."""
    try:
        row = Row(**json.loads(line))
        texts = [value for name, value in vars(row).items() if name not in ("number", "details")]
        sound = type(row.number) is int and isinstance(row.details, dict)
        sound = sound and all(isinstance(text, str) for text in texts) and are_sound(row.what, row.details)
        if b"\\u" in line:
            row.line()  # halves of characters can be read and not written
        return row if sound and text_of(row.instant) == row.at else None
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def fault_of(row: Row | None, before: Sequence[Row]) -> str:
    """Why a row can't follow those before it, its signature aside; empty where it can."""
    if row is None:
        return "a line is not a row of a history"
    if row.computed() != row.hash or not _SIGNED.fullmatch(f"{row.key} {row.signature}"):
        return "a row's content is not what was written"
    if row.before != (before[-1].hash if before else START):
        return "a row does not follow the one before it"
    if row.number != len(before) + 1:
        return "a row has the wrong number"
    return _fault_of_writer(row, before[-1]) if before else ""


def _fault_of_writer(row: Row, above: Row) -> str:
    """Only a row that says so hands the history over to another key, or goes back in time."""
    if above.key and not row.key:
        return "a row is not signed, and those before it are"
    if row.what == "adopted" and row.key:
        return ""
    if row.key != above.key:
        return "a row is signed by another key than those before it, and nothing hands over to it"
    if row.instant < above.instant - (timedelta() if row.key else TOLERANCE):
        return "a row is older than the one before it"
    return ""


def text_of(at: datetime) -> str:
    """An instant as rows hold it."""
    return at.astimezone(UTC).strftime(_AT)


def next_row(rows: Sequence[Row], act: Act, seal: Seal) -> Row:
    """The row that records an act after these rows, signed."""
    at = text_of(act.at)
    if rows and act.what != "adopted":
        at = max(at, rows[-1].at)
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
        seal.public,
    )
    digest = row.computed()
    return Row(**{**vars(row), "hash": digest, "signature": seal.sign(digest)})
