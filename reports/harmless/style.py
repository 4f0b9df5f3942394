"""A stylesheet, or one element's style, that fetches nothing and runs nothing."""

from __future__ import annotations

import re
from functools import lru_cache

from tinycss2 import parse_component_value_list, serialize

from reckoner.reports.harmless.address import is_own_of_style

_COMMENT = re.compile(r"/\*.*?(?:\*/|$)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\f\r]?|(.))", re.DOTALL)
_URL = re.compile(r"""\b(?:url|src)\(\s*("[^"]*"|'[^']*'|[^)]*)\s*\)?""", re.IGNORECASE)
_OTHERS = (
    (re.compile(r"@import\b", re.IGNORECASE), "@import fetches another stylesheet"),
    (re.compile(r"\bimage-set\(", re.IGNORECASE), "image-set() fetches pictures"),
    (re.compile(r"\bexpression\(", re.IGNORECASE), "expression() runs a script"),
    (re.compile(r"-moz-binding|\bbehaviou?r\s*:", re.IGNORECASE), "a binding runs a script"),
    (re.compile(r"(?:java|vb)script:", re.IGNORECASE), "a script: address runs a script"),
)
_MARKUP = re.compile(r"<[/!?a-zA-Z]")


@lru_cache(maxsize=1024)  # pages of one document share their stylesheet
def style_fault(css: str) -> str:
    """What in a style acts or reaches out, or nothing.

    A CSS parser tells comments from strings and addresses that hold ``/*``. Old programs join the words
    around a comment: the second reading.
    """
    try:
        read = serialize(parse_component_value_list(css, skip_comments=True))
    except RecursionError:
        return "a style is nested too deeply to be read"
    return _fault(read) or _fault(_COMMENT.sub("", css))


def _fault(css: str) -> str:
    read = _ESCAPE.sub(_letter, css)
    for match in _URL.finditer(read):
        address = match[1].strip("\"' ")
        if not is_own_of_style(address):
            return f"a style fetches {address[:80]!r}"
    for pattern, what in _OTHERS:
        if pattern.search(_without_addresses(read)):
            return f"in a style, {what}"
    return "markup stands in a style" if _MARKUP.search(_without_addresses(read)) else ""


def _without_addresses(css: str) -> str:
    return _URL.sub("", css)


def _letter(match: re.Match[str]) -> str:
    if not match[1]:
        return match[2]
    number = int(match[1], 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
