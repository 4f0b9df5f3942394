"""What is wrong with a call, as problem+json (RFC 9457): a kind, a sentence, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.responses import Response

from reckoner.reports.delivery.failure import UnderWay
from reckoner.reports.desk.api.models import Model
from reckoner.reports.desk.api.operation import Missing, Stale
from reckoner.reports.desk.tokens import NoToken
from reckoner.reports.errors import (
    Fault,
    InputError,
    ReckonerError,
    ServiceError,
    SettingsError,
    UsageError,
    WriteError,
)

MEDIA = "application/problem+json"


class FaultAt(Model):
    """One fault: what, where, and what to do."""

    what: str
    where: str | None = None
    todo: str | None = None


class Problem(Model):
    """Why a call was not answered. ``type`` is one of a fixed list, ``detail`` is for people."""

    type: str
    title: str
    status: int
    detail: str
    todo: str | None = None
    faults: tuple[FaultAt, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of problem: the last part of its ``type``, its status and its title."""

    name: str
    status: HTTPStatus
    title: str

    @property
    def type(self) -> str:
        """Where docs/api.md tells of it."""
        return f"/api/v1/problems/{self.name}"


KINDS = (
    INVALID := Kind("invalid", HTTPStatus.BAD_REQUEST, "What was sent can't be used"),
    NO_TOKEN := Kind("no-token", HTTPStatus.UNAUTHORIZED, "There is no good token"),
    FORBIDDEN := Kind("forbidden", HTTPStatus.FORBIDDEN, "This token is not for that"),
    MISSING := Kind("missing", HTTPStatus.NOT_FOUND, "It is not there"),
    METHOD := Kind("method", HTTPStatus.METHOD_NOT_ALLOWED, "There is no such method here"),
    REFUSED := Kind("refused", HTTPStatus.CONFLICT, "It can't be done as things stand"),
    LENGTH := Kind("length", HTTPStatus.LENGTH_REQUIRED, "Its length is not said"),
    STALE := Kind("stale", HTTPStatus.PRECONDITION_FAILED, "It has changed since it was read"),
    LARGE := Kind("large", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "It is too large"),
    MEDIA_TYPE := Kind("media-type", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "It was sent in another form"),
    UNREADABLE := Kind("unreadable", HTTPStatus.UNPROCESSABLE_ENTITY, "A file or words can't be read"),
    UNBOUND := Kind("unbound", HTTPStatus.PRECONDITION_REQUIRED, "It is not said which draft was read"),
    OFTEN := Kind("often", HTTPStatus.TOO_MANY_REQUESTS, "It calls too often"),
    FAULT := Kind("fault", HTTPStatus.INTERNAL_SERVER_ERROR, "This is our fault"),
    ELSEWHERE := Kind("elsewhere", HTTPStatus.BAD_GATEWAY, "Another server did not do its part"),
    SETTINGS := Kind("settings", HTTPStatus.SERVICE_UNAVAILABLE, "The settings can't be read"),
    FULL := Kind("full", HTTPStatus.INSUFFICIENT_STORAGE, "It can't be written"),
)
_OF: tuple[tuple[type[ReckonerError], Kind], ...] = (
    (NoToken, NO_TOKEN),
    (Missing, MISSING),
    (Stale, STALE),
    (UnderWay, REFUSED),
    (UsageError, REFUSED),
    (InputError, UNREADABLE),
    (ServiceError, ELSEWHERE),
    (SettingsError, SETTINGS),
    (WriteError, FULL),
)


def kind_of(problem: ReckonerError) -> Kind:
    """The kind that a mistake is of."""
    return next((kind for error, kind in _OF if isinstance(problem, error)), FAULT)


def answer_to(problem: ReckonerError, kind: Kind | None = None) -> Response:
    """A mistake as an answer."""
    first = problem.faults[0]
    return answer(kind or kind_of(problem), first.what, first.todo or "", problem.faults)


def answer(
    kind: Kind,
    detail: str,
    todo: str,
    faults: tuple[Fault, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem as an answer."""
    told = Problem(
        type=kind.type, title=kind.title, status=kind.status, detail=detail[:2000], todo=todo[:2000] or None,
        faults=tuple(
            FaultAt(what=each.what, where=str(each.where) if each.where else None, todo=each.todo)
            for each in faults[:50]
        ),
    )  # fmt: skip
    return Response(told.model_dump_json(), kind.status, dict(headers or {}), MEDIA)
