"""Which number a part with its share beside it is a part of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import HUNDRED
from reckoner.reports.audit.language.vocabulary import CHANGE_NOUNS, CHANGE_VERBS
from reckoner.reports.audit.relations.beside import APART, beside_of, may_be_whole, share_of
from reckoner.reports.audit.relations.claim import Reading
from reckoner.reports.audit.relations.pairs import pairs_of

_OF_THESE = [["of", word] for word in ("them", "these", "those", "this", "which", "whom", "it")]


def wholes_of(passage: Passage, at: int, part: int) -> Iterator[Reading]:
    """The numbers around that a part could be a part of, the nearest before it first."""
    owner = passage.owners[part]
    taken = {change.at for change in changes_of(passage)}
    bases = {pair.old for pair in pairs_of(passage) if pair.firm}
    near = [
        w
        for w in passage.quantities
        if owner - 2 <= passage.owners[w] <= owner + 1
        and w not in taken
        and (w not in bases or part in bases)
    ]
    for whole in sorted(near, key=lambda w: (w > part, abs(w - part))):
        if passage.quantity(whole).value >= passage.quantity(part).value and whole != part:
            reading = share_of(passage, at, part, whole)
            if reading is not None:
                yield reading


def of_a_whole(passage: Passage, beside: dict[int, int]) -> Iterator[tuple[int, Reading]]:
    """Shares with their parts beside them, where the words or the other shares say what the whole is."""
    for owner in {passage.owners[at] for at in beside}:
        group = {at: part for at, part in beside.items() if passage.owners[at] == owner}
        whole = _common(passage, group)
        for at, part in group.items():
            if _is_moved(passage, part):
                continue
            named = _named_whole(passage, part)
            candidates = [r for r in wholes_of(passage, at, part) if _may_be(passage, r, whole, named, group)]
            if not candidates and named is None and _shares_all(passage, group):
                candidates = [r for r in wholes_of(passage, at, part) if r.operands[1] not in group.values()]
                candidates = candidates if len({r.operands[1] for r in candidates}) == 1 else []
            for reading in sorted(candidates, key=lambda r: _off(passage, at, r)):
                yield at, reading


def _off(passage: Passage, at: int, reading: Reading) -> Decimal:
    return abs(reading.truth.value - passage.quantity(at).value)


def _may_be(
    passage: Passage, reading: Reading, common: set[int], named: set[int] | None, group: dict[int, int]
) -> bool:
    part, whole = reading.operands
    if named is not None:
        return whole in named
    return whole in common and whole not in group.values() and not APART & set(passage.between(part, whole))


def _common(passage: Passage, group: dict[int, int]) -> set[int]:
    """The wholes with which another share of the sentence agrees."""
    found: Counter[int] = Counter()
    for at, part in group.items():
        for reading in wholes_of(passage, at, part):
            whole = reading.operands[1]
            plain = reading.holds and not passage.quantity(at).hedge
            if plain and whole not in group.values() and whole < part and passage.quantity(part).is_whole:
                found[whole] += 1
    return {whole for whole, times in found.items() if times >= 2 or len(group) <= 2}


def _named_whole(passage: Passage, part: int) -> set[int] | None:
    """What "of these", a colon or "a total of" before a part points to; None where nothing does."""
    owner = passage.owners[part]
    start = passage.owners.index(owner)
    before = passage.lowers[start:part]
    numbers = [at for at in passage.quantities if may_be_whole(passage, at, part)]
    if _is_of_a_change(passage, start, part):
        return set()
    if passage.lowers[part + 1 : part + 3] in _OF_THESE:
        return {at for at in numbers if at < part and passage.owners[at] >= owner - 1} or None
    led_by = [
        at for at in numbers if at < part and passage.owners[at] == owner and _leads(passage, at, start)
    ]
    if led_by:
        return set(led_by)
    here = [at for at in numbers if start <= at < part]
    partitive = _last_partitive(before)
    if partitive is not None:
        place = start + partitive
        led = [at for at in here if at < place]
        earlier = [at for at in numbers if passage.owners[at] == owner - 1]
        return set(led or earlier) or None
    if ":" in before:
        place = start + len(before) - 1 - before[::-1].index(":")
        led = [at for at in here if at < place]
        return set(led) - set(beside_of(passage).values()) or None
    return None


def _is_of_a_change(passage: Passage, start: int, part: int) -> bool:
    """ "£546,000 of this growth (65%)": of an amount that no level is."""
    near = passage.lowers[start : part + 4]
    return any(
        first == "of" and second in ("this", "that", "the") and noun in CHANGE_NOUNS
        for first, second, noun in zip(near, near[1:], near[2:], strict=False)
    )


def _leads(passage: Passage, at: int, start: int) -> bool:
    """ "Of the 1,204 people who replied, ...": the whole that a sentence begins with."""
    return passage.lowers[start] == "of" and at - start <= 5


def _last_partitive(before: Sequence[str]) -> int | None:
    for at in range(len(before) - 2, -1, -1):
        if before[at] in APART:
            return None
        if before[at] == "of" and before[at + 1] in ("these", "those", "them", "which", "whom", "this"):
            return at
        if before[at] in (";",):
            return None
    return None


def _shares_all(passage: Passage, group: dict[int, int]) -> bool:
    """The shares of the sentence make a hundred, so they are parts of one whole."""
    owner = passage.owners[next(iter(group))]
    taken = {change.at for change in changes_of(passage)}
    shares = [
        passage.quantity(at)
        for at in passage.quantities
        if passage.owners[at] == owner and passage.quantity(at).kind == "percent" and at not in taken
    ]
    if len(shares) < 2:
        return False
    slack = sum((one.ulp for one in shares), Decimal(0)) / 2
    return abs(sum((one.value for one in shares), Decimal(0)) - HUNDRED) <= slack


def _is_moved(passage: Passage, part: int) -> bool:
    """ "Fell to 2,030 (22%)": the bracket may be the change."""
    return (
        bool(CHANGE_VERBS & set(passage.lowers[max(0, part - 5) : part])) or passage.lowers[part - 1] == "to"
    )
