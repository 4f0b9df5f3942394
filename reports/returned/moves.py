"""Lines that were moved: taken out in one place and put in at another, whole or in part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reckoner.reports.returned.align import held, likeness
from reckoner.reports.returned.change import Change, FigureChange
from reckoner.reports.returned.figures import Passage, passage
from reckoner.reports.returned.hunks import hunks
from reckoner.reports.returned.sent import Sent
from reckoner.reports.returned.token import Token, Tokens, split
from reckoner.reports.word.line import GONE, MOVED_HERE

_WITHIN = 0.5  # how much of a line that was taken out must be in another that holds it
_MOVED = 0.8  # how alike a line must be to one that was taken out elsewhere


def with_moves(sent: Sent, found: Sequence[Change]) -> list[Change]:
    """The changes once a line that was taken out here and put in there is one that was moved."""
    removed = [change for change in found if change.kind == "removed"]
    gone: set[int] = set()
    for change in found:
        if change.kind != "added":
            continue
        source = next((each for each in removed if id(each) not in gone and _is_move(each, change)), None)
        if source:
            gone.add(id(source))
            _move(sent, change, source)
        else:
            _found_in(sent, change, [each for each in removed if id(each) not in gone])
    for change in found:
        if change.kind == "added" and change.numbers:
            _left_behind(sent, change, [each for each in found if each.kind in ("moved", "words")])
    return [change for change in found if id(change) not in gone]


def _is_move(removed: Change, added: Change) -> bool:
    if (removed.line_kind == "row") != (added.line_kind == "row"):
        return False
    one, other = (tuple(Token(word).key for word in text.split()) for text in (removed.old, added.new))
    least = 0.3 if added.stamp.what == MOVED_HERE and removed.stamp.what in GONE else _MOVED
    return len(one) > 2 and likeness(one, other) >= least


def _move(sent: Sent, change: Change, source: Change) -> None:
    assert source.span
    change.kind, change.old, change.goes = "moved", source.old, source.span
    found = _through(sent, source.span.first, change.typed)
    change.tokens, change.worded = found.tokens, found.worded
    change.figures, change.numbers = found.figures, found.numbers
    stayed = [replace(each, fate="moved") for each in source.figures]
    told = {figure.placeholder for figure in change.figures}
    change.figures = (*change.figures, *(each for each in stayed if each.placeholder not in told))
    change.notes.append(f"from {source.place}")
    change.stamp = change.stamp if change.stamp.what else source.stamp


def _through(sent: Sent, number: int, typed: Tokens) -> Passage:
    """A line held against another passage by passage: what is the same in both stays as it was sent."""
    line = sent.lines[number]
    old = line.line.tokens
    tokens, worded = list[Token](), list[Token]()
    figures, numbers = list[FigureChange](), list[str]()
    at = 0
    for a, b, c, d in hunks(old, typed):
        same, taken = sent.grouped(old[at:a]), sent.grouped(old[a:b])
        found = passage(taken, typed[c:d], sent.known, line.figures)
        tokens += (*same, *found.until_answered(taken))
        worded += (*same, *found.worded)
        figures += found.figures
        numbers += found.numbers
        at = b
    rest = sent.grouped(old[at:])
    return Passage((*tokens, *rest), (*worded, *rest), tuple(figures), tuple(numbers))


def _found_in(sent: Sent, change: Change, removed: Sequence[Change]) -> None:
    """Figures of lines that were taken out, of which an added one is made, or is a part."""
    words = _typed(change)
    sources = [each for each in removed if max(held(_old(each), words), held(words, _old(each))) >= _WITHIN]
    if sources:
        _look_again(sent, change, [token for each in sources for token in each.tokens])


def _left_behind(sent: Sent, change: Change, others: Sequence[Change]) -> None:
    """Figures of a line that was moved, or stayed, in part: the other part is the added line."""
    for each in others:
        span = each.goes or each.span
        lost = {figure.placeholder for figure in each.figures if figure.fate == "deleted"}
        if span and lost and held(_typed(change), _old(each)) >= _WITHIN:
            tokens = sent.grouped(sent.lines[span.first].line.tokens)
            _look_again(sent, change, [token for token in tokens if token.placeholder in lost])
            again = [token for token in change.tokens if token.placeholder in lost]
            change.figures = tuple(FigureChange("moved", token.placeholder, token.text) for token in again)
            return


def _look_again(sent: Sent, change: Change, old: Sequence[Token]) -> None:
    """What was typed, held against words that it may be made of."""
    found = passage(old, change.typed, sent.known, frozenset())
    change.tokens, change.worded, change.numbers = found.tokens, found.worded, found.numbers


def _typed(change: Change) -> tuple[str, ...]:
    return tuple(token.key for token in change.typed)


def _old(change: Change) -> tuple[str, ...]:
    return tuple(split(change.old))
