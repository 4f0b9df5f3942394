"""schedules.yaml understood: each schedule with its rules read, checked against the rest of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reckoner.reports.errors import Fault, ReckonerError, SettingsError, nearest
from reckoner.reports.periods.holidays import BeyondKnownHolidays
from reckoner.reports.schedule.occurrences import Dates
from reckoner.reports.schedule.when import When, parse_when
from reckoner.reports.settings.house import require_house
from reckoner.reports.settings.office import OfficeSettings, read_office
from reckoner.reports.settings.places import schedules_faults
from reckoner.reports.settings.publication import read_publication
from reckoner.reports.settings.schedules import CalendarSettings, Heartbeat, Schedule, Schedules
from reckoner.reports.settings.yaml import YamlFile, read_yaml, validate

At = tuple[str, int]


@dataclass(frozen=True)
class Plan:
    """A schedule whose words have been read."""

    schedule: Schedule
    when: When
    deadlines: tuple[tuple[str, When], ...] = ()

    @property
    def name(self) -> str:
        """The schedule's name."""
        return self.schedule.name


@dataclass(frozen=True)
class Plans:
    """Every schedule of a house that isn't paused, and the dates they are asked against."""

    plans: tuple[Plan, ...]
    dates: Dates
    calendar: CalendarSettings
    paused: tuple[Schedule, ...] = ()
    heartbeat: Heartbeat | None = None

    def held(self, instant: datetime) -> str:
        """Why a release waits for the monitoring officer then; empty where it doesn't.

        Raises BeyondKnownHolidays.
        """
        return self.calendar.held(self.dates.day(instant)) or ""


def read_plans(house: Path) -> Plans:
    """Read schedules.yaml and hold it against office.yaml and templates. Raises SettingsError with lines."""
    require_house(house)
    file = read_yaml(house / "schedules.yaml", "schedules.yaml")
    schedules = validate(Schedules, file)
    office, _ = read_office(house)
    faults = [*_faults(house, file, schedules, office), *_election_faults(file, schedules.calendar)]
    faults += schedules_faults(house, office, schedules)
    if faults:
        raise SettingsError.of(faults)
    return plans_of(schedules)


def plans_of(schedules: Schedules) -> Plans:
    """The plans of settings that hold together. Raises ValueError where a rule can't be read."""
    dates = Dates(schedules.calendar.work_calendar(), schedules.meetings, schedules.zone)
    active = tuple(_plan(schedule) for schedule in schedules.schedules if not schedule.paused)
    paused = tuple(schedule for schedule in schedules.schedules if schedule.paused)
    return Plans(active, dates, schedules.calendar, paused, schedules.heartbeat)


def _plan(schedule: Schedule) -> Plan:
    deadlines = tuple((name, parse_when(text)) for name, text in schedule.deadlines.items())
    return Plan(schedule, parse_when(schedule.when), deadlines)


def _faults(house: Path, file: YamlFile, schedules: Schedules, office: OfficeSettings) -> Iterator[Fault]:
    people = [person.id for person in office.people]
    for number, schedule in enumerate(schedules.schedules):
        at = ("schedules", number)
        yield from _when_faults(file, schedules, schedule, at)
        for key in ("tell", "author", "approver"):
            named = getattr(schedule, key)
            for name in named if isinstance(named, tuple) else (named,):
                if name and name not in people:
                    what = f"{key}: office.yaml has nobody with the id {name!r}"
                    yield Fault(what, file.place(*at, key), nearest(name, people))
        yield from _channel_faults(file, schedule, office, at)
        if not schedule.paused:
            yield from _publication_faults(house, file, schedule, at)


def _channel_faults(file: YamlFile, schedule: Schedule, office: OfficeSettings, at: At) -> Iterator[Fault]:
    for key in ("proof", "release"):
        for number, name in enumerate(getattr(schedule, key)):
            channel = office.channels.get(name)
            place = file.place(*at, key, number)
            if channel is None:
                what = f"{key}: office.yaml has no channel {name!r}"
                yield Fault(what, place, nearest(name, office.channels))
            elif channel.takes != key:
                what = f"{key}: the channel {name!r} takes {channel.takes}s (office.yaml)"
                yield Fault(what, place, f"Name one that takes {key}s.")


def _when_faults(file: YamlFile, schedules: Schedules, schedule: Schedule, at: At) -> Iterator[Fault]:
    texts: dict[tuple[str, ...], str] = {("when",): schedule.when}
    texts |= {("deadlines", name): text for name, text in schedule.deadlines.items()}
    for path, text in texts.items():
        try:
            when = parse_when(text)
        except ValueError as problem:
            yield Fault(f"{path[-1]}: {problem}", file.place(*at, *path))
        else:
            for what in _misfits(schedule, when, path == ("when",), schedules):
                yield Fault(f"{path[-1]}: {what}", file.place(*at, *path))


def _misfits(schedule: Schedule, when: When, is_start: bool, schedules: Schedules) -> Iterator[str]:
    known = sorted({meeting.series for meeting in schedules.meetings})
    if when.series and when.series not in known and not schedule.paused:
        yield f"there are no meetings of the series {when.series!r}. {nearest(when.series, known)}"
    if is_start and schedule.for_ == "current meeting" and when.series is None:
        yield "`for: current meeting` counts from a meeting; write `12 clear days before panel_meeting`"
    if not is_start and when.series and f" {when.series}" not in schedule.when.lower():
        yield f"this deadline counts from {when.series}, but the schedule itself doesn't"


def _publication_faults(house: Path, file: YamlFile, schedule: Schedule, at: At) -> Iterator[Fault]:
    try:
        occasion = read_publication(house, schedule.publication).occasion
    except ReckonerError as problem:
        yield from (Fault(f.what, file.place(*at, "publication"), f.todo) for f in problem.faults)
        return
    if schedule.for_.split(maxsplit=1)[1] != occasion:
        yield Fault(
            f"for: {schedule.publication} is made for a {occasion}, not for the {schedule.for_}",
            file.place(*at, "for"),
        )


def _election_faults(file: YamlFile, calendar: CalendarSettings) -> Iterator[Fault]:
    """A poll whose pre-election period can't be told would release what should be held."""
    work = calendar.work_calendar()
    for number, entry in enumerate(calendar.pre_election):
        try:
            work.pre_election(entry.poll, entry.from_)
        except BeyondKnownHolidays as problem:
            fault = problem.faults[0]
            yield Fault(fault.what, file.place("calendar", "pre_election", number, "poll"), fault.todo)
