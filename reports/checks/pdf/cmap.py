"""Fonts as a reader needs them: which letters a glyph stands for, and whether the font is in the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")


@dataclass(frozen=True)
class Font:
    """A font of a PDF. ``letters`` is its ToUnicode map; codes are ``width`` bytes long."""

    name: str
    embedded: bool
    letters: dict[int, str]
    width: int

    def decode(self, shown: bytes) -> str:
        """The letters of a string that was shown; U+FFFD for a glyph that says nothing."""
        codes: Iterable[int] = shown
        if self.width == 2:
            codes = (high << 8 | low for high, low in zip_longest(shown[::2], shown[1::2], fillvalue=0))
        return "".join([self.letters.get(code, "\ufffd") for code in codes])


def read_font(font: Any) -> Font:
    """A font from its dictionary."""
    composite = font.get("/Subtype") == "/Type0"
    inner = font["/DescendantFonts"][0] if composite else font
    descriptor = inner.get("/FontDescriptor", {})
    embedded = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    unicode = font.get("/ToUnicode")
    letters = dict(_entries(unicode.read_bytes())) if unicode is not None else {}
    name = str(font.get("/BaseFont", "")).removeprefix("/")
    return Font(name, embedded or font.get("/Subtype") == "/Type3", letters, 2 if composite else 1)


def _entries(cmap: bytes) -> Iterator[tuple[int, str]]:
    for kind, body in _SECTION.findall(cmap):
        tokens = [
            b"[" if opening else b"]" if closing else code for code, opening, closing in _TOKEN.findall(body)
        ]
        yield from _characters(tokens) if kind == b"bfchar" else _ranges(tokens)


def _characters(tokens: list[bytes]) -> Iterator[tuple[int, str]]:
    for code, letters in zip(tokens[::2], tokens[1::2], strict=False):
        yield int(code, 16), _text(letters)


def _ranges(tokens: list[bytes]) -> Iterator[tuple[int, str]]:
    place = 0
    while place + 2 < len(tokens):
        first, last = int(tokens[place], 16), int(tokens[place + 1], 16)
        if tokens[place + 2] == b"[":
            end = tokens.index(b"]", place)
            for code, letters in zip(range(first, last + 1), tokens[place + 3 : end], strict=False):
                yield code, _text(letters)
            place = end + 1
        else:
            start = int(tokens[place + 2], 16)
            for offset in range(last - first + 1):
                yield first + offset, chr(start + offset)
            place += 3


def _text(hexadecimal: bytes) -> str:
    return bytes.fromhex(hexadecimal.decode()).decode("utf-16-be", "replace")
