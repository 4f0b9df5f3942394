"""Tokens by which programs call the desk: each is somebody's, for a few things, for a while.

A token never opens more than its person may do themselves, and approving and waiving not at all: those need
a person who has just proved who they are. The secret is shown once; the store holds its hash.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, get_args

from sqlalchemy import Engine, Row, insert, select, update

from reckoner.reports.desk.store import tokens
from reckoner.reports.errors import ReckonerError, UsageError, nearest
from reckoner.reports.schedule.tables import transaction
from reckoner.reports.settings.office import Person
from reckoner.reports.settings.publication import publication_names

Scope = Literal["read", "build", "take", "check", "comment", "propose", "reject", "deliver", "withdraw"]
# What a scope opens, and the right that its person needs for it.
SCOPES: Mapping[Scope, tuple[str, str]] = {
    "read": ("publications, drafts, measures, runs, what is missing", "read"),
    "build": ("builds and corrections, their end on demand, another try of a run", "write"),
    "take": ("a new version of a received table: tried first, then taken in", "take or write"),
    "check": ("checking any document", "read"),
    "comment": ("commenting on a draft", "read"),
    "propose": ("proposing words for a person to accept", "read"),
    "reject": ("rejecting a draft", "approve"),
    "deliver": ("carrying out a proof, or what a person has approved", "write or approve"),
    "withdraw": ("taking back for good what is out", "approve or waive"),
}
LASTS, LONGEST = timedelta(days=90), timedelta(days=366)
_NOTED = timedelta(minutes=1)  # being used is written down once a minute
_BEARER = re.compile(r"rk_([0-9a-f]{12})\.([A-Za-z0-9_-]{43})")


class NoToken(ReckonerError):
    """A call brought no token that is good."""

    exit_code = UsageError.exit_code


@dataclass(frozen=True)
class Token:
    """What a token is for. ``publications`` are those that it is good for; none named: every one."""

    id: str
    name: str
    person: str
    scopes: tuple[Scope, ...]
    publications: tuple[str, ...]
    made: datetime
    made_by: str
    expires: datetime
    used: datetime | None
    revoked: datetime | None
    revoked_by: str

    def is_for(self, publication: str) -> bool:
        """Whether it is good for a publication."""
        return not self.publications or publication in self.publications

    def state(self, now: datetime) -> str:
        """ "good", "revoked" or "expired"."""
        return "revoked" if self.revoked else "expired" if self.expires <= now else "good"


class Tokens:
    """The tokens of a house. ``clock`` gives the time in UTC."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine, self._clock = engine, clock

    def make(
        self,
        person: Person,
        name: str,
        scopes: Iterable[str],
        made_by: str,
        publications: Iterable[str] = (),
        lasts: timedelta = LASTS,
    ) -> tuple[Token, str]:
        """A new token, and what a program sends. Raises UsageError where it may not be."""
        wanted = tuple(dict.fromkeys(scopes))
        _require_good(name, wanted, lasts)
        for scope in wanted:
            _require_right(person, scope, tuple(publications))
        now, secret = self._clock(), secrets.token_urlsafe(32)
        row = {
            "id": secrets.token_hex(6), "name": " ".join(name.split()), "person": person.id,
            "scopes": " ".join(wanted), "publications": " ".join(dict.fromkeys(publications)), "made": now,
            "made_by": made_by, "expires": now + lasts, "used": None, "revoked": None, "revoked_by": "",
        }  # fmt: skip
        with transaction(self._engine) as connection:
            connection.execute(insert(tokens).values(hash=_hashed(secret), **row))
        return _token(row), f"rk_{row['id']}.{secret}"

    def find(self, bearer: str) -> Token:
        """The token that a program sends. Raises NoToken with the reason; an unknown one is told nothing."""
        match = _BEARER.fullmatch(bearer)
        row = self._row(match[1]) if match else None
        if match is None or row is None or not secrets.compare_digest(row.hash, _hashed(match[2])):
            raise NoToken("this is no token of this desk", todo="Send the whole of it, as it was shown.")
        found, now = _token(dict(row._mapping)), self._clock()
        if (state := found.state(now)) != "good":
            todo = "Ask whoever administers for a new one: reckoner desk token make."
            raise NoToken(f"the token {found.name!r} is {state}", todo=todo)
        if found.used is None or now - found.used > _NOTED:
            self._set(found.id, used=now)
        return found

    def all(self) -> list[Token]:
        """Every token, the newest first."""
        with transaction(self._engine) as connection:
            rows = connection.execute(select(tokens).order_by(tokens.c.made.desc(), tokens.c.id)).all()
        return [_token(dict(row._mapping)) for row in rows]

    def revoke(self, name: str, by: str) -> Token:
        """End one by its id. Raises UsageError where there is none, or it has ended."""
        row = self._row(name)
        if row is None:
            known = [each.id for each in self.all() if not each.revoked]
            raise UsageError(f"there is no token {name[:40]!r}", todo=nearest(name, known))
        if row.revoked:
            raise UsageError(f"the token {row.name!r} is revoked already", todo="Nothing is left to do.")
        self._set(row.id, revoked=self._clock(), revoked_by=by)
        return _token({**row._mapping, "revoked": self._clock(), "revoked_by": by})

    def _row(self, name: str) -> Row[Any] | None:
        with transaction(self._engine) as connection:
            return connection.execute(select(tokens).where(tokens.c.id == name)).one_or_none()

    def _set(self, name: str, **values: object) -> None:
        with transaction(self._engine) as connection:
            connection.execute(update(tokens).where(tokens.c.id == name).values(**values))


