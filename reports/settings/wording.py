"""What is wrong with a setting, in plain English: the library's own words say nothing to an office."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

# What is wrong, and what to do next.
Said = tuple[str, str]

_QUOTED = re.compile(r"'([^']*)'")
_LONGEST = 60


def given(value: object) -> str:
    """A value as a person would call it."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case str():
            return repr(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}...")
        case date():
            return f"the date {value.isoformat()}"
        case int() | Decimal():
            return f"the number {str(value)[:_LONGEST]}"
        case Mapping():
            return "keys with values"
        case Sequence():
            return "a list"
    return "this"


def listed(words: Sequence[str], joint: str = "or") -> str:
    """``A4, A5 or Letter``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


@dataclass(frozen=True)
class Case:
    """A value that a key can't have; ``needed`` are the keys that must stand under that key."""

    key: str
    value: object
    context: Mapping[str, Any]
    needed: Sequence[str] = ()


def said(kind: str, case: Case) -> Said:
    """A fault of one of pydantic's kinds in words."""
    if kind in _TYPES:
        must, todo = _TYPES[kind]
        return f"must be {must}, not {given(case.value)}", todo.format(key=case.key)
    return _OTHERS.get(kind, _unknown)(case)


_WHOLE = ("a whole number", "Write it in digits, without quotes, commas or a unit: {key}: 12")
_NUMBER = ("a number", "Write it without quotes, commas or a unit: {key}: 12.5")
_DAY = ("a date", "Write it as year, month and day: {key}: 2025-11-28")
_TRUTH = ("true or false", "Write {key}: true, or {key}: false")
_LIST = ("a list", "Write one entry on each line, after a dash, or in brackets: {key}: [one, another]")
_TYPES: dict[str, Said] = {
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "tuple_type": _LIST,
    "list_type": _LIST,
}


def _group(case: Case) -> Said:
    """A group of keys was due, and something else is there."""
    lines = listed([f"`{name}: ...`" for name in case.needed[:8]] or ["`name: ...`"], "and")
    if case.key:
        what = f"must have keys of its own, not {given(case.value)}"
        return what, f"Write them under it, further in: {lines}."
    empty = case.value is None
    what = "the file is empty" if empty else f"the file must hold keys, not {given(case.value)}"
    return what, f"Write at least {lines}."


def _text(case: Case) -> Said:
    what = f"must be text, not {given(case.value)}"
    if case.value is None or isinstance(case.value, list | dict):
        return what, f"Write one text after the colon: {case.key}: some words"
    return what, f'Put quotes around it: {case.key}: "..."'


def _choice(case: Case) -> Said:
    words = _QUOTED.findall(case.context["expected"])
    what, todo = given(case.value), f"Write {listed(words)}."
    return (f"{what} is not known here" if isinstance(case.value, str) else f"it can't be {what}"), todo


def _tag(case: Case) -> Said:
    return (
        f"there is no {case.key} {case.context['tag']!r}",
        f"Write {listed(_QUOTED.findall(case.context['expected_tags']))}.",
    )


def _least(case: Case) -> Said:
    return f"{case.value} is too small", f"Write {case.context['ge']} or more."


def _most(case: Case) -> Said:
    return f"{str(case.value)[:_LONGEST]} is too large", f"Write {case.context['le']} or less."


def _short(case: Case) -> Said:
    return "it is empty" if not case.value else f"{given(case.value)} is too short", (
        f"Write at least {case.context['min_length']} characters."
    )


def _long(case: Case) -> Said:
    return f"{given(case.value)} is too long", f"Write at most {case.context['max_length']} characters."


def _few(case: Case) -> Said:
    have, need = case.context["actual_length"], case.context["min_length"]
    return "the list is empty" if not have else f"it has only {have}", f"Give at least {need}."


def _many(case: Case) -> Said:
    return "there are too many", f"Give at most {case.context['max_length']}."


_OTHERS: dict[str, Callable[[Case], Said]] = {
    "model_type": _group,
    "model_attributes_type": _group,
    "dict_type": _group,
    "mapping_type": _group,
    "string_type": _text,
    "literal_error": _choice,
    "union_tag_invalid": _tag,
    "greater_than_equal": _least,
    "less_than_equal": _most,
    "string_too_short": _short,
    "string_too_long": _long,
    "too_short": _few,
    "too_long": _many,
}

# The kinds of fault that have words of their own.
KINDS = frozenset((*_TYPES, *_OTHERS))


def _unknown(case: Case) -> Said:
    """A fault of a kind that no model here has yet: nothing of the library's words gets through."""
    return f"it can't be {given(case.value)}", "Look this key up in the documentation of the file."
