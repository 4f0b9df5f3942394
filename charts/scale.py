"""Scales: from values to lengths, with ticks at round numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.unit import Unit
from reckoner.reports.figures.wording import NumberStyle, Wording, in_chart

_CLOCK_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 36000)
_MILLION = 10**6
_LEAST_DEPTH = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Scale:
    """Ticks ``step`` apart from ``low`` to ``high``."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        """The round values from low to high."""
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * place for place in range(count + 1))

    def part(self, value: Decimal) -> float:
        """Where a value lies: 0 at low, 1 at high."""
        return float((value - self.low) / (self.high - self.low))

    @property
    def starts_at_zero(self) -> bool:
        """Whether zero is on the scale."""
        return self.low <= 0 <= self.high


def scale_for(values: Iterable[Decimal], unit: Unit, most_ticks: int, from_zero: bool) -> Scale:
    """A scale with room for the values and at most so many ticks.

    It starts at zero where it must, and where that costs less than half of the height. Where it
    doesn't, it reaches down a fifth from its highest value, so that small changes look small.
    """
    known = list(values)
    low, high = min(known), max(known)
    if from_zero or 0 <= low <= high / 2 or high <= 0 or low < 0:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    elif low > 0:
        low = min(low, high * _LEAST_DEPTH)
    if low == high:
        high = low + 1
    for step in _steps(unit, (high - low) / max(most_ticks - 1, 1)):
        bottom, top = _multiple(low, step, ROUND_FLOOR), _multiple(high, step, ROUND_CEILING)
        if unit.kind == "share" and high <= 100 < top:
            top = Decimal(100)
            bottom = top - _multiple(top - low, step, ROUND_CEILING)
            bottom = max(bottom, Decimal(0)) if low >= 0 else bottom
        if (top - bottom) / step <= most_ticks - 1 and (top - bottom) % step == 0:
            return Scale(bottom, top, step)
    raise AssertionError("steps grow without end")


def ticks_within(low: Decimal, high: Decimal, unit: Unit, most: int) -> Scale:
    """At most so many round values between two that stay the ends."""
    for step in _steps(unit, (high - low) / most):
        first, last = _multiple(low, step, ROUND_CEILING), _multiple(high, step, ROUND_FLOOR)
        if (last - first) / step < most:
            return Scale(first, max(first, last), step)
    raise AssertionError("steps grow without end")


def tick_label(value: Decimal, scale: Scale, unit: Unit, wording: Wording) -> str:
    """A tick in the words of the text: 20%, £1.5m, 01:30."""
    return tick(value, scale, unit, wording).text


def tick(value: Decimal, scale: Scale, unit: Unit, wording: Wording) -> Printed:
    """The tick worded as a figure of the unit would be, with the decimals that its step needs."""
    figure = Figure(value=value, unit=unit, name="axis", decimals=_decimals(scale.step))
    if unit.kind == "money" and max(abs(scale.low), abs(scale.high)) >= _MILLION and value:
        decimals = _decimals(scale.step / (1000 * _MILLION if abs(value) >= 1000 * _MILLION else _MILLION))
        return wording.word(figure, NumberStyle(form="short", decimals=decimals, sign="negative"))
    return wording.word(figure, in_chart(figure))


def _steps(unit: Unit, least: Decimal) -> Iterator[Decimal]:
    if unit.kind == "duration":
        yield from (Decimal(step) for step in _CLOCK_STEPS if step >= least)
    power = Decimal(10) ** (least.adjusted() if least else 0)
    whole = unit.kind in ("count", "duration")
    while True:
        for part in (1, 2, 5):
            step = power * part
            if step >= least and not (whole and step < 1):
                yield step
        power *= 10


def _multiple(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding=rounding) * step


def _decimals(step: Decimal) -> int:
    exponent = step.normalize().as_tuple().exponent
    return max(0, -int(exponent))
