"""Whether a stated number agrees with what others come to, given how each was rounded and hedged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, DecimalException
from itertools import product
from typing import Literal, TypeAlias

from reckoner.reports.audit.language.quantity import Quantity, shown

Verdict: TypeAlias = Literal["agrees", "loosely", "truncated", "wrong"]
Band: TypeAlias = tuple[Decimal, Decimal]
_ENDLESS = Decimal("1e30")
_ROUND_COUNT = Decimal(1000)  # a count that ends in three zeros may be rounded though nothing says so


@dataclass(frozen=True, slots=True)
class Truth:
    """What numbers come to: the value as written, the band their rounding allows, and a wider band for
    round counts that may be rounded silently."""

    value: Decimal
    band: Band
    loose: Band


def band_of(quantity: Quantity) -> Band:
    """The true values that a stated number may stand for."""
    value, slack = (
        quantity.value,
        max(quantity.rounded_to / 2, min(abs(quantity.value) / 20, quantity.rounded_to * 5)),
    )
    match quantity.hedge:
        case "about":
            return value - slack, value + slack
        case "over" | "least":
            return value, _ENDLESS
        case "under" | "most":
            return -_ENDLESS, value
        case "nearly":
            return value - 3 * slack, value
    return quantity.low, quantity.high


def _operand(quantity: Quantity) -> Band:
    """As ``band_of``, but "over 1,000" is taken to lie not far above."""
    low, high = band_of(quantity)
    value = abs(quantity.value)
    return max(low, quantity.value - value / 10), min(high, quantity.value + value / 10)


def _loose(quantity: Quantity, thousands: bool) -> Band:
    low, high = _operand(quantity)
    slack = quantity.rounded_to / 4 if quantity.rounded_to >= _ROUND_COUNT and thousands else Decimal(5)
    return min(low, quantity.value - slack), max(high, quantity.value + slack)


def _is_in_tens(quantity: Quantity) -> bool:
    """Large enough that it may have been rounded to tens, as many statistics are."""
    return quantity.rounded_to >= 10 and abs(quantity.value) >= _ROUND_COUNT


def _may_be_rounded(operands: tuple[Quantity, ...]) -> bool:
    thousands = all(operand.rounded_to >= _ROUND_COUNT for operand in operands)
    counts = all(operand.kind == "count" for operand in operands)
    return counts and (thousands or all(map(_is_in_tens, operands)))


def compute(formula: Callable[..., Decimal], *operands: Quantity) -> Truth | None:
    """The formula over the operands, and over the ends of their bands; None where it can't be worked out."""
    try:
        value = formula(*(operand.value for operand in operands))
        band = _ends(formula, [_operand(operand) for operand in operands])
        thousands = all(operand.rounded_to >= _ROUND_COUNT for operand in operands)
        wide = [_loose(operand, thousands) for operand in operands] if _may_be_rounded(operands) else []
        loose = _ends(formula, wide) if wide else band
    except (DecimalException, ZeroDivisionError):
        return None
    return Truth(value, band, loose)


def _ends(formula: Callable[..., Decimal], bands: list[Band]) -> Band:
    results = [formula(*corner) for corner in product(*bands)]
    return min(results), max(results)


def overlaps(first: Band, second: Band) -> bool:
    """Whether two bands meet."""
    return first[0] <= second[1] and second[0] <= first[1]


def verdict(stated: Quantity, truth: Truth) -> Verdict:
    """How the stated number stands to the truth. Signs are the caller's business: pass magnitudes."""
    band = band_of(stated)
    if overlaps(band, truth.band):
        return "agrees"
    if overlaps(band, truth.loose):
        return "loosely"
    if not stated.hedge and cut_off(truth.value, stated.ulp) == stated.value:
        return "truncated"
    return "wrong"


def cut_off(value: Decimal, ulp: Decimal) -> Decimal:
    """The value with everything after this place left away."""
    return (value / ulp).to_integral_value(ROUND_DOWN) * ulp


def rounded(value: Decimal, ulp: Decimal) -> Decimal:
    """The value to this place, halves up."""
    return (value / ulp).to_integral_value(ROUND_HALF_UP) * ulp


def comes_to(value: Decimal, stated: Quantity) -> str:
    """The computed value: at the stated precision, with one more place for the reader to see why."""
    places = max(0, -int(stated.ulp.normalize().as_tuple().exponent)) if stated.ulp < 1 else 0
    if stated.kind == "clock":
        return shown(value, "clock")
    if stated.kind == "count" and value == value.to_integral_value():
        return shown(value)
    digits = max(2, places + 1) if stated.kind != "money" or places else None
    return shown(value, stated.kind, digits, stated.unit)


def percent_change(old: Decimal, new: Decimal) -> Decimal:
    """The change in per cent of the old value."""
    return (new - old) / old * 100


def share(part: Decimal, whole: Decimal) -> Decimal:
    """The part in per cent of the whole."""
    return part / whole * 100
