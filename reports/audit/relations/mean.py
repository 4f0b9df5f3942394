"""An average against its total and the number it is spread over: "432 in 12 months, 36 a month"."""

from __future__ import annotations

import calendar
import itertools
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import comes_to, compute, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.language.sentence import stem
from reckoner.reports.audit.relations.claim import Claim, Reading

MEANS = (
    "average|mean of N:mean",
    "average|mean ~7 was|is|were|at N:mean",
    "averaging N:mean",
    "averaged N:mean",
    "N:mean ~3 on average",
    "N:mean ~1 each|apiece",
    "on average ,? N:mean",
    "equivalent|equal to ~1 N:mean a|per|every|each",
    "per|each|every ~2 was|is|of|at|came|cost|costs N:mean",
    "N:mean a|per|every|each|for ~1 day|week|month|year|head|person|officer|case|school|home|visit",
)
# With the unit that another number of the sentence counts.
UNITED = (
    "or|,|at|is|averaging ~2 N:mean ~2 a|per|an",
    "or|,|is ~2 N:mean for each|every of? the?",
)
PRODUCTS = (
    "N:mean a|an|per|each ~1 for|× N:count ~4 come|comes|came|making|gives|is to? ~2 N:total",
    "N:count ~2 with|of|at N:mean ~3 each , ~2 N:total",
    "N:total ~6 , or ~1 N:mean for each of its|our|their ~1 N:count",
    "N:count ~6 N:mean times|visits|sessions|hours each , ~2 N:total",
    "each of the N:count ~6 N:mean ~3 , ~3 N:total",
    "N:count ~6 at|of|worth N:mean each ~3 , ~4 N:total",
    "N:count ~6 , worth N:total at N:mean a|an|per|each",
    "N:total ~6 , or ~1 N:mean for each of the ~1 N:count",
)
# The total stands right before: no other number can be meant.
FIRM = (
    "N:total ~10 , ~4 average of N:mean",
    "N:total ~10 , equivalent to ~1 N:mean",
    "N:total ~10 , averaging N:mean",
    "N:total ~10 , ~2 or ~1 N:mean a|per|each|every",
)
_YEARS = frozenset({"last year", "this year", "the last year", "the past year"})
_SPANS = {"month": 12, "week": 52, "day": 365, "quarter": 4, "monthly": 12, "weekly": 52, "daily": 365}


def claims(passage: Passage) -> Iterator[Claim]:
    """The averages that a passage claims."""
    means = dict.fromkeys(found["mean"] for text in (*MEANS, *UNITED) for found in form(text).find(passage))
    changes = {change.at for change in changes_of(passage)}
    for mean in means:
        unit = _unit(passage, mean)
        if mean in changes or not unit:
            continue
        if unit == "each" and passage.quantity(mean).hedge:
            continue
        closed = list(_readings(passage, mean, unit, changes))
        if closed:
            yield _claim(passage, mean, unit, closed)
    yield from products(passage)


def products(passage: Passage) -> Iterator[Claim]:
    """ "Each of the 46 grants was worth £2,500, £115,000 in total"."""
    changes = {change.at for change in changes_of(passage)}
    for text in PRODUCTS:
        for found in form(text).find(passage):
            total, mean, count = found["total"], found["mean"], found["count"]
            stated = passage.quantity(mean)
            if {total, mean, count} & changes or passage.quantity(total).kind != stated.kind:
                continue
            truth = compute(
                lambda whole, number: whole / number, passage.quantity(total), passage.quantity(count)
            )
            if truth is None or passage.quantity(count).kind != "count":
                continue
            formula = f"{passage.quantity(total).text} / {passage.quantity(count).text}"
            reading = Reading((total, count), truth, verdict(stated, truth), formula)
            yield _claim(passage, mean, "each", [reading])


def _unit(passage: Passage, mean: int) -> str:
    """What the average is per: the word after "a", "per" or "each" behind it, or "monthly" before."""
    items = passage.items
    for index in range(mean + 1, min(mean + 7, len(items) - 1)):
        if items[index].kind in ("quantity", "range") or items[index].lower in ".;":
            break
        if items[index].lower in ("each", "apiece") and (
            items[index + 1].kind != "word" or items[index + 1].lower in ("on", "and", "in")
        ):
            return "each"
        if items[index].lower in ("a", "per", "each", "every", "an") and items[index + 1].kind == "word":
            return stem(items[index + 1].lower)
    for index in range(mean - 1, max(-1, mean - 8), -1):
        if items[index].kind in ("quantity", "range"):
            break
        if items[index].lower in ("monthly", "weekly", "daily"):
            return items[index].lower
        if items[index].lower in ("per", "each", "every") and items[index + 1].kind == "word":
            return stem(items[index + 1].lower)
    return ""


