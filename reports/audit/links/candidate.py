"""Candidates: what a number of a passage may be worked out from, and whether that comes to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reckoner.reports.audit.links.view import REACH, Number, View

_MOST_PARTS = 8
_RARE, _RARELY = 0.1, 0.05
_LEVELS = frozenset("cmkp")
_EACH = frozenset({"EACH", "per", "a", "every"})
_COUNTED = frozenset("cmk")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Number ``target`` as a formula of ``kind`` over the numbers ``operands``: what that comes to, how far
    rounding lets the two lie apart, whether they agree, and how likely they would by chance."""

    kind: str
    target: int
    operands: tuple[int, ...]
    truth: float
    slack: float
    holds: bool
    chance: float

    @property
    def is_telling(self) -> bool:
        """It holds, and would so rarely by chance that it was meant."""
        return self.holds and self.chance < _RARELY


def _made(
    view: View, kind: str, target: int, operands: tuple[int, ...], truth: float, slack: float
) -> Candidate:
    number = view.numbers[target]
    slack += number.half or _half_a_step(view, number, operands)
    scale = max(abs(truth), number.value, 1e-9)
    chance = min(0.5, (2 * slack + float(number.quantity.ulp)) / (2 * scale))
    hedge = number.quantity.hedge
    off = number.value - truth
    if hedge in ("over", "least"):
        off = max(0.0, off)
    elif hedge in ("under", "most"):
        off = min(0.0, off)
    return Candidate(kind, target, operands, truth, slack, abs(off) <= slack * 1.0001 + 1e-9, chance)


def _half_a_step(view: View, number: Number, operands: tuple[int, ...]) -> float:
    """A whole number that comes of finer ones was rounded: 427 as the sum of 249.2 and 177.3."""
    finest = min(view.numbers[n].quantity.ulp for n in operands)
    return float(number.quantity.ulp) / 2 if finest < number.quantity.ulp else 0.0


def alike(first: Number, second: Number) -> bool:
    """Values of one kind and unit; not "three" beside 8,940, nor months beside people."""
    if first.kind != second.kind or first.quantity.unit != second.quantity.unit:
        return False
    if first.kind != "c":
        return True
    spoken, written = (first, second) if first.quantity.in_words else (second, first)
    if spoken.quantity.in_words and not written.quantity.in_words and written.value > 60 > 12 >= spoken.value:
        return False
    return first.span == second.span or "?" in (first.span, second.span)


def near(view: View, target: int) -> list[int]:
    """The numbers around a number that it may be worked out from."""
    number, numbers = view.numbers[target], view.numbers
    low, high = max(0, target - REACH), min(len(numbers), target + REACH + 1)
    return [n for n in range(low, high) if n != target and abs(numbers[n].sentence - number.sentence) <= 1]


