"""Lines of words as tokens: words, spaces, signs, and placeholders for figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reckoner.reports.word.line import GONE, INSERTED, MOVED_HERE, Atom, RawLine, Stamp, WordLines

NOBODY = Stamp()
BREAK = "¶"  # between two lines that are looked at together
_SPLIT = re.compile(r"\s+|[^\W_]+(?:[.,:’'/-][^\W_]+)*|.", re.DOTALL)
_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00ad": None, "\u2011": "-"})
_NUMBER = re.compile(r"[0-9]")
_NEW = (INSERTED, MOVED_HERE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a space or a sign. ``figure`` is the tag of the control that it stands in.

    ``placeholder`` is what stands for it in the words: then ``text`` is what it prints.
    """

    text: str
    figure: str = ""
    placeholder: str = ""
    stamp: Stamp = NOBODY
    marked: bool = False
    bold: bool = False
    italic: bool = False
    address: str = ""

    @property
    def key(self) -> str:
        """What makes two tokens the same."""
        if self.placeholder:
            return f"{{{{{self.placeholder}}}}}"
        return " " if self.text.isspace() and self.text != "\t" else self.text.translate(_ALIKE)

    @property
    def is_space(self) -> bool:
        """Whether it is blank."""
        return not self.placeholder and self.text.isspace() and self.text != "\t"

    @property
    def is_number(self) -> bool:
        """Whether it begins with a digit and has no source."""
        return not self.placeholder and bool(_NUMBER.match(self.text))


Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it reads once its changes are taken in; ``gone`` are words that were taken out of it.

    ``number`` is where it stands among all that were read, ``before`` its words before tracked changes.
    """

    kind: str
    tokens: Tokens
    gone: Tokens = ()
    number: int = 0
    level: int = 0
    part: str = ""
    table: int = 0
    stamp: Stamp = NOBODY
    style: str = ""
    before: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words."""
        return said(self.tokens)

    @property
    def keys(self) -> tuple[str, ...]:
        """Its tokens as they are compared."""
        return tuple(token.key for token in self.tokens)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.kind == "row"


def said(tokens: Iterable[Token]) -> str:
    """Tokens as a reader sees them."""
    return "".join(token.text for token in tokens)


def split(text: str) -> list[str]:
    """Text in words, spaces and signs."""
    return _SPLIT.findall(text)


def final_lines(read: WordLines) -> list[Line]:
    """The lines as they read in the end: those whose end was taken out go on in the next one."""
    found: list[Line] = []
    waiting: list[tuple[int, RawLine]] = []
    for number, raw in enumerate(read.lines):
        if raw.kind == "proof":
            continue
        if raw.kind == "row":
            found += _closed(waiting)
            waiting = []
            if raw.mark.what not in GONE:
                found.append(_line([(number, raw)]))
            continue
        waiting.append((number, raw))
        if raw.mark.what not in GONE:
            found += _closed(waiting)
            waiting = []
    found += _closed(waiting)
    return [line for line in found if any(not token.is_space and token.text != "\t" for token in line.tokens)]


def gone_words(read: WordLines) -> list[tuple[str, Stamp]]:
    """All words that were taken out, with who did it; those of rows that are gone too."""
    words = []
    for raw in read.lines:
        for stamp, group in groupby(raw.atoms, key=lambda atom: atom.stamp):
            gone = raw.mark if raw.kind == "row" and raw.mark.what in GONE else stamp
            if gone.what in GONE:
                words.append(("".join(atom.text for atom in group), gone))
    return words


def _closed(waiting: Sequence[tuple[int, RawLine]]) -> list[Line]:
    return [_line(waiting)] if waiting else []


def _line(raws: Sequence[tuple[int, RawLine]]) -> Line:
    """One line of one or more that were joined: it is what the first of them with words left was."""
    number, first = next(
        (each for each in raws if any(a.stamp.what not in GONE and a.text.strip() for a in each[1].atoms)),
        raws[-1],
    )
    atoms = [atom for _, raw in raws for atom in raw.atoms]
    left = [atom for atom in atoms if atom.stamp.what not in GONE]
    gone = [atom for atom in atoms if atom.stamp.what in GONE]
    tokens = _tokens(left)
    if first.kind == "row":
        tokens = tokens[:-1] if tokens and tokens[-1].text == "\t" else tokens
    else:
        tokens = stripped(tokens)
    mark = raws[-1][1].mark
    lasting = [raw for _, raw in raws if any(each.stamp.what not in GONE for each in raw.atoms)] or [first]
    was = [atom for raw in lasting for atom in raw.atoms if atom.stamp.what not in _NEW]
    earlier = stripped(_tokens(was))
    return Line(
        first.kind, tokens, _tokens(gone), number, first.level, first.part, first.table, mark, first.style,
        tuple(token.key for token in earlier),
    )  # fmt: skip


def stripped(tokens: Sequence[Token]) -> Tokens:
    """Tokens without blanks at their ends."""
    found = list(tokens)
    while found and found[0].is_space:
        found.pop(0)
    while found and found[-1].is_space:
        found.pop()
    return tuple(found)


def _tokens(atoms: Sequence[Atom]) -> Tokens:
    made: list[Token] = []
    for (figure, marked, cell), group in groupby(
        atoms, key=lambda atom: (atom.figure, atom.marked, atom.cell)
    ):
        together = list(group)
        if cell:
            made += [Token("\t")] * len(together)
            continue
        letters = [atom for atom in together for _ in atom.text]
        at = 0
        for word in split("".join(atom.text for atom in together)):
            own = letters[at : at + len(word)]
            at += len(word)
            stamp = next((atom.stamp for atom in own if atom.stamp.what), NOBODY)
            first = own[0]
            made.append(Token(word, figure, "", stamp, marked, first.bold, first.italic, first.address))
    return tuple(made)


def with_placeholders(line: Line, placeholders: Mapping[str, str]) -> Line:
    """The line of the file that was sent: each figure one token, by the tags of the file's map."""
    made: list[Token] = []
    for figure, group in groupby(line.tokens, key=lambda token: token.figure):
        together = list(group)
        if placeholder := placeholders.get(figure, ""):
            made.append(replace(together[0], text=said(together), placeholder=placeholder))
        else:
            made += together
    return replace(line, tokens=tuple(made))


def unmarked(tokens: Sequence[Token]) -> Tokens:
    """Tokens without what the program put there, such as the numbers of sources at the end."""
    return stripped([token for token in tokens if not token.marked])
