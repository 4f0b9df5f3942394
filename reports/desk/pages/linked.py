"""What a link opens without a session: setting a passphrase, or reading one draft and approving it once.

The link is the proof, so that no form here has a session's token. Opening one uses nothing up: programs that
look through mail open links too.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from http import HTTPStatus

from starlette.responses import Response

from reckoner.reports.build import require_no_change
from reckoner.reports.delivery.deliver import notify
from reckoner.reports.desk.accounts import require_good
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.links import Link
from reckoner.reports.desk.pages.drafts import file_of, named
from reckoner.reports.drafts import approval
from reckoner.reports.drafts.approval import Identity
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.makers import desk_user
from reckoner.reports.drafts.state import state_of
from reckoner.reports.errors import UsageError
from reckoner.reports.settings.office import Person

LASTS = timedelta(days=7)
_LONGEST = 300


def open_link(call: Call) -> Response:
    """The page of a link."""
    secret = call.path["link"]
    link = call.desk.links.read(secret)
    person = _person(call, link)
    if link.purpose == "passphrase":
        return call.page("link_passphrase.html.jinja", link=link, secret=secret, person=person, fault="")
    kept = _as_asked(call, link)
    return call.page(
        "link_approve.html.jinja", link=link, secret=secret, person=person, kept=kept,
        stands=state_of(kept, call.desk.history.rows()),
        pages=[path.name for path in sorted(kept.folder.glob("*.html"))],
        pdfs=[path.name for path in sorted(kept.folder.glob("*.pdf"))],
    )  # fmt: skip


def file(call: Call) -> Response:
    """A file of the draft that a link is about, as it lies there."""
    link = call.desk.links.read(call.path["link"], "approve")
    _person(call, link)
    return file_of(_as_asked(call, link), call.path["name"])


def set_passphrase(call: Call) -> Response:
    """Set the passphrase of whoever the link is for; a poor one leaves the link good."""
    secret, passphrase = call.value("link", _LONGEST), call.value("passphrase", 1000)
    link = call.desk.links.read(secret, "passphrase")
    person = _person(call, link)
    try:
        if not secrets.compare_digest(passphrase.encode(), call.value("again", 1000).encode()):
            raise UsageError("the two passphrases differ", todo="Type the same twice.")
        require_good(passphrase, person)
    except UsageError as problem:
        fault = problem.faults[0]
        said = f"{fault.what[:1].upper()}{fault.what[1:]}. {fault.todo or ''}".strip()
        return call.page(
            "link_passphrase.html.jinja", HTTPStatus.BAD_REQUEST,
            link=link, secret=secret, person=person, fault=said,
        )  # fmt: skip
    with call.desk.links.used(link):
        call.desk.accounts.set_passphrase(person, passphrase)
    call.desk.sessions.end_all(person.id)
    call.desk.note(person.id, "passphrase set", f"by a link of {link.asked_by}", call.address)
    return call.go("/sign-in", f"Your passphrase is set. Sign in as {person.id}.")


def approve(call: Call) -> Response:
    """Approve the very bytes that the link is bound to, under the rules of every approval."""
    link, person, kept = _judged(call)
    desk = call.desk
    with desk.links.used(link):
        require_no_change(desk.house, kept, desk.history.rows())
        row = approval.approve(desk.history, kept, _identity(link, person), desk.house.office, desk.clock())
    return _done(call, person, kept, row)


def reject(call: Call) -> Response:
    """Reject them, with the reason for their author."""
    link, person, kept = _judged(call)
    desk, reason = call.desk, call.value("reason", 2000)
    with desk.links.used(link):
        row = approval.reject(
            desk.history, kept, _identity(link, person), desk.house.office, desk.clock(), reason
        )
    return _done(call, person, kept, row)


def _judged(call: Call) -> tuple[Link, Person, Kept]:
    link = call.desk.links.read(call.value("link", _LONGEST), "approve")
    if call.desk.house.office.desk.passkeys == "required":
        raise UsageError(
            "this office asks for a passkey, which a link can't", todo="Sign in and approve there."
        )
    return link, _person(call, link), _as_asked(call, link)


def _identity(link: Link, person: Person) -> Identity:
    how = f"a link mailed to {person.email}, asked for by {link.asked_by}"
    return Identity(person, desk_user(person.id), how)


def _done(call: Call, person: Person, kept: Kept, row: Row) -> Response:
    call.desk.note(person.id, row.what, f"{kept.name} {kept.digest} row {row.number} by a link", call.address)
    return call.page("link_done.html.jinja", kept=kept, row=row)


def ask(call: Call) -> Response:
    """Mail somebody a link to approve a draft by; nobody else ever sees it."""
    kept, desk = named(call), call.desk
    if call.value("hash", 64) != kept.digest:
        raise UsageError(f"{kept.name} has changed since you opened it", todo="Open it and read it again.")
    person = desk.house.office.person(call.value("person", 80))
    if person is None or "approve" not in person.rights(kept.manifest.publication):
        raise UsageError("that person may not approve it", todo="Choose somebody who may.")
    if person.id in desk.accounts.disabled():
        raise UsageError(f"{person.id} is kept out", todo="Choose somebody else.")
    if desk.house.office.desk.passkeys == "required":
        raise UsageError("this office asks for a passkey, which a link can't", todo="Tell them to sign in.")
    asked_by, now = call.who.person.id, desk.clock()
    secret = desk.links.make("approve", person.id, LASTS, asked_by, kept.name, kept.digest)
    text = desk.templates.get_template("asked.txt.jinja").render(
        kept=kept, asked_by=call.who.person, address=f"{call.origin}/link/{secret}", until=now + LASTS,
        short=desk.office.short_name,
    )  # fmt: skip
    name, subject = f"asked-{secret[:16]}", f"{kept.edition}: please read and approve"
    if notify(desk.house, name, subject, text, (person.id,), now) is None:
        todo = "Write `notices:` with a channel of the kind smtp into office.yaml."
        raise UsageError("the office has no channel for short mails", todo=todo)
    desk.note(asked_by, "asked for approval by mail", f"{kept.name} {kept.digest} {person.id}", call.address)
    return call.go(f"/drafts/{kept.name}", f"{person.role} was mailed a link, good for seven days.")


def _person(call: Call, link: Link) -> Person:
    """Whom a link is for, as long as they may do what it is for and aren't kept out. Raises UsageError."""
    person = call.desk.house.office.person(link.person)
    if person is None or person.id in call.desk.accounts.disabled():
        raise UsageError("whom this link is for can't use the desk any more", todo="Ask an administrator.")
    if link.purpose == "approve" and "approve" not in person.rights(link.draft.split("/")[0]):
        what = f"{person.id} may not approve it any more"
        raise UsageError(what, todo="Whoever keeps office.yaml gives rights, under `people`.")
    return person


def _as_asked(call: Call, link: Link) -> Kept:
    """The draft, if its bytes are those that the link is bound to. Raises UsageError."""
    kept = call.desk.draft(link.draft)
    if kept.digest != link.digest:
        raise UsageError(f"{kept.name} has changed since you were asked", todo="Ask for a new link.")
    return kept


ROUTES = (
    Route("GET", "/link/{link}", "", open_link),
    Route("GET", "/link/{link}/files/{name:path}", "", file),
    Route("POST", "/link/passphrase", "", set_passphrase),
    Route("POST", "/link/approve", "", approve),
    Route("POST", "/link/reject", "", reject),
    Route("POST", "/drafts/{publication}/{edition}/{draft}/ask", "write", ask),
)
