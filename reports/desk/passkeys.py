"""Passkeys (WebAuthn): what somebody holds beside what they know. Each challenge is answered once.

Origin and the desk's name are the browser's word, signed by the key; its count of uses betrays a copy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from json import JSONDecodeError, loads
from urllib.parse import urlsplit

from sqlalchemy import Engine, Row, delete, insert, select, update
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, generate_challenge
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from reckoner.reports.desk.sessions import Session, Sessions
from reckoner.reports.desk.store import passkeys
from reckoner.reports.errors import UsageError
from reckoner.reports.schedule.tables import reading, transaction
from reckoner.reports.settings.office import Person

MOST = 10
_LASTS = timedelta(minutes=5)
# A phone's or a stick's answer is well under this; a hostile one is not parsed.
LONGEST = 20_000
_AGAIN = "Open the page again and use your passkey there."


@dataclass(frozen=True)
class Passkeys:
    """The passkeys of a house. ``clock`` gives the time in UTC."""

    engine: Engine
    clock: Callable[[], datetime]
    sessions: Sessions

    def of(self, person: str) -> list[Row]:  # type: ignore[type-arg]
        """Somebody's passkeys, oldest first."""
        wanted = select(passkeys).where(passkeys.c.person == person).order_by(passkeys.c.added)
        with reading(self.engine) as connection:
            return list(connection.execute(wanted))

    def ask_new(self, session: Session, origin: str, name: str) -> str:
        """What a browser is asked in order to make a passkey, as JSON."""
        person = session.person
        return options_to_json(
            generate_registration_options(
                rp_id=_rp(origin), rp_name=name, challenge=self._challenge(session),
                user_name=person.id, user_display_name=person.role,
                user_id=hashlib.sha256(person.id.encode()).digest(),
                exclude_credentials=self._known(person.id),
                authenticator_selection=AuthenticatorSelectionCriteria(
                    resident_key=ResidentKeyRequirement.DISCOURAGED,
                    user_verification=UserVerificationRequirement.PREFERRED,
                ),
            )
        )  # fmt: skip

    def add(self, session: Session, origin: str, answer: str, name: str) -> str:
        """Keep a passkey that was just made; its name. Raises UsageError where the answer isn't right."""
        person, mine = session.person, self.of(session.person.id)
        if len(mine) >= MOST:
            raise UsageError(f"you have {MOST} passkeys, which is the most", todo="Take one away first.")
        challenge = self._take(session)
        try:
            made = verify_registration_response(
                credential=_parsed(answer), expected_challenge=challenge,
                expected_rp_id=_rp(origin), expected_origin=origin,
            )  # fmt: skip
        except WebAuthnException as problem:
            raise _refused(problem) from None
        row = {
            "id": bytes_to_base64url(made.credential_id), "person": person.id, "name": name,
            "public_key": made.credential_public_key, "uses": made.sign_count, "added": self.clock(),
        }  # fmt: skip
        with transaction(self.engine) as connection:
            if connection.execute(select(passkeys.c.id).where(passkeys.c.id == row["id"])).first():
                raise UsageError("this passkey is known already", todo="Use another one.")
            connection.execute(insert(passkeys).values(row))
        return name

    def ask(self, session: Session, origin: str) -> str:
        """What a browser is asked in order to use one, as JSON."""
        return options_to_json(
            generate_authentication_options(
                rp_id=_rp(origin), challenge=self._challenge(session),
                allow_credentials=self._known(session.person.id),
                user_verification=UserVerificationRequirement.PREFERRED,
            )
        )  # fmt: skip

    def use(self, session: Session, origin: str, answer: str) -> str:
        """The name of the passkey that answered. Raises UsageError where the answer isn't right."""
        challenge, parsed = self._take(session), _parsed(answer)
        key = next((each for each in self.of(session.person.id) if each.id == parsed.get("id")), None)
        if key is None:
            raise UsageError("this passkey is not one of yours", todo="Use another one.")
        try:
            used = verify_authentication_response(
                credential=parsed, expected_challenge=challenge, expected_rp_id=_rp(origin),
                expected_origin=origin, credential_public_key=key.public_key,
                credential_current_sign_count=key.uses,
            )  # fmt: skip
        except WebAuthnException as problem:
            raise _refused(problem) from None
        mine = (passkeys.c.id == key.id) & (passkeys.c.uses == key.uses)
        with transaction(self.engine) as connection:
            done = connection.execute(update(passkeys).where(mine).values(uses=used.new_sign_count))
        if not done.rowcount:
            raise UsageError("this passkey was used or taken away in another window", todo=_AGAIN)
        return str(key.name)

    def forget(self, person: str, key: str = "") -> int:
        """Take away one of somebody's passkeys, or all; how many went."""
        mine = passkeys.c.person == person
        with transaction(self.engine) as connection:
            wanted = delete(passkeys).where(mine & (passkeys.c.id == key) if key else mine)
            return int(connection.execute(wanted).rowcount)

    def _challenge(self, session: Session) -> bytes:
        challenge = generate_challenge()
        self.sessions.challenge(session, f"{self.clock().isoformat()} {bytes_to_base64url(challenge)}")
        return challenge

    def _take(self, session: Session) -> bytes:
        """The challenge of a session, which is used up by that, right answer or wrong."""
        asked, _, challenge = session.challenge.partition(" ")
        fresh = bool(asked) and self.clock() - datetime.fromisoformat(asked) <= _LASTS
        if not self.sessions.take_challenge(session) or not fresh:
            raise UsageError("this page is too old for a passkey, or was used already", todo=_AGAIN)
        return base64url_to_bytes(challenge)

    def _known(self, person: str) -> list[PublicKeyCredentialDescriptor]:
        return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.id)) for each in self.of(person)]


def must_use(person: Person, has_one: bool, required: bool) -> bool:
    """Whether only a passkey proves enough: for whoever has one, and where the office requires it."""
    return has_one or (required and any(map(person.ever_may, ("approve", "waive"))))


def _rp(origin: str) -> str:
    return urlsplit(origin).hostname or ""


def _parsed(answer: str) -> dict[str, object]:
    try:
        found = loads(answer)
    except (JSONDecodeError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UsageError("the browser's answer can't be read", todo=_AGAIN)
    return found


def _refused(problem: WebAuthnException) -> UsageError:
    reason = str(problem).splitlines()[0][:200] if str(problem) else type(problem).__name__
    return UsageError(
        f"the passkey was not accepted: {reason}",
        todo=f"{_AGAIN} If that fails again, ask an administrator to take it away.",
    )
