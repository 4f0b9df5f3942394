"""A count of things against the list of them: "three areas:" with four bullets, and totals whose parts are
bullets.

The number must stand with its noun right before the colon, or before "are" or "as follows"; what stands
between must be no other number. In running text a list is counted by its commas or semicolons, with each
"and" inside an item allowed either way, so that "search and rescue" is no slip.

Against: "two new teams: rural, roads and harbour". For: "the two officers did the following:" and five
bullets.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.document import Block, Document
from reckoner.reports.audit.finding import Finding, Severity
from reckoner.reports.audit.language.judge import band_of, overlaps
from reckoner.reports.audit.language.outline import lists_of
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.language.sentence import Sentence, sentences_of
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claims, passage

_NOT_THINGS = words(
    "year years month months week weeks day days hour hours minute minutes second seconds "
    "people officers staff times "
    "cases offences crimes complaints victims"
)
_MADE = words("set agreed identified made planned listed named chosen proposed found given below adopted")
_LINKS = words("are were is namely follow follows as following include")
_MOST = 30
_WHOLE = words(
    "comprising comprised comprises consisting consisted made split divided broken total totalling breakdown"
)


def find(document: Document, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a document's lists."""
    for lead, items in lists_of(document):
        sentence = list(sentences_of(lead))[-1]
        if not any("; and " in item.text or "; or " in item.text for item in items):
            yield from _count(sentence, len(items), claims)
        yield from _sum(sentence, items, claims)


def find_inline(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule within a sentence."""
    for colon, item in enumerate(sentence.items):
        if item.lower != ":" or colon + 2 >= len(sentence.items):
            continue
        at = _counted(sentence, colon)
        quantity = sentence.items[at].quantity if at is not None else None
        if at is None or quantity is None:
            continue
        least, most = _entries(sentence, colon + 1)
        if most < 2:
            continue
        claims.count("list-count", sentence.text)
        if not least <= quantity.value <= most:
            number = str(most) if least == most else f"{least} to {most}"
            because = f"the text says {quantity.text}, and {number} follow."
            yield passage(sentence, "warning", "list-count", quantity.text, number, because, at, colon)


def _counted(sentence: Sentence, colon: int) -> int | None:
    """The number whose things the list names: "three priority areas:", "four aims are as follows:"."""
    items = sentence.items
    at = colon - 1
    if at > 1 and items[at].lower in _MADE and items[at - 1].lower in ("were", "are", "was", "been"):
        at -= 1
    while at >= 0 and items[at].lower in _LINKS:
        at -= 1
    for index in range(at, max(-1, at - 6), -1):
        item = items[index]
        if item.kind == "quantity" and item.quantity is not None:
            noun = [word.lower for word in items[index + 1 : at + 1]]
            countable = (
                item.quantity.kind == "count"
                and 2 <= item.quantity.value <= _MOST
                and not item.quantity.hedge
            )
            plain = bool(noun) and noun[-1].endswith("s") and not set(noun) & _NOT_THINGS
            return index if countable and plain and item.quantity.is_whole else None
        if item.kind != "word" or item.lower in ("the", "of", "in", "to", "for", "by", "at", "on", "with"):
            return None
    return None


def _entries(sentence: Sentence, start: int) -> tuple[int, int]:
    """The least and the most entries of a list in running text, up to the end of the sentence."""
    if any(item.kind == "quantity" for item in sentence.items[start:]):
        return 0, 0
    lowers = [item.lower for item in sentence.items[start:]]
    depth, commas, semicolons, ands = 0, 0, 0, 0
    for place, lower in enumerate(lowers):
        depth += (lower == "(") - (lower == ")")
        if depth > 0 or lower in (")",):
            continue
        commas += lower == ","
        semicolons += lower == ";" and place < len(lowers) - 1
        ands += lower in ("and", "&", "or", "plus")
        is_end = lower == "." and place == len(lowers) - 1
        if lower in (".", ":", "–", "which", "who", "where") and not is_end:
            return 0, 0
    if semicolons:
        return semicolons + 1, semicolons + 1 + commas + ands
    if not ands and not commas:
        return 0, 0
    least = commas + 1 if commas else 1
    return least, commas + ands + 1


def _count(sentence: Sentence, entries: int, claims: Claims) -> Iterator[Finding]:
    colon = len(sentence.items) - 1
    at = _counted(sentence, colon) if colon > 0 and sentence.items[colon].lower == ":" else None
    quantity = sentence.items[at].quantity if at is not None else None
    if at is None or quantity is None or entries < 2:
        return
    claims.count("list-count", sentence.text)
    if quantity.value != entries:
        because = f"the text says {quantity.text}, and {entries} items follow."
        severity: Severity = "error" if abs(quantity.value - entries) <= 3 else "warning"
        yield passage(sentence, severity, "list-count", quantity.text, str(entries), because, at)


def _sum(sentence: Sentence, items: tuple[Block, ...], claims: Claims) -> Iterator[Finding]:
    """ "A total of 40 visits, made up of:" and an amount at the head of each bullet."""
    moved = any(
        {"offset", "increase", "decrease", "rise", "fall", "reduction"} & set(item.text.lower().split())
        for item in items
    )
    if (
        moved
        or not set(sentence.lowers) & _WHOLE
        or {"including", "included", "includes"} & set(sentence.lowers)
    ):
        return
    parts = [_first(item) for item in items]
    totals = [at for at in sentence.quantities if parts[0] and _kind(sentence, at) == parts[0].kind]
    if len(totals) != 1 or any(
        part is None or parts[0] is None or part.kind != parts[0].kind for part in parts
    ):
        return
    total = sentence.items[totals[0]].quantity
    values = [part for part in parts if part is not None]
    if total is None or len(values) < 2 or total.kind == "percent":
        return
    claims.count("list-count", sentence.text)
    bands = [band_of(value) for value in values]
    truth = (sum((band[0] for band in bands), Decimal(0)), sum((band[1] for band in bands), Decimal(0)))
    if not overlaps(band_of(total), truth):
        computed = shown(sum((value.value for value in values), Decimal(0)), total.kind)
        because = f"{' + '.join(value.text for value in values)} comes to {computed}, not {total.text}."
        yield passage(sentence, "error", "parts-and-total", total.text, computed, because, totals[0])


def _kind(sentence: Sentence, at: int) -> str:
    quantity = sentence.items[at].quantity
    return quantity.kind if quantity else ""


def _first(block: Block) -> Quantity | None:
    """The one amount of a bullet, or the one at its head."""
    sentence = next(sentences_of(block), None)
    if sentence is None or not sentence.quantities:
        return None
    first = sentence.quantities[0]
    return sentence.items[first].quantity if first <= 1 or len(sentence.quantities) == 1 else None
