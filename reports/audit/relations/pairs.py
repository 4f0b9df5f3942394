"""Two values of one measure, the earlier and the later: "from 7,427 to 8,665", "8,665 against 7,427"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.item import Item
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.time_of import bind_times
from reckoner.reports.audit.language.vocabulary import CHANGE_VERBS, DOWN_NOUNS, UP_NOUNS, words
from reckoner.reports.audit.language.when import When
from reckoner.reports.audit.relations.alike import alike, comparable
from reckoner.reports.audit.relations.bases import bases_of, is_base

# Old and new are the two values; change, where it is named, is what is said to lie between them.
PAIRS = (
    "from L:old ~10 to L:new",
    "to L:new ~10 from L:old",
    "L:new ~10 @AGAINST to|with ~8 L:old",
    "L:new ~8 up|down from ~3 L:old",
    "L:new ~8 against|versus|vs ~6 L:old",
    "( ^3 L:old ^3 to L:new",
    "( from L:old ^6 to L:new",
    "L:new ~6 ( T :? L:old )",
    "L:old → L:new",
    "L:new ~3 , Q:change over|under|above|below the|its|a|our budget|target|plan|estimate|limit of L:old",
    "L:new ~4 , above|below ~2 L:old ~3 by Q:change",
    "L:new ~10 , a|an @CHANGE from ~3 L:old",
    "L:new ~4 , missing|exceeding|beating ~2 target|budget|limit of L:old by Q:change",
    "L:new ~3 ;|‖ it|they|this was|were L:old ~4",
    "L:old ~4 → ~4 L:new",
    "@AGAINST to|with ~6 L:old ~8 , ~8 L:new",
    "was|were L:old ~6 but|and is|are now L:new",
    "L:new ~6 than ~4 L:old",
    "L:new ~14 Q:change ~4 @MORE than ^6 L:old",
    "L:new ~14 Q:change ~4 @MORE than ~6 ( L:old",
    "L:new ~14 Q:change ~4 @MORE than ~5 , when ~5 L:old",
    "L:new ~14 Q:change up|down on ^6 L:old",
    "L:new ~14 Q:first ~4 @MORE than ~6 L:base ~3 and ~2 Q:change ~2 @MORE than ~6 L:old",
    "L:new ~14 @CHANGED by? Q:first on|from|than ~6 L:base "
    "~4 and ~1 @CHANGED by? Q:change on|from|than ~6 L:old",
    "L:new ~14 Q:change ~2 @CHANGE on|from|over|compared|against ^6 L:old",
    "L:new ~14 Q:change ~2 @CHANGE @AGAINST to|with ^7 L:old",
    "L:new ~14 Q:change ~2 @CHANGE @AGAINST to|with ~7 ( L:old",
    "L:new ~14 @CHANGED by? Q:change on|from|over|compared|against|than with? ^6 L:old",
    "L:new ~14 @CHANGE of Q:change on|from|over|compared|against with? ^6 L:old",
    "@CHANGED by? Q:change ~8 to L:new ~10 from L:old",
    "@CHANGED by? Q:change ~4 to L:new ~2 ( ~2 L:old ~4 )",
    "L:new ~14 @CHANGED by? Q:change on|from|over|than|compared with|to? ~6 ( L:old",
    "Q:change up|down|higher|lower|more|fewer at L:new ( L:old )",
    "L:old ~2 turned|grew|became into? ~3 L:new",
    "L:old ~3 in|during the|its|his|her|their first ~3 and L:new in|during the|its|his|her|their second",
    "in|during its|the|their first ~6 L:old ~6 and in|during its|the|their second ~2 L:new",
    "L:old ~2 before ~5 and ~3 L:new ~2 after",
    "L:old ~6 at the start|beginning ~8 L:new ~6 at the end|close",
    "L:old ~3 previously|before|then ~3 now L:new",
)
_NOT_EARLIER = words(
    "target targets budget budgeted average averages national standard ambition limit threshold plan planned "
    "goal england force's similar nationally expected forecast"
)
_WORKINGS = frozenset({"minus", "divided", "multiplied", "×", "÷"})  # a formula in words compares nothing
_NOUNS = UP_NOUNS | DOWN_NOUNS
_SAME = frozenset({"figure", "number", "total", "it", "they", "rate"})
_LOOSE = frozenset({"compared", "against", "versus", "vs", "than", "comparison"})


@dataclass(frozen=True, slots=True)
class Pair:
    """Items of the two values and their times; ``firm`` where the grammar, not only the order, says so;
    ``change`` the item that the form names as what lies between."""

    old: int
    new: int
    old_when: When | None = None
    new_when: When | None = None
    firm: bool = True
    benchmark: bool = False
    change: int | None = None

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last item."""
        return min(self.old, self.new), max(self.old, self.new)


@lru_cache(maxsize=64)
def pairs_of(passage: Passage, taken: frozenset[int] | None = None) -> tuple[Pair, ...]:
    """The pairs of a passage. ``taken`` are quantities that are something else: by default its changes."""
    if _WORKINGS & passage.word_set:
        return ()
    if taken is None:
        taken = frozenset(change.at for change in changes_of(passage))
    times = bind_times(passage.items, taken)
    found: dict[tuple[int, int], Pair] = {}
    ways = (_by_form(passage, taken, times), _by_base(passage, taken, times), _by_time(passage, taken, times))
    for pair in itertools.chain(*ways):
        found.setdefault(pair.span, pair)
    return tuple(found.values())


