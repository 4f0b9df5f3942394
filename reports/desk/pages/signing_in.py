"""Signing in with a passphrase, proving it again, signing out."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.responses import Response

from reckoner.reports.desk.accounts import TooManyTries
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.passkeys import LONGEST
from reckoner.reports.desk.sessions import PASSKEY
from reckoner.reports.errors import UsageError

COOKIE = "desk"
WRONG = "The name or the passphrase is wrong."


def form(call: Call) -> Response:
    """Where somebody signs in."""
    if call.session is not None:
        return call.go(within(call.asked("next")))
    return call.page("sign_in.html.jinja", next=within(call.asked("next")), name="", fault="")


def sign_in(call: Call) -> Response:
    """Begin a session where name and passphrase are right; what is wrong is never told apart."""
    name, passphrase = call.value("name", 80), call.value("passphrase", 1000)
    went = within(call.value("next"))
    try:
        right = call.desk.accounts.check(name, passphrase, call.address)
    except UsageError as problem:
        return _again(call, name, went, str(problem), HTTPStatus.TOO_MANY_REQUESTS)
    person = call.desk.house.office.person(name) if right else None
    if person is None:
        call.desk.note("", "sign-in refused", name, call.address)
        return _again(call, name, went, WRONG, HTTPStatus.UNAUTHORIZED)
    call.desk.note(person.id, "signed in", "passphrase", call.address)
    answer = call.go(went)
    keep(call, answer, call.desk.sessions.begin(person, "passphrase"))
    return answer


def _again(call: Call, name: str, went: str, fault: str, status: int) -> Response:
    return call.page("sign_in.html.jinja", status, next=went, name=name, fault=fault)


def confirming(call: Call) -> Response:
    """Where somebody proves again who they are, before they approve or waive."""
    return _ask(call, within(call.asked("next")))


def _ask(call: Call, went: str, fault: str = "", status: int = HTTPStatus.OK) -> Response:
    desk, person = call.desk, call.who.person
    has = bool(desk.passkeys.of(person.id))
    return call.page(
        "confirm.html.jinja", status, next=went, fault=fault,
        options=desk.passkeys.ask(call.who, call.origin) if has else "",
        lacks=not has and desk.needs_passkey(person),
        has_passphrase=desk.accounts.has_account(person.id),
    )  # fmt: skip


def confirm(call: Call) -> Response:
    """A passkey, or a passphrase once more; whoever has a passkey uses that."""
    went, who = within(call.value("next")), call.who
    try:
        how = _with_passkey(call) if call.value("credential", LONGEST) else _with_passphrase(call)
    except TooManyTries as problem:
        return _ask(call, went, str(problem), HTTPStatus.TOO_MANY_REQUESTS)
    except UsageError as problem:
        call.desk.note(who.person.id, "confirmation refused", str(problem), call.address)
        fault = problem.faults[0]
        said = f"{fault.what[:1].upper()}{fault.what[1:].rstrip('.')}. {fault.todo or ''}".strip()
        return _ask(call, went, said, HTTPStatus.UNAUTHORIZED)
    call.desk.sessions.confirm(who, how)
    call.desk.note(who.person.id, "confirmed", how, call.address)
    return call.go(went, "Thank you. You can go on for five minutes.")


def _with_passkey(call: Call) -> str:
    name = call.desk.passkeys.use(call.who, call.origin, call.value("credential", LONGEST))
    return f"{PASSKEY} {name}"


def _with_passphrase(call: Call) -> str:
    if call.desk.passkeys.of(call.who.person.id):
        raise UsageError("a passphrase is not enough for you", todo="Use your passkey.")
    if not call.desk.accounts.check(call.who.person.id, call.value("passphrase", 1000), call.address):
        raise UsageError("the passphrase is wrong")
    return "passphrase"


def sign_out(call: Call) -> Response:
    """End the session."""
    call.desk.sessions.end(call.who.hash)
    call.desk.note(call.who.person.id, "signed out", "", call.address)
    answer = call.go("/sign-in", "You are signed out.")
    answer.delete_cookie(COOKIE, secure=call.desk.secure, httponly=True, samesite="lax")
    return answer


def keep(call: Call, answer: Response, cookie: str) -> None:
    """Give the browser the cookie of a session."""
    answer.set_cookie(COOKIE, cookie, httponly=True, secure=call.desk.secure, samesite="lax", path="/")


def within(address: str) -> str:
    """An address of this desk; never another site's."""
    parts = urlsplit(address)
    good = (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and not parts.scheme
        and not parts.netloc
    )
    return address if good and "\\" not in address and address.isprintable() else "/"


ROUTES = (
    Route("GET", "/sign-in", "", form),
    Route("POST", "/sign-in", "", sign_in),
    Route("GET", "/confirm", "read", confirming),
    Route("POST", "/confirm", "read", confirm),
    Route("POST", "/sign-out", "read", sign_out),
)
