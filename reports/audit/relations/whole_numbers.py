"""A per cent of a small number that no whole number of them gives: "68% of the 47 sites" may be, 67% may not.

A warning, for the base may be another than the one named.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import Truth
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import HUNDRED, Quantity, shown
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claim, Reading

OF = (
    "S:share of the|our|its|all|these|those ^1 N:whole",
    "S:share of N:whole",
    "of the|our|its|all|these|those ^1 N:whole ^3 , S:share were|was|had|have|said|are|is|felt|agreed",
)
_COUNTED = words(
    "people respondents patients staff officers pupils schools sites wards homes members cases complaints "
    "responses "
    "tenants children women men trusts hospitals services companies employees volunteers applications "
    "parents "
    "carers students participants replies councils forces visitors users victims teachers"
)


def claims(passage: Passage) -> Iterator[Claim]:
    """The shares of a passage that must be of a whole number, where the number itself is not given."""
    for text in OF:
        for found in form(text).find(passage):
            at, whole = found["share"], found["whole"]
            share, base = passage.quantity(at), passage.quantity(whole)
            counted = bool(_COUNTED & set(passage.lowers[whole + 1 : whole + 3]))
            if counted and _may_tell(share, base) and not _has_number(passage, at, whole):
                yield _claim(passage, at, whole)


def _may_tell(share: Quantity, base: Quantity) -> bool:
    """The base is so small that not every per cent is one of its parts."""
    plain = share.kind == "percent" and not share.hedge and base.is_whole and not base.in_words
    return plain and 3 < base.value < HUNDRED / share.ulp and 0 < share.value < HUNDRED


def _has_number(passage: Passage, at: int, whole: int) -> bool:
    """Another count in the sentence may be the part."""
    others = (n for n in passage.quantities if n not in (at, whole) and passage.same_sentence(n, at))
    return any(passage.quantity(n).kind == "count" for n in others)


def _claim(passage: Passage, at: int, whole: int) -> Claim:
    share, base = passage.quantity(at), passage.quantity(whole)
    low, high = share.low * base.value / HUNDRED, share.high * base.value / HUNDRED
    number = (share.value * base.value / HUNDRED).to_integral_value()
    holds = any(low <= number + step <= high for step in (-1, 0, 1))
    truth = Truth(share.value, (share.low, share.high), (share.low, share.high))
    near = shown(number / base.value * HUNDRED, "percent", max(1, -int(share.ulp.as_tuple().exponent) + 1))
    formula = f"{shown(Decimal(number))} / {base.text}"
    because = (
        f"no whole number of {base.text} is {share.text}: the nearest, {shown(Decimal(number))}, is {near}."
    )
    reading = Reading((whole,), truth, "agrees" if holds else "wrong", formula)
    return Claim("whole number", at, share, (reading,), (), "whole-number", because, near, "warning")
