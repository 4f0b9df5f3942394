"""schedules.yaml: what is made, for which meeting or period, when, and the dates beside it.

The words of ``when`` and of deadlines are read by ``reports/schedule/when.py``; here they are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BeforeValidator, Field, field_validator, model_validator

from reckoner.reports.errors import Place, SettingsError, nearest
from reckoner.reports.periods.holidays import BankHolidays, Nation, bank_holidays
from reckoner.reports.periods.period import Period
from reckoner.reports.periods.workcalendar import Closure, WorkCalendar
from reckoner.reports.settings.form import Wrong, form
from reckoner.reports.settings.yaml import Settings, read_yaml, validate

PANEL = "panel_meeting"
BUILD_WITHIN = timedelta(minutes=15)
ForWhat = Literal[
    "previous day", "current day",
    "previous month", "current month", "next month",
    "previous quarter", "current quarter",
    "previous year", "current year",
    "previous financial year", "current financial year",
    "current meeting",
]  # fmt: skip

_LENGTH = re.compile(r"([0-9]{1,4}) (minute|hour|day|week)s?")


def _length(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    match = _LENGTH.fullmatch(str(value))
    if match is None:
        raise Wrong(
            f"{str(value)[:40]!r} is not a length of time",
            todo="Write 20 minutes, 36 hours, 10 days or 2 weeks.",
        )
    return timedelta(**{f"{match[2]}s": int(match[1])})


Length = Annotated[timedelta, BeforeValidator(_length)]
Word = Annotated[
    str,
    form(r"[a-z0-9][a-z0-9_-]*", "one word of small letters, digits, _ and -", "panel-paper"),
    Field(max_length=60),
]
MeetingId = Annotated[
    str,
    form(r"[a-z0-9][a-z0-9+-]*", "an id: small letters, digits, + and - only", "2026-02"),
    Field(max_length=40),
]
Series = Annotated[str, form(r"[a-z][a-z0-9_]*", "one word of small letters, digits and _", PANEL)]
Issue = Annotated[
    str,
    form(r"([a-z0-9][a-z0-9-]*)?", "one word of small letters, digits and -", "precept"),
    Field(max_length=30),
]


class Meeting(Settings):
    """A meeting of the Panel or of another body: ``series`` says which, and schedules count from it.

    ``id`` is the edition's key and stays when the date moves. A meeting that won't be held keeps its
    entry with the reason in ``cancelled``.
    """

    id: MeetingId
    name: str
    date: date
    series: Series = PANEL
    date_assumed: bool = False
    cancelled: str = ""
    note: str = ""


class ClosureEntry(Settings):
    """Days on which the office is closed; ``to`` is the last of them, where there is more than one."""

    from_: date = Field(alias="from")
    to: date | None = None
    reason: str

    @model_validator(mode="after")
    def _runs_forwards(self) -> ClosureEntry:
        if self.to and self.to < self.from_:
            raise Wrong(
                "a closure can't end before it starts", "to", todo=f"Write {self.from_} or a later day."
            )
        return self

    def closure(self) -> Closure:
        """The days as a period."""
        return Closure(Period(self.from_, Period.day(self.to or self.from_).end), self.reason)


class BankHolidayEntry(Settings):
    """A bank holiday proclaimed after the program's list was made; taken back where ``holiday`` is false."""

    date: date
    name: str = Field(min_length=3)
    holiday: bool = True


class PreElection(Settings):
    """The time before a poll in which publicity is restricted: from the notice of election to the poll.

    Without ``from`` it starts 25 working days before the poll, the latest day for the notice.
    """

    poll: date
    name: str
    from_: date | None = Field(default=None, alias="from")


def _no_change(entry: BankHolidayEntry, listed: BankHolidays, seen: set[date]) -> str:
    """Why an entry changes nothing, or nothing that is known; empty where it is good."""
    if entry.date in seen:
        return f"{entry.date} stands there twice"
    if entry.date not in listed.known:
        return (
            f"{entry.date} lies outside {listed.known.start} to {listed.known.last}, the days that are known"
        )
    name = listed.days.get(entry.date)
    if entry.holiday and name:
        return f"{entry.date} is a bank holiday already: {name}"
    if not entry.holiday and not name:
        return f"{entry.date} is no bank holiday"
    return ""


class CalendarSettings(Settings):
    """Which days the office works, and when it holds its publicity back."""

    nation: Nation = "england-and-wales"
    bank_holidays: tuple[BankHolidayEntry, ...] = ()
    closures: tuple[ClosureEntry, ...] = ()
    pre_election: tuple[PreElection, ...] = ()

    @model_validator(mode="after")
    def _changes_the_list(self) -> CalendarSettings:
        listed, seen = bank_holidays(self.nation), set[date]()
        wrong: list[Wrong] = []
        for number, entry in enumerate(self.bank_holidays):
            if what := _no_change(entry, listed, seen):
                wrong.append(
                    Wrong(what, "bank_holidays", number, "date", todo="Take the entry out, or correct it.")
                )
            seen.add(entry.date)
        Wrong.raise_for(wrong)
        return self

    def work_calendar(self) -> WorkCalendar:
        """The calendar with the bank holidays that are known and those that the office adds or takes away."""
        changes = {entry.date: entry.name if entry.holiday else "" for entry in self.bank_holidays}
        closures = tuple(entry.closure() for entry in self.closures)
        return WorkCalendar(bank_holidays(self.nation).with_changes(changes), closures)

    def held(self, day: date) -> str | None:
        """Why nothing may be released on that day without the monitoring officer; None where it may.

        Raises BeyondKnownHolidays.
        """
        calendar = self.work_calendar()
        for entry in self.pre_election:
            period = calendar.pre_election(entry.poll, entry.from_)
            if day in period:
                return (
                    f"pre-election period before the {entry.name}, {period.start} to {period.last}: "
                    "the monitoring officer decides on publication"
                )
        return None


