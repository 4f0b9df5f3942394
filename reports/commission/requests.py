"""What was asked for and what came back: ``state/commission.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Literal

from reckoner.reports.errors import InputError, Place
from reckoner.reports.whole import write_whole

FILE = "state/commission.json"


@dataclass(frozen=True)
class Asked:
    """A request: ``id`` is hidden in the file that went along, ``key`` is the section's file, the table's
    file or a figure's words. ``returned`` is when it last came back.
    """

    publication: str
    edition: str
    kind: Literal["figure", "section", "table"]
    key: str
    person: str
    by: str
    at: str
    id: str = ""
    returned: str = ""

    def asked_on(self, zone: tzinfo) -> date:
        """The day when it was asked for, by the office's clock."""
        return _day(self.at, zone)

    def returned_on(self, zone: tzinfo) -> date | None:
        """The day when it last came back, by the office's clock."""
        return _day(self.returned, zone) if self.returned else None


def _day(instant: str, zone: tzinfo) -> date:
    return datetime.fromisoformat(instant).astimezone(zone).date()


def read_asked(root: Path) -> tuple[Asked, ...]:
    """All requests, the newest last. Raises InputError where what is kept can't be read."""
    path = root / FILE
    if not path.is_file():
        return ()
    try:
        return tuple(Asked(**each) for each in json.loads(path.read_bytes()))
    except (OSError, TypeError, ValueError):
        todo = "Bring it back from the backup, or move it away: then nothing counts as asked for."
        raise InputError("what was asked for can't be read", Place(FILE), todo) from None


def keep_asked(root: Path, more: Sequence[Asked]) -> None:
    """Keep requests; of one that was made before, only the newest. Raises InputError, WriteError."""
    known = {_key(each): each for each in read_asked(root)}
    for each in more:
        known.pop(_key(each), None)
        known[_key(each)] = each
    _write(root, tuple(known.values()))


def asked_by_id(root: Path, ident: str) -> Asked | None:
    """The request that a file with this id was sent with; a file without one is nobody's answer."""
    found = [each for each in read_asked(root) if each.id == ident] if ident else []
    return found[-1] if found else None


def mark_returned(root: Path, ident: str, at: str) -> None:
    """Note that a file came back."""
    known = read_asked(root)
    if any(each.id == ident for each in known if ident):
        _write(root, tuple(replace(each, returned=at) if each.id == ident else each for each in known))


def _key(asked: Asked) -> tuple[str, ...]:
    return asked.publication, asked.edition, asked.kind, asked.key, asked.person


def _write(root: Path, all_: Sequence[Asked]) -> None:
    data = [asdict(each) for each in all_]
    write_whole(root / FILE, json.dumps(data, indent=1, ensure_ascii=False).encode())
