"""Slips of the hand that turn one number into another: swapped digits, a unit a thousand times too large."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reckoner.reports.audit.language.quantity import Quantity

_SCALES = (Decimal(10), Decimal(100), Decimal(1000), Decimal("0.1"), Decimal("0.01"), Decimal("0.001"))


def swapped(value: Decimal) -> Iterator[Decimal]:
    """The number with two neighbouring digits the other way round."""
    digits = str(value)
    for at in range(len(digits) - 1):
        first, second = digits[at], digits[at + 1]
        if first != second and first.isdigit() and second.isdigit():
            yield Decimal(digits[:at] + second + first + digits[at + 2 :])


def explains(total: Quantity, parts: Sequence[Quantity], slack: Decimal = Decimal(0)) -> bool:
    """Whether one slip in the total or in one part makes the sum hold."""
    whole = sum((part.value for part in parts), Decimal(0))
    if all(number.rounded_to >= 10 * number.ulp for number in (total, *parts)):
        return False  # too many slips explain sums of round numbers
    if any(abs(other - whole) <= slack for other in swapped(total.value)):
        return True
    for part in parts:
        wanted = total.value - whole + part.value
        others = [*swapped(part.value), *(part.value * scale for scale in _SCALES if part.value >= 10)]
        if part.value > 9 and any(abs(other - wanted) <= slack for other in others):
            return True
    return False
