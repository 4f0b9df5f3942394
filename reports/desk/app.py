"""The desk as an ASGI application: each request is let in, given its sender, and answered by one page.

Guards, in this order: the host's name, the size of what is sent, the site that a POST comes from, the
session, its token, the right, the fresh sign-in. What is refused says why.
"""

from __future__ import annotations

import secrets
from asyncio import get_running_loop
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http import HTTPStatus
from importlib import resources
from urllib.parse import parse_qs, quote, unquote, urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount
from starlette.routing import Route as Path
from starlette.staticfiles import StaticFiles

from reckoner.reports.desk.api.app import make_api
from reckoner.reports.desk.call import Call, Route, Upload
from reckoner.reports.desk.desk import MESSAGE, Desk
from reckoner.reports.desk.held import one_moment
from reckoner.reports.desk.jobs import UnderWay
from reckoner.reports.desk.pages.registry import ROUTES
from reckoner.reports.desk.sessions import Session
from reckoner.reports.errors import InternalError, ReckonerError, UsageError

COOKIE = "desk"
_OTHER_NAME = "This desk has another name."
MOST_SENT = 32 * 2**20
# One processor works out pages, whatever the threads: the fewer at once, the sooner each is there.
_READERS = ThreadPoolExecutor(3, thread_name_prefix="page")
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def make_app(desk: Desk, routes: Iterable[Route] = ROUTES) -> Starlette:
    """The application for a house."""
    paths = [_path(desk, route) for route in routes]
    static = Mount("/static", StaticFiles(packages=[("reckoner.reports.desk", "static")]))
    answers = {404: _not_found(desk), 405: _not_found(desk), 500: _broken(desk)}
    api = Mount("/api/v1", make_api(desk))
    icon = Path("/favicon.ico", _icon(desk), methods=["GET"])  # asked for whatever a page says, as for a PDF
    app = Starlette(routes=[*paths, api, icon, static], exception_handlers=answers)
    app.router.redirect_slashes = False  # it would send people to whatever name a caller gave as host
    return app


_ICON = (resources.files("reckoner.reports.desk") / "static/icon.svg").read_bytes()


def _icon(desk: Desk):  # type: ignore[no-untyped-def]
    async def answer(request: Request) -> Response:
        if not _is_known_host(desk, request):
            return PlainTextResponse(_OTHER_NAME, HTTPStatus.MISDIRECTED_REQUEST)
        return Response(_ICON, media_type="image/svg+xml", headers={"X-Content-Type-Options": "nosniff"})

    return answer


def _is_known_host(desk: Desk, request: Request) -> bool:
    return (request.headers.get("host") or "").rsplit(":", 1)[0] in desk.hosts


def _path(desk: Desk, route: Route) -> Path:
    async def endpoint(request: Request) -> Response:
        if not _is_known_host(desk, request):
            return PlainTextResponse(_OTHER_NAME, HTTPStatus.MISDIRECTED_REQUEST)
        length = request.headers.get("content-length", "0" if request.method == "GET" else "")
        if not length.isascii() or not length.isdecimal():
            return PlainTextResponse("Say how long what you send is.", HTTPStatus.LENGTH_REQUIRED)
        is_too_large = int(length[:20]) > MOST_SENT
        try:
            call = _bare(desk, request) if is_too_large else await _called(desk, request)
        except ValueError:  # more parts of a query than anybody asks for
            return PlainTextResponse("This address can't be read.", HTTPStatus.BAD_REQUEST)
        if is_too_large:
            answer = await run_in_threadpool(_too_large, call)
        elif route.method == "GET" and not route.slow:
            answer = await get_running_loop().run_in_executor(_READERS, _answer, route, call)
        else:
            answer = await run_in_threadpool(_answer, route, call)
        for name, value in _HEADERS.items():
            answer.headers.setdefault(name, value)
        if MESSAGE in request.cookies and answer.status_code == HTTPStatus.OK:
            answer.delete_cookie(MESSAGE)
        return answer

    return Path(route.path, endpoint, methods=[route.method], name=f"{route.method} {route.path}")


def _too_large(call: Call) -> Response:
    """A page that says so, and how to come back to what was written: what was sent isn't read."""
    most = MOST_SENT // 2**20
    return _known(call).page("too_large.html.jinja", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, most=most)


async def _called(desk: Desk, request: Request) -> Call:
    form: dict[str, list[str]] = {}
    files: dict[str, Upload] = {}
    if request.method == "POST":
        async with request.form(max_files=20, max_fields=500, max_part_size=4 * 2**20) as sent:
            for name, value in sent.multi_items():
                if isinstance(value, UploadFile):
                    if value.filename:
                        files[name] = Upload(value.filename, await value.read())
                else:
                    form.setdefault(name, []).append(value)
    return replace(_bare(desk, request), form=form, files=files)