class Candidates:
    """All that each number of a passage may be worked out from."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.of = {n: list(candidates_of(view, n)) for n in range(len(view.numbers))}

    @cached_property
    def used(self) -> dict[tuple[str, tuple[int, ...]], set[int]]:
        """For a formula over some numbers those numbers that it gives, hardly by chance."""
        found: dict[tuple[str, tuple[int, ...]], set[int]] = {}
        for candidate in itertools.chain(*self.of.values()):
            if candidate.holds and candidate.chance < _RARE:
                found.setdefault((candidate.kind, candidate.operands), set()).add(candidate.target)
        return found

    @cached_property
    def explained(self) -> dict[int, set[frozenset[int]]]:
        """For each number the sums that it takes part in, hardly by chance: the numbers of each."""
        found: dict[int, set[frozenset[int]]] = {}
        for candidate in itertools.chain(*self.of.values()):
            if candidate.is_telling:
                own = frozenset((candidate.target, *candidate.operands))
                for number in own:
                    found.setdefault(number, set()).add(own)
        return found

    def is_explained(self, candidate: Candidate, number: int) -> bool:
        """Whether a number takes part in a sum over other numbers than those of the candidate."""
        own = {candidate.target, *candidate.operands}
        return any(len(own & other) < 3 for other in self.explained.get(number, ()))

    def is_used(self, candidate: Candidate) -> bool:
        """Whether the formula gives another number already."""
        return bool(self.used.get((candidate.kind, candidate.operands), set()) - {candidate.target})


def candidates_of(view: View, target: int) -> Iterator[Candidate]:
    """All that a number may be."""
    around = near(view, target)
    for make in _BY_KIND.get(view.numbers[target].kind, ()):
        yield from make(view, target, around)


def _changes(view: View, target: int, around: list[int]) -> Iterator[Candidate]:
    numbers = view.numbers
    for old in around:
        first = numbers[old]
        if first.kind not in _LEVELS or first.value <= 0:
            continue
        for new in around:
            second = numbers[new]
            if new == old or not alike(first, second) or first.value == second.value:
                continue
            truth = abs(second.value - first.value) / first.value * 100
            if truth > 1000 or first.changed or second.changed:
                continue
            slack = (second.half + first.half * second.value / first.value) / first.value * 100
            yield _made(view, "change", target, (old, new), truth, slack)


def _shares(view: View, target: int, around: list[int]) -> Iterator[Candidate]:
    numbers = view.numbers
    for part in around:
        first = numbers[part]
        if first.kind not in _COUNTED:
            continue
        for whole in around:
            second = numbers[whole]
            if whole == part or not alike(first, second) or second.value <= 0 or second.changed:
                continue
            truth = first.value / second.value * 100
            if truth > 250:
                continue
            slack = (first.half + second.half * first.value / second.value) / second.value * 100
            yield _made(view, "share", target, (part, whole), truth, slack)


def _growths(view: View, target: int, around: list[int]) -> Iterator[Candidate]:
    """By how many, up or down, to how many: "up by 412 (7.1%) to 6,215"."""
    numbers, number = view.numbers, view.numbers[target]
    for moved in around:
        first = numbers[moved]
        if not first.changed or first.kind not in _COUNTED or first.value <= 0:
            continue
        for new in around:
            second = numbers[new]
            if new == moved or second.changed or not alike(first, second):
                continue
            for sign in (-1, 1):
                old = second.value + sign * first.value
                way = first.way if first.way != "either" else number.way
                if old <= 0 or (way == "up" and sign > 0) or (way == "down" and sign < 0):
                    continue
                slack = (first.half + (second.half + first.half) * first.value / old) / old * 100
                yield _made(view, "growth", target, (moved, new), first.value / old * 100, slack)


def _points(view: View, target: int, around: list[int]) -> Iterator[Candidate]:
    numbers = view.numbers
    for place, first in enumerate(around):
        for second in around[place + 1 :]:
            one, other = numbers[first], numbers[second]
            if one.kind == other.kind == "p" and one.value != other.value:
                yield _made(view, "points", target, (first, second), abs(one.value - other.value),
                            one.half + other.half)  # fmt: skip


def _differences(view: View, target: int, around: list[int]) -> Iterator[Candidate]:
    """What lies between two others, or, larger than both, what they come to together."""
    numbers, number = view.numbers, view.numbers[target]
    level = [n for n in around if alike(numbers[n], number)]
    for place, first in enumerate(level):
        for second in level[place + 1 :]:
            one, other = numbers[first], numbers[second]
            if not alike(one, other) or one.changed + other.changed + number.changed > 1:
                continue
            if number.value > max(one.value, other.value):
                truth = one.value + other.value
            else:
                truth = abs(one.value - other.value)
            yield _made(view, "difference", target, (first, second), truth, one.half + other.half)


def _sums(view: View, target: int, around: list[int]) -> Iterator[Candidate]:
    numbers = view.numbers
    for run in _runs(view, target, around):
        values = [numbers[n].value for n in run]
        yield _made(view, "sum", target, run, sum(values), sum(numbers[n].half for n in run))


def _runs(view: View, target: int, around: list[int]) -> Iterator[tuple[int, ...]]:
    """Neighbours of one kind on one side: all from one to another."""
    numbers, number = view.numbers, view.numbers[target]
    for side in (
        [n for n in around if n < target and alike(numbers[n], number)],
        [n for n in around if n > target and alike(numbers[n], number)],
    ):
        for start in range(len(side)):
            for stop in range(start + 2, min(len(side), start + _MOST_PARTS) + 1):
                yield tuple(side[start:stop])


def _quotients(view: View, target: int, around: list[int]) -> Iterator[Candidate]:
    """So much for each: a sum or count by a count."""
    numbers, number = view.numbers, view.numbers[target]
    if not _EACH & {*view.before(target)[-4:], *view.behind(target)[:4]}:
        return
    for top in around:
        first = numbers[top]
        if first.kind != number.kind or first.quantity.unit != number.quantity.unit:
            continue
        for bottom in around:
            second = numbers[bottom]
            if bottom == top or second.kind != "c" or second.value <= 1 or first.value <= second.value / 1000:
                continue
            truth = first.value / second.value
            slack = (first.half + second.half * truth) / second.value
            yield _made(view, "quotient", target, (top, bottom), truth, slack)


def _products(view: View, target: int, around: list[int]) -> Iterator[Candidate]:
    """So many of so much each."""
    numbers, number = view.numbers, view.numbers[target]
    for each in around:
        first = numbers[each]
        if first.kind != number.kind or first.quantity.unit != number.quantity.unit or first.value <= 1:
            continue
        if not _EACH & {*view.before(each)[-4:], *view.behind(each)[:4], *view.before(target)[-4:]}:
            continue
        for many in around:
            second = numbers[many]
            if many == each or second.kind != "c" or second.value <= 1:
                continue
            if number.kind == "c" and not number.value >= max(first.value, second.value):
                continue
            slack = first.half * second.value + second.half * first.value
            yield _made(view, "product", target, (each, many), first.value * second.value, slack)


def _joint_shares(view: View, target: int, around: list[int]) -> Iterator[Candidate]:
    """Two neighbours together of the largest number: "256 were upheld and 192 partly, 70% of the 640"."""
    numbers = view.numbers
    for whole in sorted(view.largest & set(around)):
        base = numbers[whole]
        parts = [n for n in around if n != whole and numbers[n].kind in _COUNTED and alike(numbers[n], base)]
        for first, second in itertools.pairwise(parts if base.value > 0 else ()):
            one, other = numbers[first], numbers[second]
            both = one.value + other.value
            if both < base.value:
                slack = (one.half + other.half + base.half * both / base.value) / base.value * 100
                yield _made(view, "joint", target, (first, second, whole), both / base.value * 100, slack)


def _balances(view: View, target: int, around: list[int]) -> Iterator[Candidate]:
    """What there was, and what came and went: three neighbours, one of the later two taken off."""
    numbers, number = view.numbers, view.numbers[target]
    level = [n for n in around if alike(numbers[n], number)]
    for start in range(len(level) - 2):
        run = tuple(level[start : start + 3])
        first, second, third = (numbers[n] for n in run)
        slack = first.half + second.half + third.half
        for truth in (first.value + second.value - third.value, first.value - second.value + third.value):
            if truth > 0:
                yield _made(view, "balance", target, run, truth, slack)


_OF_SHARES = (_changes, _shares, _growths, _sums, _joint_shares)
_OF_LEVELS = (_differences, _sums, _quotients, _products, _balances)
_BY_KIND = {
    "p": _OF_SHARES, "f": _OF_SHARES, "o": (_points,),
    "c": _OF_LEVELS, "m": _OF_LEVELS, "k": _OF_LEVELS,
}  # fmt: skip
