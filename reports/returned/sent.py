"""The file that was sent, read with its map: its lines, their files, the figures in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from reckoner.reports.errors import InputError, Place
from reckoner.reports.returned.token import BREAK, Line, Token, Tokens, final_lines, said, unmarked
from reckoner.reports.word.line import WordLines
from reckoner.reports.word.map import MappedFigure, MappedLine, WordMap

_SHOWN = 60


@dataclass(frozen=True)
class SentLine:
    """A line: its words, and where the map says that it is from."""

    line: Line
    mapped: MappedLine
    heading: str

    @property
    def figures(self) -> frozenset[str]:
        """The tags of its figures."""
        return frozenset(token.figure for token in self.line.tokens if token.figure)


@dataclass(frozen=True)
class Sent:
    """What was sent."""

    map: WordMap
    lines: Sequence[SentLine]
    marks: frozenset[str]

    @cached_property
    def known(self) -> Mapping[str, MappedFigure]:
        """Its figures by their tags."""
        return {f"rk-{self.map.id}-{n}": figure for n, figure in enumerate(self.map.figures)}

    def tokens(self, lines: range) -> Tokens:
        """The tokens of several lines, with a break between two."""
        return flat([self.lines[n].line.tokens for n in lines])

    def grouped(self, tokens: Tokens) -> Tokens:
        """Each figure as one token with its placeholder."""
        made: list[Token] = []
        for tag, group in groupby(tokens, key=lambda token: token.figure):
            together = list(group)
            figure = self.known.get(tag)
            if figure and figure.placeholder:
                made.append(replace(together[0], text=said(together), placeholder=figure.placeholder))
            else:
                made += together
        return tuple(made)

    def counted(self, tokens: Tokens, at: int) -> int:
        """The place of a token once each figure is one."""
        count, last = 0, ""
        for token in tokens[:at]:
            figure = self.known.get(token.figure)
            is_one = bool(figure and figure.placeholder)
            count += not (is_one and token.figure == last)
            last = token.figure if is_one else ""
        return count

    def place(self, number: int) -> str:
        """Where a line is, for a reader."""
        found = self.lines[number]
        words = said(found.line.tokens)
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
        return f"{found.heading}: {shown}" if found.heading and found.heading != words else shown


def flat(lines: Sequence[Tokens]) -> Tokens:
    """Lines as one, with a break between two."""
    tokens: list[Token] = []
    for number, line in enumerate(lines):
        tokens += [Token(BREAK)] if number else []
        tokens += line
    return tuple(tokens)


def sent_of(read: WordLines, known: WordMap, shown: str) -> Sent:
    """The sent file. Raises InputError where its map is not its own."""
    lines = final_lines(read)
    if [_squeezed(line.text) for line in lines] != [_squeezed(each.text) for each in known.lines]:
        todo = "Send the Word file anew: reckoner word DRAFT."
        raise InputError("the file that was kept and its map don't fit together", Place(shown), todo)
    marks = frozenset(
        token.text for line in lines for token in line.tokens if token.marked and not token.is_space
    )
    heading, found = "", []
    for line, mapped in zip(lines, known.lines, strict=True):
        clean = unmarked(line.tokens)
        if line.kind in ("heading", "title") and line.level <= 1:
            heading = said(clean)
        if clean:
            found.append(SentLine(replace(line, tokens=clean), mapped, heading))
    return Sent(known, tuple(found), marks)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def returned_lines(read: WordLines, sent: Sent) -> list[Line]:
    """The lines of the file that came back, without what the program had put there."""
    found: list[Line] = []
    for line in final_lines(read):
        tokens = unmarked(line.tokens)
        if len(tokens) == len(line.tokens) and sent.marks:
            tokens = _without_marks(tokens)
        if tokens and not (found == [] and said(tokens).startswith("PROOF, not approved")):
            before = _keys_without_marks(line.before) if sent.marks else line.before
            found.append(replace(line, tokens=tokens, before=before))
    return found


def _without_marks(tokens: Tokens) -> Tokens:
    """Without the numbers of sources at its end, where a program dropped their style: ``[1] [2]``."""
    return unmarked(tokens[: len(_keys_without_marks(tuple(token.key for token in tokens)))])


def _keys_without_marks(keys: tuple[str, ...]) -> tuple[str, ...]:
    end = len(keys)
    while end >= 3 and keys[end - 1] == "]" and keys[end - 2].isdecimal() and keys[end - 3] == "[":
        end -= 3
        while end and keys[end - 1] == " ":
            end -= 1
    return keys[:end]
