"""What all operations share: models that take nothing unknown, plain text, and lists in pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from reckoner.reports.desk.api.reading import Invalid


class Model(BaseModel):
    """What is answered."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Given(BaseModel):
    """What is sent: nothing that isn't named here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Nothing(Given):
    """Nothing is sent."""


_STRANGE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # halves of characters can't be written


def _plain(text: str) -> str:
    if _STRANGE.search(text):
        raise ValueError("it holds control characters")
    return text


Line = Annotated[str, AfterValidator(_plain), Field(max_length=300)]
Words = Annotated[str, AfterValidator(_plain), Field(min_length=1, max_length=5000)]
Text = Annotated[str, AfterValidator(_plain), Field(min_length=1, max_length=300_000)]
Reason = Annotated[str, AfterValidator(_plain), Field(min_length=10, max_length=2000)]

Item = TypeVar("Item", bound=BaseModel)


class Paged(Given):
    """Which part of a list: ``after`` is the ``next`` of the answer before."""

    limit: int = Field(default=50, ge=1, le=200)
    after: Line = ""


class Listing(Model, Generic[Item]):
    """A part of a list; ``next`` asks for the part after it, null at the end."""

    items: tuple[Item, ...]
    next: str | None = None


Part = TypeVar("Part", bound=Listing[Any])


def part_of(items: Sequence[Item], asked: Paged, key: Callable[[Item], str], kind: type[Part]) -> Part:
    """The part of a list that was asked for. Raises Invalid where ``after`` is in no such list."""
    start = 0
    if asked.after:
        keys = [key(each) for each in items]
        if asked.after not in keys:
            todo = "Send the `next` of the answer before, or begin anew without `after`."
            raise Invalid(f"nothing in this list is called {asked.after[:80]!r}", todo=todo)
        start = keys.index(asked.after) + 1
    found = tuple(items[start : start + asked.limit])
    more = start + asked.limit < len(items)
    return kind(items=found, next=key(found[-1]) if more else None)
