"""Which edition of a publication is now due."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reports.errors import Place, UsageError
from reports.periods.period import Period, financial_year_of
from reports.settings.house import read_house


def edition_due(root: Path, publication_name: str, today: date) -> str:
    """The key of the edition now due: the next meeting's, last month's, or last financial year's."""
    house = read_house(root)
    publication = house.publication(publication_name)
    if publication.occasion == "month":
        return str(Period.months(today.year, today.month).shifted(-1))
    if publication.occasion == "financial year":
        return str(financial_year_of(today).years_earlier())
    meeting = house.schedules.next_meeting(today)
    if meeting is None:
        raise UsageError("no meeting is known", Place("schedules.yaml"), "Name an edition, or add a meeting.")
    return meeting.id
