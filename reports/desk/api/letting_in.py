"""Who may call: the token of a call, what it is good for, and the draft that its caller read."""

from __future__ import annotations

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from reckoner.reports.desk.api import problems
from reckoner.reports.desk.api.operation import Asked, Operation
from reckoner.reports.desk.api.pace import Pace
from reckoner.reports.desk.api.problems import answer, answer_to
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.tokens import SCOPES, NoToken, Scope, Token, may
from reckoner.reports.drafts.approval import Identity
from reckoner.reports.drafts.makers import desk_user
from reckoner.reports.errors import ReckonerError
from reckoner.reports.settings.office import Person

_ASK = {"WWW-Authenticate": 'Bearer realm="reckoner"'}


class Refused(Exception):
    """A call that isn't answered, with what is said instead."""

    def __init__(self, said: Response) -> None:
        super().__init__()
        self.said = said


def known_host(desk: Desk, request: Request) -> None:
    """Raises Refused where a call asks for another machine's name."""
    if (request.headers.get("host") or "").rsplit(":", 1)[0] not in desk.hosts:
        kind = problems.Kind("host", HTTPStatus.MISDIRECTED_REQUEST, "This desk has another name")
        raise Refused(answer(kind, "this desk has another name", "Call it by the name in office.yaml."))


def let_in(desk: Desk, pace: Pace, operation: Operation, request: Request) -> Asked:
    """Who calls. Raises Refused with why not."""
    address = request.client.host if request.client else ""
    try:
        token = desk.tokens.find(_bearer(request))
    except NoToken as problem:
        todo = problem.faults[0].todo or ""
        raise Refused(answer(problems.NO_TOKEN, problem.what, todo, headers=_ASK)) from None
    if wait := pace.wait(token.id):
        detail = f"the token {token.name!r} calls too often"
        raise Refused(
            answer(problems.OFTEN, detail, "Wait, and ask less often.", headers={"Retry-After": str(wait)})
        )
    publication = request.path_params.get("publication", "")
    try:
        who, why = _who(desk, token, operation, publication)
    except ReckonerError as problem:
        raise Refused(answer_to(problem)) from None
    if who is None:
        desk.note(token.person, "refused", f"{request.method} {request.url.path}: {why}", address)
        todo = "Ask whoever administers for a token for it: reckoner desk token make."
        raise Refused(answer(problems.FORBIDDEN, why, todo))
    path = {name: str(value) for name, value in request.path_params.items()}
    return Asked(desk, token, who, address, path, _match(request) if operation.bound else "")


def _bearer(request: Request) -> str:
    """The token of the header. Raises NoToken where there is none."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise NoToken("no token was sent", todo="Send it as `Authorization: Bearer rk_...`.")
    return token.strip()


def _who(desk: Desk, token: Token, operation: Operation, publication: str) -> tuple[Identity | None, str]:
    """In whose name a token acts, or why it doesn't. Its person's rights are those of this moment."""
    person, scope = desk.house.office.person(token.person), operation.scope
    if person is None or person.id in desk.accounts.disabled():
        return None, f"{token.person} is kept out, or nobody in office.yaml any more"
    if scope and scope not in token.scopes:
        return None, f"the token {token.name!r} lacks the scope {scope}"
    if scope and not _has_right(person, scope, publication):
        return None, f"{person.id} has no right to {SCOPES[scope][1]} here"
    if publication and not token.is_for(publication):
        return None, f"the token {token.name!r} is not for {publication[:80]}"
    how = f"token {token.id} ({token.name}) of {person.id}"
    return Identity(person, desk_user(person.id), how), ""


def _has_right(person: Person, scope: Scope, publication: str) -> bool:
    """Where an address names no publication, the operation looks at what it is about."""
    some = (publication,) if publication else ("", *person.may_for)
    return any(may(person, scope, each) for each in some)


def _match(request: Request) -> str:
    given = request.headers.get("if-match", "")
    if not given:
        detail = "it is not said which bytes of the draft you read"
        todo = "Read the draft, and send the ETag of that answer as If-Match."
        raise Refused(answer(problems.UNBOUND, detail, todo))
    if given.strip() == "*":
        detail = "any version of the draft would do, and an act is bound to one"
        raise Refused(answer(problems.UNBOUND, detail, "Send its ETag as If-Match."))
    return given.strip().strip('"')
