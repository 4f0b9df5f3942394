"""The next report begun from the last: it names its year in its title, which moves with it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from reckoner.reports.kinds.report.words import ItemFront, ReportFront
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.periods.period import Period
from reckoner.reports.rollover.begin import Rules, begin
from reckoner.reports.rollover.carry import CarryOver
from reckoner.reports.rollover.edition import NewEdition
from reckoner.reports.rollover.sequence import EditionSequence
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication

_YEAR = re.compile(r"(?<!\d)(\d{4})(?:([/-])(\d\d))?(?!\d)")


def begin_report(
    house: House, publication: Publication, key: str | None, calendar: CalendarWords
) -> NewEdition:
    """The next report. Raises UsageError, SettingsError or InputError as ``begin`` does."""

    def further(carried: CarryOver, _root: Path, after: EditionSequence) -> CarryOver:
        return _retitled(carried, after.was, after.now)

    return begin(house, publication, key, calendar, Rules(ReportFront, ItemFront, further=further))


def _retitled(file: CarryOver, was: Period, now: Period) -> CarryOver:
    """A report on a year names its year in its title and subtitle, which move with it."""
    on, years = now.start.year - was.start.year, (was.start.year, was.last.year)

    def moved(match: re.Match[str]) -> str:
        year, joint, short = match.groups()
        if int(year) not in years:
            return match[0]
        return f"{int(year) + on}{joint}{(int(short) + on) % 100:02}" if joint else str(int(year) + on)

    front = (
        _YEAR.sub(moved, line) if line.startswith(("title:", "subtitle:")) else line for line in file.front
    )
    return replace(file, front=tuple(front))
