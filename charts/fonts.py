"""Fonts by path, and how much room a text takes, without scanning the system's fonts."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

import font_source_sans_pro
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

Weight = Literal["regular", "semibold"]
FAMILY = "Source Sans Pro"

_FILES = {"regular": "SourceSansPro-Regular.ttf", "semibold": "SourceSansPro-Semibold.ttf"}
WEIGHTS: dict[Weight, int] = {"regular": 400, "semibold": 600}
# Source Sans, in parts of the font size: capitals and ascenders above the baseline, tails below it.
ASCENT, DESCENT, CAPITALS, LINE = 0.74, 0.22, 0.66, 1.2
_AT = 100.0


def font_path(weight: Weight) -> Path:
    """Where the font package keeps that weight."""
    return Path(str(font_source_sans_pro.font_directory)) / _FILES[weight]


@lru_cache
def _font(weight: Weight) -> FT2Font:
    font = FT2Font(str(font_path(weight)))
    font.set_size(_AT, 72)
    return font


@lru_cache(maxsize=64)
def properties(weight: Weight, size: float) -> FontProperties:
    """What matplotlib asks for: the file to draw with, and the names that SVG gives."""
    return FontProperties(family=FAMILY, weight=WEIGHTS[weight], size=size, fname=str(font_path(weight)))


@lru_cache(maxsize=8192)
def _advance(text: str, weight: Weight) -> float:
    font = _font(weight)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / _AT


def width_of(text: str, size: float, weight: Weight = "regular") -> float:
    """The width of one line of text in points."""
    return _advance(text, weight) * size if text else 0.0


def lacking(text: str, weight: Weight = "regular") -> str:
    """The signs that the font can't draw, each once."""
    font = _font(weight)
    return "".join(sorted({sign for sign in text if sign != "\n" and not font.get_char_index(ord(sign))}))


def wrap(text: str, size: float, room: float, weight: Weight = "regular") -> tuple[str, ...]:
    """The text in lines that fit the room; a word that is too long alone is broken with a hyphen.

    A line is measured only where the widths of its words leave open whether it fits: shaping a long one
    takes a millisecond.
    """
    lines: list[str] = []
    line, rough, gap = "", 0.0, _gap(weight) * size
    for word in text.replace("\n", " ").split(" "):
        if not word:
            continue
        for piece in _pieces(word, size, room, weight):
            longer = f"{line} {piece}" if line else piece
            wide = width_of(piece, size, weight)
            if line and _exceeds(longer, rough + gap + wide, size, room, weight):
                lines.append(line)
                line, rough = piece, wide
            else:
                line, rough = longer, rough + gap + wide if line else wide
    return (*lines, line) if line else tuple(lines)


@lru_cache
def _gap(weight: Weight) -> float:
    """What a space puts between two words, in parts of the font size."""
    return _advance("n n", weight) - 2 * _advance("n", weight)


def _exceeds(line: str, rough: float, size: float, room: float, weight: Weight) -> bool:
    """Whether a line is wider than the room; ``rough`` is its width by its words, off by as much as letters
    may move towards a space: a fiftieth of the size at each gap."""
    off = size / 50 * line.count(" ")
    return rough > room if abs(rough - room) > off else width_of(line, size, weight) > room


def balanced(text: str, size: float, room: float, weight: Weight = "regular") -> tuple[str, ...]:
    """The same in as many lines, of lengths as even as may be: for titles."""
    lines = wrap(text, size, room, weight)
    low, high = room / 2, room
    while len(lines) > 1 and high - low > size / 4:
        middle = (low + high) / 2
        low, high = (low, middle) if len(wrap(text, size, middle, weight)) == len(lines) else (middle, high)
    return wrap(text, size, high, weight)


def _pieces(word: str, size: float, room: float, weight: Weight) -> list[str]:
    pieces = []
    while width_of(word, size, weight) > room and len(word) > 1:
        fitting = 1
        while fitting + 1 < len(word) and width_of(word[: fitting + 1] + "-", size, weight) <= room:
            fitting += 1
        pieces.append(word[:fitting] + "-")
        word = word[fitting:]
    return [*pieces, word]
