"""What a row's details must be where whoever reads the history relies on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def are_sound(what: str, details: Mapping[str, Any]) -> bool:
    """Whether details that are read again have their form, and a row of this kind lacks none."""
    needed = _NEEDED.get(what, frozenset())
    return needed <= details.keys() and all(
        check(details[name]) for name, check in _FORMS.items() if name in details
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\0" not in value


def _is_number(value: Any) -> bool:
    return type(value) is int


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_named(value: Any) -> bool:
    return isinstance(value, dict) and _are_texts([*value, *value.values()])


def _is_copy(value: Any) -> bool:
    return isinstance(value, dict) and _is_text(value.get("at")) and _are_named(value.get("files"))


def _are_waived(value: Any) -> bool:
    wanted = ("finding", "reason")
    return isinstance(value, list) and all(
        isinstance(each, dict) and all(_is_text(each.get(name)) for name in wanted) for each in value
    )


_TEXTS = (
    "role", "reason", "where", "channel", "purpose", "owner", "host", "boot", "started", "key_before",
    "how",
)  # fmt: skip
_FORMS: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(_TEXTS, _is_text),
    **dict.fromkeys(("cut", "rows", "process"), _is_number),
    **dict.fromkeys(("files", "editors"), _are_named),
    "missing": _are_texts,
    "copy": _is_copy,
    "waived": _are_waived,
}
_NEEDED = {
    "repaired": frozenset({"cut"}),
    "adopted": frozenset({"missing", "key_before", "rows", "reason"}),
    "edited": frozenset({"where"}),
    "claimed": frozenset({"host", "boot", "process", "started"}),
}
