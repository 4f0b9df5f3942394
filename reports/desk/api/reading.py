"""Reading what a program sends: each value once, nothing unknown, no depth or size without an end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NoReturn

from pydantic import BaseModel, ValidationError

from reckoner.reports.errors import Fault, Place, UsageError

LARGEST = 1 * 2**20
_SAID = {
    "extra_forbidden": "there is no such field here",
    "missing": "it is missing",
}
_TODO = "docs/api.md and its OpenAPI file list what can be sent."


class Invalid(UsageError):
    """What was sent is not what the operation takes."""


def of_query(kind: type[BaseModel], query: Mapping[str, Sequence[str]]) -> BaseModel:
    """The values of an address or a form. Raises Invalid."""
    for name, values in query.items():
        if len(values) > 1:
            raise Invalid(f"{name[:40]!r} was sent more than once", todo="Send it once.")
    return _checked(kind, {name: values[0] for name, values in query.items()}, strict=False)


def of_json(kind: type[BaseModel], content: bytes) -> BaseModel:
    """The values of a JSON body; none where nothing was sent. Raises Invalid."""
    try:
        given = json.loads(content or b"{}", object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Invalid("the body is no JSON that can be read", todo="Send one object in UTF-8.") from None
    if not isinstance(given, dict):
        raise Invalid("the body is JSON and no object", todo="Send one object, such as {}.")
    return _checked(kind, given, strict=True)


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Invalid(f"{name[:40]!r} stands more than once in an object", todo="Send it once.")
        found[name] = value
    return found


def _no_number(name: str) -> NoReturn:
    raise Invalid(f"{name} is no number of JSON", todo="Leave it out.")


def _checked(kind: type[BaseModel], given: Mapping[str, Any], *, strict: bool) -> BaseModel:
    try:
        return kind.model_validate(given, strict=strict)
    except ValidationError as problem:
        faults = [_fault(each) for each in problem.errors(include_url=False, include_input=False)[:20]]
        raise Invalid.of(faults) from None


def _fault(each: Any) -> Fault:
    name = ".".join(str(part) for part in each["loc"])[:80]
    where = Place(f"field {name}") if name else None
    return Fault(sentence_of(each), where, _TODO)


def sentence_of(each: Any) -> str:
    """What is wrong with one value, in plain words, from an entry of a ValidationError."""
    said = str(each["msg"])[:200]
    return _SAID.get(each["type"], "") or f"{said[:1].lower()}{said[1:]}"
