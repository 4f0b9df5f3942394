"""Characters that documents carry for looks: spaces that don't break, soft hyphens, private bullets."""

from __future__ import annotations

import re

_SPACES = dict.fromkeys(
    map(ord, "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"),
    " ",
)
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"), None)
_OTHERS = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0x2212: "-", 0xFFFD: " ",
           0x2010: "-", 0x2011: "-", **dict.fromkeys(map(ord, "⁰¹⁴⁵⁶⁷⁸⁹"), None)}  # fmt: skip
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_TABLE = {**_SPACES, **_NOTHING, **_OTHERS}


_NOTE_MARK = re.compile(r"\s*[\[(]?(?:[0-9]{1,3}|[*†‡§]|[a-z])(?:\s*,\s*(?:[0-9]{1,3}|[a-z]))*[\])]?\s*")


def is_note_mark(raised: str) -> bool:
    """Whether what is raised above a line is the mark of a note, and so no digit of the number before it."""
    return _NOTE_MARK.fullmatch(raised) is not None


def clean(text: str) -> str:
    """The text with plain spaces, and bullets where a font had its own sign for them."""
    return _PRIVATE.sub("•", _CONTROL.sub("", text.translate(_TABLE)))
