"""Parts against the total they are said to make.

Only where the text says that they make the whole: "a total of", "in total", "made up of", "comprising",
"and the remaining". A list that includes, or gives examples, need not add up and is left alone.

Against: "£1.2m from the Home Office plus £0.5m of local money, £1.9m in total". "Of 40 cases 25 were closed
and the remaining 14 are open".
For: "£19.8m, including estates (£13.5m) and vehicles (£2.5m)"; "30 visits, among them 12 by night".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from reports.audit.finding import Finding
from reports.audit.language.change import changes_of
from reports.audit.language.grammar import pattern
from reports.audit.language.judge import band_of, overlaps
from reports.audit.language.quantity import Quantity, shown
from reports.audit.language.sentence import Sentence
from reports.audit.language.vocabulary import words
from reports.audit.rules.report import Claims, passage

_OPEN = words(
    "including included includes include among amongst example such mainly mostly notably particularly"
)
_TOTAL_LAST = (
    "a|the total|combined|grand total? of Q:total",
    "totalling|totaling|totalled Q:total",
    "total|sum of Q:total",
    "giving|making|gives|makes|brings|bringing ~6 total ~4 to? Q:total",
    "Q:total in total|all",
    "Q:total altogether|combined|overall",
    "together|altogether ,? ~4 Q:total",
    "Q:total ~3 in total|all",
)
_TOTAL_FIRST = (
    "Q:total ~9 comprising|comprised|comprises of?",
    "Q:total ~9 made up of|from|by",
    "Q:total ~9 consisting|consists|consisted of",
    "Q:total ~9 broken down",
    "Q:total ~9 divided|split between|into|across|as|:",
    "Q:total ~3 ( made|comprising|consisting|comprised up? of?",
    "total of Q:total ~5 : ",
    "Q:total ~3 in total ~3 :",
)
_REST = "Q:part ~12 remaining|other|rest|remainder ~3 Q:rest"
_COMPARING = words("compared than versus up down against")


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    if len(sentence.quantities) < 3:
        return
    taken = {change.at for change in changes_of(sentence)}
    done: set[int] = set()
    for total, parts in (*_after(sentence, taken), *_before(sentence, taken), *_with_rest(sentence, taken)):
        if total in done or len(parts) < 2:
            continue
        done.add(total)
        yield from _judge(sentence, total, parts, claims)


def _quantity(sentence: Sentence, at: int) -> Quantity:
    quantity = sentence.items[at].quantity
    assert quantity is not None
    return quantity


def _alike(sentence: Sentence, total: int, at: int) -> bool:
    first, second = _quantity(sentence, total), _quantity(sentence, at)
    return first.kind == second.kind and first.kind in ("count", "money", "percent", "clock")


def _after(sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, list[int]]]:
    """ "A, B and C, a total of T"."""
    for text in _TOTAL_LAST:
        for found in pattern(text).find(sentence):
            total = found["total"]
            parts = [
                at
                for at in sentence.quantities
                if at < total and at not in taken and _alike(sentence, total, at)
            ]
            if len(parts) > 2 and _quantity(sentence, parts[0]).value == _quantity(sentence, total).value:
                parts = parts[1:]  # "93 visits: 41 to homes, 29 to shops and 23 to schools, 93 in all"
            if len(parts) > 1 and _is_list(sentence, parts) and _closes(sentence, parts[-1], total):
                yield total, parts


def _closes(sentence: Sentence, last: int, total: int) -> bool:
    """Nothing between the last part and the total starts a new thought."""
    between = [item.lower for item in sentence.items[last + 1 : total]]
    moved = between[-1:] == ["from"]
    return (
        len(between) <= 22
        and not moved
        and not {"while", "whereas", "than", "compared", "but"} & set(between)
    )


def _is_list(sentence: Sentence, parts: list[int]) -> bool:
    """Parts joined by commas, "and" or "plus", no list that only includes, no change from one to the next."""
    span = [item.lower for item in sentence.items[max(0, parts[0] - 4) : parts[-1]]]
    joined = all(
        any(
            item.lower in ("and", ",", "plus", "+", ";", "with", "(", ")", "&")
            for item in sentence.items[a:b]
        )
        for a, b in itertools.pairwise(parts)
    )
    moved = any(sentence.items[at - 1].lower == "from" for at in parts if at)
    inside = {item.lower for item in sentence.items[parts[0] : parts[-1]]}
    return joined and not moved and not _OPEN & set(span) and not inside & _COMPARING


def _before(sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, list[int]]]:
    """ "T, made up of A, B and C"."""
    for text in _TOTAL_FIRST:
        for found in pattern(text).find(sentence):
            total, end = found["total"], found["end"]
            parts = []
            for at in sentence.quantities:
                if at >= end and at not in taken and _alike(sentence, total, at):
                    parts.append(at)
            if not parts or _stops_between(sentence, end, parts[-1]):
                continue
            if len(parts) > 1 and _is_list(sentence, parts):
                yield total, parts


def _stops_between(sentence: Sentence, start: int, end: int) -> bool:
    lowers = {item.lower for item in sentence.items[start:end]}
    return bool(lowers & (_OPEN | {"which", "whom", ".", "compared", "than", "areas", "up"}))


def _with_rest(sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, list[int]]]:
    """ "Of T, A were closed and the remaining B are open"."""
    for found in pattern(_REST).find(sentence):
        part, rest = found["part"], found["rest"]
        earlier = [
            at for at in sentence.quantities if at < part and at not in taken and _alike(sentence, part, at)
        ]
        if not earlier or {part, rest} & taken or not _alike(sentence, part, rest):
            continue
        total = max(earlier, key=lambda at: _quantity(sentence, at).value)
        parts = [
            at
            for at in sentence.quantities
            if at > total and at <= rest and at not in taken and _alike(sentence, total, at)
        ]
        if _quantity(sentence, total).value > _quantity(sentence, part).value and len(parts) > 1:
            yield total, parts


def _judge(sentence: Sentence, total: int, parts: list[int], claims: Claims) -> Iterator[Finding]:
    claims.count()
    stated = _quantity(sentence, total)
    values = [_quantity(sentence, at) for at in parts]
    if any(value.hedge in ("most", "least", "over", "under") for value in values):
        return
    bands = [band_of(value) for value in values]
    truth = (sum((band[0] for band in bands), Decimal(0)), sum((band[1] for band in bands), Decimal(0)))
    if overlaps(band_of(stated), truth):
        return
    whole = sum((value.value for value in values), Decimal(0))
    computed = shown(whole, stated.kind)
    sums = " + ".join(value.text for value in values)
    because = f"{sums} comes to {computed}, not {stated.text}."
    yield passage(sentence, "error", "parts-and-total", stated.text, computed, because, total, *parts)
