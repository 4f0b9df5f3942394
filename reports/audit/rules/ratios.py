"""Words of multiplication against the two values: doubled, halved, trebled, three times, fivefold.

"Doubled from 40 to 81" stands; "doubled from 40 to 60" does not: it rose by half. The word may be a fifth off
before it is certainly wrong, since people round such words; "more than doubled" and "almost trebled" are held
to their side.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reports.audit.finding import Finding, Severity
from reports.audit.language.change import changes_of
from reports.audit.language.grammar import pattern
from reports.audit.language.item import Item
from reports.audit.language.judge import compute, overlaps
from reports.audit.language.pair import Pair, pairs_of
from reports.audit.language.quantity import Hedge, Quantity, shown
from reports.audit.language.sentence import Sentence
from reports.audit.language.vocabulary import HALVINGS, MULTIPLES
from reports.audit.rules.report import Claims, passage

_HEDGES: dict[str, Hedge] = {
    "almost": "nearly",
    "nearly": "nearly",
    "roughly": "about",
    "around": "about",
    "about": "about",
    "approximately": "about",
    "than": "over",
    "over": "over",
}
_MULTIPLIED = (
    "Q:new ~6 is|are|was|were ~2 Q:times the|as ~4 Q:old",
    "Q:new ~6 is|are|was|were ~1 twice|double|treble|triple ~4 Q:old",
)
_SURE = Decimal("0.15")


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    stated = list(_multiples(sentence))
    if not stated:
        return
    taken = frozenset(change.at for change in changes_of(sentence)) | {at for at, _ in stated}
    pairs = [pair for pair in pairs_of(sentence, taken) if not pair.benchmark]
    pairs += [
        Pair(found["old"], found["new"])
        for text in _MULTIPLIED
        for found in pattern(text).find(sentence)
        if found.get("times", found["start"]) in {at for at, _ in stated} | {found["start"]}
        and not {found["old"], found["new"]} & taken
    ]
    for at, quantity in stated:
        near = sorted(pairs, key=lambda pair: min(abs(at - pair.old), abs(at - pair.new)))
        if near:
            claims.count()
            yield from _judge(sentence, at, quantity, near)


def _multiples(sentence: Sentence) -> Iterator[tuple[int, Quantity]]:
    items = sentence.items
    for at, item in enumerate(items):
        if item.kind == "multiple":
            hedge = _HEDGES.get(items[at - 1].lower, "") if at else ""
            times = Decimal("0.5") if item.lower in HALVINGS else Decimal(MULTIPLES[item.lower])
            yield at, Quantity(times, "times", times / 4, item.lower, hedge)
        elif item.quantity is not None and item.quantity.kind == "times":
            yield at, item.quantity


def _judge(sentence: Sentence, at: int, stated: Quantity, pairs: list[Pair]) -> Iterator[Finding]:
    found: list[tuple[Pair, Decimal]] = []
    for pair in pairs:
        old, new = _value(sentence.items[pair.old]), _value(sentence.items[pair.new])
        truth = compute(lambda a, b: b / a, old, new)
        if truth is None:
            continue
        if overlaps(_band(stated), truth.band) or overlaps(_band(stated), truth.loose):
            return
        found.append((pair, truth.value))
    if not found:
        return
    pair, value = found[0]
    computed = shown(value.quantize(Decimal("0.01")), "times")
    gap = abs(value - stated.value) / stated.value if stated.value else Decimal(1)
    severity: Severity = "error" if gap > _SURE or stated.hedge == "over" else "warning"
    old, new = _value(sentence.items[pair.old]), _value(sentence.items[pair.new])
    because = f"{new.text} is {computed} {old.text}; that is not “{stated.text}”."
    yield passage(sentence, severity, "times", stated.text, computed, because, at, pair.span)


def _band(stated: Quantity) -> tuple[Decimal, Decimal]:
    value = stated.value
    match stated.hedge:
        case "nearly":
            return value * Decimal("0.75"), value
        case "about":
            return value * Decimal("0.85"), value * Decimal("1.15")
        case "over" | "least":
            return value, value * 3
    exact = replace(stated, hedge="")
    return exact.low, exact.high


def _value(item: Item) -> Quantity:
    assert item.quantity is not None
    return item.quantity
