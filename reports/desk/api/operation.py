"""One operation: what it needs, takes and answers; and a call of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from reckoner.reports.desk.api.models import Nothing
from reckoner.reports.desk.call import Upload
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.tokens import Scope, Token
from reckoner.reports.drafts.approval import Identity
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.errors import UsageError, nearest
from reckoner.reports.settings.publication import publication_names

Thing = TypeVar("Thing")


class Missing(UsageError):
    """What an address names is not there."""


class Stale(UsageError):
    """A draft is another one than the caller read."""


@dataclass(frozen=True)
class Asked:
    """A call that was let in. ``match`` is the hash of the draft as the caller read it."""

    desk: Desk
    token: Token
    who: Identity
    address: str
    path: Mapping[str, str] = field(default_factory=dict)
    match: str = ""
    file: Upload | None = None

    def sees(self, publication: str) -> bool:
        """Whether the token is good for a publication."""
        return self.token.is_for(publication)

    def draft(self) -> Kept:
        """The draft that the address names. Raises Missing where there is none."""
        name = "/".join(self.path[part] for part in ("publication", "edition", "draft"))
        return found(lambda: self.desk.draft(name, self.sees))

    def as_read(self) -> Kept:
        """The draft, if it is still what the caller read. Raises Missing and Stale."""
        kept = self.draft()
        if self.match != kept.digest:
            todo = "Read it again, and send the ETag of that answer as If-Match."
            raise Stale(f"{kept.name} is not what you read: it has changed since", todo=todo)
        return kept


def found(look: Callable[[], Thing]) -> Thing:
    """What a look finds. Raises Missing in place of UsageError."""
    try:
        return look()
    except UsageError as problem:
        raise Missing(problem.what, problem.faults[0].where, problem.faults[0].todo) from None


def require_publication(asked: Asked, name: str) -> str:
    """The name of a publication that the token is good for. Raises Missing where there is none."""
    known = [each for each in publication_names(asked.desk.root) if asked.sees(each)]
    if name not in known:
        raise Missing(f"there is no publication {name[:80]!r}", todo=nearest(name, known))
    return name


@dataclass(frozen=True)
class Reply:
    """An answer that is more than its content: another status, headers, or bytes of some kind."""

    content: BaseModel | bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    media: str = "application/json"


Act = Callable[[Asked, Any], BaseModel | Reply]


@dataclass(frozen=True)
class Operation:
    """One method of one address under /api/v1.

    ``given`` comes by the query of a GET and else as a JSON body; with ``file``, as a form with a file in it.
    ``bound`` needs the hash of the draft as it was read, in If-Match. ``answer`` is a model, or None for the
    bytes of a file. An empty ``scope`` is for every token.
    """

    name: str
    method: str
    path: str
    scope: Scope | Literal[""]
    act: Act
    answer: type[BaseModel] | None
    given: type[BaseModel] = Nothing
    status: int = 200
    file: bool = False
    bound: bool = False

    @property
    def about(self) -> str:
        """What it does, in a sentence: the first line of its function."""
        return (self.act.__doc__ or "").strip().split("\n")[0]
