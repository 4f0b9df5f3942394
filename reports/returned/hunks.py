"""The passages in which two runs of tokens differ, with figures taken whole."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from reckoner.reports.returned.token import Token

Hunk = tuple[int, int, int, int]  # old from, to; new from, to


def hunks(old: Sequence[Token], new: Sequence[Token]) -> list[Hunk]:
    """Where they differ, in order. A figure lies within such a passage whole or not at all."""
    matcher = SequenceMatcher(None, [t.key for t in old], [t.key for t in new], autojunk=False)
    found = [opcode[1:] for opcode in matcher.get_opcodes() if opcode[0] != "equal"]
    while True:
        grown = _merged([_grown(hunk, old, new) for hunk in found], old)
        if grown == found:
            return found
        found = grown


def _grown(hunk: Hunk, old: Sequence[Token], new: Sequence[Token]) -> Hunk:
    """Made larger where it would cut a figure; what is around it is the same on both sides."""
    a, b, c, d = hunk
    while a and c and (_cut(old, a) or _cut(new, c)):
        a, c = a - 1, c - 1
    while b < len(old) and d < len(new) and (_cut(old, b) or _cut(new, d)):
        b, d = b + 1, d + 1
    return a, b, c, d


def _cut(tokens: Sequence[Token], at: int) -> bool:
    if not 0 < at < len(tokens):
        return False
    left, right = tokens[at - 1], tokens[at]
    return bool(left.figure) and left.figure == right.figure


def _merged(found: Sequence[Hunk], old: Sequence[Token]) -> list[Hunk]:
    """Those that touch, or that only blanks keep apart, as one."""
    merged: list[Hunk] = []
    for hunk in found:
        if merged and all(token.is_space for token in old[merged[-1][1] : hunk[0]]):
            a, _, c, _ = merged[-1]
            merged[-1] = (min(a, hunk[0]), hunk[1], min(c, hunk[2]), hunk[3])
        else:
            merged.append(hunk)
    return merged
