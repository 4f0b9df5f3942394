"""What may be written as a key's value, in words, read off the type of the model's field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import AfterValidator, BaseModel
from pydantic.fields import FieldInfo

from reckoner.reports.periods.period import Period
from reckoner.reports.settings.form import Form

_PLAIN: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    Decimal: "a number",
    bool: "`true` or `false`",
    date: "a day: `2025-11-28`",
    Period: "a period: `2025-10`, `2025-Q3`, `2024-25`",
    timedelta: "a length of time: `10 days`",
    Any: "what its kind takes",
}


def value_of(field: FieldInfo, link: str = "") -> str:
    """What a field takes; ``link`` leads to the keys of a model in it."""
    return _worded(field.annotation, field.metadata, link)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that a type holds, in their order."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from models_in(part)


def _worded(annotation: Any, metadata: Iterable[Any] = (), link: str = "") -> str:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _worded(parts[0], [*parts[1:], *metadata], link)
    if origin is Literal:
        return " or ".join(f"`{part}`" for part in parts)
    if origin in (Union, UnionType):
        return _union(parts, metadata, link)
    if origin is tuple:
        return f"a list; each entry {_worded(parts[0], (), link)}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"names, each with {_worded(parts[1], (), link)}"
    if next(models_in(annotation), None):
        return f"[keys of its own]({link})"
    return _limited(_PLAIN[annotation], list(metadata))


def _union(parts: tuple[Any, ...], metadata: Iterable[Any], link: str) -> str:
    worded = [_worded(part, metadata, link) for part in parts if part is not NoneType]
    return " or ".join(dict.fromkeys(worded))


def _limited(words: str, metadata: list[Any]) -> str:
    """With its form in place of the plain word, and its limits."""
    rules = [rule for each in metadata for rule in (each.metadata if isinstance(each, FieldInfo) else [each])]
    for rule in rules:
        if isinstance(rule, AfterValidator) and isinstance(rule.func, Form):
            words = f"{rule.func.what}: `{rule.func.example}`"
    least = next((str(rule.ge) for rule in rules if isinstance(rule, Ge)), "")
    most = next((str(rule.le) for rule in rules if isinstance(rule, Le)), "")
    if least and most:
        return f"{words}, {least} to {most}"
    return f"{words}, {least} or more" if least else words
