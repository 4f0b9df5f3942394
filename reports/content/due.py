"""When what is still to come is due: counted in working days, with the name of who brings it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from pathlib import Path

from reckoner.reports.content.tocome import Awaited, awaited_in
from reckoner.reports.periods.holidays import BeyondKnownHolidays
from reckoner.reports.periods.workcalendar import WorkCalendar
from reckoner.reports.periods.workdays import walk
from reckoner.reports.settings.office import OfficeSettings


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is still to come, and the role of who brings it: empty where office.yaml knows nobody of
    that id.

    ``days`` are the working days left, the last one included; those since, as a negative number, where it is
    overdue; None where nobody knows the bank holidays in between.
    """

    awaited: Awaited
    role: str
    days: int | None
    is_overdue: bool

    def line(self) -> str:
        """All of it in one line."""
        figure, awaited = self.awaited.figure, self.awaited
        who = f"{figure.person} ({self.role or 'nobody in office.yaml'})"
        edition = " ".join(filter(None, (awaited.publication, awaited.edition)))
        return f"{figure.by.isoformat()}  {self.left()}: {figure.what}, from {who}, for {edition}"

    def left(self) -> str:
        """How much time is left, in words."""
        if self.days is None:
            return "overdue" if self.is_overdue else "to come"
        number = f"{abs(self.days)} working day{'s' * (abs(self.days) != 1)}"
        if self.is_overdue:
            return f"overdue by {number}" if self.days else "overdue"
        return f"{number} left" if self.days else "due today"


def due_in(house: Path, office: OfficeSettings, calendar: WorkCalendar, today: date) -> list[Due]:
    """What every edition still waits for, what is overdue first. Raises ReckonerError."""
    return [due_on(each, office, calendar, today) for each in awaited_in(house)]


def due_on(awaited: Awaited, office: OfficeSettings, calendar: WorkCalendar, today: date) -> Due:
    """How one thing that is awaited stands on a day."""
    person, by = office.person(awaited.figure.person), awaited.figure.by
    return Due(awaited, person.role if person else "", _days(calendar, today, by), by < today)


def _days(calendar: WorkCalendar, today: date, by: date) -> int | None:
    first, last = sorted((today, by))
    try:
        count = sum(1 for _ in takewhile(lambda day: day <= last, walk(first, calendar.works)))
    except BeyondKnownHolidays:
        return None
    return count if by >= today else -count
