"""Times in words on the office's own clock, with the working days that are left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.words import counted
from reckoner.reports.periods.holidays import BeyondKnownHolidays
from reckoner.reports.periods.workcalendar import WorkCalendar
from reckoner.reports.periods.workdays import walk

_NEAR = 200  # days, within which nobody needs to be told the year


@dataclass(frozen=True)
class Times:
    """Now, on the office's clock and in its working days."""

    calendar: WorkCalendar
    zone: ZoneInfo
    now: datetime

    @classmethod
    def of(cls, desk: Desk) -> Times:
        """Those of a house. Raises SettingsError."""
        schedules = desk.house.schedules
        return cls(schedules.calendar.work_calendar(), schedules.zone, desk.clock())

    @property
    def today(self) -> date:
        """The office's date."""
        return self.now.astimezone(self.zone).date()

    def at(self, instant: datetime) -> str:
        """An instant: "Thursday 27 November, 16:00"; with the year where it is far from now."""
        local = instant.astimezone(self.zone)
        return f"{self.on(local.date())}, {local:%H:%M}"

    def on(self, day: date) -> str:
        """A day: "Thursday 27 November"."""
        year = f" {day.year}" if abs((day - self.today).days) > _NEAR else ""
        return f"{day:%A} {day.day} {day:%B}{year}"

    def by(self, instant: datetime) -> str:
        """A deadline: "by Thursday 27 November, 16:00; 3 working days"."""
        left = self.left(instant.astimezone(self.zone).date())
        if instant < self.now:
            left = "passed" if left == "today" else left
        return f"by {self.at(instant)}" + (f"; {left}" if left else "")

    def left(self, day: date) -> str:
        """How far a day is: "3 working days", "today", "2 working days ago".

        Nothing where nobody knows the bank holidays in between.
        """
        if day == self.today:
            return "today"
        first, last = sorted((self.today, day))
        try:
            number = sum(1 for _ in takewhile(lambda each: each <= last, walk(first, self.calendar.works)))
        except (BeyondKnownHolidays, ValueError):
            return ""
        if not number:
            return "before the next working day" if day > self.today else "since the last working day"
        return counted(number, "working day") + (" ago" if day < self.today else "")
