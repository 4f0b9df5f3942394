"""The words of a line as pieces: each with its looks, and with the placeholder that it was printed from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reckoner.reports.errors import Place
from reckoner.reports.figures.printed import Gap, Part, Printed
from reckoner.reports.prose import Code, Emphasis, Foreign, LineBreak, Link, Placeholder, Run, Strong, Text

_BRACES = re.compile(r"\{\{(.*?)\}\}")
Nested = Strong | Emphasis | Link | Foreign


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that look alike. ``placeholder`` is what stands for them in words, ``name`` the figure's.

    A figure of a table or a chart has a name and no placeholder. ``size`` is its own size in points.
    """

    text: str
    placeholder: str = ""
    name: str = ""
    bold: bool = False
    italic: bool = False
    code: bool = False
    address: str = ""
    language: str = ""
    size: int = 0

    @property
    def is_governed(self) -> bool:
        """Whether it is a figure or words that a placeholder gave."""
        return bool(self.placeholder or self.name)


def pieces(printed: Sequence[Run | Part], written: Sequence[Run | Part] = ()) -> Iterator[Piece]:
    """The pieces of a line. ``written`` is the line before its placeholders were resolved, if there is one.

    Resolving puts one run or more in the place of a placeholder and leaves all others in their order.
    """
    yield from _joined(_walk(printed, written, Piece("")))


def characters(found: Iterable[Piece]) -> str:
    """What pieces say, without their looks."""
    return "".join(piece.text for piece in found)


def written_title(title: str) -> tuple[Run | Part, ...]:
    """A heading as front matter has it, before its placeholders were resolved."""
    parts = [
        Placeholder(piece.strip(), Place("")) if number % 2 else piece
        for number, piece in enumerate(_BRACES.split(title))
    ]
    return tuple(part for part in parts if part != "")


def _walk(printed: Sequence[Run | Part], written: Sequence[Run | Part], like: Piece) -> Iterator[Piece]:
    at = 0
    for number, run in enumerate(written):
        if not isinstance(run, Placeholder):
            yield from _piece(printed[at], run, like)
            at += 1
            continue
        after = written[number + 1] if number + 1 < len(written) else None
        source = replace(like, placeholder=run.source)
        yield from _piece(printed[at], None, source)
        at += 1
        while at < len(printed) and not (
            printed[at] == after or isinstance(after, Placeholder | Nested) or isinstance(printed[at], Nested)
        ):
            yield from _piece(printed[at], None, source)
            at += 1
    for run in printed[at:]:
        yield from _piece(run, None, like)


def _piece(run: Run | Part, written: Run | Part | None, like: Piece) -> Iterator[Piece]:
    match run:
        case Printed():
            yield replace(like, text=run.text, name=run.figure.name)
        case Gap():
            yield replace(like, text=run.text, name=like.placeholder or "missing")
        case str():
            yield replace(like, text=run)
        case Text():
            yield replace(like, text=run.text)
        case LineBreak():
            yield replace(like, text="\n")
        case Code():
            yield replace(like, text=run.text, code=True)
        case Strong() | Emphasis() | Link() | Foreign():
            inside = written.runs if isinstance(written, Nested) else ()
            yield from _walk(run.runs, inside, _within(run, like))


def _within(run: Nested, like: Piece) -> Piece:
    match run:
        case Strong():
            return replace(like, bold=True)
        case Emphasis():
            return replace(like, italic=True)
        case Link():
            return replace(like, address=run.address)
    return replace(like, language=run.language)


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """Several runs that one placeholder gave as one piece."""
    waiting: Piece | None = None
    for piece in found:
        if waiting and _goes_on(waiting, piece):
            waiting = replace(waiting, text=waiting.text + piece.text, name="")
            continue
        if waiting and waiting.text:
            yield waiting
        waiting = piece
    if waiting and waiting.text:
        yield waiting


def _goes_on(piece: Piece, after: Piece) -> bool:
    """Whether both are parts of what one placeholder gave: its figures and the words between them."""
    bare = replace(after, text="", name="") == replace(piece, text="", name="")
    return bool(after.placeholder) and bare and piece.name != after.name