class Schedule(Settings):
    """What is made, for which period, when, who is told and where it goes.

    ``issue`` marks an extra issue beside the usual edition: 2026-02+precept. ``catch_up`` is how late it may
    still be made after the machine was off. ``paused`` holds the reason where nothing is to be made for now.
    """

    name: Word
    publication: Word
    for_: ForWhat = Field(alias="for")
    when: str
    issue: Issue = ""
    deadlines: Mapping[Word, str] = {}
    catch_up: Length = timedelta(days=10)
    author: str = ""
    approver: str = ""
    tell: tuple[str, ...] = ()
    proof: tuple[Word, ...] = ()
    release: tuple[Word, ...] = ()
    paused: str = ""


# Without TLS to this machine only.
Ping = Annotated[
    str,
    form(
        r"(https://[A-Za-z0-9.-]+|http://(127\.0\.0\.1|localhost))(:[0-9]+)?(/[^\s\"<>?#]*)?",
        "an address that begins with https://, or with http:// on this machine",
        "https://ping.example.org/reports",
    ),
]


class Heartbeat(Settings):
    """An address that hears regularly that the service is well, and raises the alarm when it hears nothing.

    ``/fail`` is added to it while something is wrong. ``authority`` names the office's own certificates.
    """

    address: Ping
    every: Length = timedelta(minutes=5)
    authority: str = ""

    @field_validator("every")
    @classmethod
    def _is_in_reason(cls, every: timedelta) -> timedelta:
        if not timedelta(minutes=1) <= every <= timedelta(days=1):
            raise Wrong("it must be between 1 minute and 1 day", todo="Write a length such as 5 minutes.")
        return every


class Schedules(Settings):
    """All of schedules.yaml. ``state`` is a file or a database address; without it, the house's own file.

    ``build_within`` is how long a build may take before it is ended.
    """

    time_zone: str = "Europe/London"
    state: str = ""
    build_within: Length = BUILD_WITHIN
    heartbeat: Heartbeat | None = None
    calendar: CalendarSettings = CalendarSettings()
    meetings: tuple[Meeting, ...] = ()
    schedules: tuple[Schedule, ...] = ()

    @field_validator("build_within")
    @classmethod
    def _leaves_time(cls, within: timedelta) -> timedelta:
        if not timedelta(minutes=1) <= within <= timedelta(hours=12):
            raise Wrong("it must be between 1 minute and 12 hours", todo="Write a length such as 15 minutes.")
        return within

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise Wrong(f"there is no time zone {name[:40]!r}", todo="Write Europe/London.") from None
        return name

    @field_validator("meetings")
    @classmethod
    def _one_of_each(cls, meetings: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
        for number, key in twice([meeting.id for meeting in meetings]):
            raise Wrong(f"two meetings have the id {key}", number, "id", todo="Give each an id of its own.")
        return meetings

    @field_validator("schedules")
    @classmethod
    def _one_name_and_one_edition(cls, schedules: tuple[Schedule, ...]) -> tuple[Schedule, ...]:
        for number, name in twice([schedule.name for schedule in schedules]):
            todo = "Give each a name of its own."
            raise Wrong(f"two schedules have the name {name}", number, "name", todo=todo)
        makes = [
            f"{s.publication} for {s.for_}" + (f", issue {s.issue}" if s.issue else "") for s in schedules
        ]
        for number, what in twice(makes):
            todo = "Take one of them out, or give it an `issue` of its own."
            raise Wrong(f"two schedules make the same editions: {what}", number, todo=todo)
        return schedules

    def held(self, now: datetime) -> str | None:
        """Why nothing may be released at an instant without the monitoring officer; None where it may.

        Raises BeyondKnownHolidays.
        """
        return self.calendar.held(self.day(now))

    @property
    def zone(self) -> ZoneInfo:
        """The office's clock."""
        return ZoneInfo(self.time_zone)

    def day(self, instant: datetime) -> date:
        """The office's date at an instant."""
        return instant.astimezone(self.zone).date()

    def meeting(self, key: str) -> Meeting | None:
        """The meeting with that id, if there is one."""
        return next((meeting for meeting in self.meetings if meeting.id == key), None)

    def known_meeting(self, key: str) -> Meeting:
        """The meeting with that id. Raises SettingsError, with the ids most like it, where there is none."""
        meeting = self.meeting(key)
        if meeting is None:
            todo = f"Add it under `meetings`. {nearest(key, [each.id for each in self.meetings])}"
            raise SettingsError(f"there is no meeting {key!r}", Place("schedules.yaml"), todo)
        return meeting

    def next_meeting(self, today: date) -> Meeting | None:
        """The Panel's first meeting on or after today; the last one where none is ahead."""
        held = [meeting for meeting in self.meetings if meeting.series == PANEL and not meeting.cancelled]
        ordered = sorted(held, key=lambda meeting: meeting.date)
        return next((m for m in ordered if m.date >= today), ordered[-1] if ordered else None)


def twice(names: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Each name that stands there before, and where it stands again."""
    for number, name in enumerate(names):
        if name in names[:number]:
            yield number, name


def read_schedules(house: Path) -> Schedules:
    """Read schedules.yaml of a house. Raises SettingsError with lines."""
    return validate(Schedules, read_yaml(house / "schedules.yaml", "schedules.yaml"))
