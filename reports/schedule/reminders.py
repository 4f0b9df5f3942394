"""Reminders of figures that are still to come: a week before they are due, on the day, and each week after.

What is due is read from the words each time, so that a figure that has come in asks for nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from reckoner.reports.content.due import Due
from reckoner.reports.schedule.notices import Notice

_WEEK = 5  # working days


def reminders(due: Iterable[Due]) -> Iterator[Notice]:
    """A notice to each person whose figure is due soon, today, or overdue; each stage is told once."""
    for each in due:
        stage = _stage(each)
        if each.role and stage:
            yield _notice(each, stage)


def _stage(due: Due) -> str:
    if due.is_overdue:
        return f"overdue {-(due.days or 0) // _WEEK}"
    if due.days == 0:
        return "today"
    return "soon" if due.days is not None and due.days <= _WEEK else ""


def _notice(due: Due, stage: str) -> Notice:
    awaited, figure = due.awaited, due.awaited.figure
    edition = " ".join(filter(None, (awaited.publication, awaited.edition)))
    text = (
        f"{figure.what} for {edition} is to come from you by {_day(figure.by)}: {due.left()}.\n"
        f"The words wait for it in {awaited.where}; no draft can be approved before it is there.\n"
        f"All that is still to come: reckoner missing {edition if awaited.edition else awaited.publication}"
    )
    about = f"{figure.person} {figure.by.isoformat()} {stage} {figure.what}"
    return Notice("awaited", awaited.publication, awaited.edition, "", text, about, (figure.person,))


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"
