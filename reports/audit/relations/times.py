"""A multiple against the two values it lies between: "doubled", "a threefold rise", "twice as many"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import Truth, compute, overlaps
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Hedge, Quantity, shown
from reckoner.reports.audit.language.vocabulary import HALVINGS, MULTIPLES
from reckoner.reports.audit.relations.alike import alike
from reckoner.reports.audit.relations.change_reading import CUTS, SIGNED, levels_near
from reckoner.reports.audit.relations.claim import Claim, Reading
from reckoner.reports.audit.relations.pairs import Pair, pairs_of

MULTIPLIED = (
    "L:new ~6 is|are|was|were ~2 X:times the|as ~4 L:old",
    "L:new ~6 is|are|was|were ~1 twice|double|treble|triple ~4 L:old",
    "L:new ~6 , ~1 X:times the|as ~3 L:old",
    "L:new ~6 , ~1 double|twice|treble the ~1 L:old",
    "L:new ~6 , ~2 twice|double|treble|triple ~3 as ~2 L:old",
    "L:new ~8 more? than? double|triple|twice|treble the? L:old",
    "L:new ~2 )? is|are|was|were ~3 double|twice|treble|triple that|those of|in|for ~2 L:old",
)
_HEDGES: dict[str, Hedge] = {
    "almost": "nearly", "nearly": "nearly", "roughly": "about", "around": "about", "about": "about",
    "approximately": "about", "than": "over", "over": "over", "virtually": "about",
}  # fmt: skip
_GAINS = frozenset({"surplus", "profit", "profits", "gain", "negative", "minus", "positive"})
_LOWER = frozenset({"lower", "fewer", "less", "smaller"})


def claims(passage: Passage) -> Iterator[Claim]:
    """The multiples that a passage claims."""
    stated = list(_multiples(passage))
    if not stated:
        return
    pairs = [pair for pair in pairs_of(passage) if not pair.benchmark]
    for text in MULTIPLIED:
        for found in form(text).find(passage):
            if alike(passage.quantity(found["old"]), passage.quantity(found["new"])):
                pairs.append(Pair(found["old"], found["new"]))
    for at, quantity in stated:
        if SIGNED & passage.word_set and _GAINS & passage.word_set:
            continue  # from below zero to above it
        if any(_is_occasions(passage, at, quantity, pair) for pair in pairs):
            continue
        near = sorted((p for p in pairs if _is_its(passage, at, p)), key=lambda p: _distance(at, p))
        closed = [reading for p in near if (reading := _reading(passage, at, quantity, p.old, p.new))]
        if closed:
            others = tuple(_open(passage, at, quantity, {(p.new, p.old) for p in pairs}))
            yield _claim(at, quantity, closed, others)


def _is_occasions(passage: Passage, at: int, quantity: Quantity, pair: Pair) -> bool:
    """ "63 times, nine times more than the 54 of the year before": so many occasions."""
    old, new = passage.quantity(pair.old), passage.quantity(pair.new)
    told = passage.lowers[at + 1 : at + 2] in (["more"], ["fewer"], ["less"])
    return told and abs(new.value - old.value) == quantity.value


def _distance(at: int, pair: Pair) -> int:
    return min(abs(at - pair.old), abs(at - pair.new))


def _is_its(passage: Passage, at: int, pair: Pair) -> bool:
    low, high = sorted((at, *pair.span))[0], sorted((at, *pair.span))[-1]
    return (
        passage.same_sentence(at, *pair.span)
        and not CUTS & set(passage.lowers[low:high])
        and _distance(at, pair) <= 14
    )


def _multiples(passage: Passage) -> Iterator[tuple[int, Quantity]]:
    items = passage.items
    for at, item in enumerate(items):
        if item.kind == "multiple":
            hedge = _HEDGES.get(items[at - 1].lower, "") if at else ""
            times = Decimal("0.5") if item.lower in HALVINGS else Decimal(MULTIPLES[item.lower])
            yield at, Quantity(times, "times", times / 4, item.lower, hedge)
        elif item.quantity is not None and item.quantity.kind == "times" and item.kind == "quantity":
            yield at, item.quantity


def _reading(passage: Passage, at: int, stated: Quantity, old_at: int, new_at: int) -> Reading | None:
    old, new = passage.quantity(old_at), passage.quantity(new_at)
    down = _LOWER & set(passage.lowers[at + 1 : at + 3])
    truth = compute((lambda a, b: a / b) if down else (lambda a, b: b / a), old, new)
    if truth is None:
        return None
    holds = overlaps(_band(stated), truth.band) or overlaps(_band(stated), truth.loose)
    first, second = (old, new) if down else (new, old)
    return Reading((old_at, new_at), truth, "agrees" if holds else "wrong", f"{first.text} / {second.text}")


def _band(stated: Quantity) -> tuple[Decimal, Decimal]:
    value = stated.value
    if value < 1:  # "more than halved": less than a half is left
        wide = {"over": (Decimal(0), value), "nearly": (value, value * Decimal("1.35"))}
        return wide.get(stated.hedge, (value * Decimal("0.8"), value * Decimal("1.2")))
    match stated.hedge:
        case "nearly":
            return value * Decimal("0.75"), value
        case "about":
            return value * Decimal("0.85"), value * Decimal("1.15")
        case "over" | "least":
            return value, value * 3
    exact = replace(stated, hedge="")
    return exact.low, exact.high


def _open(passage: Passage, at: int, stated: Quantity, backwards: set[tuple[int, int]]) -> Iterator[Reading]:
    near = levels_near(passage, at)[:20]
    for old in near:
        for new in near:
            if (
                old != new
                and (old, new) not in backwards
                and alike(passage.quantity(old), passage.quantity(new))
            ):
                reading = _reading(passage, at, stated, old, new)
                if reading is not None:
                    yield reading


def _claim(at: int, stated: Quantity, closed: list[Reading], others: tuple[Reading, ...]) -> Claim:
    first: Reading = closed[0]
    truth: Truth = first.truth
    computed = shown(truth.value.quantize(Decimal("0.01")), "times")
    because = f"{first.formula} is {computed}; that is not “{stated.text}”."
    return Claim("times", at, stated, tuple(closed), others, "times", because, computed)