def _by_form(passage: Passage, taken: frozenset[int], times: dict[int, When]) -> Iterator[Pair]:
    items = passage.items
    for text in PAIRS:
        for found in (*form(text).find(passage), *form(text).find_reduced(passage)):
            old, new = found["old"], found["new"]
            if old in taken or new in taken or not comparable(passage, old, new):
                continue
            if found.get("change", -1) not in taken | {-1}:
                continue
            if text.startswith("L:new ~14") and is_base(passage, new, taken):
                continue  # what another was compared with
            if text.startswith("L:new ~14") and _ends_list(passage, new, taken):
                continue  # "43 by day, 12 by night and 9 at weekends, a rise of 5% from 61"
            between = set(passage.between(old, new))
            if "change" in found and items[new - 1].lower == "(":
                continue  # a value in brackets is what another was compared with
            benchmark = bool(between & _NOT_EARLIER) or bool(
                set(passage.lowers[old + 1 : old + 3]) & {"target"}
            )
            before, after = times.get(old), times.get(new)
            if before and after and _later(before, after) and (between & _LOOSE):
                old, new, before, after = new, old, after, before
            yield Pair(old, new, before, after, True, benchmark, found.get("change"))


def _by_base(passage: Passage, taken: frozenset[int], times: dict[int, When]) -> Iterator[Pair]:
    for old, new, change in bases_of(passage, taken):
        if old > new and change is not None and _ends_list(passage, new, taken):
            continue
        near = set(passage.lowers[max(0, old - 4) : old + 3])
        yield Pair(old, new, times.get(old), times.get(new), True, bool(near & _NOT_EARLIER), change)


def _ends_list(passage: Passage, new: int, taken: set[int] | frozenset[int]) -> bool:
    """Whether a number is the last of three or more of its kind in its sentence."""
    earlier = [
        at
        for at in passage.quantities
        if at < new
        and at not in taken
        and passage.same_sentence(at, new)
        and alike(passage.quantity(at), passage.quantity(new))
    ]
    joined = bool(earlier) and bool({",", "and"} & set(passage.between(earlier[-1], new)))
    return len(earlier) >= 2 and joined


def _later(first: When, second: When) -> bool:
    return first.is_relative == second.is_relative and first.order > second.order


def _by_time(passage: Passage, taken: frozenset[int], times: dict[int, When]) -> Iterator[Pair]:
    """ "120 in 2022/23 and 150 in 2023/24": neighbours of one kind with two times."""
    levels = [at for at in passage.quantities if at not in taken and at in times]
    for first, second in itertools.pairwise(levels):
        before, after = times[first], times[second]
        if not comparable(passage, first, second) or before.order == after.order:
            continue
        if before.is_relative != after.is_relative or before.shape != after.shape:
            continue
        if is_base(passage, first, taken) and is_base(passage, second, taken):
            continue  # each was compared with a third value
        if not _one_measure(passage, first, second) or _both_in_brackets(passage.items, first, second):
            continue
        if before.order > after.order:
            first, second, before, after = second, first, after, before
        yield Pair(first, second, before, after, False)


def _both_in_brackets(items: list[Item], first: int, second: int) -> bool:
    """ "Than last year (130) and two years ago (140)": each was compared with a third value."""
    return first > 0 and items[first - 1].lower == "(" and items[second - 1].lower == "("


def _one_measure(passage: Passage, first: int, second: int) -> bool:
    """The second has no noun of its own, or that of the first."""
    nouns, others = set(passage.noun(first)), set(passage.noun(second))
    if not passage.same_sentence(first, second):
        told = nouns & others or (not others and _stands_for(passage, second))
        return passage.owners[second] - passage.owners[first] == 1 and bool(told)
    if {"while", "whilst", "whereas"} & set(passage.between(first, second)):
        return bool(nouns & others)
    return not others or not nouns or bool(nouns & others)


def _stands_for(passage: Passage, at: int) -> bool:
    """ "In 2023 the figure was 1,368": the number of the sentence before."""
    return bool(_SAME & set(passage.lowers[max(0, at - 4) : at])) and passage.lowers[at - 1] in (
        "was",
        "is",
        "were",
    )


def leading_verb(items: list[Item], pair: Pair) -> tuple[str, int]:
    """The verb of change that leads a pair, "rose from A to B", or joins it, "A, up from B", and its item."""
    start = pair.span[0]
    if pair.new < pair.old:
        for index in range(pair.old - 2, pair.new, -1):
            moved = items[index].lower in _NOUNS or items[index].lower in ("up", "down")
            if moved and items[index + 1].lower == "from":
                return items[index].lower, index
    for index in range(start - 1, max(-1, start - 7), -1):
        lower = items[index].lower
        if items[index].kind in ("quantity", "range") or lower in (";", ".", ":", "(", "and", "but"):
            return "", start
        if lower in CHANGE_VERBS | UP_NOUNS | DOWN_NOUNS:
            return lower, index
    return "", start