def require_publications(root: Path, names: Iterable[str]) -> None:
    """Raises UsageError where the house has no such publication."""
    known = publication_names(root)
    for name in names:
        if name not in known:
            raise UsageError(f"there is no publication {name[:80]!r}", todo=nearest(name, known))


def may(person: Person, scope: Scope, publication: str = "") -> bool:
    """Whether a person has the right that a scope stands for, for a publication or everywhere."""
    mine = {"read", *person.rights(publication)}
    return not mine.isdisjoint(SCOPES[scope][1].split(" or "))


def _require_good(name: str, scopes: tuple[str, ...], lasts: timedelta) -> None:
    if not name.strip() or len(name) > 80 or not name.isprintable():
        raise UsageError("a token needs a name", todo="Say in a few words which program it is for.")
    if strange := [each for each in scopes if each not in SCOPES]:
        todo = nearest(strange[0], get_args(Scope))
        if strange[0] in ("approve", "waive"):
            todo = (
                "A token can't: that needs a person who has just signed in. Its person does it at the desk."
            )
        raise UsageError(f"there is no scope {strange[0][:40]!r}", todo=todo)
    if not scopes:
        raise UsageError("a token without a scope opens nothing", todo=f"Choose of {', '.join(SCOPES)}.")
    if not timedelta() < lasts <= LONGEST:
        what = f"a token lasts from a day to {LONGEST.days} days"
        raise UsageError(what, todo="Make a new one before it ends.")


def _require_right(person: Person, scope: str, publications: tuple[str, ...]) -> None:
    """Raises UsageError where its person could never do that."""
    some = publications or ("", *person.may_for)
    if not any(may(person, scope, each) for each in some):  # type: ignore[arg-type]
        right = SCOPES[scope][1]  # type: ignore[index]
        what = f"{person.id} may not {right}, which the scope {scope} needs"
        raise UsageError(what, todo="Give them that right in office.yaml, or leave the scope out.")


def _token(row: Mapping[str, Any]) -> Token:
    values = {name: row[name] for name in Token.__dataclass_fields__}
    values["scopes"] = tuple(row["scopes"].split())
    values["publications"] = tuple(row["publications"].split())
    return Token(**values)


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
