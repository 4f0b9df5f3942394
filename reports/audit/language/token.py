"""Text into tokens: numbers, words and single signs, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

TokenKind: TypeAlias = Literal["number", "word", "sign"]

# Each alternative consumes what it matches without a way back, so that time grows with the text only.
_TOKEN = re.compile(r"([0-9]++(?:[.,][0-9]++)*+)|([^\W\d_]++(?:['’][^\W\d_]++)*+)|([^\w\s])")
_DECIMAL = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Token:
    """``text`` as written, ``lower`` for comparing; ``glued`` where no space stands before it."""

    text: str
    lower: str
    kind: TokenKind
    start: int
    end: int
    glued: bool

    @property
    def is_plain_number(self) -> bool:
        """Written as a number is: 1238, 1,238 or 8.48; not 3.2.1 nor 66,86."""
        return self.kind == "number" and len(self.text) <= 24 and _DECIMAL.fullmatch(self.text) is not None

    @property
    def is_digits(self) -> bool:
        """Digits alone."""
        return self.kind == "number" and self.text.isdigit()


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text in order."""
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        kind: TokenKind = "number" if match[1] else "word" if match[2] else "sign"
        word = match[0]
        lower = word.lower().replace("’", "'") if kind == "word" else word
        found.append(Token(word, lower, kind, match.start(), match.end(), match.start() == end))
        end = match.end()
    return found
