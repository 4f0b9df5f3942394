"""What people say about a draft, at a place in it or about the whole."""

from __future__ import annotations

from sqlalchemy import Row, insert, select, update

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.store import comments
from reckoner.reports.errors import UsageError
from reckoner.reports.schedule.tables import reading, transaction


def of_draft(desk: Desk, draft: str) -> list[Row]:  # type: ignore[type-arg]
    """The comments on a draft, oldest first."""
    with reading(desk.engine) as connection:
        wanted = select(comments).where(comments.c.draft == draft).order_by(comments.c.id)
        return list(connection.execute(wanted))


def add(desk: Desk, draft: str, anchor: str, person: str, text: str) -> None:
    """Keep a comment."""
    row = {"draft": draft, "anchor": anchor, "person": person, "at": desk.clock(), "text": text}
    with transaction(desk.engine) as connection:
        connection.execute(insert(comments).values(row))


def settle(desk: Desk, draft: str, number: str, person: str) -> None:
    """Mark one as dealt with. Raises UsageError where there is none of that number."""
    mine = (comments.c.draft == draft) & (comments.c.id == int(number) if number.isdecimal() else False)
    with transaction(desk.engine) as connection:
        done = connection.execute(
            update(comments).where(mine).values(settled_by=person, settled_at=desk.clock())
        )
    if not done.rowcount:
        raise UsageError("there is no such comment", todo="Open the draft again.")
