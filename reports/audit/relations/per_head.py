"""A rate against its count and its population: "84 deaths among 1.4 million people, 6 per 100,000"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.judge import comes_to, compute, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.sentence import noun_after
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claim, Reading

_PEOPLE = words(
    "population populations residents inhabitants people households dwellings employees pupils patients "
    "births persons homes staff workers passengers journeys"
)
_BACK = 1


def claims(passage: Passage) -> Iterator[Claim]:
    """The rates per head that a passage claims."""
    taken = {change.at for change in changes_of(passage)}
    for at in passage.quantities:
        per = _per(passage, at)
        if per is None or at in taken or passage.quantity(at).kind != "count":
            continue
        near = [
            other
            for other in passage.quantities
            if other != at
            and other not in taken
            and 0 <= passage.owners[at] - passage.owners[other] <= _BACK
            and passage.quantity(other).kind == "count"
            and _per(passage, other) is None
        ]
        here = [other for other in near if passage.same_sentence(other, at)]
        two = here if len(here) == 2 else near
        if len(two) == 2 and len(here) in (0, 2):
            yield from _claim(passage, at, per, two)


def _per(passage: Passage, at: int) -> Decimal | None:
    """The 100,000 of "6 per 100,000"."""
    following = passage.items[at + 1 : at + 5]
    for place, item in enumerate(following[:-1]):
        named = following[place + 1]
        if item.lower in ("per", "every") and named.kind == "name":
            digits = named.lower.replace(",", "")
            return Decimal(digits) if digits.isdigit() and int(digits) >= 100 else None
        if item.kind != "word":
            return None
    return None


def _unit(passage: Passage, at: int) -> set[str]:
    """What the rate is per: the bed days of "per 100,000 bed days"."""
    named = next(
        (n for n in range(at, min(at + 6, len(passage.items))) if passage.items[n].kind == "name"), at
    )
    return set(noun_after(passage.items, named))


def _claim(passage: Passage, at: int, per: Decimal, two: list[int]) -> Iterator[Claim]:
    events, people = sorted(two, key=lambda other: passage.quantity(other).value)
    around = set(passage.lowers[max(0, people - 4) : people + 4])
    if not around & _PEOPLE and not _unit(passage, at) & set(passage.noun(people)):
        return
    stated = passage.quantity(at)
    truth = compute(lambda a, b: a / b * per, passage.quantity(events), passage.quantity(people))
    if truth is None:
        return
    formula = f"{passage.quantity(events).text} / {passage.quantity(people).text} × {per:,}"
    reading = Reading((events, people), truth, verdict(stated, truth), formula)
    computed = comes_to(truth.value, stated)
    because = f"{formula} is {computed}, not {stated.text}."
    yield Claim("rate", at, stated, (reading,), (), "rate", because, computed)