def _readings(passage: Passage, mean: int, unit: str, changes: set[int]) -> Iterator[Reading]:
    stated = passage.quantity(mean)
    here = [
        at
        for at in passage.quantities
        if passage.same_sentence(at, mean) and at != mean and at not in changes
    ]
    over = [at for at in here if passage.noun(at)[:1] == (unit,) or unit in passage.noun(at)[:2]]
    if unit == "each":
        same = [
            at
            for at in here
            if (stated.kind == "money" or set(passage.noun(at)) & set(passage.noun(mean)))
            and _may_be_total(passage, at, stated)
        ]
        over = [at for at in here if at not in same and passage.quantity(at).kind == "count"]
        if not same and len(over) == 2:
            over.sort(key=lambda at: passage.quantity(at).value)
            same, over = [at for at in over[1:] if _may_be_total(passage, at, stated)], over[:1]
        if len(same) != 1 or len(over) != 1:
            return
    totals = [
        at
        for at in here
        if at not in over
        and _may_be_total(passage, at, stated)
        and passage.lowers[at + 1 : at + 2] not in (["a"], ["per"], ["each"], ["every"])
    ]
    firm = {f["total"] for text in FIRM for f in form(text).find(passage) if f["mean"] == mean} & set(totals)
    if len(over) > 1 or not (len(totals) == 1 or firm):
        return
    totals = [at for at in totals if at in firm or _is_of_its_noun(passage, at, mean)]
    for at in sorted(totals, key=lambda at: (at not in firm, abs(at - mean))):
        for count in _counts(passage, over, unit):
            truth = compute(lambda whole, number: whole / number, passage.quantity(at), count)
            if truth is not None:
                agrees = verdict(stated, truth)
                if verdict(replace(stated, hedge="about"), truth) == "agrees" and (
                    stated.hedge or agrees != "truncated"
                ):
                    agrees = "agrees"
                formula = f"{passage.quantity(at).text} / {shown(count.value)}"
                yield Reading((at,), truth, agrees, formula)


def _is_of_its_noun(passage: Passage, total: int, mean: int) -> bool:
    """ "43 people a night ... which has 50 beds": the beds are no total of people."""
    first, second = set(passage.noun(total)), set(passage.noun(mean))
    return not first or not second or bool(first & second) or passage.quantity(mean).kind == "money"


def _may_be_total(passage: Passage, at: int, stated: Quantity) -> bool:
    quantity = passage.quantity(at)
    return (
        quantity.kind == stated.kind
        and quantity.unit == stated.unit
        and quantity.value > stated.value
        and quantity.hedge not in ("over", "under", "least", "most")
    )


def _counts(passage: Passage, over: list[int], unit: str) -> Iterator[Quantity]:
    """The number to spread over: one that counts the unit, or a year's units where a whole year is named."""
    if over:
        yield passage.quantity(over[0])
        return
    days = _days_of_month(passage) if unit in ("day", "daily") else None
    if days is not None:
        yield Quantity(Decimal(days), "count", Decimal(1), f"{days} days")
        return
    lowers = passage.lowers
    whens = [i.when for i in passage.items if i.when is not None]
    whole = any(when.is_whole_year or when.text.lower() in _YEARS for when in whens) or any(
        pair in (("the", "year"), ("a", "year")) for pair in itertools.pairwise(lowers)
    )
    if whole and unit in _SPANS:
        yield Quantity(Decimal(_SPANS[unit]), "count", Decimal(1), f"{_SPANS[unit]} {unit}s")


def _days_of_month(passage: Passage) -> int | None:
    """How many days the one month has that the sentence names with its year."""
    whens = [item.when for item in passage.items if item.when is not None]
    if len(whens) != 1 or whens[0].shape != "month" or not whens[0].day:
        return None
    year, month, _ = whens[0].day
    return calendar.monthrange(year, month)[1] if year else None


def _claim(passage: Passage, mean: int, unit: str, closed: list[Reading]) -> Claim:
    first, stated = closed[0], passage.quantity(mean)
    computed = comes_to(first.truth.value, stated)
    because = f"{first.formula} is {computed} per {unit}, not {stated.text}."
    return Claim("average", mean, stated, tuple(closed), (), "average", because, computed)
