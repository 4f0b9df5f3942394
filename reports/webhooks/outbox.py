"""Messages to other systems, kept until they have arrived or are given up."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, delete, select, update
from sqlalchemy.engine import Connection

from reckoner.reports.schedule.statements import insert_new
from reckoner.reports.schedule.tables import notices, transaction
from reckoner.reports.webhooks.events import Happened
from reckoner.reports.webhooks.store import make_tables, messages, seen

# After the first try; then it is given up. The last one is some four days after the first.
WAITS = (
    *(timedelta(minutes=each) for each in (1, 5, 30)),
    *(timedelta(hours=each) for each in (2, 5, 10, 14, 20, 24, 24)),
)
_KEPT = timedelta(days=60)
_READ = timedelta(days=30)  # notices older than that were told long ago


@dataclass(frozen=True)
class Message:
    """One message and how it stands: "waiting", "sent" or "given up"."""

    id: str
    name: str
    event: str
    body: str
    at: datetime
    row: int
    tries: int
    next_try: datetime | None
    sent_at: datetime | None
    given_up: bool
    said: str

    @property
    def state(self) -> str:
        """In a word."""
        return "sent" if self.sent_at else "given up" if self.given_up else "waiting"


class Outbox:
    """The messages of a house, in the store of its runs."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        make_tables(engine)

    def heard(self, name: str, rows: int, now: datetime) -> tuple[int, datetime]:
        """Up to which row somebody has heard, and since when; a new one hears of nothing before it."""
        with transaction(self.engine) as connection:
            insert_new(connection, seen, {"name": name, "since": now, "rows": rows})
            row = connection.execute(select(seen).where(seen.c.name == name)).one()
        return row.rows, row.since

    def failures(self, since: datetime, now: datetime) -> list[dict[str, Any]]:
        """What the schedule told of builds that failed."""
        wanted = (notices.c.kind == "failed") & (notices.c.posted_at > max(since, now - _READ))
        with transaction(self.engine) as connection:
            return [dict(row) for row in connection.execute(select(notices).where(wanted)).mappings()]

    def post(self, name: str, happened: Iterable[Happened], rows: int, now: datetime) -> None:
        """Store messages and how far they reach, all or nothing; one that is there already stays as it is."""
        with transaction(self.engine) as connection:
            for each in happened:
                _post(connection, name, each)
            mine = (seen.c.name == name) & (seen.c.rows < rows)
            connection.execute(update(seen).where(mine).values(rows=rows))
            connection.execute(delete(messages).where(messages.c.sent_at < now - _KEPT))

    def take(self, name: str, now: datetime) -> Message | None:
        """The next message to send, held for this sender for a while."""
        waiting = (messages.c.name == name) & messages.c.sent_at.is_(None) & ~messages.c.given_up
        with transaction(self.engine) as connection:
            for row in connection.execute(
                select(messages).where(waiting).order_by(messages.c.at, messages.c.row, messages.c.id)
            ):
                found = Message(**row._mapping)
                if _is_free(found, now):
                    tries = found.tries + 1
                    wait = WAITS[min(tries, len(WAITS)) - 1]
                    mine = (messages.c.id == found.id) & (messages.c.tries == found.tries)
                    taken = update(messages).where(mine).values(tries=tries, next_try=now + wait)
                    if connection.execute(taken).rowcount:
                        return Message(**{**row._mapping, "tries": tries, "next_try": now + wait})
        return None

    def sent(self, message: Message, now: datetime) -> None:
        """It has arrived."""
        self._set(message.id, sent_at=now, said="", given_up=False)

    def failed(
        self, message: Message, said: str, *, for_good: bool, not_before: datetime | None = None
    ) -> bool:
        """It has not arrived; whether it is given up."""
        over = for_good or message.tries > len(WAITS)
        later = max(each for each in (message.next_try, not_before) if each) if message.next_try else None
        self._set(message.id, said=said[:300], given_up=over, next_try=later)
        return over

    def all(self, name: str = "") -> list[Message]:
        """Every message that is kept, the newest first."""
        wanted = select(messages).order_by(messages.c.at.desc(), messages.c.row.desc())
        with transaction(self.engine) as connection:
            rows = connection.execute(wanted.where(messages.c.name == name) if name else wanted).all()
        return [Message(**row._mapping) for row in rows]

    def hurry(self, which: str, now: datetime) -> int:
        """Let what has not arrived be tried now, all of a name or one by its id; how many those are."""
        unsent: ColumnElement[bool] = messages.c.sent_at.is_(None)
        if which:
            unsent &= (messages.c.name == which) | (messages.c.id == which)
        again = {"next_try": now, "given_up": False, "tries": 0}
        with transaction(self.engine) as connection:
            return connection.execute(update(messages).where(unsent).values(again)).rowcount

    def _set(self, message: str, **values: object) -> None:
        with transaction(self.engine) as connection:
            connection.execute(update(messages).where(messages.c.id == message).values(**values))


def message_id(name: str, source: str) -> str:
    """The id that a message keeps however often it is sent."""
    digest = hashlib.sha256("\0".join((name, source)).encode()).hexdigest()
    return f"msg_{digest[:30]}"


def _post(connection: Connection, name: str, each: Happened) -> None:
    row = {
        "id": message_id(name, each.source), "name": name, "event": each.event, "body": each.body(),
        "at": each.at, "row": each.row, "tries": 0, "next_try": None, "sent_at": None, "given_up": False,
        "said": "",
    }  # fmt: skip
    insert_new(connection, messages, row)


def _is_free(message: Message, now: datetime) -> bool:
    """A wait that ends later than any wait may was begun under a wrong clock."""
    return message.next_try is None or not now < message.next_try <= now + max(WAITS)
