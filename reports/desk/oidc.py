"""The office's own sign-in by OpenID Connect: code flow with PKCE, state and nonce.

What the provider says of itself, and its keys, are fetched at each sign-in: keys that rotate need no cache.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.base_client.sync_app import OAuth2Mixin
from authlib.integrations.base_client.sync_openid import OpenIDMixin
from authlib.integrations.httpx_client import OAuth2Client
from httpx2 import HTTPError, InvalidURL
from joserfc.errors import JoseError
from sqlalchemy import Engine, delete, insert, select

from reckoner.reports.delivery.secret import read_secret
from reckoner.reports.desk.store import returns
from reckoner.reports.errors import ServiceError, UsageError
from reckoner.reports.schedule.tables import transaction
from reckoner.reports.settings.desk import Oidc
from reckoner.reports.settings.office import OfficeSettings, Person

BACK = "/sign-in/office/back"
_LASTS = timedelta(minutes=10)
_SECONDS = 10
# Signatures by a key that only the provider has: never by a secret that is shared, never none.
_SIGNED = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
_AGAIN = "Try again from the sign-in page."


class _Client(OAuth2Mixin, OpenIDMixin):  # type: ignore[misc]  # authlib has no types
    client_cls = OAuth2Client


@dataclass(frozen=True)
class Back:
    """Somebody who came back: what the provider says of them, and what they set out for.

    ``proved`` is when they proved there who they are, None where it doesn't say. ``session`` is what they
    confirm, empty for a sign-in.
    """

    subject: str
    email: str
    proved: datetime | None
    session: str
    next: str


@dataclass(frozen=True)
class Provider:
    """The provider of a house. ``origin`` is the desk's address."""

    settings: Oidc
    origin: str
    root: Path
    engine: Engine
    clock: Callable[[], datetime]

    def send(self, went: str, session: str = "") -> tuple[str, str]:
        """Where to send a browser, and the state that it must bring back. Raises ServiceError."""
        state, nonce = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        client, asked = self._client(), {"prompt": "login", "max_age": "0"} if session else {}
        try:
            told = client.create_authorization_url(self.origin + BACK, state=state, nonce=nonce, **asked)
        except (HTTPError, InvalidURL, ValueError, RuntimeError) as problem:
            raise self._unreachable(problem) from None
        row = {
            "hash": _hashed(state), "nonce": nonce, "verifier": told["code_verifier"],
            "session": session, "next": went, "at": self.clock(),
        }  # fmt: skip
        with transaction(self.engine) as connection:
            connection.execute(delete(returns).where(returns.c.at < self.clock() - _LASTS))
            connection.execute(insert(returns).values(row))
        return str(told["url"]), state

    def take(self, query: Mapping[str, str], state: str) -> Back:
        """Who came back. ``state`` is what the browser kept. Raises UsageError or ServiceError."""
        out = self._taken(query.get("state", ""), state)
        if error := query.get("error"):
            said = query.get("error_description") or error
            what = f"{self.settings.label} did not sign you in: {_printable(said)}"
            raise UsageError(what, todo=_AGAIN)
        if query.get("iss", self.settings.issuer) != self.settings.issuer:
            raise UsageError("another provider answered than the one that was asked", todo=_AGAIN)
        client = self._client()
        try:
            token = client.fetch_access_token(
                self.origin + BACK, code=query.get("code", ""), code_verifier=out.verifier
            )
            claims = client.parse_id_token(token, out.nonce)
        except (HTTPError, InvalidURL, RuntimeError) as problem:
            raise self._unreachable(problem) from None
        except (AuthlibBaseError, JoseError, ValueError) as problem:
            raise _unproved(problem) from None
        if not claims:
            raise UsageError("the provider said nothing of who you are", todo=_AGAIN)
        return _back(claims, out.session, out.next)

    def _taken(self, brought: str, kept: str) -> Any:
        """What was kept for a state, which is used up by that."""
        mine = returns.c.hash == _hashed(brought)
        with transaction(self.engine) as connection:
            row = connection.execute(select(returns).where(mine)).one_or_none()
            connection.execute(delete(returns).where(mine))
        same = bool(kept) and secrets.compare_digest(brought.encode(), kept.encode())
        if row is None or not same or row.at < self.clock() - _LASTS:
            what = "this sign-in was not begun in this browser, took too long, or was used already"
            raise UsageError(what, todo=_AGAIN)
        return row

    def _client(self) -> Any:
        """A client that knows what the provider says of itself now."""
        given, issuer = self.settings, self.settings.issuer
        secret = read_secret(self.root / given.secret).reveal() if given.secret else None
        client = _Client(
            None, "office", client_id=given.client_id, client_secret=secret,
            server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid email", "code_challenge_method": "S256", "timeout": _SECONDS,
                "token_endpoint_auth_method": "client_secret_basic" if secret else "none",
            },
        )  # fmt: skip
        try:
            known = client.load_server_metadata()
        except (HTTPError, InvalidURL, ValueError) as problem:
            raise self._unreachable(problem) from None
        if known.get("issuer") != issuer:
            what = f"the provider calls itself {_printable(str(known.get('issuer')))}, not {issuer}"
            raise ServiceError(what, todo="Correct `issuer` under `desk: oidc:` in office.yaml.")
        offered = known.get("id_token_signing_alg_values_supported") or ["RS256"]
        known["id_token_signing_alg_values_supported"] = sorted(_SIGNED.intersection(offered))
        return client

    def _unreachable(self, problem: Exception) -> ServiceError:
        what = f"{self.settings.issuer} can't be asked: {_printable(str(problem) or type(problem).__name__)}"
        return ServiceError(what, todo="Try again in a while, or sign in with a passphrase.")


def person_of(office: OfficeSettings, back: Back) -> Person:
    """The person who came back: by their subject, or by an address that the provider has verified.

    Raises UsageError with why it is nobody.
    """
    known = next((each for each in office.people if each.subject == back.subject), None)
    if known:
        return known
    found = [each for each in office.people if back.email and each.email.lower() == back.email.lower()]
    todo = f"Whoever keeps office.yaml can write `subject: {_printable(back.subject)}` beside your name."
    if not back.email:
        what = "the provider gives no address that it has verified, and nobody here has your subject"
        raise UsageError(what, todo=todo)
    if not found:
        what = f"nobody in office.yaml has the address {_printable(back.email)}"
        raise UsageError(what, todo=todo)
    if len(found) > 1:
        raise UsageError(f"several people share the address {_printable(back.email)}", todo=todo)
    if found[0].subject:
        what = f"{found[0].id} signs in there as another subject than you"
        raise UsageError(what, todo=todo)
    return found[0]


def _back(claims: Mapping[str, Any], session: str, went: str) -> Back:
    """``email_verified`` must be true itself: some providers let people claim any address."""
    email = claims.get("email") if claims.get("email_verified") is True else ""
    at = claims.get("auth_time")
    proved = datetime.fromtimestamp(at, UTC) if isinstance(at, int | float) else None
    return Back(str(claims["sub"]), str(email or ""), proved, session, went)


def _unproved(problem: Exception) -> UsageError:
    what = f"what the provider said can't be relied on: {_printable(str(problem) or type(problem).__name__)}"
    return UsageError(what, todo=_AGAIN)


def _printable(said: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in said)[:200]


def _hashed(state: str) -> str:
    return hashlib.sha256(state.encode()).hexdigest()
