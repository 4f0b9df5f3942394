"""A part of a whole against the percentage given for it.

"998 out of 1,372 (73 per cent)", "of the 719 recruits 313, or 43.5%, were women", "an overspend of £2.9m
(1.1%) on a budget of £253.5m": the percentage must be the part over the whole. Slips have names: cut off
instead of rounded, the whole taken as a share of the part, the share of the rest given instead.

Against: "150 of the 600 replies (20%)" (25%). "Two thirds of the forces (15 of 43)" (35%).
For: "a fifth of pupils (121 of 600)"; percentages whose base is not in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.audit.finding import Finding
from reports.audit.language.change import changes_of
from reports.audit.language.grammar import pattern
from reports.audit.language.judge import comes_to, compute, cut_off, share, verdict
from reports.audit.language.pair import pairs_of
from reports.audit.language.quantity import HUNDRED, Quantity
from reports.audit.language.sentence import Sentence
from reports.audit.rules.report import Claims, passage

# In each: the share, the part and the whole. Order matters: the first that fits a share is believed.
_PATTERNS = (
    "S:share ~9 ( Q:part out? of|from ^6 Q:whole",
    "S:share ~9 – Q:part out? of ^6 Q:whole",
    "S:share ~6 , or? Q:part out? of ^6 Q:whole",
    "Q:part ~5 out of ^6 Q:whole ~4 @OPEN or? S:share",
    "Q:part of the|all|its|our|their|these|those|a ^5 Q:whole ~5 @OPEN or? S:share",
    "Q:part ~6 out of ^6 Q:whole ~5 @IS ~2 S:share",
    "Q:part of Q:whole ~4 @OPEN or? S:share",
    "Q:part of the|all|its ^4 Q:whole ~6 @IS S:share",
    "out? of ^9 Q:whole ~9 Q:part ~4 @OPEN or? S:share",
    "of ^6 Q:whole ~9 S:share ~3 ( Q:part )",
    "Q:part ~8 ( S:share ) ~6 on|of|from ^9 Q:whole",
    "Q:part ~6 , or? S:share , ~3 of|on ^6 Q:whole",
    "Q:part ~8 ( S:share of ^6 Q:whole",
    "Q:part ~9 @IS ~2 S:share of ^8 Q:whole",
    "Q:part ~6 . this|that|it|these @IS ~2 S:share of ^8 Q:whole",
    "S:share of ^6 Q:whole ~5 ( Q:part )",
    "S:share of the|all|its|our ^5 Q:whole ~6 , or? Q:part",
    "S:share ~4 of Q:whole ~3 is|was|equals|= Q:part",
    "Q:part ~6 or|, S:share of ^4 Q:whole",
    "Q:whole ~9 of which|whom|these|those|them ~4 Q:part ~3 @OPEN or? S:share",
    "Q:whole ~9 , Q:part of which|whom|these|those|them ~3 @OPEN or? S:share",
    "Q:whole ~9 including ~3 Q:part ~4 ( S:share",
)


@dataclass(frozen=True, slots=True)
class Part:
    """Items of a share, its part and its whole."""

    share: int
    part: int
    whole: int


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    if not any(_is_share(sentence, at) for at in sentence.quantities):
        return
    changes = changes_of(sentence)
    taken = {change.at for change in changes if not change.bare}
    moves = {
        pair.span for pair in pairs_of(sentence, frozenset(change.at for change in changes)) if pair.firm
    }
    readings: dict[int, list[Part]] = {}
    for part in _parts(sentence):
        if (min(part.part, part.whole), max(part.part, part.whole)) in moves:
            continue  # an earlier and a later value, not a part and its whole
        if not taken & {part.part, part.whole, part.share} or _is_balance(sentence, part):
            readings.setdefault(part.share, []).append(part)
    for parts in readings.values():
        claims.count()
        if not any(_agrees(sentence, part) for part in parts):
            yield from _report(sentence, parts[0])


def _is_share(sentence: Sentence, at: int) -> bool:
    quantity = sentence.items[at].quantity
    return quantity is not None and quantity.is_share


def _is_balance(sentence: Sentence, part: Part) -> bool:
    """ "An increase of £2m (1%) on the budget of £200m": an amount is a part of what it is on."""
    return sentence.items[part.part].lower == "" and any(
        item.lower in ("on", "of") for item in sentence.items[part.share : part.whole]
    )


def _parts(sentence: Sentence) -> Iterator[Part]:
    for text in _PATTERNS:
        for found in pattern(text).find(sentence):
            part = Part(found["share"], found["part"], found["whole"])
            if _is_sound(sentence, part):
                yield part


def _is_sound(sentence: Sentence, part: Part) -> bool:
    """A count over a count, or money over money; a share of one kind more is none of ours."""
    top, bottom = _two(sentence, part)
    if top.kind != bottom.kind or top.kind not in ("count", "money", "clock") or bottom.value <= 0:
        return False
    if part.share in (part.part, part.whole) or top.value > 2 * bottom.value:
        return False
    between = sentence.items[min(part.part, part.whole) : max(part.part, part.whole)]
    aimed = any(item.lower == "target" for item in sentence.items[max(0, part.whole - 3) : part.whole])
    return not aimed and not any(item.lower in ("compared", "against", "than") for item in between)


def _two(sentence: Sentence, part: Part) -> tuple[Quantity, Quantity]:
    top, bottom = sentence.items[part.part].quantity, sentence.items[part.whole].quantity
    assert top is not None
    assert bottom is not None
    return top, bottom


def _agrees(sentence: Sentence, part: Part) -> bool:
    top, bottom = _two(sentence, part)
    stated = sentence.items[part.share].quantity
    truth = compute(share, top, bottom)
    return stated is None or truth is None or verdict(stated, truth) in ("agrees", "loosely")


def _report(sentence: Sentence, part: Part) -> Iterator[Finding]:
    top, bottom = _two(sentence, part)
    stated = sentence.items[part.share].quantity
    truth = compute(share, top, bottom)
    if stated is None or truth is None:
        return
    name, why = "share", ""
    if verdict(stated, truth) == "truncated":
        name, why = "truncated", ": it was cut off where it should be rounded"
    elif top.value and _near(stated, bottom, top):
        name, why = "share-swapped", f": it is {bottom.text} as a share of {top.text}"
    elif abs(HUNDRED - truth.value - stated.value) <= stated.ulp / 2:
        name, why = "share-of-the-rest", ": it is the share of the others"
    elif bottom.value > top.value and abs(percent_more(top, bottom) - stated.value) <= stated.ulp / 2:
        why = ": it was worked out on what is left"
    computed = comes_to(truth.value, stated)
    because = f"{top.text} as a share of {bottom.text} is {computed}, not {stated.text}{why}."
    yield passage(sentence, "error", name, stated.text, computed, because, part.part, part.whole, part.share)


def percent_more(top: Quantity, bottom: Quantity) -> Decimal:
    """The part in per cent of the rest."""
    return share(top.value, bottom.value - top.value)


def _near(stated: Quantity, top: Quantity, bottom: Quantity) -> bool:
    value = share(top.value, bottom.value)
    return abs(value - stated.value) <= stated.ulp / 2 or cut_off(value, stated.ulp) == stated.value
