"""The lines on the cover of a report on a year: the year, who held the office, who publishes and when."""

from __future__ import annotations

from datetime import date

from reckoner.reports.compose.occasion import Occasion
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.office import OfficeSettings


def year_details(
    occasion: Occasion, office: OfficeSettings, published: date, wording: Wording
) -> tuple[tuple[str, str], ...]:
    """Name and text of each line; none where the occasion is no year.

    The holder is that of the year's last day, the publisher that of the day of publication. Where somebody
    else publishes, that day is only called the date.
    """
    if occasion.period is None:
        return ()
    say = wording.language.say
    then, now = office.on(occasion.period.last), office.on(published)
    day = "date" if office.publisher else "first_published"
    return (
        (say("document.year"), _days(occasion.period, wording)),
        (say("document.holder", body=then.body), then.holder),
        (say("document.published_by"), office.publisher or now.holder),
        (say(f"document.{day}"), wording.day(published)),
    )


def _days(period: Period, wording: Wording) -> str:
    return f"{wording.day(period.start)} {wording.language.calendar.to} {wording.day(period.last)}"
