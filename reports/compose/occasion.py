"""What an edition is for: a meeting, or a month, a quarter or a year, with its own date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reckoner.charts.look import Look, in_steps
from reckoner.reports.errors import UsageError
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.house import House
from reckoner.reports.settings.office import Design
from reckoner.reports.settings.publication import Publication

_QUARTER = 3
_MM_PER_SIDE = {"A4": 210, "A5": 148, "Letter": 216}


@dataclass(frozen=True)
class Occasion:
    """``dated`` is the edition's own date; ``dates`` are those that words may name; ``details``
    are the lines of the cover, as name and text. ``period`` is the year of a report on a year, ``own`` the
    month, quarter or year that the edition is for; a meeting's has none."""

    dated: date
    dates: Mapping[str, date] = field(default_factory=dict)
    details: tuple[tuple[str, str], ...] = ()
    marking: str = ""
    period: Period | None = None
    own: Period | None = None

    @property
    def interval(self) -> int:
        """How many months lie between two editions; between two meetings, a quarter at most."""
        return (self.own.month_count if self.own else None) or _QUARTER


def occasion_of(house: House, publication: Publication, edition: str, wording: Wording) -> Occasion:
    """The occasion of an edition.

    Raises SettingsError where a meeting's id isn't in schedules.yaml, UsageError where the edition isn't the
    kind of period that the publication needs.
    """
    if publication.occasion == "meeting":
        return _meeting(house, publication, edition, wording)
    try:
        period = Period.parse(edition.partition("+")[0])
    except ValueError as problem:
        raise UsageError(f"{publication.name} has no edition {edition!r}: {problem}") from None
    if period.shape != publication.occasion:
        raise UsageError(
            f"{publication.name} appears for each {publication.occasion}; {edition} is a {period.shape}"
        )
    year = period if publication.occasion == "financial year" else None
    return Occasion(
        period.last, {"published": period.last}, marking=publication.marking, period=year, own=period
    )


def _meeting(house: House, publication: Publication, edition: str, wording: Wording) -> Occasion:
    meeting = house.schedules.known_meeting(edition)
    office = house.office.on(meeting.date)
    say = wording.language.say
    day = wording.weekday(meeting.date)
    if meeting.date_assumed:
        day = wording.period(Period.months(meeting.date.year, meeting.date.month))
    # What somebody else publishes is not the office's report.
    by = () if house.office.publisher else ((say("document.report_of"), office.title),)
    details = ((say("document.meeting"), meeting.name), (say("document.date"), day), *by)
    return Occasion(meeting.date, {"meeting": meeting.date}, details, publication.marking)


def look_of(design: Design) -> Look:
    """The look of charts that fill the page's measure, in the office's fonts."""
    width = _MM_PER_SIDE[design.page.size] - 2 * design.page.margin
    return Look(in_steps(design.colours.charts), family=design.fonts.text, width_mm=float(width))
