"""What is left of a whole, or lies between two numbers: "the remaining 16", "leaving 505", "a surplus".

The whole is the largest number before its parts, in their sentence or alone in the one before. Where any of
the numbers between make the rest, nothing is said.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import Truth, band_of, overlaps
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import shown
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.addition import SPANS, addable, sum_of
from reckoner.reports.audit.relations.claim import Claim, Reading

REST = (
    "N:part ~12 the remaining|other|rest|remainder ~3 N:rest",
    "N:part ~12 remaining N:rest",
    "N:part out? of ^2 N:whole ~9 ;|,|and ~8 the other|remaining|rest ~2 N:rest",
    "N:part ~12 the rest|remainder , ~2 N:rest",
    "N:part ~12 the rest|remainder ( ~1 N:rest )",
)
# Of three sums of money, or three counts, the last is what lies between the others.
OUTCOMES = (
    (
        "surplus|deficit of N:left",
        words("income receipts raised revenue"),
        words("costs expenditure spending spent expenses cost payments"),
    ),
    (
        "overspend|underspend|shortfall|variance|overrun of N:left",
        words("budget planned plan allocation estimate budgeted"),
        words("against spent spending spend actual outturn expenditure cost costs deficit surplus"),
    ),
    (
        "net surplus|deficit|profit|loss of N:left",
        words("surplus profit income"),
        words("deficit loss expenditure"),
    ),
    (
        "fell|rose|increased|decreased|grew|shrank|dropped by N:left",
        words("lost left leavers leaving"),
        words("recruited hired joined joiners gained appointed"),
    ),
    (
        "net loss|gain|increase|decrease|reduction of N:left",
        words("lost left leavers recruited hired joined joiners gained"),
        words("and"),
    ),
)
# The sum stands in words or in brackets.
TAKEN = (
    "net|surplus|deficit|profit|loss|balance ~9 N:left ~3 ( ~4 N:whole less|minus ~4 N:part )",
    "N:whole less|minus ~4 N:part ~2 =|is|gives|leaves|equals ~2 N:left",
    "N:left ~3 , being ~4 N:whole less|minus ~4 N:part",
)
LEFT = (
    "N:taken ~12 leaving|leaves ~6 N:left",
    "N:taken of the|its? ^2 N:whole ~9 leaving|leaves ~3 N:left",
)
APART = (
    "N:second ~12 exceeded|outnumbered|exceeds|exceed ~4 by N:left",
    "N:second ~6 , ~2 difference|gap of N:left",
    "N:second ~10 N:left ^2 under|over|below|above strength|establishment|complement|capacity|quota",
    "exceeded|outnumbered|exceeds|exceed ~4 by N:left ,|:|( ~6 N:second",
    "N:second ~6 ‖ ~4 difference|gap between ~8 is|was N:left",
)


def claims(passage: Passage) -> Iterator[Claim]:
    """The rests, remainders and outcomes that a passage claims."""
    if len(passage.quantities) < 3:
        return
    taken = {change.at for change in changes_of(passage)}
    yield from _rests(passage, taken)
    yield from _left(passage, taken)
    yield from _outcome(passage, taken)
    yield from _apart(passage, taken)
    yield from _told(passage, taken)


def _reconciled(passage: Passage, left: int, whole: int, part: int) -> Claim:
    """What is left of the whole without the part, against what is stated."""
    reading, stated = _difference(passage, left, whole, part), passage.quantity(left)
    computed = shown(reading.truth.value, stated.kind, unit=stated.unit)
    because = f"{reading.formula} comes to {computed}, not {stated.text}."
    return Claim("left", left, stated, (reading,), (), "reconcile", because, computed)


def _told(passage: Passage, taken: set[int]) -> Iterator[Claim]:
    """ "A surplus of £164,000 (income of £3,105,000 less costs of £2,941,000)"."""
    for text in TAKEN:
        for found in form(text).find(passage):
            left, whole, part = found["left"], found["whole"], found["part"]
            if addable(passage, left, whole) and addable(passage, left, part) and left not in taken:
                yield _reconciled(passage, left, whole, part)


def _rests(passage: Passage, taken: set[int]) -> Iterator[Claim]:
    """ "Of T, A were closed and the remaining B are open"."""
    seen: set[int] = set()
    for text in REST:
        for found in (*form(text).find(passage), *form(text).find_reduced(passage)):
            part, rest = found["part"], found["rest"]
            if rest in seen or {part, rest} & taken or not addable(passage, part, rest):
                continue
            whole = found.get("whole") or _whole(passage, part, taken)
            if whole is not None:
                seen.add(rest)
                yield _rest(passage, whole, part, rest, taken)


def _whole(passage: Passage, part: int, taken: set[int]) -> int | None:
    """The largest number before a part in its sentence, or the only one in the sentence before."""
    earlier = [
        at
        for at in passage.quantities
        if at < part
        and at not in taken
        and addable(passage, part, at)
        and passage.quantity(at).value > passage.quantity(part).value
    ]
    here = [at for at in earlier if passage.same_sentence(at, part)]
    if here:
        whole = max(here, key=lambda at: passage.quantity(at).value)
        led = "of" in passage.lowers[max(0, whole - 2) : whole]
        if not led and set(passage.noun(whole)) & set(passage.noun(part)):
            return None  # two parts of a whole that is not told
        between = passage.between(here[0], part)
        return None if {"than", "compared", "against"} & set(between) else whole
    before = [
        at
        for at in earlier
        if passage.owners[part] - passage.owners[at] == 1 and passage.noun(at)[:1] not in SPANS
    ]
    return before[0] if len(before) == 1 else None


def _rest(passage: Passage, whole: int, part: int, rest: int, taken: set[int]) -> Claim:
    begin = min(whole, part)
    parts = [
        at
        for at in passage.quantities
        if begin <= at < rest and at != whole and at not in taken and addable(passage, whole, at)
    ]
    readings = [_without(passage, whole, rest, parts)]
    some = itertools.chain.from_iterable(itertools.combinations(parts[:6], n) for n in range(1, len(parts)))
    others = [_without(passage, whole, rest, few) for few in some]
    stated, first = passage.quantity(rest), readings[0]
    computed = shown(first.truth.value, stated.kind, unit=stated.unit)
    because = f"{first.formula} comes to {computed}, not {stated.text}."
    return Claim("left", rest, stated, tuple(readings), tuple(others), "parts-and-total", because, computed)


def _without(passage: Passage, whole: int, rest: int, parts: Sequence[int]) -> Reading:
    """The whole less some of its parts."""
    stated, all_ = passage.quantity(rest), passage.quantity(whole)
    bands = [band_of(passage.quantity(at)) for at in parts]
    low, high = band_of(all_)
    low, high = low - sum((b[1] for b in bands), Decimal(0)), high - sum((b[0] for b in bands), Decimal(0))
    value = all_.value - sum((passage.quantity(at).value for at in parts), Decimal(0))
    holds = overlaps(band_of(stated), (low, high))
    formula = " - ".join([all_.text, *(passage.quantity(at).text for at in parts)])
    return Reading(
        (whole, *parts), Truth(value, (low, high), (low, high)), "agrees" if holds else "wrong", formula
    )


def _apart(passage: Passage, taken: set[int]) -> Iterator[Claim]:
    """ "2,250 births and 2,430 deaths, so deaths exceeded births by 180"."""
    for text in APART:
        for found in form(text).find(passage):
            left = found["left"]
            here = [
                at
                for at in passage.quantities
                if at not in taken
                and at != left
                and abs(left - at) < 30
                and addable(passage, left, at)
                and (at < left) == (found["second"] < left)
            ]
            if len(here) != 2:
                continue
            whole, part = sorted(here, key=lambda at: -passage.quantity(at).value)
            yield _reconciled(passage, left, whole, part)


def _left(passage: Passage, taken: set[int]) -> Iterator[Claim]:
    """ "T; A were refused, leaving B": B is T - A."""
    for text in LEFT:
        for found in (*form(text).find(passage), *form(text).find_reduced(passage)):
            part, left = found["taken"], found["left"]
            if {part, left} & taken or not addable(passage, part, left):
                continue
            limit = found.get("whole", part)
            wholes = [
                at
                for at in passage.quantities
                if at <= limit
                and at != part
                and at not in taken
                and passage.owners[part] - passage.owners[at] <= 1
                and addable(passage, part, at)
                and passage.quantity(at).value > passage.quantity(part).value
            ]
            readings = [_difference(passage, left, whole, part) for whole in reversed(wholes)]
            if readings:
                first = readings[0]
                stated = passage.quantity(left)
                computed = shown(first.truth.value, stated.kind, unit=stated.unit)
                because = f"{first.formula} comes to {computed}, not {stated.text}."
                others = tuple(_differences(passage, left, taken))
                yield Claim("left", left, stated, tuple(readings), others, "reconcile", because, computed)


def _outcome(passage: Passage, taken: set[int]) -> Iterator[Claim]:
    """ "Income of £4.8m and costs of £4.6m, a surplus of £0.2m": the other two apart."""
    for text, some, others in OUTCOMES:
        for found in form(text).find(passage):
            left = found["left"]
            here = [
                at
                for at in passage.quantities
                if passage.same_sentence(at, left)
                and at < left
                and (at not in taken or passage.quantity(at).kind == "count")
                and addable(passage, left, at)
            ]
            owner = passage.owners[left]
            if not here and owner and passage.lowers[passage.owners.index(owner)] in ("this", "that", "the"):
                owner -= 1
                here = [
                    at
                    for at in passage.quantities
                    if passage.owners[at] == owner and addable(passage, left, at)
                ]
            said = set(passage.lowers[passage.owners.index(owner) : left])
            if (
                len(here) != 2
                or max(here) > left
                or not said & some
                or not said & others
                or left - max(here) > 14
            ):
                continue
            whole, part = sorted(here, key=lambda at: -passage.quantity(at).value)
            reading = _difference(passage, left, whole, part)
            stated = passage.quantity(left)
            computed = shown(reading.truth.value, stated.kind, unit=stated.unit)
            because = f"{reading.formula} comes to {computed}, not {stated.text}."
            added = sum_of(passage, left, here)
            yield Claim("left", left, stated, (reading,), (added,), "reconcile", because, computed)


def _difference(passage: Passage, left: int, whole: int, part: int) -> Reading:
    first, second, stated = passage.quantity(whole), passage.quantity(part), passage.quantity(left)
    one, two = band_of(first), band_of(second)
    band = (one[0] - two[1], one[1] - two[0])
    value = first.value - second.value
    holds = overlaps(band_of(stated), band)
    return Reading(
        (whole, part),
        Truth(value, band, band),
        "agrees" if holds else "wrong",
        f"{first.text} - {second.text}",
    )


def _differences(passage: Passage, left: int, taken: set[int]) -> Iterator[Reading]:
    near = [
        at
        for at in passage.quantities
        if abs(passage.owners[at] - passage.owners[left]) <= 2
        and at not in taken
        and at != left
        and addable(passage, left, at)
    ][:16]
    for whole, part in itertools.permutations(near, 2):
        yield _difference(passage, left, whole, part)
    for whole, more, less in itertools.permutations(near[:8], 3):
        yield _moved(passage, left, (whole, more), (less,))
        if more > less:
            yield _moved(passage, left, (whole,), (more, less))


def _moved(passage: Passage, left: int, more: Sequence[int], less: Sequence[int]) -> Reading:
    """What was there and came in, less what went out."""
    bands = [band_of(passage.quantity(at)) for at in more]
    gone = [band_of(passage.quantity(at)) for at in less]
    low = sum((b[0] for b in bands), Decimal(0)) - sum((b[1] for b in gone), Decimal(0))
    high = sum((b[1] for b in bands), Decimal(0)) - sum((b[0] for b in gone), Decimal(0))
    holds = overlaps(band_of(passage.quantity(left)), (low, high))
    value = sum((passage.quantity(at).value for at in more), Decimal(0))
    value -= sum((passage.quantity(at).value for at in less), Decimal(0))
    formula = " + ".join(passage.quantity(at).text for at in more)
    formula += "".join(f" - {passage.quantity(at).text}" for at in less)
    return Reading(
        (*more, *less), Truth(value, (low, high), (low, high)), "agrees" if holds else "wrong", formula
    )