def _bare(desk: Desk, request: Request) -> Call:
    """The call without what was sent with it."""
    address = request.client.host if request.client else ""
    headers = {name.lower(): value for name, value in request.headers.items()}
    headers[MESSAGE] = unquote(request.cookies.get(MESSAGE, ""))
    query = parse_qs(request.url.query, keep_blank_values=True, max_num_fields=100)
    url = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return Call(desk, None, address, url, request.path_params, query, {}, {}, headers, request.cookies)


def _known(call: Call) -> Call:
    """The call with the session of its cookie."""
    cookie = call.cookies.get(COOKIE, "")
    return replace(call, session=call.desk.sessions.find(cookie)) if cookie else call


def _answer(route: Route, call: Call) -> Response:
    if route.method == "GET" and not route.slow:
        with one_moment():
            return _answered(route, call)
    return _answered(route, call)


def _answered(route: Route, call: Call) -> Response:
    call = _known(call)
    try:
        if refusal := _refusal(route, call):
            return refusal
        return route.act(call)
    except UnderWay as problem:  # somebody pressed the button twice
        return call.go(f"/jobs/{problem.job}", "This is under way already: here is how far it is.")
    except UsageError as problem:
        return call.page("refused.html.jinja", HTTPStatus.BAD_REQUEST, problem=problem)
    except InternalError:
        raise
    except ReckonerError as problem:
        return call.page("refused.html.jinja", HTTPStatus.CONFLICT, problem=problem)


def _refusal(route: Route, call: Call) -> Response | None:
    """Why a call isn't answered, or None. Nothing changes by GET."""
    if route.method == "POST" and not _is_from_here(call):
        return _no(call, "This form was sent from another site.", "Open the page here and send it again.")
    if not route.needs:
        return None
    if call.session is None:
        if route.method == "GET":
            return RedirectResponse(f"/sign-in?next={quote(call.url)}", 303)
        if kept := _kept(route, call):
            return call.page(
                "put_aside.html.jinja", HTTPStatus.FORBIDDEN, next=f"/sign-in?next={quote(kept)}"
            )
        return _no(
            call,
            "You are not signed in any more.",
            "Sign in and send the form again; it was not carried out.",
        )
    if route.method == "POST" and not secrets.compare_digest(call.value("token"), call.session.token):
        if kept := _kept(route, call):
            return call.page("put_aside.html.jinja", HTTPStatus.FORBIDDEN, next=kept)
        return _no(call, "This form has expired.", "Open the page again and send it anew.")
    if not _may(route, call.session, call.path.get("publication", "")):
        what = f"{call.session.person.role} has no right to {route.needs} here."
        return _no(call, what, "Whoever keeps office.yaml gives rights, under `people`.")
    if route.fresh and not call.desk.is_proved(call.session):
        return RedirectResponse(f"/confirm?next={quote(call.back)}", 303)
    return None


def _may(route: Route, session: Session, publication: str) -> bool:
    """A list is there for whoever may act on something in it; an act needs the right for what it is about."""
    if route.method == "GET" and not publication:
        return session.ever_may(route.needs)
    return session.may(route.needs, publication)


def _kept(route: Route, call: Call) -> str:
    """Where the words of a form wait that can't be carried out now; nothing where it has none."""
    return route.keeps(call) if route.keeps else ""


def _is_from_here(call: Call) -> bool:
    """Whether a browser says that a POST comes from this very site (Fetch Metadata, or Origin)."""
    site, origin = call.headers.get("sec-fetch-site"), call.headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == call.headers.get("host")
    return site in ("same-origin", "none")


def _no(call: Call, what: str, todo: str) -> Response:
    person = call.session.person.id if call.session else ""
    call.desk.note(person, "refused", f"{call.url}: {what}", call.address)
    return call.page("refused.html.jinja", HTTPStatus.FORBIDDEN, problem=UsageError(what, todo=todo))


def _not_found(desk: Desk):  # type: ignore[no-untyped-def]
    async def answer(request: Request, problem: Exception) -> Response:
        if not _is_known_host(desk, request):
            return PlainTextResponse(_OTHER_NAME, HTTPStatus.MISDIRECTED_REQUEST)
        call = await _called(desk, request) if request.method == "GET" else Call(desk, None, "", "/")
        call = await run_in_threadpool(_known, call)
        status = problem.status_code if isinstance(problem, HTTPException) else HTTPStatus.NOT_FOUND
        return call.page("not_found.html.jinja", status)

    return answer


def _broken(desk: Desk):  # type: ignore[no-untyped-def]
    async def answer(_request: Request, problem: Exception) -> Response:
        desk.note("", "broken", repr(problem)[:500], "")
        return Call(desk, None, "", "/").page("broken.html.jinja", HTTPStatus.INTERNAL_SERVER_ERROR)

    return answer
