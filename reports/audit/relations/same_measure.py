"""One measure, two values: the same words, the same time, the same places, and another number.

Within a document: the noun must have two words or more and be the same, both times must be named and equal,
the names in both sentences too, and the values close enough to be one slip (within a tenth). Between
documents the nouns may be shortened and a time may be missing; then it is a question, not an error.

Against: "8,665 crimes solved in 2024" and, further on, "8,656 crimes solved in 2024".
For: two towns' burglaries of one year; a count for 2023 beside one for 2024.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.judge import band_of, overlaps
from reckoner.reports.audit.language.mention import Mention, is_measure
from reckoner.reports.audit.relations.claim import Claims, passage

_NEAR = Decimal("0.1")
_NEIGHBOURS = 6


def find(mentions: Sequence[Mention], claims: Claims) -> Iterator[Finding]:
    """Findings of this rule within one document."""
    groups: dict[tuple[object, ...], list[Mention]] = {}
    for mention in mentions:
        if (
            len(set(mention.noun)) > 1
            and mention.when is not None
            and not mention.when.is_relative
            and is_measure(mention)
        ):
            key = (mention.noun, mention.quantity.kind, mention.when.order, mention.when.shape)
            groups.setdefault(key, []).append(mention)
    for group in groups.values():
        for first, second in _close(group):
            if first.sentence is second.sentence or first.names != second.names:
                continue
            claims.count("two-values", second.sentence.text)
            if not overlaps(band_of(first.quantity), band_of(second.quantity)):
                yield _finding(first, second)


def find_between(mentions: Sequence[Mention], claims: Claims) -> Iterator[tuple[Finding, str]]:
    """Findings between documents, each with the name of the document it is in."""
    groups: dict[tuple[str, ...], list[Mention]] = {}
    for mention in mentions:
        if len(set(mention.noun)) > 2 and is_measure(mention):
            groups.setdefault((mention.noun[0], mention.quantity.kind), []).append(mention)
    for group in groups.values():
        for first, second in _close(group):
            if first.document == second.document or not _one(first, second):
                continue
            claims.count("two-values", second.sentence.text)
            if first.quantity.value != second.quantity.value:
                yield _finding(first, second), second.document
                yield _finding(second, first), first.document


def _close(group: list[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs whose values lie within a tenth, each in the order of the text."""
    ordered = sorted(enumerate(group), key=lambda entry: entry[1].quantity.value)
    for place, (order, mention) in enumerate(ordered):
        for other_order, other in ordered[place + 1 : place + 1 + _NEIGHBOURS]:
            low, high = mention.quantity.value, other.quantity.value
            if high <= 10 or high - low > high * _NEAR or high == low:
                continue
            yield (mention, other) if order < other_order else (other, mention)


def _one(first: Mention, second: Mention) -> bool:
    """Whether the nouns are one, perhaps shortened, and the times don't differ."""
    a, b = set(first.noun), set(second.noun)
    if not (a <= b or b <= a):
        return False
    if first.when is None or second.when is None or first.when.is_relative or second.when.is_relative:
        return True
    return first.when.order == second.when.order


def _finding(first: Mention, second: Mention) -> Finding:
    line, page = first.sentence.block.place(first.sentence.start)
    place = f"page {page}" if page else f"line {line}"
    where = f"{first.document}, {place}" if first.document != second.document else place
    because = f"{where} gives {first.quantity.text} for the same measure: one source should supply both."
    return passage(
        second.sentence,
        "warning",
        "two-values",
        second.quantity.text,
        first.quantity.text,
        because,
        second.at,
    )
