"""Accounts of the desk: a passphrase for a person of office.yaml, with limited tries.

Rules: NIST SP 800-63B, 3.1.1 (length instead of kinds of character; no words that the account itself gives).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Engine, Row, delete, func, insert, select, update

from reckoner.reports.desk.store import accounts, tries
from reckoner.reports.errors import UsageError
from reckoner.reports.schedule.tables import reading, transaction
from reckoner.reports.settings.office import Person

SHORTEST, LONGEST = 15, 200
_MOST_TRIES, _WITHIN = 10, timedelta(minutes=15)
_COMMON = re.compile(
    r"(.)\1*|(password|passphrase|passwort|qwerty\w*|letmein|[0-9]+|(abc|123)+)+", re.IGNORECASE
)


@cache
def _hash_of_nobody() -> str:
    """What is looked at where nobody has the name, so that the answer takes as long."""
    return PasswordHasher().hash("nobody has this passphrase")


class TooManyTries(UsageError):
    """Somebody tries too often; nobody is told whether the name was right."""


class Accounts:
    """The accounts of a house. ``clock`` gives the time in UTC."""

    def __init__(self, engine: Engine, clock: Callable[[], datetime]) -> None:
        self._engine, self._clock = engine, clock
        self._hasher = PasswordHasher()
        self._nobody = _hash_of_nobody()

    def set_passphrase(self, person: Person, passphrase: str) -> None:
        """Give somebody a passphrase. Raises UsageError with the rule that it breaks."""
        require_good(passphrase, person)
        row = {"passphrase": self._hasher.hash(passphrase), "changed": self._clock(), "disabled": False}
        with transaction(self._engine) as connection:
            changed = connection.execute(update(accounts).where(accounts.c.person == person.id).values(row))
            if not changed.rowcount:
                connection.execute(insert(accounts).values(person=person.id, **row))

    def disable(self, person: str, others: Iterable[str] | None = None, *, by_office: bool = False) -> None:
        """Keep somebody out, by whatever way they sign in.

        ``others`` are those who administer beside them, None for somebody who doesn't; ``by_office`` says
        that people come in without a passphrase too. Raises UsageError where nobody else could administer.
        """
        with transaction(self._engine) as connection:
            known = {row.person: row for row in connection.execute(select(accounts))}
            if others is not None and not any(_gets_in(known.get(each), by_office) for each in others):
                what = f"{person} is the last who can sign in and administer"
                raise UsageError(what, todo="Give somebody else that right and a passphrase first.")
            if person in known:
                connection.execute(update(accounts).where(accounts.c.person == person).values(disabled=True))
            else:
                row = {"passphrase": "", "changed": self._clock(), "disabled": True}
                connection.execute(insert(accounts).values(person=person, **row))

    def enable(self, person: str) -> None:
        """Let somebody in again."""
        with transaction(self._engine) as connection:
            connection.execute(update(accounts).where(accounts.c.person == person).values(disabled=False))

    def disabled(self) -> set[str]:
        """Who is kept out."""
        with reading(self._engine) as connection:
            return set(connection.scalars(select(accounts.c.person).where(accounts.c.disabled)))

    def has_account(self, person: str) -> bool:
        """Whether somebody can sign in with a passphrase."""
        return bool(self._hash_of(person))

    def check(self, person: str, passphrase: str, address: str) -> bool:
        """Whether it is theirs; takes as long for nobody as for somebody.

        Raises TooManyTries after ten wrong ones in a quarter of an hour for a name, or from an address.
        """
        about = [_hashed(f"person {person.lower()}"), _hashed(f"address {address}")]
        with transaction(self._engine) as connection:
            connection.execute(delete(tries).where(tries.c.at < self._clock() - _WITHIN))
            if any(
                (connection.scalar(select(func.count()).where(tries.c.about == each)) or 0) >= _MOST_TRIES
                for each in about
            ):
                what = "there were too many tries"
                raise TooManyTries(what, todo=f"Try again in {_WITHIN.seconds // 60} minutes.")
        right = self._verify(self._hash_of(person) or self._nobody, passphrase)
        with transaction(self._engine) as connection:
            if right:
                connection.execute(delete(tries).where(tries.c.about.in_(about)))
            else:
                connection.execute(insert(tries), [{"about": each, "at": self._clock()} for each in about])
        return right and bool(self._hash_of(person))

    def _hash_of(self, person: str) -> str | None:
        wanted = select(accounts.c.passphrase).where(accounts.c.person == person, ~accounts.c.disabled)
        with reading(self._engine) as connection:
            return connection.scalar(wanted)

    def _verify(self, hashed: str, passphrase: str) -> bool:
        try:
            return self._hasher.verify(hashed, passphrase[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False


def require_good(passphrase: str, person: Person) -> None:
    """Raises UsageError where a passphrase is too short, too long or easily guessed for this person."""
    if not SHORTEST <= len(passphrase) <= LONGEST:
        what = f"a passphrase has {SHORTEST} to {LONGEST} characters"
        raise UsageError(what, todo="Four or five words that don't belong together are easy to remember.")
    bare = re.sub(r"[\W_]+", "", passphrase)
    own = {
        word
        for text in (person.id, person.role, person.email)
        for word in re.findall(r"\w{4,}", text.lower())
    }
    rest = passphrase.lower()
    for word in own:
        rest = rest.replace(word, "")
    if _COMMON.fullmatch(bare) or len(re.sub(r"[\W_]+", "", rest)) < SHORTEST // 2:
        what = "this passphrase is easily guessed"
        raise UsageError(
            what, todo="Leave out names, roles and addresses of the office, and words such as password."
        )


def _gets_in(row: Row | None, by_office: bool) -> bool:  # type: ignore[type-arg]
    if row is None:
        return by_office
    return not row.disabled and (by_office or bool(row.passphrase))


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
