"""What may stand in a mail header: one line of plain characters, before and after decoding.

A subject such as ``=?utf-8?q?a=0ABcc:_x@y?=`` looks harmless and becomes a second header in some readers.
"""

from __future__ import annotations

import re
import unicodedata
from email.errors import MessageError
from email.header import decode_header, make_header
from typing import Annotated

from pydantic import AfterValidator

from reckoner.reports.settings.form import Wrong, form

# Unicode's marks of direction, embeddings, overrides and isolates (UAX 9), and separators of lines.
_TURNS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")
_ENCODED = re.compile(r"=\?[^?\s]*\?[bqBQ]\?")


def header_fault(text: str) -> str:
    """What keeps a text out of a header, or nothing."""
    if found := next((letter for letter in text if _hides(letter)), ""):
        return f"it holds a character that nobody sees (U+{ord(found):04X})"
    if _ENCODED.search(text):
        return "it holds encoded text (=?...?=); write the characters themselves"
    try:
        decoded = str(make_header(decode_header(text)))
    except (MessageError, LookupError, ValueError):
        return "it can't be read back from a header"
    return "" if decoded == text else "a mail reader would show something else"


def _hides(letter: str) -> bool:
    return letter in _TURNS or unicodedata.category(letter) in ("Cc", "Cs", "Co", "Cn")


def _header(text: str) -> str:
    if problem := header_fault(text):
        raise Wrong(problem, todo="Type the line anew, in plain letters.")
    return text


FIT_FOR_HEADER = AfterValidator(_header)
HeaderText = Annotated[str, FIT_FOR_HEADER]
Mailbox = Annotated[
    str,
    form(
        r"[A-Za-z0-9][A-Za-z0-9._+-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", "a mail address", "name@example.org"
    ),
]
