"""A house and its history as the desk reads them: again only where a file of theirs has changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from reckoner.reports.desk.held import Held, Stamp, stamp_of
from reckoner.reports.drafts.history import History, Row
from reckoner.reports.drafts.safe import Safe, safe_of
from reckoner.reports.drafts.traces import traces
from reckoner.reports.settings.house import House, read_house
from reckoner.reports.settings.publication import Publication

_SETTINGS = ("office.yaml", "schedules.yaml", "languages", "templates")


@dataclass(frozen=True)
class HeldHouse(House):
    """A house whose publications are read once for each change."""

    held: Held = field(kw_only=True, compare=False, repr=False)
    stamp: Stamp = field(kw_only=True, compare=False, repr=False)

    def publication(self, name: str) -> Publication:
        """The settings of one publication. Raises SettingsError."""
        return self.held.get(("publication", name), self.stamp, lambda: House.publication(self, name))


class HeldHistory(History):
    """A history whose rows are verified once for each change of its file or of a note about it."""

    def __init__(self, house: HeldHouse, safe: Safe) -> None:
        super().__init__(house.root / house.office.history, safe, lambda: traces(house))
        self._held, self._notes = house.held, safe.places

    def rows(self) -> tuple[Row, ...]:
        """Every row. Raises what the rows of a history raise."""
        if not self.path.is_file():
            return super().rows()
        stamp = stamp_of(self.path, *self._notes)
        return self._held.get("rows", stamp, super().rows)


def settings_stamp(root: Path) -> Stamp:
    """Of the files that say how a house works."""
    return stamp_of(*(root / name for name in _SETTINGS))


def house_of(root: Path, held: Held) -> HeldHouse:
    """The settings as they are now. Raises SettingsError."""
    stamp = settings_stamp(root)

    def read() -> HeldHouse:
        found = read_house(root)
        return HeldHouse(found.root, found.office, found.schedules, held=held, stamp=stamp)

    return held.get("house", stamp, read)


def rows_of(house: HeldHouse) -> HeldHistory:
    """The house's history."""
    return HeldHistory(house, safe_of(house.root, house.office.head))
