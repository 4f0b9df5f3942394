"""What people say about a draft: about the whole, or bound to a paragraph or a figure of it.

A comment that is open goes with its paragraph into the next draft, as long as the paragraph says the same.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.spots import Spot
from reckoner.reports.desk.store import bound, comments
from reckoner.reports.errors import UsageError
from reckoner.reports.schedule.tables import reading, transaction


@dataclass(frozen=True)
class Comment:
    """What somebody said. ``key`` is that of its place, nothing where it is about the whole draft."""

    id: int
    draft: str
    anchor: str
    person: str
    at: datetime
    text: str
    settled_by: str | None
    settled_at: datetime | None
    key: str = ""
    page: str = ""


_ALL = select(comments, bound.c.key, bound.c.page).join(bound, bound.c.comment == comments.c.id, isouter=True)


def of_draft(desk: Desk, draft: str) -> list[Comment]:
    """The comments on a draft, oldest first."""
    with reading(desk.engine) as connection:
        rows = connection.execute(_ALL.where(comments.c.draft == draft).order_by(comments.c.id)).mappings()
        return [_comment(dict(row)) for row in rows]


def carried(desk: Desk, draft: str, keys: Collection[str]) -> tuple[list[Comment], list[Comment]]:
    """What is open from earlier drafts of its edition: first what is about places that are still there.

    The other list is about words and figures that have changed since, or about those drafts as a whole.
    """
    edition, _, name = draft.rpartition("/")
    wanted = _ALL.where(comments.c.draft.startswith(f"{edition}/", autoescape=True)).order_by(comments.c.id)
    with reading(desk.engine) as connection:
        rows = connection.execute(wanted.where(comments.c.settled_by.is_(None))).mappings()
        found = [_comment(dict(row)) for row in rows]
    earlier = [each for each in found if _number(each.draft) < _number(name)]
    there = [each for each in earlier if each.key in keys]
    return there, [each for each in earlier if each not in there]


def open_by_draft(desk: Desk) -> dict[str, int]:
    """How many comments are open, by draft."""
    counted = select(comments.c.draft, func.count()).where(comments.c.settled_by.is_(None))
    with reading(desk.engine) as connection:
        return {row[0]: row[1] for row in connection.execute(counted.group_by(comments.c.draft))}


def add(desk: Desk, draft: str, anchor: str, person: str, text: str, spot: Spot | None = None) -> int:
    """Keep a comment, bound to a place where there is one. Its number."""
    where = spot.quote if spot else anchor
    row = {"draft": draft, "anchor": where, "person": person, "at": desk.clock(), "text": text}
    with transaction(desk.engine) as connection:
        key = connection.execute(insert(comments).values(row)).inserted_primary_key
        assert key is not None
        if spot:
            connection.execute(insert(bound).values(comment=key[0], key=spot.key, page=spot.page))
    return int(key[0])


def settle(desk: Desk, draft: str, number: str, person: str) -> None:
    """Mark one as dealt with. Raises UsageError where there is none of that number."""
    _set(desk, draft, number, settled_by=person, settled_at=desk.clock())


def reopen(desk: Desk, draft: str, number: str) -> None:
    """Take back that one was dealt with. Raises UsageError where there is none of that number."""
    _set(desk, draft, number, settled_by=None, settled_at=None)


def _set(desk: Desk, draft: str, number: str, **values: object) -> None:
    """A comment of an earlier draft of the edition is dealt with in a later one too."""
    edition = draft.rpartition("/")[0]
    is_one = number.isascii() and number.isdecimal() and len(number) < 12
    mine = comments.c.draft.startswith(f"{edition}/", autoescape=True)
    with transaction(desk.engine) as connection:
        wanted = mine & (comments.c.id == int(number) if is_one else False)
        done = connection.execute(update(comments).where(wanted).values(**values))
    if not done.rowcount:
        raise UsageError("there is no such comment", todo="Open the draft again.")


def _number(draft: str) -> int:
    return int(draft.rpartition("-")[2])


def _comment(row: dict[str, object]) -> Comment:
    return Comment(**{**row, "key": row["key"] or "", "page": row["page"] or ""})  # type: ignore[arg-type]
