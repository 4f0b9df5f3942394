"""Notices to the office's people: posted with the change they tell of, then sent, at least once.

A notice is stored in the transaction that changes the run, so none is lost; it is marked as sent after it
went out, so one may arrive twice where the machine died in between, which harms nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Engine, Select, bindparam, or_, select, update
from sqlalchemy.engine import Connection, RowMapping

from reckoner.reports.schedule.run import Policy
from reckoner.reports.schedule.statements import at, insert_new, is_at
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


_UNSENT = notices.c.sent_at.is_(None)
_WAITING = select(notices).where(_UNSENT).order_by(notices.c.posted_at)
# A wait that ends later than any can was set by a wrong clock.
_FREE = or_(
    notices.c.next_try.is_(None),
    notices.c.next_try <= bindparam("now"),
    notices.c.next_try > bindparam("longest"),
)
_FIRST = _WAITING.where(_FREE).limit(1)
_LATER = _WAITING.where(notices.c.next_try > bindparam("now"))
_THIS = update(notices).where(is_at(notices))
_AS_READ = update(notices).where(is_at(notices, "tries"), _UNSENT)


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
        times = {"now": now, "longest": now + max(self.policy.notice_waits)}
        with transaction(self.engine) as connection:
            while row := connection.execute(_FIRST, times).mappings().first():
                tries = row["tries"] + 1
                taken = {"tries": tries, "next_try": now + self.policy.notice_wait(tries)}
                if connection.execute(_AS_READ, at(row, notices, "tries") | taken).rowcount == 1:
                    return _notice(row), tries
        return None

    def sent(self, notice: Notice, now: datetime) -> None:
        """Mark it as sent. The way is open again: what waits for its next try waits no longer."""
        with transaction(self.engine) as connection:
            connection.execute(_THIS, at(notice.__dict__, notices) | {"sent_at": now})
        self.hurry(now)

    def hurry(self, now: datetime, spared: timedelta = NOTICE) -> None:
        """Let what waits for its next try be tried now, unless somebody may be at it still."""
        for waiting in self._waiting(_LATER, {"now": now}):
            if now - self._tried(waiting) > spared:
                row = waiting.notice.__dict__ | {"tries": waiting.tries}
                with transaction(self.engine) as connection:
                    connection.execute(_AS_READ, at(row, notices, "tries") | {"next_try": now})

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
        return self._waiting(_WAITING, {})

    def _waiting(self, query: Select[Any], values: Mapping[str, Any]) -> list[Waiting]:
        with reading(self.engine) as connection:
            rows = connection.execute(query, values).mappings().all()
        return [Waiting(_notice(row), row["tries"], row["next_try"]) for row in rows]


def _notice(row: RowMapping) -> Notice:
    values = {name: row[name] for name in Notice.__dataclass_fields__}
    return Notice(**{**values, "people": tuple(json.loads(row["people"]))})
