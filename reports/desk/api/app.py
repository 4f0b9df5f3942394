"""``/api/v1`` as an ASGI application of its own: each call is let in by its token, read, and answered.

Guards, in this order: the host's name, the size, the token, how often it calls, its scope, its person's
right, its publications, the draft that was read. Cookies count for nothing here, so that no page of another
site can call in somebody's name.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route as Path

from reckoner.reports.desk.api import problems
from reckoner.reports.desk.api.body import read, small
from reckoner.reports.desk.api.document import as_json
from reckoner.reports.desk.api.letting_in import Refused, known_host, let_in
from reckoner.reports.desk.api.operation import Asked, Operation, Reply
from reckoner.reports.desk.api.pace import Pace
from reckoner.reports.desk.api.problems import answer, answer_to
from reckoner.reports.desk.api.reading import Invalid
from reckoner.reports.desk.api.registry import OPERATIONS
from reckoner.reports.desk.desk import Desk
from reckoner.reports.errors import ReckonerError

_JSON = "application/json"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def make_api(desk: Desk) -> Starlette:
    """The interface of a house for programs."""
    pace = Pace(desk.clock)
    paths = [_path(desk, pace, each) for each in OPERATIONS]
    own = [
        Path("/openapi.json", _told(desk, lambda _: Response(as_json(), media_type=_JSON))),
        Path("/problems/{name}", _told(desk, _kind)),
    ]
    handlers: dict[Any, Any] = {404: _unknown, 405: _unknown, 500: _broken(desk)}
    app = Starlette(routes=[*paths, *own], exception_handlers=handlers)
    app.router.redirect_slashes = False
    return app


def _path(desk: Desk, pace: Pace, operation: Operation) -> Path:
    async def endpoint(request: Request) -> Response:
        try:
            known_host(desk, request)
            small(request, operation)
            asked = await run_in_threadpool(let_in, desk, pace, operation, request)
            given, file = await read(request, operation)
            said = await run_in_threadpool(_answer, operation, replace(asked, file=file), given)
        except Refused as refused:
            said = refused.said
        except ClientDisconnect:
            said = answer(problems.INVALID, "the body broke off", "Send it again.")
        return _sealed(said)

    return Path(operation.path, endpoint, methods=[operation.method], name=operation.name)


def _told(desk: Desk, say: Callable[[Request], Response]) -> Any:
    """What anybody may read: it is the same in every house."""

    async def endpoint(request: Request) -> Response:
        try:
            known_host(desk, request)
            return _sealed(say(request))
        except Refused as refused:
            return _sealed(refused.said)

    return endpoint


def _sealed(said: Response) -> Response:
    for name, value in _HEADERS.items():
        said.headers.setdefault(name, value)
    return said


def _answer(operation: Operation, asked: Asked, given: BaseModel) -> Response:
    try:
        done = operation.act(asked, given)
    except Invalid as problem:
        return answer_to(problem, problems.INVALID)
    except ReckonerError as problem:
        return answer_to(problem)
    reply = done if isinstance(done, Reply) else Reply(done)
    if operation.method != "GET":
        about = " ".join((asked.who.how, *asked.path.values()))
        asked.desk.note(asked.who.person.id, operation.name, about, asked.address)
    content = reply.content
    raw = content.model_dump_json() if isinstance(content, BaseModel) else content
    status = operation.status
    return Response(raw, status, dict(reply.headers), reply.media)


def _kind(request: Request) -> Response:
    """What a kind of problem is."""
    name = request.path_params["name"]
    kind = next((each for each in problems.KINDS if each.name == name), None)
    if kind is None:
        return answer(problems.MISSING, "there is no such kind of problem", "docs/api.md lists them.")
    told = {"type": kind.type, "title": kind.title, "status": kind.status}
    return Response(json.dumps(told), media_type=_JSON)


async def _unknown(_request: Request, problem: HTTPException) -> Response:
    kind = problems.METHOD if problem.status_code == HTTPStatus.METHOD_NOT_ALLOWED else problems.MISSING
    headers = problem.headers if kind is problems.METHOD else None
    return _sealed(answer(kind, kind.title, "docs/api.md lists what there is.", headers=headers))


def _broken(desk: Desk) -> Any:
    async def say(_request: Request, problem: Exception) -> Response:
        desk.note("", "broken", repr(problem)[:500], "")
        return _sealed(answer(problems.FAULT, "this is our fault", "Please report it."))

    return say
