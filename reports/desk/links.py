"""Links that are good for one act of one person: signed, for a while, once.

The store holds what a link is for and not its signature, so that a copy of the store opens nothing; a row
that somebody changed no longer fits its signature.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Engine, delete, insert, select, update

from reckoner.reports.desk.store import links
from reckoner.reports.drafts.safe import Safe
from reckoner.reports.drafts.seal import Seal, is_signed, make_seal, read_seal
from reckoner.reports.errors import ReckonerError, UsageError
from reckoner.reports.schedule.tables import reading, transaction

Purpose = Literal["passphrase", "approve"]
_KEPT = timedelta(days=90)
_TODO = "Ask for a new one."


@dataclass(frozen=True)
class Link:
    """What a link is for. ``digest`` binds the bytes of ``draft``."""

    id: str
    purpose: Purpose
    person: str
    expires: datetime
    draft: str = ""
    digest: str = ""
    asked_by: str = ""

    @property
    def hash(self) -> str:
        """Of all that the signature stands for."""
        parts = (
            self.id, self.purpose, self.person, self.expires.isoformat(), self.draft, self.digest,
            self.asked_by,
        )  # fmt: skip
        return hashlib.sha256("\0".join(("a link of the desk", *parts)).encode()).hexdigest()


@dataclass(frozen=True)
class Links:
    """The links of a house. ``safe`` is where this user's keys are, outside the house."""

    engine: Engine
    clock: Callable[[], datetime]
    safe: Callable[[], Safe]

    def make(
        self,
        purpose: Purpose,
        person: str,
        lasts: timedelta,
        asked_by: str,
        draft: str = "",
        digest: str = "",
    ) -> str:
        """The secret part of a new link's address. For a passphrase, older ones are good no more."""
        link = Link(secrets.token_urlsafe(16), purpose, person, self.clock() + lasts, draft, digest, asked_by)
        with transaction(self.engine) as connection:
            connection.execute(delete(links).where(links.c.expires < self.clock() - _KEPT))
            if purpose == "passphrase":
                old = (links.c.person == person) & (links.c.purpose == purpose) & links.c.used.is_(None)
                connection.execute(update(links).where(old).values(used=self.clock()))
            connection.execute(insert(links).values(**link.__dict__, used=None))
        return f"{link.id}.{self._seal().sign(link.hash)}"

    def read(self, secret: str, purpose: Purpose | None = None) -> Link:
        """What a link is for, while it is good. Raises UsageError."""
        name, _, signature = secret.partition(".")
        with reading(self.engine) as connection:
            row = connection.execute(select(links).where(links.c.id == name)).one_or_none()
        link = Link(**{each: getattr(row, each) for each in Link.__dataclass_fields__}) if row else None
        if row is None or link is None or not is_signed(self._seal().public, link.hash, signature):
            raise UsageError("this link is not one of this desk's", todo="Copy the whole of it.")
        if purpose not in (None, link.purpose):
            raise UsageError("this link is for something else", todo="Open it as it was given to you.")
        if row.used is not None:
            raise UsageError("this link was used already, or a newer one was given", todo=_TODO)
        if link.expires < self.clock():
            raise UsageError("this link has expired", todo=_TODO)
        return link

    @contextmanager
    def used(self, link: Link) -> Iterator[None]:
        """Use a link up, unless what is done with it is refused. Raises UsageError where it is used."""
        mine = links.c.id == link.id
        with transaction(self.engine) as connection:
            unused = update(links).where(mine & links.c.used.is_(None)).values(used=self.clock())
            if not connection.execute(unused).rowcount:
                raise UsageError("this link was used already", todo=_TODO)
        try:
            yield
        except ReckonerError:
            with transaction(self.engine) as connection:
                connection.execute(update(links).where(mine).values(used=None))
            raise

    def _seal(self) -> Seal:
        place = self.safe().folder / "desk.pem"
        return read_seal(place) or make_seal(place)
