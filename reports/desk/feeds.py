"""Links by which a person's calendar and feed reader look here: secret, one for each, ended at any time."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from xml.etree import ElementTree

from sqlalchemy import Engine, delete, insert, select

from reckoner.reports.desk.store import feeds
from reckoner.reports.drafts.history import Row
from reckoner.reports.schedule.tables import transaction

_MOST = 100
_ATOM = "http://www.w3.org/2005/Atom"
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML can't hold
# Steps of a delivery that nobody needs to be told of.
_UNTOLD = frozenset({"claimed"})


class Feeds:
    """The links of a house. ``clock`` gives the time in UTC."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine, self._clock = engine, clock

    def make(self, person: str) -> str:
        """The secret part of somebody's new link; their old one ends."""
        secret = secrets.token_urlsafe(32)
        with transaction(self._engine) as connection:
            connection.execute(delete(feeds).where(feeds.c.person == person))
            connection.execute(insert(feeds).values(person=person, hash=_hashed(secret), made=self._clock()))
        return secret

    def end(self, person: str) -> bool:
        """End somebody's link; whether there was one."""
        with transaction(self._engine) as connection:
            return bool(connection.execute(delete(feeds).where(feeds.c.person == person)).rowcount)

    def made(self, person: str) -> datetime | None:
        """When somebody's link was made; None where they have none."""
        with transaction(self._engine) as connection:
            return connection.scalar(select(feeds.c.made).where(feeds.c.person == person))

    def find(self, secret: str) -> str:
        """Whose link it is; nothing where it is nobody's."""
        with transaction(self._engine) as connection:
            return connection.scalar(select(feeds.c.person).where(feeds.c.hash == _hashed(secret))) or ""


def atom(rows: Sequence[Row], origin: str, domain: str, title: str, now: datetime) -> bytes:
    """What happened, the newest first, as an Atom feed (RFC 4287)."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    told = [row for row in rows if row.what not in _UNTOLD][-_MOST:][::-1]
    _add(feed, "id", f"tag:{domain},2026:reckoner")
    _add(feed, "title", title)
    _add(feed, "updated", told[0].at if told else f"{now:%Y-%m-%dT%H:%M:%SZ}")
    for row in told:
        feed.append(_entry(row, origin, domain))
    content: bytes = ElementTree.tostring(feed, "utf-8", xml_declaration=True)
    return content


def _entry(row: Row, origin: str, domain: str) -> ElementTree.Element:
    entry = ElementTree.Element(f"{{{_ATOM}}}entry")
    about = row.draft or str(row.details.get("where", "")) or "the history"
    _add(entry, "id", f"tag:{domain},2026:reckoner:{row.hash}")
    _add(entry, "title", f"{about}: {row.what}")
    _add(entry, "updated", row.at)
    _add(_add(entry, "author", ""), "name", row.person or row.user)
    if row.draft:
        link = ElementTree.SubElement(entry, f"{{{_ATOM}}}link")
        link.set("href", f"{origin}/drafts/{row.draft}")
    _add(entry, "summary", str(row.details.get("reason", "")) or f"{row.what} by {row.person or row.user}")
    return entry


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = _STRANGE.sub(" ", text)
    return child


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
