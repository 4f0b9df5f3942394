"""Two values of one measure, the earlier and the later: "from 7,427 to 8,665", "8,665 against 7,427"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reports.audit.language.grammar import pattern
from reports.audit.language.item import Item
from reports.audit.language.quantity import Quantity
from reports.audit.language.sentence import Sentence
from reports.audit.language.vocabulary import CHANGE_VERBS
from reports.audit.language.when import When

# (pattern, what the pattern is called): old and new are the names in it.
_PATTERNS = (
    "from Q:old ~10 to Q:new",
    "to Q:new ~10 from Q:old",
    "Q:new ~10 compared|comparison|relative|contrasted @WITH ~8 Q:old",
    "Q:new ~8 up|down from ~3 Q:old",
    "Q:new ~8 against|versus|vs ~6 Q:old",
    "( Q:old ^3 to Q:new",
    "Q:old → Q:new",
    "Q:old ~4 → ~4 Q:new",
    "Q:old ~6 @CHANGED ~3 to Q:new",
    "compared @WITH ~6 Q:old ~8 , ~8 Q:new",
    "was|were Q:old ~6 but|and is|are now Q:new",
    "Q:new ~6 than ~4 Q:old",
    "Q:new ~10 Q:change ~4 @MORE than ~6 Q:old",
    "Q:new ~10 Q:change ~2 @CHANGE on|from|over|compared|against ~6 Q:old",
    "Q:new ~10 Q:change ~2 @CHANGE compared @WITH ~7 Q:old",
    "Q:new ~10 @CHANGED by? Q:change on|from|over|compared|against ~6 Q:old",
    "@CHANGED by? Q:change ~8 to Q:new ~10 from Q:old",
)
_NOT_EARLIER = frozenset(
    [
        "target",
        "targets",
        "budget",
        "budgeted",
        "average",
        "averages",
        "national",
        "standard",
        "ambition",
        "limit",
        "threshold",
        "plan",
        "planned",
        "goal",
        "england",
        "force's",
        "similar",
    ]
)
_WORKINGS = frozenset({"minus", "divided", "multiplied", "×", "÷"})  # a formula in words compares nothing
_LOOSE = frozenset({"compared", "against", "versus", "vs", "than", "comparison"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Items of the two values and their times; ``firm`` where the grammar, not only the order, says so."""

    old: int
    new: int
    old_when: When | None = None
    new_when: When | None = None
    firm: bool = True
    benchmark: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last item."""
        return min(self.old, self.new), max(self.old, self.new)


@lru_cache(maxsize=64)
def pairs_of(sentence: Sentence, taken: frozenset[int]) -> tuple[Pair, ...]:
    """The pairs of a sentence. ``taken`` are quantities that are something else, such as a change."""
    items = sentence.items
    if _WORKINGS & set(sentence.lowers):
        return ()
    times = bind_times(items, taken)
    found: dict[tuple[int, int], Pair] = {}
    for pair in (*_by_grammar(sentence, taken, times), *_by_time(sentence, taken, times)):
        key = pair.span
        if key not in found:
            found[key] = pair
    return tuple(found.values())


def _quantity(items: list[Item], at: int) -> Quantity:
    quantity = items[at].quantity
    assert quantity is not None
    return quantity


def _by_grammar(sentence: Sentence, taken: frozenset[int], times: dict[int, When]) -> Iterator[Pair]:
    items = sentence.items
    for text in _PATTERNS:
        for found in pattern(text).find(sentence):
            old, new = found["old"], found["new"]
            if old in taken or new in taken or not alike(_quantity(items, old), _quantity(items, new)):
                continue
            if "change" in found and items[new - 1].lower == "(":
                continue  # a value in brackets is what another was compared with
            between = {item.lower for item in items[min(old, new) + 1 : max(old, new)]}
            benchmark = bool(between & _NOT_EARLIER)
            before, after = times.get(old), times.get(new)
            if before and after and _later(before, after) and (between & _LOOSE):
                old, new, before, after = new, old, after, before
            yield Pair(old, new, before, after, True, benchmark)


def alike(first: Quantity, second: Quantity) -> bool:
    """Whether two numbers may be values of one measure."""
    return first.kind == second.kind and first.kind not in ("points", "times")


def _later(first: When, second: When) -> bool:
    return first.is_relative == second.is_relative and first.order > second.order


def _by_time(sentence: Sentence, taken: frozenset[int], times: dict[int, When]) -> Iterator[Pair]:
    """ "120 in 2022/23 and 150 in 2023/24": neighbours of one kind with two times."""
    items = sentence.items
    levels = [at for at in sentence.quantities if at not in taken and at in times]
    for first, second in itertools.pairwise(levels):
        before, after = times[first], times[second]
        if not alike(_quantity(items, first), _quantity(items, second)) or before.order == after.order:
            continue
        if before.is_relative != after.is_relative or before.shape != after.shape:
            continue
        if not _one_measure(sentence, first, second) or _both_in_brackets(items, first, second):
            continue
        if before.order > after.order:
            first, second, before, after = second, first, after, before
        yield Pair(first, second, before, after, False)


def _both_in_brackets(items: list[Item], first: int, second: int) -> bool:
    """ "Than last year (130) and two years ago (140)": each was compared with a third value."""
    return first > 0 and items[first - 1].lower == "(" and items[second - 1].lower == "("


def _one_measure(sentence: Sentence, first: int, second: int) -> bool:
    """The second has no noun of its own, or that of the first."""
    nouns, others = set(sentence.noun(first)), set(sentence.noun(second))
    between = sentence.items[first + 1 : second]
    if any(item.lower in ("while", "whilst", "whereas") for item in between):
        return bool(nouns & others)
    return not others or not nouns or bool(nouns & others)


def bind_times(items: list[Item], taken: frozenset[int] = frozenset()) -> dict[int, When]:
    """Which time belongs to which quantity: the one it follows in its clause, or else the one it leads."""
    marks = [
        at
        for at, item in enumerate(items)
        if item.kind == "when" or (item.kind == "quantity" and at not in taken)
    ]
    bound: dict[int, When] = {}
    for place, at in enumerate(marks):
        when = items[at].when
        if when is None:
            continue
        before = marks[place - 1] if place else None
        after = marks[place + 1] if place + 1 < len(marks) else None
        if before is not None and items[before].when is None and _follows(items, before, at):
            bound.setdefault(before, when)
        elif after is not None and items[after].when is None and _leads(items, at, after):
            bound.setdefault(after, when)
    return bound


_CLAUSE_ENDS = frozenset({",", ".", ";", "and", "while", "whilst", "but", "compared", "against", ":"})


def _follows(items: list[Item], quantity: int, when: int) -> bool:
    return when - quantity <= 10 and not any(item.lower in _CLAUSE_ENDS for item in items[quantity:when])


def _leads(items: list[Item], when: int, quantity: int) -> bool:
    between = [item.lower for item in items[when + 1 : quantity]]
    if between[:1] in ([","], [":"]):
        between = between[1:]
    return len(between) <= 10 and not _CLAUSE_ENDS & set(between) and between[-1:] != ["from"]


def leading_verb(items: list[Item], pair: Pair) -> str:
    """The verb of change that leads a pair, "rose from A to B", or joins it, "A, up from B"."""
    start = pair.span[0]
    if pair.new < pair.old:
        for index in range(pair.new + 1, pair.old - 1):
            if items[index].lower in ("up", "down") and items[index + 1].lower == "from":
                return items[index].lower
    for index in range(start - 1, max(-1, start - 7), -1):
        lower = items[index].lower
        if items[index].kind in ("quantity", "range") or lower in (";", ".", ":", "(", "and", "but"):
            return ""
        if lower in CHANGE_VERBS:
            return lower
    return ""
