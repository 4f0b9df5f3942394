"""Changes taken into the words: each checked by reading the words again before it counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reckoner.reports.returned.change import Change
from reckoner.reports.returned.place import Already, Edit, Unplaceable, Words, applied
from reckoner.reports.returned.present import PresentLine, present_lines
from reckoner.reports.returned.sent import Sent
from reckoner.reports.returned.token import BREAK, Token, Tokens

OTHERWISE = "its words would read otherwise than meant: write them yourself"
Read = Callable[[str], str]


@dataclass
class Accepted:
    """The files as they shall be, and the changes that are in them, were in them before, or have no place."""

    files: dict[str, str] = field(default_factory=dict)
    placed: list[Change] = field(default_factory=list)
    already: list[Change] = field(default_factory=list)
    left: list[tuple[Change, str]] = field(default_factory=list)


@dataclass(frozen=True)
class _Step:
    change: Change
    edits: Sequence[Edit]
    tokens: Tokens


def accept(
    sent: Sent, changes: Sequence[Change], read: Read, worded: frozenset[int] = frozenset()
) -> Accepted:
    """Take changes in. ``read`` gives a file of words; ``worded`` are those whose figures become words."""
    done = Accepted()
    words = Words(sent, read)
    steps: list[_Step] = []
    for change in changes:
        try:
            steps.append(_step(words, change, worded))
        except Already:
            done.already.append(change)
        except Unplaceable as problem:
            done.left.append((change, str(problem)))
    before = {name: file.text for name, file in words.files.items()}
    try:
        done.files = _checked(before, steps)
        done.placed = [step.change for step in steps]
    except Unplaceable:
        _one_by_one(sent, steps, before, done, worded)
    done.files = {name: text for name, text in done.files.items() if text != before[name]}
    return done


def _step(words: Words, change: Change, worded: frozenset[int]) -> _Step:
    as_words = change.number in worded
    return _Step(change, words.edit(change, worded=as_words), change.worded if as_words else change.tokens)


def _one_by_one(
    sent: Sent, steps: Sequence[_Step], before: dict[str, str], done: Accepted, worded: frozenset[int]
) -> None:
    """Where they can't all be made at once: each in the words as those before it left them."""
    now = dict(before)
    for step in steps:
        try:
            now = _checked(now, [_step(Words(sent, now.__getitem__), step.change, worded)])
            done.placed.append(step.change)
        except Already:
            done.already.append(step.change)
        except Unplaceable as problem:
            done.left.append((step.change, str(problem)))
    done.files = now


def _checked(before: dict[str, str], steps: Sequence[_Step]) -> dict[str, str]:
    """The files with the steps made. Raises Unplaceable where they don't read as was meant."""
    after = applied(before, [edit for step in steps for edit in step.edits])
    for name, text in after.items():
        mine = [(edit, step) for step in steps for edit in step.edits if edit.file == name]
        if mine and not _reads(before[name], text, mine):
            raise Unplaceable(OTHERWISE)
    return after


def _reads(before: str, after: str, steps: Sequence[tuple[Edit, _Step]]) -> bool:
    """Whether the words after are those before with the edits' own in their places."""
    old, new = present_lines(before), present_lines(after)
    breaks = sum(_lines_more(edit, step, old) for edit, step in steps)
    if len(new) != len(old) + breaks:
        return False
    pieces = [(start, number, 0, token.key) for number, (start, _, token) in enumerate(_spots(old))]
    for order, (edit, step) in enumerate(steps):
        pieces = [each for each in pieces if not (edit.start <= each[0] < edit.end)]
        if edit.text:
            said = "".join(token.key for token in step.tokens if token.text != BREAK)
            pieces.append((edit.start, -1, order, said))
    pieces.sort(key=lambda each: (each[0], each[1], each[2]))
    wanted = "".join("".join(each[3].split()) for each in pieces)
    return wanted == "".join("".join(token.key.split()) for line in new for token in line.line.tokens)


def _spots(lines: Sequence[PresentLine]) -> list[tuple[int, int, Token]]:
    return [
        (start, end, token)
        for line in lines
        for token, (start, end) in zip(line.line.tokens, line.spots, strict=True)
    ]


def _lines_more(edit: Edit, step: _Step, old: Sequence[PresentLine]) -> int:
    """How many lines there are more than before, by one edit."""
    if step.change.kind == "removed" or (step.change.kind == "moved" and not edit.text):
        return -1
    if step.change.kind in ("added", "moved"):
        return 1
    spans = [(one.source.end, other.source.start) for one, other in pairwise(old)]
    ends = sum(edit.start <= end and start <= edit.end for end, start in spans if edit.start < edit.end)
    return sum(token.text == BREAK for token in step.tokens) - ends
