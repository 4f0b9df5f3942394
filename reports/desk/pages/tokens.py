"""For administrators: the tokens by which programs call the desk."""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.tokens import LONGEST, SCOPES, require_publications
from reckoner.reports.errors import UsageError, nearest
from reckoner.reports.settings.publication import publication_names


def listed(call: Call) -> Response:
    """Every token, and a form that makes one."""
    now = call.desk.clock()
    known = [(each, each.state(now)) for each in call.desk.tokens.all()]
    return call.page(
        "tokens.html.jinja", known=known, scopes=SCOPES, people=call.desk.house.office.people,
        publications=publication_names(call.desk.root), most=LONGEST.days,
    )  # fmt: skip


def make(call: Call) -> Response:
    """Make a token; it is on the next page and nowhere else."""
    office, name = call.desk.house.office, call.value("person", 80)
    person = office.person(name)
    if person is None:
        known = [each.id for each in office.people]
        raise UsageError(f"{name!r} is not among `people`", todo=nearest(name, known))
    days, publications = call.value("days", 4), _ticked(call, "publication-")
    if not (days.isascii() and days.isdecimal()):
        raise UsageError("say for how many days it is good", todo="Write a number, such as 90.")
    require_publications(call.desk.root, publications)
    made, secret = call.desk.tokens.make(
        person, call.value("name", 80), _ticked(call, "scope-"), call.who.person.id, publications,
        timedelta(days=int(days)),
    )  # fmt: skip
    about = f"{made.id} {made.name} for {made.person}: {' '.join(made.scopes)}"
    call.desk.note(call.who.person.id, "token made", about, call.address)
    return call.page("token_made.html.jinja", made=made, secret=secret)


def _ticked(call: Call, group: str) -> list[str]:
    """What is ticked of a group of boxes."""
    return [name.removeprefix(group) for name in call.form if name.startswith(group)]


def revoke(call: Call) -> Response:
    """End a token at once."""
    ended = call.desk.tokens.revoke(call.path["token"], call.who.person.id)
    about = f"{ended.id} {ended.name} of {ended.person}"
    call.desk.note(call.who.person.id, "token revoked", about, call.address)
    return call.go("/tokens", f"The token {ended.name} opens nothing any more.")


ROUTES = (
    Route("GET", "/tokens", "administer", listed),
    Route("POST", "/tokens", "administer", make, fresh=True),
    Route("POST", "/tokens/{token}/revoke", "administer", revoke, fresh=True),
)
