"""Signing in with a passphrase, proving it again, signing out."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.errors import UsageError

COOKIE = "desk"
WRONG = "The name or the passphrase is wrong."


def form(call: Call) -> Response:
    """Where somebody signs in."""
    if call.session is not None:
        return call.go(_within(call.asked("next")))
    return call.page("sign_in.html.jinja", next=_within(call.asked("next")), name="", fault="")


def sign_in(call: Call) -> Response:
    """Begin a session where name and passphrase are right; what is wrong is never told apart."""
    name, passphrase = call.value("name", 80), call.value("passphrase", 1000)
    went = _within(call.value("next"))
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
    return call.page("confirm.html.jinja", next=_within(call.asked("next")), fault="")


def confirm(call: Call) -> Response:
    """A passphrase once more."""
    went, who = _within(call.value("next")), call.who
    try:
        right = call.desk.accounts.check(who.person.id, call.value("passphrase", 1000), call.address)
    except UsageError as problem:
        return call.page("confirm.html.jinja", HTTPStatus.TOO_MANY_REQUESTS, next=went, fault=str(problem))
    if not right:
        call.desk.note(who.person.id, "confirmation refused", "", call.address)
        return call.page(
            "confirm.html.jinja", HTTPStatus.UNAUTHORIZED, next=went, fault="The passphrase is wrong."
        )
    call.desk.sessions.confirm(who, "passphrase")
    call.desk.note(who.person.id, "confirmed", "passphrase", call.address)
    return call.go(went, "Thank you. You can go on for five minutes.")


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


def _within(address: str) -> str:
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
