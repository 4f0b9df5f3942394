"""Which edition comes after which: from month to month, year to year, meeting to meeting."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reckoner.reports.content.edition import edition_keys
from reckoner.reports.errors import Place, SettingsError, UsageError
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication
from reckoner.reports.settings.schedules import PANEL, Meeting, Schedules

_KEY = re.compile(r"([0-9]{4}(?:-(?:[0-9]{2}|Q[1-4]))?)(?:\+[a-z0-9][a-z0-9-]*)?")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class EditionSequence:
    """A new edition and the one before it: their keys, and the months or years that they are for.

    A meeting's month stands for the edition of a paper.
    """

    last: str
    key: str
    was: Period
    now: Period


def sequence_of(house: House, publication: Publication, key: str | None = None) -> EditionSequence:
    """The new edition called ``key``, or the one after the last, and what it can be begun from.

    Raises UsageError where the key doesn't fit, no earlier edition has words or no meeting is ahead;
    SettingsError where the key is no meeting's id.
    """
    if key and len(key) > _LONGEST:
        what = f"the edition's name is too long: {len(key)} characters"
        raise UsageError(what, todo=f"Write at most {_LONGEST}: it names a folder and files.")
    known = edition_keys(house.root / "content", publication.name)
    if not known:
        raise _none_earlier(publication)
    if publication.occasion == "meeting":
        return _by_meeting(house.schedules, publication, known, key)
    stems = [stem for stem in known if _KEY.fullmatch(stem)]
    if key is None:
        period = _period(publication, stems[-1]) if stems else None
        if period is None:
            raise _none_earlier(publication)
        key = str(period.shifted(period.month_count or 0))
    now = _period(publication, key)
    earlier = [other for other in stems if other < key]
    if not earlier:
        raise _none_earlier(publication)
    return EditionSequence(earlier[-1], key, _period(publication, earlier[-1]), now)


def _period(publication: Publication, key: str) -> Period:
    """The month or the year that a key names. Raises UsageError."""
    match = _KEY.fullmatch(key)
    try:
        period = Period.parse(match[1] if match else key)
    except ValueError as problem:
        raise UsageError(f"{publication.name} has no edition {key!r}: {problem}") from None
    if period.shape != publication.occasion:
        what = f"{publication.name} appears for each {publication.occasion}; {key} is a {period.shape}"
        raise UsageError(what)
    if match is None:
        what = f"{publication.name} has no edition {key!r}"
        raise UsageError(what, todo=f"Write {period}, or {period}+name for an extra one.")
    return period


def _by_meeting(
    schedules: Schedules, publication: Publication, known: list[str], key: str | None
) -> EditionSequence:
    days = {other: day for other in known if (day := _day(schedules, other))}
    last = max(days, key=lambda other: days[other], default=None)
    if last is None:
        raise _none_earlier(publication)
    meeting = _after(schedules, last, days[last]) if key is None else _called(schedules, publication, key)
    earlier = {other: day for other, day in days.items() if other != meeting.id and day <= meeting.date}
    if not earlier:
        raise _none_earlier(publication)
    last = max(earlier, key=lambda other: earlier[other])
    return EditionSequence(last, meeting.id, _month(earlier[last]), _month(meeting.date))


def _after(schedules: Schedules, last: str, day: date) -> Meeting:
    """The first meeting of the same body that will be held after a day."""
    held = schedules.meeting(last)
    series = held.series if held else PANEL
    ahead = [
        m
        for m in schedules.meetings
        if m.series == series and not m.cancelled and m.id != last and m.date > day
    ]
    if not ahead:
        what, todo = f"there is no meeting after {last}", "Add the next one under `meetings`."
        raise SettingsError(what, Place("schedules.yaml"), todo)
    return min(ahead, key=lambda meeting: meeting.date)


def _called(schedules: Schedules, publication: Publication, key: str) -> Meeting:
    meeting = schedules.known_meeting(key)
    if meeting.cancelled:
        raise UsageError(f"{publication.name} {key}: the meeting is cancelled: {meeting.cancelled}")
    return meeting


def _day(schedules: Schedules, key: str) -> date | None:
    """The day of an edition's meeting; of one that is no longer listed, the month that its id names."""
    if meeting := schedules.meeting(key):
        return meeting.date
    try:
        return Period.parse(key).start
    except ValueError:
        return None


def _month(day: date) -> Period:
    return Period.months(day.year, day.month)


def _none_earlier(publication: Publication) -> UsageError:
    what = f"there is no earlier {publication.name} to start from"
    return UsageError(what, todo="Write its edition.md by hand.")
