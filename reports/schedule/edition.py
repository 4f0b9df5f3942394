"""Which edition is meant: the meeting or the period that a schedule's words name on a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from reckoner.reports.errors import Place, UsageError
from reckoner.reports.periods.period import Period, financial_year_of
from reckoner.reports.schedule.occurrences import Anchor
from reckoner.reports.schedule.plans import Plan
from reckoner.reports.settings.house import read_house

_STEPS = {"previous": -1, "current": 0, "next": 1}


def edition_due(root: Path, publication_name: str, today: date) -> str:
    """The key of the edition now due: the next meeting's, or that of the last month, quarter or year."""
    house = read_house(root)
    publication = house.publication(publication_name)
    if publication.occasion != "meeting":
        return str(period_for(f"previous {publication.occasion}", today))
    meeting = house.schedules.next_meeting(today)
    if meeting is None:
        raise UsageError("no meeting is known", Place("schedules.yaml"), "Name an edition, or add a meeting.")
    return meeting.id


def edition_of(plan: Plan, anchor: Anchor) -> str:
    """The key of the edition asked for: a meeting's id, or a period's written form, and the extra issue."""
    issue = f"+{plan.schedule.issue}" if plan.schedule.issue else ""
    if plan.schedule.for_ == "current meeting":
        assert anchor.meeting is not None, plan.name
        return anchor.meeting.id + issue
    return f"{period_for(plan.schedule.for_, anchor.day)}{issue}"


def period_for(words: str, day: date) -> Period:
    """The period that "previous month" and its like mean on a day."""
    which, _, unit = words.partition(" ")
    if unit == "day":
        return Period.day(day + timedelta(days=_STEPS[which]))
    months = {"month": 1, "quarter": 3}.get(unit, 12)
    if unit == "financial year":
        current = financial_year_of(day)
    else:
        current = Period.months(day.year, (day.month - 1) // months * months + 1, months)
    return current.shifted(_STEPS[which] * months)
