"""The keeper: at each look it stores what has happened since, and sends what waits."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from sqlalchemy import Engine

from reckoner.reports.delivery.https import Answer
from reckoner.reports.delivery.posting import post
from reckoner.reports.drafts.history import Row, history_of
from reckoner.reports.drafts.row import text_of
from reckoner.reports.errors import ReckonerError, UsageError, nearest
from reckoner.reports.schedule.hooks import Log, now_utc
from reckoner.reports.schedule.notifier import said
from reckoner.reports.schedule.remembered import house_or_last_good
from reckoner.reports.schedule.troubles import Trouble
from reckoner.reports.settings.house import House
from reckoner.reports.settings.webhooks import Webhook
from reckoner.reports.webhooks.events import Happened, of_notice, of_rows
from reckoner.reports.webhooks.outbox import Message, Outbox, message_id
from reckoner.reports.webhooks.signing import headers_of, key_of
from reckoner.reports.webhooks.state import states, troubles

_EVERY = 20.0
_LONGEST_PAUSE = timedelta(hours=24)
_GONE = 410


@dataclass
class Looked:
    """What a look did: ids that arrived, and those that did not with the reason."""

    sent: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)


class Keeper:
    """The webhooks of a house. ``clock`` gives the time in UTC."""

    def __init__(self, root: Path, engine: Engine, log: Log, clock: Callable[[], datetime] = now_utc) -> None:
        self.root, self.log, self.clock = root, log, clock
        self.outbox = Outbox(engine)

    def look(self) -> Looked:
        """Store what has happened and send what waits.

        What one receiver refuses keeps none of the others. Raises ServiceError or WriteError where the store
        can't be used, and what a history raises that can't be read.
        """
        house, looked = house_or_last_good(self.root), Looked()
        hooks = house.office.webhooks
        rows = history_of(house).rows() if hooks else ()
        for name, hook in hooks.items():
            self._store(house, name, hook, rows)
        for name, hook in hooks.items():
            self._send(house, name, hook, looked)
        return looked

    def test(self, name: str) -> Answer:
        """Send a message that tells of nothing; the answer. Raises UsageError, SettingsError, Undelivered."""
        house, now = house_or_last_good(self.root), self.clock()
        hooks = house.office.webhooks
        if name not in hooks:
            raise UsageError(f"there is no webhook {name!r}", todo=nearest(name, hooks))
        self.outbox.heard(name, len(history_of(house).rows()), now)  # from here on it is told
        told = {"type": "test", "timestamp": text_of(now), "data": {"webhook": name}}
        return self._posted(house, hooks[name], message_id(name, f"test {now.isoformat()}"), json.dumps(told))

    def _store(self, house: House, name: str, hook: Webhook, rows: tuple[Row, ...]) -> None:
        now = self.clock()
        heard, since = self.outbox.heard(name, len(rows), now)
        happened, reached = list[Happened](), heard
        for number, each in of_rows(rows[heard:], house.output, house.office.desk.origin, now):
            reached = number
            if each:
                happened.append(each)
        happened += [of_notice(each) for each in self.outbox.failures(since, now)]
        wanted = [each for each in happened if hook.hears(each.event, each.publication)]
        if wanted or reached != heard:
            self.outbox.post(name, wanted, reached, now)

    def _send(self, house: House, name: str, hook: Webhook, looked: Looked) -> None:
        """Send until one doesn't arrive: the rest is left to the next look, since a server may hang."""
        try:
            self._keys(house, hook)
        except ReckonerError as problem:
            looked.failed.append((name, said(problem)))
            self.log("webhook_failed", webhook=name, reason=said(problem))
            return
        while (message := self.outbox.take(name, self.clock())) is not None:
            if not self._sent(house, name, hook, message, looked):
                return

    def _sent(self, house: House, name: str, hook: Webhook, message: Message, looked: Looked) -> bool:
        told = {"webhook": name, "message": message.id, "about": message.event}
        why, pause, for_good = "", None, False
        try:
            answer = self._posted(house, hook, message.id, message.body)
        except ReckonerError as problem:
            why = said(problem)
        else:
            if 200 <= answer.status < 300:
                self.outbox.sent(message, self.clock())
                looked.sent.append(message.id)
                self.log("webhook_sent", **told)
                return True
            why, for_good = f"it answered {answer.status}", answer.status == _GONE
            pause = _pause(answer.retry_after)
        later = self.clock() + pause if pause else None
        over = self.outbox.failed(message, why, for_good=for_good, not_before=later)
        looked.failed.append((message.id, why))
        self.log("webhook_failed", **told, reason=why, tries=message.tries, final=over)
        return False

    def _posted(self, house: House, hook: Webhook, message: str, body: str) -> Answer:
        raw = body.encode()
        headers = headers_of(message, self.clock(), raw, self._keys(house, hook))
        authority = str(house.root / hook.authority) if hook.authority else ""
        return post(hook.address, authority, headers, raw, hook.seconds, inside=hook.inside)

    def standing(self) -> tuple[list[dict[str, Any]], list[Trouble]]:
        """How each webhook of the settings stands, as data, and what is wrong with some.

        Raises ServiceError, WriteError and what settings raise.
        """
        hooks = house_or_last_good(self.root).office.webhooks
        found = states(self.outbox.engine, hooks) if hooks else []
        return [each.told for each in found], list(troubles(found))

    def _keys(self, house: House, hook: Webhook) -> list[bytes]:
        return [key_of(house.root / each) for each in (hook.secret, hook.former_secret) if each]


def _pause(said: str) -> timedelta | None:
    """How long a receiver asks to be left alone; no longer than a day."""
    if not (said.isascii() and said.isdecimal()):
        return None
    return min(timedelta(seconds=int(said[:9])), _LONGEST_PAUSE)


class Courier:
    """A keeper that looks by itself, in a thread of its own: no build holds it up, and it holds up none."""

    def __init__(self, keeper: Keeper, every: float = _EVERY) -> None:
        self._keeper, self._every = keeper, every
        self._ended = Event()
        self._thread = Thread(target=self._go, name="webhooks", daemon=True)
        self._said = ""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Begin no other look."""
        self._ended.set()

    def _go(self) -> None:
        while not self._ended.is_set():
            why = ""
            try:
                self._keeper.look()
            except ReckonerError as problem:
                why = said(problem)
            except Exception as problem:
                why = f"this is our fault: {type(problem).__name__}"
            if why and why != self._said:
                self._keeper.log("webhooks_failed", reason=why)
            self._said = why
            self._ended.wait(self._every)
