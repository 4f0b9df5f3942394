"""How each webhook stands: when it last arrived, whether it fails, and how much waits."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select

from reckoner.reports.schedule.tables import reading
from reckoner.reports.schedule.troubles import Trouble
from reckoner.reports.webhooks.outbox import Message
from reckoner.reports.webhooks.store import messages


@dataclass(frozen=True)
class HookState:
    """One webhook. ``failing_since`` is the oldest message that was tried in vain since the last success."""

    name: str
    last_success: datetime | None
    waiting: int
    given_up: int
    failing_since: datetime | None
    said: str

    @property
    def told(self) -> dict[str, Any]:
        """As data."""
        return {
            "name": self.name, "state": "failing" if self.failing_since else "good",
            "last_success": _shown(self.last_success), "failing_since": _shown(self.failing_since),
            "waiting": self.waiting, "given_up": self.given_up, "said": self.said,
        }  # fmt: skip

    @property
    def line(self) -> str:
        """In a sentence, without its name."""
        last = (
            f"last arrived {self.last_success:%Y-%m-%d %H:%M} UTC"
            if self.last_success
            else "none has arrived yet"
        )
        queue = f"{self.waiting} waiting" + (f", {self.given_up} given up" if self.given_up else "")
        why = f"; it fails: {self.said}" if self.failing_since else ""
        return f"{last}, {queue}{why}"


def states(engine: Engine, names: Collection[str]) -> list[HookState]:
    """Those of office.yaml. Raises ServiceError or WriteError where the store doesn't answer."""
    mine = messages.c.name.in_(names)
    arrived = select(messages.c.name, func.max(messages.c.sent_at)).where(mine).group_by(messages.c.name)
    with reading(engine) as connection:
        last = {row.name: row[1] for row in connection.execute(arrived)}
        rows = connection.execute(select(messages).where(mine, messages.c.sent_at.is_(None))).all()
    unsent = [Message(**row._mapping) for row in rows]
    return [_state(name, last.get(name), [each for each in unsent if each.name == name]) for name in names]


def _state(name: str, last: datetime | None, mine: list[Message]) -> HookState:
    failed = [each for each in mine if each.said and _is_open(each, last)]
    newest = max(failed, key=lambda each: (each.at, each.row), default=None)
    return HookState(
        name, last,
        sum(each.state == "waiting" for each in mine), sum(each.state == "given up" for each in mine),
        min((each.at for each in failed), default=None), newest.said if newest else "",
    )  # fmt: skip


def _is_open(message: Message, last: datetime | None) -> bool:
    """What was given up is no news any more once a later one arrived."""
    if message.state == "waiting":
        return True
    return message.state == "given up" and (last is None or message.at > last)


def troubles(found: Collection[HookState]) -> Iterator[Trouble]:
    """Webhooks that don't arrive."""
    for each in found:
        if each.failing_since:
            open_ = each.waiting + each.given_up
            what = f"{each.name}: {each.said}; {each.waiting} waiting, {each.given_up} given up"
            yield Trouble("webhook", what, each.failing_since, each.name, open_)


def _shown(instant: datetime | None) -> str | None:
    return f"{instant:%Y-%m-%dT%H:%M:%SZ}" if instant else None
