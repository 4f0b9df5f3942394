"""The usual range of a series as figures: mean and limits that know what they were computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reckoner.reports.figures.arithmetic import average
from reckoner.reports.figures.figure import Computed, Figure
from reckoner.reports.figures.xmr import Signal, limits_of, signals_of, stretches_of
from reckoner.reports.periods.period import Period


@dataclass(frozen=True, slots=True)
class RangeWords:
    """What the ledger calls the allowance and the two limits."""

    allowance: str
    upper: str
    lower: str


@dataclass(frozen=True, slots=True)
class UsualRange:
    """Values under one method, in order, with their mean, limits and signals."""

    figures: tuple[Figure, ...]
    mean: Figure
    upper: Figure
    lower: Figure
    signals: tuple[Signal, ...]

    @property
    def lower_means_nothing(self) -> bool:
        """Whether the lower limit lies below zero, where none of the values does."""
        return min(figure.value for figure in self.figures) >= 0 > self.lower.value


def usual_range(figures: Sequence[Figure], periods: Sequence[Period], words: RangeWords) -> UsualRange:
    """The range of figures in order of time. Raises ValueError where no two follow each other."""
    values = [figure.value for figure in figures]
    stretches = stretches_of(periods)
    limits = limits_of(values, stretches)
    mean = average(figures)
    mean = replace(mean, decimals=_decimals(mean, figures))
    return UsualRange(
        tuple(figures),
        mean,
        _limit(mean, limits.allowance, words.allowance, words.upper),
        _limit(mean, -limits.allowance, words.allowance, words.lower),
        signals_of(values, stretches, limits),
    )


def _decimals(mean: Figure, figures: Sequence[Figure]) -> int:
    """As many as the values have, since an exact limit can have any number."""
    if mean.decimals is not None:
        return mean.decimals
    if mean.unit.decimals is not None:
        return mean.unit.decimals
    return max(max(0, -int(figure.value.as_tuple().exponent)) for figure in figures)


def _limit(mean: Figure, allowance: Decimal, how: str, called: str) -> Figure:
    spread = Figure(
        value=allowance,
        unit=mean.unit,
        name=mean.name,
        origins=mean.origins,
        decimals=mean.decimals,
        notes=(how,),
    )
    return Figure(
        value=mean.value + allowance,
        unit=mean.unit,
        name=mean.name,
        origins=mean.origins,
        computed=Computed("total", (mean, spread)),
        decimals=mean.decimals,
        noun=mean.noun,
        notes=(called, how),
    )
