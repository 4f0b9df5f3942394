"""Notices to the office's people: posted with the change they tell of, then sent, at least once.

A notice is stored in the transaction that changes the run, so none is lost; it is marked as sent after it
went out, so one may arrive twice where the machine died in between, which harms nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Engine, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.engine import Connection, RowMapping
from sqlalchemy.schema import Table

from reckoner.reports.schedule.run import Policy
from reckoner.reports.schedule.steps import NOTICE
from reckoner.reports.schedule.tables import notices, reading, transaction

Kind = Literal["ready", "late", "failed", "held", "moved", "skipped", "undelivered", "released", "awaited"]


@dataclass(frozen=True)
class Notice:
    """What the people named are told. ``about`` tells notices of a kind on one edition apart.

    ``posted_at`` is when it was stored: None before that.
    """

    kind: Kind
    publication: str
    edition: str
    schedule: str
    text: str
    about: str = ""
    people: tuple[str, ...] = ()
    draft: str | None = None
    posted_at: datetime | None = None

    @property
    def subject(self) -> str:
        """One line for a mail."""
        about, said = f"{self.publication} {self.edition}".strip(), _WORDS[self.kind]
        return f"{about}: {said}" if about else said.capitalize()


_WORDS: Mapping[Kind, str] = {
    "ready": "a draft is ready",
    "late": "late",
    "failed": "no draft could be made",
    "held": "release is held",
    "moved": "the date has moved",
    "skipped": "no draft was made",
    "undelivered": "it could not be delivered",
    "released": "it is out",
    "awaited": "something is awaited from you",
}


def _insert(connection: Connection, table: Table) -> Any:
    """An insert that passes over rows whose keys are there."""
    insert = insert_postgresql if connection.dialect.name == "postgresql" else insert_sqlite
    return insert(table).on_conflict_do_nothing()


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> bool:
    """Insert a row unless one with its key is there; whether it was inserted."""
    key = list(table.primary_key.columns)
    # What is returned, and not a count of rows, which drivers don't always tell for an insert.
    inserted = _insert(connection, table).values(**values).returning(*key)
    return connection.execute(inserted).first() is not None


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert those of the rows whose keys are not there."""
    if rows:
        connection.execute(_insert(connection, table), rows)


def post(connection: Connection, posted: Iterable[Notice], now: datetime) -> list[Notice]:
    """Store notices within the transaction at hand; gives those that weren't there already."""
    blank = {"posted_at": now, "tries": 0, "next_try": None, "sent_at": None}  # not sent yet
    return [
        notice
        for notice in posted
        if insert_new(connection, notices, {**notice.__dict__, "people": json.dumps(notice.people), **blank})
    ]


@dataclass(frozen=True)
class Waiting:
    """A notice that has not gone out: how often it was tried, and when it will be tried again."""

    notice: Notice
    tries: int
    next_try: datetime | None


class Outbox:
    """Notices that still have to go out."""

    def __init__(self, engine: Engine, policy: Policy) -> None:
        self.engine, self.policy = engine, policy

    def take(self, now: datetime) -> tuple[Notice, int] | None:
        """The next notice to send, held for this sender for a while, and how often it was tried."""
        # A wait that ends later than any can was set by a wrong clock.
        next_try, longest = notices.c.next_try, now + max(self.policy.notice_waits)
        is_free = next_try.is_(None) | (next_try <= now) | (next_try > longest)
        first = (
            select(notices).where(notices.c.sent_at.is_(None), is_free).order_by(notices.c.posted_at).limit(1)
        )
        with transaction(self.engine) as connection:
            while row := connection.execute(first).mappings().first():
                tries = row["tries"] + 1
                taken = update(notices).where(
                    _is(row), notices.c.tries == row["tries"], notices.c.sent_at.is_(None)
                )
                until = now + self.policy.notice_wait(tries)
                if connection.execute(taken.values(tries=tries, next_try=until)).rowcount == 1:
                    return _notice(row), tries
        return None

    def sent(self, notice: Notice, now: datetime) -> None:
        """Mark it as sent. The way is open again: what waits for its next try waits no longer."""
        with transaction(self.engine) as connection:
            connection.execute(update(notices).where(_is(notice.__dict__)).values(sent_at=now))
        self.hurry(now)

    def hurry(self, now: datetime, spared: timedelta = NOTICE) -> None:
        """Let what waits for its next try be tried now, unless somebody may be at it still."""
        for waiting in self._waiting(notices.c.next_try > now):
            if now - self._tried(waiting) > spared:
                row, as_read = waiting.notice.__dict__, notices.c.tries == waiting.tries
                with transaction(self.engine) as connection:
                    connection.execute(update(notices).where(_is(row), as_read).values(next_try=now))

    def _tried(self, waiting: Waiting) -> datetime:
        assert waiting.next_try is not None
        return waiting.next_try - self.policy.notice_wait(waiting.tries)

    def post(self, posted: Iterable[Notice], now: datetime) -> list[Notice]:
        """Store notices that belong to no change of a run; gives those that are new."""
        with transaction(self.engine) as connection:
            return post(connection, posted, now)

    def unsent(self) -> int:
        """How many notices have not gone out."""
        return len(self.waiting())

    def waiting(self) -> list[Waiting]:
        """The notices that have not gone out, the oldest first."""
        return self._waiting()

    def _waiting(self, *those: Any) -> list[Waiting]:
        query = select(notices).where(notices.c.sent_at.is_(None), *those).order_by(notices.c.posted_at)
        with reading(self.engine) as connection:
            rows = connection.execute(query).mappings().all()
        return [Waiting(_notice(row), row["tries"], row["next_try"]) for row in rows]


def _is(row: Mapping[str, Any] | RowMapping) -> Any:
    table = notices.c
    return (
        (table.publication == row["publication"])
        & (table.edition == row["edition"])
        & (table.kind == row["kind"])
        & (table.about == row["about"])
    )


def _notice(row: RowMapping) -> Notice:
    values = {name: row[name] for name in Notice.__dataclass_fields__}
    return Notice(**{**values, "people": tuple(json.loads(row["people"]))})
