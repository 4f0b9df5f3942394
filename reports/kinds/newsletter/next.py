"""What is a newsletter's own in its next edition: a subject to be written, and the stories in hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from reckoner.reports.kinds.news.stories import read_stories
from reckoner.reports.kinds.newsletter.words import TO_BE_SUPPLIED, LetterFront
from reckoner.reports.periods.label import CalendarWords, label_period
from reckoner.reports.periods.period import Period
from reckoner.reports.rollover.begin import Rules, begin
from reckoner.reports.rollover.carry import CarryOver
from reckoner.reports.rollover.edition import NewEdition
from reckoner.reports.rollover.sequence import EditionSequence
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication

TO_BE_WRITTEN = "To be written"
OWN = ("subject", "preheader", "stories", "leave_out")


def begin_letter(
    house: House, publication: Publication, key: str | None, calendar: CalendarWords
) -> NewEdition:
    """The next letter. Raises UsageError, SettingsError or InputError as ``begin`` does."""

    def further(carried: CarryOver, root: Path, after: EditionSequence) -> CarryOver:
        return next_letter(carried, root, after, calendar)

    return begin(house, publication, key, calendar, Rules(LetterFront, own=OWN, further=further))


def next_letter(last: CarryOver, house: Path, after: EditionSequence, calendar: CalendarWords) -> CarryOver:
    """The letter with its month named anew, in front matter and in words. Raises InputError."""
    front = _renamed(map(_unsigned, last.front), after, calendar)
    heads = (f'subject: "{TO_BE_WRITTEN}"', f'preheader: "{TO_BE_WRITTEN}"')
    body = "\n".join(_renamed(last.body.split("\n"), after, calendar))
    return replace(last, front=(*heads, *front, *_in_hand(house, after.now)), body=body)


def _unsigned(line: str) -> str:
    """Nobody's message is carried over."""
    return re.sub(r"^(\s+message:)(?! none\s*$).*", rf"\1 {TO_BE_SUPPLIED}", line)


def _renamed(lines: Iterable[str], after: EditionSequence, calendar: CalendarWords) -> Iterator[str]:
    """The lines with the last edition's month named anew."""
    old, new = label_period(after.was, calendar), label_period(after.now, calendar)
    for line in lines:
        yield re.sub(rf"\b{old.split()[0]}\b", new.split()[0], line.replace(old, new))


def _in_hand(house: Path, month: Period) -> Iterator[str]:
    def wanted(day: date) -> bool:
        return month.start <= day < month.end

    stories = read_stories(house, wanted).stories
    yield f"# Stories in hand for {month}, taken by rule; name some under `stories:` to choose others."
    for story in stories:
        yield f"#   {story.slug}: {story.front.title}"
    if not stories:
        yield "#   none yet"
