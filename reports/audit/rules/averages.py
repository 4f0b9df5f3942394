"""An average against its total and how many it is over.

"432 referrals over 12 months, an average of 36 a month"; "an average of 4.5 per school (1,395 pupils in 310
schools)". Needs all three in the sentence, and the word "average", "mean" or "per"; times with a total that
is one year and a monthly, weekly or daily average are divided by 12, 52 or 365.

Against: "360 calls over 12 months, an average of 36 a month" (30).
For: "an average of 36 a month" with no total; an average of other things than the total's.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reports.audit.finding import Finding
from reports.audit.language.change import changes_of
from reports.audit.language.grammar import pattern
from reports.audit.language.judge import comes_to, compute, verdict
from reports.audit.language.quantity import Quantity, shown
from reports.audit.language.sentence import Sentence, stem
from reports.audit.rules.report import Claims, passage

_MEAN = (
    "average|mean of Q:mean",
    "average|mean ~7 was|is|were|at Q:mean",
    "averaging Q:mean",
    "averaged Q:mean",
    "Q:mean ~3 on average",
    "on average ,? Q:mean",
    "Q:mean a|per|every|each|for ~1 day|week|month|year|head|person|officer|case|school|home|visit",
)
_PER_YEAR = {"month": 12, "week": 52, "day": 365, "quarter": 4}


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    means = dict.fromkeys(found["mean"] for text in _MEAN for found in pattern(text).find(sentence))
    for mean in means:
        unit = _unit(sentence, mean)
        stated = sentence.items[mean].quantity
        if stated is None or not unit or stated.kind not in ("count", "money", "clock"):
            continue
        yield from _judge(sentence, mean, stated, unit, claims)


def _unit(sentence: Sentence, mean: int) -> str:
    """What the average is per: the word after "a", "per" or "each" behind it."""
    items = sentence.items
    for index in range(mean + 1, min(mean + 7, len(items) - 1)):
        if items[index].kind in ("quantity", "range"):
            break
        if items[index].lower in ("a", "per", "each", "every", "an") and items[index + 1].kind == "word":
            return stem(items[index + 1].lower)
    for index in range(max(0, mean - 7), mean - 1):
        if items[index].lower in ("per", "each", "every") and items[index + 1].kind == "word":
            return stem(items[index + 1].lower)
    return ""


def _judge(sentence: Sentence, mean: int, stated: Quantity, unit: str, claims: Claims) -> Iterator[Finding]:
    taken = {change.at for change in changes_of(sentence)} | {mean}
    others = [at for at in sentence.quantities if at not in taken]
    over = [at for at in others if sentence.noun(at)[:1] == (unit,) or unit in sentence.noun(at)[:2]]
    totals = [at for at in others if at not in over and _is_total(sentence, at, stated)]
    if len(totals) != 1 or len(over) > 1:
        return
    total = sentence.items[totals[0]].quantity
    count = sentence.items[over[0]].quantity if over else _year(sentence, unit)
    truth = compute(lambda whole, number: whole / number, total, count) if total and count else None
    if truth is None or total is None or count is None:
        return
    claims.count()
    if (
        verdict(stated, truth) in ("agrees", "loosely")
        or verdict(replace(stated, hedge="about"), truth) == "agrees"
    ):
        return
    computed = comes_to(truth.value, replace(stated, kind=stated.kind))
    because = f"{total.text} divided by {shown(count.value)} is {computed} per {unit}, not {stated.text}."
    yield passage(sentence, "error", "average", stated.text, computed, because, totals[0], mean)


def _is_total(sentence: Sentence, at: int, stated: Quantity) -> bool:
    quantity = sentence.items[at].quantity
    if (
        quantity is None
        or quantity.kind != stated.kind
        or quantity.hedge in ("over", "under", "least", "most")
    ):
        return False
    return quantity.value > stated.value


def _year(sentence: Sentence, unit: str) -> Quantity | None:
    """A year's units, where the sentence names one whole year."""
    lowers = sentence.lowers
    whole = any(item.when is not None and item.when.is_whole_year for item in sentence.items) or any(
        pair in (("the", "year"), ("a", "year")) for pair in itertools.pairwise(lowers)
    )
    if not whole or unit not in _PER_YEAR or unit == "year":
        return None
    return Quantity(Decimal(_PER_YEAR[unit]), "count", Decimal(1), f"{_PER_YEAR[unit]} {unit}s")
