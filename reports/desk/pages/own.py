"""Your sign-in: what somebody may do, their passkeys, and signing out everywhere."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.passkeys import LONGEST
from reckoner.reports.errors import UsageError
from reckoner.reports.settings.office import Person

_NAME = 60


def you(call: Call) -> Response:
    """The page of whoever is signed in."""
    desk, person = call.desk, call.who.person
    can_add = _may_add(call)
    return call.page(
        "you.html.jinja", rights=rights_in_words(person), keys=desk.passkeys.of(person.id),
        needed=desk.needs_passkey(person), feed=desk.feeds.made(person.id),
        options=desk.passkeys.ask_new(call.who, call.origin, desk.office.short_name) if can_add else "",
    )  # fmt: skip


def add(call: Call) -> Response:
    """Keep a passkey that was just made."""
    if not _may_add(call):
        return RedirectResponse("/confirm?next=/you", 303)
    name = " ".join(call.value("name", _NAME).split())
    if not name or not name.isprintable():
        raise UsageError("the passkey has no name", todo="Go back and call it something, such as blue stick.")
    call.desk.passkeys.add(call.who, call.origin, call.value("credential", LONGEST), name)
    call.desk.note(call.who.person.id, "passkey added", name, call.address)
    return call.go("/you", f"Your passkey {name} is kept. Approving asks for it from now on.")


def forget(call: Call) -> Response:
    """Take one's own passkey away, having proved by a passkey who one is."""
    if not call.desk.passkeys.forget(call.who.person.id, call.value("key", 1000) or "-"):
        raise UsageError("you have no such passkey", todo="Open Your sign-in again.")
    call.desk.note(call.who.person.id, "passkey taken away", call.value("key", 1000), call.address)
    return call.go("/you", "The passkey is taken away.")


def sign_out_everywhere(call: Call) -> Response:
    """End every session of one's own."""
    call.desk.sessions.end_all(call.who.person.id)
    call.desk.note(call.who.person.id, "signed out everywhere", "", call.address)
    return call.go("/sign-in", "You are signed out everywhere.")


def _may_add(call: Call) -> bool:
    """The first comes with the sign-in; whoever has one proves by it that a further one is theirs."""
    who = call.who
    if call.desk.passkeys.of(who.person.id):
        return who.fresh and who.by_passkey
    return who.fresh or who.is_new


def rights_in_words(person: Person) -> str:
    """ "read, write; approve for panel-paper"."""
    own = ", ".join(dict.fromkeys(("read", *person.may)))
    some = [f"{', '.join(rights)} for {name}" for name, rights in person.may_for.items()]
    return "; ".join((own, *some))


ROUTES = (
    Route("GET", "/you", "read", you),
    Route("POST", "/you/passkeys", "read", add),
    Route("POST", "/you/passkeys/forget", "read", forget, fresh=True),
    Route("POST", "/you/sign-out-everywhere", "read", sign_out_everywhere),
)
