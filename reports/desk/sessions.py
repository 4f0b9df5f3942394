"""Who is signed in. A session ends after twelve hours, after one idle, or when the person's rights change."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, insert, select, update

from reckoner.reports.desk.store import sessions
from reckoner.reports.drafts.approval import Identity
from reckoner.reports.drafts.makers import desk_user
from reckoner.reports.schedule.tables import reading, transaction
from reckoner.reports.settings.office import OfficeSettings, Person

LASTS, IDLE, FRESH = timedelta(hours=12), timedelta(hours=1), timedelta(minutes=5)
PASSKEY = "passkey"
_NOTED = timedelta(minutes=1)  # being seen is written down once a minute


@dataclass(frozen=True)
class Session:
    """Somebody at the desk. ``token`` goes into each form.

    ``fresh`` says that they proved just now who they are, ``is_new`` that the session has just begun.
    """

    hash: str
    person: Person
    how: str
    token: str
    challenge: str
    fresh: bool
    is_new: bool = False

    @property
    def by_passkey(self) -> bool:
        """Whether the last proof was a passkey."""
        return self.how.startswith(PASSKEY)

    @property
    def identity(self) -> Identity:
        """The person and how they proved it, as a row of the history says: no user of the machine."""
        return Identity(self.person, desk_user(self.person.id), self.how)

    def may(self, right: str, publication: str = "") -> bool:
        """Whether they have a right, or one of "take or write", for a publication or everywhere.

        Everybody signed in may read.
        """
        mine = {"", "read", *self.person.rights(publication)}
        return not mine.isdisjoint(right.split(" or "))

    def ever_may(self, right: str) -> bool:
        """Whether they have a right, or one of several, be it for one publication alone."""
        return self.may(right) or any(self.person.ever_may(each) for each in right.split(" or "))


class Sessions:
    """The sessions of a house. ``clock`` gives the time in UTC, ``office`` its people as they are now."""

    def __init__(
        self, engine: Engine, clock: Callable[[], datetime], office: Callable[[], OfficeSettings]
    ) -> None:
        self._engine, self._clock, self._office = engine, clock, office

    def begin(self, person: Person, how: str, proved: datetime | None = None) -> str:
        """Sign somebody in; the cookie. ``how`` says in words how they proved who they are.

        ``proved`` is when, where that wasn't now.
        """
        cookie, now = secrets.token_urlsafe(32), self._clock()
        row = {
            "hash": _hashed(cookie), "person": person.id, "may": _rights(person), "how": how,
            "token": secrets.token_urlsafe(32), "challenge": "", "began": now, "seen": now,
            "confirmed": proved or now,
        }  # fmt: skip
        with transaction(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.began < now - LASTS))
            connection.execute(insert(sessions).values(row))
        return cookie

    def find(self, cookie: str) -> Session | None:
        """The session of a cookie, while it lasts."""
        now = self._clock()
        with reading(self._engine) as connection:
            row = connection.execute(select(sessions).where(sessions.c.hash == _hashed(cookie))).one_or_none()
        if row is None:
            return None
        person = self._office().person(row.person)
        over = now - row.began > LASTS or now - row.seen > IDLE
        if over or person is None or _rights(person) != row.may:
            self.end(row.hash)
            return None
        if now - row.seen > _NOTED:
            self._set(row.hash, seen=now)
        fresh = now - row.confirmed <= FRESH
        is_new = now - row.began <= FRESH
        return Session(row.hash, person, row.how, row.token, row.challenge, fresh, is_new)

    def confirm(self, session: Session, how: str) -> None:
        """They have proved again who they are."""
        self._set(session.hash, confirmed=self._clock(), how=how, challenge="")

    def challenge(self, session: Session, challenge: str) -> None:
        """Keep what a passkey is asked to sign, once."""
        self._set(session.hash, challenge=challenge)

    def take_challenge(self, session: Session) -> bool:
        """Use a challenge up; whether it was there still."""
        same = (sessions.c.hash == session.hash) & (sessions.c.challenge == session.challenge)
        with transaction(self._engine) as connection:
            taken = update(sessions).where(same & (sessions.c.challenge != "")).values(challenge="")
            return bool(connection.execute(taken).rowcount)

    def end(self, session: str) -> None:
        """Sign out."""
        with transaction(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.hash == session))

    def end_all(self, person: str) -> None:
        """Sign somebody out everywhere, as when their passphrase changes."""
        with transaction(self._engine) as connection:
            connection.execute(delete(sessions).where(sessions.c.person == person))

    def counted(self) -> dict[str, int]:
        """How many sessions each person has."""
        lasting = (sessions.c.began >= self._clock() - LASTS) & (sessions.c.seen >= self._clock() - IDLE)
        each = select(sessions.c.person, func.count()).where(lasting).group_by(sessions.c.person)
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(each)}

    def _set(self, session: str, **values: object) -> None:
        with transaction(self._engine) as connection:
            connection.execute(update(sessions).where(sessions.c.hash == session).values(**values))


def _rights(person: Person) -> str:
    some = [f"{name}:{right}" for name, rights in person.may_for.items() for right in rights]
    return " ".join(sorted((*person.may, *some)))


def _hashed(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()
