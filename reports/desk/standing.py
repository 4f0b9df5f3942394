"""How a draft stands, also one that can't be read: it is damaged, and keeps no other from being listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept, all_drafts, read_draft
from reckoner.reports.drafts.state import state_of
from reckoner.reports.drafts.store import latest
from reckoner.reports.errors import ReckonerError


@dataclass(frozen=True)
class Standing:
    """A draft by its name; ``kept`` is None where it can't be read."""

    name: str
    kept: Kept | None
    state: str
    why: str


def standing(desk: Desk, folder: Path, rows: Sequence[Row]) -> Standing:
    """How the draft in a folder stands. Its bytes are hashed again only where a file of it has changed."""
    stamp = stamp_of(folder), rows[-1].hash if rows else ""
    return desk.held.get(("standing", str(folder)), stamp, lambda: _standing(desk, folder, rows))


def _standing(desk: Desk, folder: Path, rows: Sequence[Row]) -> Standing:
    try:
        kept = desk.held.get(("draft", str(folder)), stamp_of(folder), lambda: read_draft(folder))
        stands = state_of(kept, rows)
    except ReckonerError as problem:
        return Standing(folder.relative_to(desk.root / "output").as_posix(), None, "damaged", problem.what)
    return Standing(kept.name, kept, stands.state, stands.why)


def all_standing(desk: Desk, rows: Sequence[Row]) -> Iterator[Standing]:
    """Every draft, in the order of their names."""
    for folder in all_drafts(desk.root / "output"):
        yield standing(desk, folder, rows)


def newest(desk: Desk, publication: str, edition: str, rows: Sequence[Row]) -> Standing | None:
    """The newest draft of an edition, if there is one."""
    folder = latest(desk.root / "output", publication, edition)
    return standing(desk, folder, rows) if folder else None
