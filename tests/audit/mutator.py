"""Takes correct claims and breaks them in eleven ways: what a checker of figures must then find."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_OPPOSITES = {
    "rose": "fell", "fell": "rose", "fall": "rise", "rise": "fall", "down": "up", "up": "down",
    "more": "fewer",
    "increase": "decrease", "decrease": "increase", "increased": "decreased", "decreased": "increased",
    "grew": "shrank", "climbed": "dropped", "dropped": "climbed", "drop": "rise", "decline": "increase",
    "declined": "increased", "reduced": "increased", "fewer": "more",
}  # fmt: skip
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HEDGES = {"over ": "under ", "nearly ": "over ", "More than": "Less than", "more than": "less than"}


@dataclass(frozen=True)
class Claim:
    """A correct claim: its ``claim`` and ``operands`` are passages of the text, ``word`` its word of
    direction.
    """

    id: str
    text: str
    claim: str
    kind: str
    operands: tuple[str, ...]
    word: str


@dataclass(frozen=True)
class Broken:
    """The same text with one slip in it."""

    id: str
    how: str
    text: str


def number(text: str) -> Decimal:
    """The number in a passage."""
    match = _DIGITS.search(text)
    assert match is not None
    return Decimal(match[0].replace(",", ""))


def _written(value: Decimal, like: str) -> str:
    """The value with as many decimals as its model, in the model's surroundings."""
    match = _DIGITS.search(like)
    assert match is not None
    places = len(match[0].partition(".")[2])
    return like[: match.start()] + f"{value:,.{places}f}" + like[match.end() :]


def _place(text: str) -> Decimal:
    match = _DIGITS.search(text)
    assert match is not None
    return Decimal(1).scaleb(-len(match[0].partition(".")[2]))


def _has_digits(claim: Claim) -> bool:
    return _DIGITS.search(claim.claim) is not None and ":" not in claim.claim and claim.kind != "range"


def transposed(claim: Claim) -> str | None:
    """The first two digits of the claim the wrong way round."""
    if not _has_digits(claim):
        return None
    digits = re.search(r"[1-9][1-9]", claim.claim)
    if digits is None or digits[0][0] == digits[0][1]:
        return None
    return claim.claim[: digits.start()] + digits[0][::-1] + claim.claim[digits.end() :]


def shifted(claim: Claim) -> str | None:
    """Ten times as much."""
    return _written(number(claim.claim) * 10, claim.claim) if _has_digits(claim) else None


def nudged(claim: Claim) -> str | None:
    """A fifth too much, and three places at least."""
    if not _has_digits(claim) or "over" in claim.claim:
        return None
    value = number(claim.claim)
    return _written(
        (value + max(value / 5, 3 * _place(claim.claim))).quantize(_place(claim.claim)), claim.claim
    )


def _exact(claim: Claim) -> Decimal | None:
    if len(claim.operands) != 2:
        return None
    first, second = (number(operand) for operand in claim.operands)
    if claim.kind == "share":
        return first / second * 100
    return abs(second - first) / first * 100 if claim.kind == "change" else None


def truncated(claim: Claim) -> str | None:
    """Cut off where it should be rounded."""
    exact = _exact(claim)
    if exact is None or not _has_digits(claim) or claim.claim.startswith(("over", "nearly")):
        return None
    place = _place(claim.claim)
    if exact.quantize(place, ROUND_DOWN) == exact.quantize(place, ROUND_HALF_UP):
        return None
    return _written(exact.quantize(place, ROUND_DOWN), claim.claim)


def base_swapped(claim: Claim) -> str | None:
    """Worked out on the later value."""
    if claim.kind != "change" or not _has_digits(claim) or claim.claim.startswith(("over", "nearly")):
        return None
    first, second = (number(operand) for operand in claim.operands)
    place = _place(claim.claim)
    swapped = (abs(second - first) / second * 100).quantize(place, ROUND_HALF_UP)
    return _written(swapped, claim.claim) if swapped != number(claim.claim) else None


def other_unit(claim: Claim) -> str | None:
    """Per cent for percentage points, and the reverse."""
    if "percentage points" in claim.claim:
        return claim.claim.replace("percentage points", "per cent")
    if claim.kind == "change" and "per cent" in claim.claim:
        return claim.claim.replace("per cent", "percentage points")
    return None


def other_day(claim: Claim) -> str | None:
    """The next day of the week."""
    return _DAYS[(_DAYS.index(claim.claim) + 2) % 7] if claim.kind == "weekday" else None


def other_count(claim: Claim) -> str | None:
    """One more in words."""
    if claim.kind not in ("months", "list"):
        return None
    word = claim.claim.split()[0]
    wrong = _NUMBERS[_NUMBERS.index(word.lower()) + 1]
    return claim.claim.replace(word, wrong.capitalize() if word[0].isupper() else wrong)


def other_hedge(claim: Claim) -> str | None:
    """Over for under, and the reverse."""
    for hedge, other in _HEDGES.items():
        if claim.claim.startswith(hedge):
            return claim.claim.replace(hedge, other)
    return None


def other_multiple(claim: Claim) -> str | None:
    """Doubled for trebled, a half for two thirds."""
    return {
        "doubled": "trebled", "trebled": "quadrupled", "halved": "doubled", "Two thirds": "Half",
        "A quarter": "Two fifths",
        "One in four": "One in six", "Three quarters": "Two thirds", "tripled": "doubled",
        "fivefold": "threefold",
        "three times": "four times",
        "between 78% and 84%": "between 86% and 94%",
    }.get(claim.claim)  # fmt: skip


_OF_THE_CLAIM: tuple[Callable[[Claim], str | None], ...] = (
    transposed, shifted, nudged, truncated, base_swapped, other_unit, other_day, other_count, other_hedge,
    other_multiple,
)  # fmt: skip


def broken(claim: Claim) -> Iterator[Broken]:
    """Each way of breaking a claim that changes it."""
    seen = {claim.claim}
    for way in _OF_THE_CLAIM:
        wrong = way(claim)
        if wrong is not None and wrong not in seen:
            seen.add(wrong)
            yield Broken(claim.id, way.__name__, claim.text.replace(claim.claim, wrong, 1))
    if claim.word:
        text = re.sub(rf"\b{claim.word}\b", _OPPOSITES[claim.word], claim.text, count=1)
        yield Broken(claim.id, "direction", text)
    if claim.operands and not claim.claim.startswith(("More", "over")) and ":" not in claim.operands[0]:
        wrong = _written(
            (number(claim.operands[0]) * Decimal("1.3")).quantize(_place(claim.operands[0])),
            claim.operands[0],
        )
        yield Broken(claim.id, "operand", claim.text.replace(claim.operands[0], wrong, 1))
