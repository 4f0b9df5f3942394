"""The desk's own rows: who signed in, what was tried, refused and done; read by those who administer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.store import events
from reckoner.reports.schedule.tables import reading

NOBODY = "-"  # asks for rows of somebody who was not signed in
PAGE = 50
_MOST = 100_000


@dataclass(frozen=True)
class Asked:
    """Which rows: of whom, of what kind, with which words, and of which days; nothing is any."""

    who: str = ""
    what: str = ""
    words: str = ""
    first: date | None = None
    last: date | None = None


def rows(desk: Desk, asked: Asked, page: int) -> tuple[list[Row], int]:  # type: ignore[type-arg]
    """One page of the rows, newest first, counted from 1; and how many there are in all."""
    wanted = select(events).where(_condition(desk, asked)).order_by(events.c.id.desc())
    count = select(func.count()).select_from(events).where(_condition(desk, asked))
    with reading(desk.engine) as connection:
        found = connection.execute(wanted.limit(PAGE).offset((page - 1) * PAGE)).all()
        return list(found), connection.scalar(count) or 0


def every(desk: Desk, asked: Asked) -> Iterator[Row]:  # type: ignore[type-arg]
    """The rows in order of time, as many as a spreadsheet takes."""
    wanted = select(events).where(_condition(desk, asked)).order_by(events.c.id.desc()).limit(_MOST)
    with reading(desk.engine) as connection:
        found = connection.execute(wanted).all()
    yield from reversed(found)


def kinds(desk: Desk) -> list[str]:
    """Every kind of row there is."""
    with reading(desk.engine) as connection:
        return sorted(connection.scalars(select(events.c.what).distinct()))


def people(desk: Desk) -> list[str]:
    """Everybody who is named in a row, also those who have left the office."""
    with reading(desk.engine) as connection:
        return sorted(filter(None, connection.scalars(select(events.c.person).distinct())))


def _condition(desk: Desk, asked: Asked) -> ColumnElement[bool]:
    found: list[ColumnElement[bool]] = [events.c.id > 0]
    if asked.who:
        found.append(events.c.person == ("" if asked.who == NOBODY else asked.who))
    if asked.what:
        found.append(events.c.what == asked.what)
    for word in asked.words.split()[:10]:
        columns = (events.c.about, events.c.address, events.c.what, events.c.person)
        found.append(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    zone = desk.house.schedules.zone
    if asked.first:
        found.append(events.c.at >= datetime.combine(asked.first, time(), zone))
    if asked.last:
        found.append(events.c.at < datetime.combine(asked.last + timedelta(days=1), time(), zone))
    return and_(*found)
