"""A file of words as it is now: its lines as tokens, and where each token stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reckoner.reports.content.spans import WordsLine, words_lines
from reckoner.reports.returned.token import Line, Token, Tokens, split


@dataclass(frozen=True)
class PresentLine:
    """A line of the file: its tokens, from where to where each stands, and the line itself."""

    line: Line
    spots: tuple[tuple[int, int], ...]
    source: WordsLine


def present_lines(text: str) -> list[PresentLine]:
    """The lines of a file of words, without the places of charts and tables."""
    return [_line(each) for each in words_lines(text) if each.kind != "slot"]


def _line(source: WordsLine) -> PresentLine:
    made = list(_tokens(source))
    kind = {"row": "row", "head": "row", "title": "heading"}.get(source.kind, source.kind)
    tokens: Tokens = tuple(token for token, _ in made)
    spots = tuple(spot for _, spot in made)
    if kind == "row" and tokens and tokens[-1].text == "\t":
        tokens, spots = tokens[:-1], spots[:-1]
    return PresentLine(Line(kind, tokens), spots, source)


def _tokens(source: WordsLine) -> Iterator[tuple[Token, tuple[int, int]]]:
    for placeholder, group in groupby(enumerate(source.letters), key=_owner):
        letters = [letter for _, letter in group]
        if placeholder:
            yield Token(placeholder, placeholder=letters[0].placeholder), (letters[0].start, letters[0].end)
            continue
        at = 0
        for word in split("".join(letter.text for letter in letters)):
            own = letters[at : at + len(word)]
            at += len(word)
            yield Token(word), (own[0].start, own[-1].end)


def _owner(numbered: tuple[int, object]) -> str:
    """Each placeholder stands alone, and each end of a cell."""
    number, letter = numbered
    placeholder = getattr(letter, "placeholder", "")
    if placeholder:
        return f"{number} {placeholder}"
    return ""


def flat_spots(lines: Sequence[PresentLine]) -> list[tuple[int, int]]:
    """Where the tokens of several lines stand, a break between two of them included."""
    spots: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if number:
            spots.append((lines[number - 1].source.end, line.source.start))
        spots += line.spots
    return spots
