"""For administrators: who is who, who can sign in and how; links for passphrases; keeping people out.

Who somebody is and what they may do stays in office.yaml; here is only how they sign in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.pages.own import rights_in_words
from reckoner.reports.desk.store import events
from reckoner.reports.errors import UsageError, nearest
from reckoner.reports.schedule.tables import reading
from reckoner.reports.settings.office import Person

LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Known:
    """Somebody of the office, and how they sign in."""

    person: Person
    rights: str
    has_passphrase: bool
    is_disabled: bool
    passkeys: int
    sessions: int
    last: datetime | None


def people(call: Call) -> Response:
    """Everybody of office.yaml."""
    desk = call.desk
    out, last, sessions = desk.accounts.disabled(), _last_seen(desk), desk.sessions.counted()
    known = [
        Known(
            each, rights_in_words(each), desk.accounts.has_account(each.id), each.id in out,
            len(desk.passkeys.of(each.id)), sessions.get(each.id, 0), last.get(each.id),
        )
        for each in desk.house.office.people
    ]  # fmt: skip
    return call.page("people.html.jinja", known=known)


def _last_seen(desk: Desk) -> dict[str, datetime]:
    wanted = select(events.c.person, func.max(events.c.at)).where(events.c.what == "signed in")
    with reading(desk.engine) as connection:
        return {row[0]: row[1] for row in connection.execute(wanted.group_by(events.c.person))}


def give_link(call: Call) -> Response:
    """A link by which somebody sets a passphrase themselves; shown once, to be handed over."""
    person = _person(call)
    if person.id in call.desk.accounts.disabled():
        raise UsageError(f"{person.id} is kept out", todo="Let them in again first.")
    secret = call.desk.links.make("passphrase", person.id, LASTS, call.who.person.id)
    call.desk.note(call.who.person.id, "passphrase link given", person.id, call.address)
    address = f"{call.origin}/link/{secret}"
    return call.page("given.html.jinja", person=person, address=address, until=call.desk.clock() + LASTS)


def disable(call: Call) -> Response:
    """Keep somebody out; never the last who can administer."""
    desk, person, office = call.desk, _person(call), call.desk.house.office
    others = None
    if "administer" in person.rights():
        others = [each.id for each in office.people if each.id != person.id and "administer" in each.rights()]
    desk.accounts.disable(person.id, others, by_office=office.desk.oidc is not None)
    desk.sessions.end_all(person.id)
    return _done(call, person, "kept out", f"{person.id} is kept out and signed out everywhere.")


def enable(call: Call) -> Response:
    """Let somebody in again."""
    person = _person(call)
    call.desk.accounts.enable(person.id)
    return _done(call, person, "let in again", f"{person.id} can sign in again.")


def end_sessions(call: Call) -> Response:
    """Sign somebody out everywhere."""
    person = _person(call)
    call.desk.sessions.end_all(person.id)
    return _done(call, person, "signed out by", f"{person.id} is signed out everywhere.")


def forget_passkeys(call: Call) -> Response:
    """Take somebody's passkeys away, as when they lost one, and sign them out."""
    person = _person(call)
    number = call.desk.passkeys.forget(person.id)
    call.desk.sessions.end_all(person.id)
    return _done(call, person, "passkeys taken away", f"{person.id} has no passkey any more ({number} went).")


def _person(call: Call) -> Person:
    name, office = call.path["person"], call.desk.house.office
    person = office.person(name)
    if person is None:
        known = [each.id for each in office.people]
        raise UsageError(f"{name[:80]!r} is not among `people`", todo=nearest(name, known))
    return person


def _done(call: Call, person: Person, what: str, message: str) -> Response:
    call.desk.note(call.who.person.id, what, person.id, call.address)
    return call.go("/people", message)


ROUTES = (
    Route("GET", "/people", "administer", people),
    Route("POST", "/people/{person}/link", "administer", give_link, fresh=True),
    Route("POST", "/people/{person}/keep-out", "administer", disable, fresh=True),
    Route("POST", "/people/{person}/let-in", "administer", enable, fresh=True),
    Route("POST", "/people/{person}/sign-out", "administer", end_sessions, fresh=True),
    Route("POST", "/people/{person}/forget-passkeys", "administer", forget_passkeys, fresh=True),
)
