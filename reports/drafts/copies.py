"""Copies of drafts that channels have put into folders: noted when they arrive, looked at again later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.errors import Fault

_SEEN = "Whoever reads it there sees what nobody approved."


def copy_at(root: Path, where: str) -> dict[str, Any] | None:
    """What lies where a channel says that it put it: the place from the house on, and the files' hashes.

    None where the words are no place on a disk, as with a mailbox.
    """
    path = Path(where)
    if not path.is_absolute() or not path.exists():
        return None
    at = path.relative_to(root) if path.is_relative_to(root) else path
    return {"at": at.as_posix(), "files": hashes_at(path)}


def hashes_at(path: Path) -> dict[str, str]:
    """The hash of each file of a folder by its name; a file alone has no name. Raises OSError."""
    if path.is_file():
        return {"": sha256(path.read_bytes())}
    found = {}
    for each in sorted(path.rglob("*")):
        if each.is_symlink() or not (each.is_dir() or each.is_file()):
            found[each.relative_to(path).as_posix()] = "not a file"
        elif each.is_file():
            found[each.relative_to(path).as_posix()] = sha256(each.read_bytes())
    return found


def wrong_copies(root: Path, rows: Sequence[Row]) -> Iterator[Fault]:
    """What has changed where drafts were delivered to, and what to do about it."""
    newest = {row.draft.rpartition("/")[0]: row.draft for row in rows if row.what == "delivered"}
    last = {(row.draft, row.details.get("channel")): row for row in rows if row.what == "delivered"}
    taken_back = {row.draft for row in rows if row.what == "withdrawn"}
    for row in last.values():
        edition = row.draft.rpartition("/")[0]
        yield from _wrong(root, row, rows, row.draft == newest[edition] and row.draft not in taken_back)


def copies(rows: Sequence[Row]) -> int:
    """How many places on a disk the history says that drafts were delivered to."""
    return len(
        {row.details["copy"]["at"] for row in rows if row.what == "delivered" and "copy" in row.details}
    )


def _wrong(root: Path, row: Row, rows: Sequence[Row], is_newest: bool) -> Iterator[Fault]:
    copy = row.details.get("copy")
    place = root / copy["at"] if copy else Path(str(row.details.get("where", "")))
    if not place.is_absolute() or (copy is None and place.is_file()):
        return
    again = f"reckoner deliver {row.draft} --to {row.details.get('channel')}"
    said = f"{place}: {{}} it was delivered on {row.at[:10]} ({row.draft})"
    try:
        found = hashes_at(place)
    except OSError as problem:
        yield Fault(
            said.format(f"it can't be read ({problem.strerror}) since"), None, "Look who may read it."
        )
        return
    if not place.exists():
        todo = f"Mount its disk. If it was taken away, put it back: {again}"
        if is_newest:
            yield Fault(said.format("it is gone since"), None, todo)
        return
    expected, may_lack = (copy["files"], False) if copy else (_approved_files(row, rows), True)
    todo = f"{_SEEN} Move it away, then deliver it again: {again}"
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            if not may_lack:
                yield Fault(said.format(f"{name} is missing since"), None, todo)
        elif name not in expected:
            yield Fault(said.format(f"{name} was added since"), None, f"{_SEEN} Move that file away.")
        elif found[name] != expected[name]:
            yield Fault(said.format(f"{name or 'it'} has changed since"), None, todo)


def _approved_files(row: Row, rows: Sequence[Row]) -> Mapping[str, str]:
    """For deliveries from before copies were noted: what was approved; not every file of it went out."""
    sealed = [
        each.details["files"]
        for each in rows
        if each.draft == row.draft and each.what == "approved" and each.number < row.number
    ]
    return sealed[-1] if sealed else {}
