"""The desk of a house for a command, and a person of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reckoner.reports.desk.desk import Desk
    from reckoner.reports.settings.office import Person


def somebody(house: Path, state: str, name: str) -> tuple[Desk, Person]:
    """The desk, and a person of it. Raises UsageError where there is none of that id."""
    from reckoner.reports.errors import UsageError, nearest

    at = desk_at(house, state)
    found = at.house.office.person(name)
    if found is None:
        known = [each.id for each in at.house.office.people]
        raise UsageError(f"{name!r} is not among `people`", todo=nearest(name, known))
    return at, found


def desk_at(house: Path, state: str) -> Desk:
    """The desk of a house, for a command."""
    from reckoner.reports.desk.desk import Desk
    from reckoner.reports.schedule.adapters import open_state

    root = house.resolve()
    return Desk(root, open_state(root, state), ())
