"""Signing in by the office's own account, and proving it once more there.

Both are links and no forms: a policy that lets forms go nowhere else would stop the way there. What comes
back is tied to this browser by a state that is used once.
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from starlette.responses import RedirectResponse, Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.oidc import BACK, Back, Provider, person_of
from reckoner.reports.desk.pages.signing_in import keep, within
from reckoner.reports.errors import UsageError
from reckoner.reports.settings.office import Person

_STATE = "desk-state"
_LONG_AGO = timedelta(days=1)


def set_out(call: Call) -> Response:
    """Send the browser to the provider; whoever is signed in confirms who they are."""
    provider = _provider(call)
    session = call.session.hash if call.session else ""
    address, state = provider.send(within(call.asked("next")), session)
    answer = RedirectResponse(address, 303)
    secure = call.desk.secure
    answer.set_cookie(_STATE, state, max_age=600, httponly=True, secure=secure, samesite="lax", path=BACK)
    return answer


def come_back(call: Call) -> Response:
    """Begin or confirm a session for whoever the provider says this is."""
    provider = _provider(call)
    try:
        back = provider.take(
            {name: values[0] for name, values in call.query.items()}, call.cookies.get(_STATE, "")
        )
        person = person_of(call.desk.house.office, back)
        if person.id in call.desk.accounts.disabled():
            raise UsageError(f"{person.id} can't sign in here", todo="Ask an administrator of the desk.")
        answer = _confirmed(call, person, back) if back.session else _begun(call, person, back)
    except UsageError as problem:
        call.desk.note("", "sign-in refused", str(problem), call.address)
        answer = call.page("refused.html.jinja", HTTPStatus.FORBIDDEN, problem=problem)
    answer.delete_cookie(_STATE, path=BACK)
    return answer


def _begun(call: Call, person: Person, back: Back) -> Response:
    how = _how(call, back)
    # Without the time of proof it may be days old: then approving asks for more.
    now = call.desk.clock()
    cookie = call.desk.sessions.begin(person, how, min(back.proved, now) if back.proved else now - _LONG_AGO)
    call.desk.note(person.id, "signed in", how, call.address)
    answer = call.go(back.next)
    keep(call, answer, cookie)
    return answer


def _confirmed(call: Call, person: Person, back: Back) -> Response:
    if call.session is None or call.session.hash != back.session or call.session.person.id != person.id:
        what = "you proved to be somebody else than is signed in here"
        raise UsageError(what, todo="Sign out, and sign in as yourself.")
    if back.proved is None or call.desk.clock() - back.proved > timedelta(minutes=5):
        what = "the provider doesn't say that you proved just now who you are"
        raise UsageError(what, todo="Add a passkey on the page Your sign-in, and use that.")
    call.desk.sessions.confirm(call.session, _how(call, back))
    call.desk.note(person.id, "confirmed", _how(call, back), call.address)
    return call.go(back.next, "Thank you. You can go on for five minutes.")


def _how(call: Call, back: Back) -> str:
    oidc = call.desk.house.office.desk.oidc
    assert oidc is not None
    return f"account at {oidc.issuer}, subject {back.subject}"[:200]


def _provider(call: Call) -> Provider:
    desk = call.desk
    settings = desk.house.office.desk
    if settings.oidc is None:
        raise UsageError("this desk has no sign-in by another account", todo="Sign in with your passphrase.")
    return Provider(settings.oidc, settings.origin, desk.root, desk.engine, desk.clock)


ROUTES = (
    Route("GET", "/sign-in/office", "", set_out),
    Route("GET", BACK, "", come_back),
)
