"""When an office works: weekends, bank holidays, its own closures, and the time before an election."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reckoner.reports.periods.holidays import BankHolidays
from reckoner.reports.periods.period import Period
from reckoner.reports.periods.workdays import nth

_SATURDAY = 5
# Notice of an election is given no later than 25 working days before the poll.
_NOTICE_OF_ELECTION = 25


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which the office is closed beyond weekends and bank holidays."""

    days: Period
    reason: str


@dataclass(frozen=True)
class WorkCalendar:
    """The days that count by law, and those on which somebody is in the office."""

    holidays: BankHolidays
    closures: tuple[Closure, ...] = ()

    def counts(self, day: date) -> bool:
        """Whether the law counts the day as a working day. Raises BeyondKnownHolidays."""
        return day.weekday() < _SATURDAY and self.holidays.name(day) is None

    def works(self, day: date) -> bool:
        """Whether the office works on that day. Raises BeyondKnownHolidays."""
        return self.counts(day) and not any(day in closure.days for closure in self.closures)

    def pre_election(self, poll: date, notice: date | None = None) -> Period:
        """From the notice of election to the day of the poll, both included. Raises BeyondKnownHolidays."""
        latest = nth(poll, _NOTICE_OF_ELECTION, self.counts, back=True)
        return Period(min(notice or latest, latest), Period.day(poll).end)
