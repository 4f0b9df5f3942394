"""schedules.yaml: what is made, for which meeting or period, and the dates beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from reports.settings.yaml import Settings, read_yaml, validate


class Meeting(Settings):
    """A meeting of the Panel. ``id`` is the edition's key and stays when the date moves."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9+-]*$")
    name: str
    date: date
    date_assumed: bool = False
    note: str = ""


class PublicationSchedule(Settings):
    """When a publication is made and by whom. The clock of a later issue reads it."""

    publication: str
    each: Literal["meeting", "month", "financial year"]
    draft: str
    publish: str
    author: str
    approver: str


class Schedules(Settings):
    """All of schedules.yaml."""

    meetings: tuple[Meeting, ...] = ()
    publications: tuple[PublicationSchedule, ...] = ()

    @field_validator("meetings")
    @classmethod
    def _one_of_each(cls, meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
        ids = [meeting.id for meeting in meetings]
        if twice := sorted({key for key in ids if ids.count(key) > 1}):
            raise ValueError(f"two meetings have the id {', '.join(twice)}")
        return meetings

    def meeting(self, key: str) -> Meeting | None:
        """The meeting with that id, if there is one."""
        return next((meeting for meeting in self.meetings if meeting.id == key), None)

    def next_meeting(self, today: date) -> Meeting | None:
        """The first meeting on or after today; the last one where none is ahead."""
        ordered = sorted(self.meetings, key=lambda meeting: meeting.date)
        return next((m for m in ordered if m.date >= today), ordered[-1] if ordered else None)


def read_schedules(house: Path) -> Schedules:
    """Read schedules.yaml of a house. Raises SettingsError with lines."""
    return validate(Schedules, read_yaml(house / "schedules.yaml", "schedules.yaml"))
