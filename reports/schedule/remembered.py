"""The settings as they were when they could last be read, kept in a file for a service that starts anew.

They tell people that something is due while the settings are broken, and carry the notices. Nothing is built
from them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from reckoner.reports.drafts.disk import new_file
from reckoner.reports.errors import ReckonerError, WriteError
from reckoner.reports.schedule.plans import Plans, plans_of
from reckoner.reports.settings.house import House, read_house
from reckoner.reports.whole import sync

_FOLDER = Path("state", "last-good")
_FILES = ("office.yaml", "schedules.yaml")


def contents(folder: Path) -> dict[str, bytes]:
    """The settings as they are at this moment, to be remembered once they have been read."""
    return {name: (folder / name).read_bytes() for name in _FILES if (folder / name).is_file()}


def remember(house: Path, settings: Mapping[str, bytes]) -> None:
    """Keep settings that could be read. Raises WriteError where they can't be kept."""
    if contents(house) != settings:
        return  # somebody is at them, and nobody knows which of the two was read; the next look keeps them
    kept = contents(house / _FOLDER)
    for name in settings:
        if kept.get(name) != settings[name]:
            _put(house / _FOLDER / name, settings[name])


def _put(path: Path, content: bytes) -> None:
    """Whole or not at all, also where the power fails or another service does the same."""
    making = path.with_name(f".{path.name}-{os.getpid()}")  # a service before this one may have left it
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with new_file(making, 0o644) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        making.replace(path)
        sync(path.parent)
    except OSError as problem:
        making.unlink(missing_ok=True)
        what = f"the settings can't be kept in {_FOLDER}: {problem.strerror}"
        raise WriteError(what, todo="Free some space, or check who may write there.") from None


def remembered(house: Path) -> tuple[House, Plans] | None:
    """The house by those settings, and its schedules; None where there are none."""
    try:
        found = read_house(house / _FOLDER)
        return House(house, found.office, found.schedules), plans_of(found.schedules)
    except (ReckonerError, ValueError):
        return None


def house_or_last_good(house: Path) -> House:
    """The house as its settings say, or as they said when they could last be read. Raises SettingsError."""
    try:
        return read_house(house)
    except ReckonerError:
        if (found := remembered(house)) is None:
            raise
        return found[0]
