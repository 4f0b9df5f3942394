"""Figures and measures, by hand and as hypothesis draws them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from reckoner.reports.figures.figure import Figure, Qualifier
from reckoner.reports.figures.measure import Break, Measure, Observation, OverTime
from reckoner.reports.figures.unit import COUNT, UNIT_NAMES, Unit, unit_named
from reckoner.reports.periods.period import Period

UNITS = st.sampled_from([unit_named(name) for name in UNIT_NAMES if name != "grade"])
VALUES = st.decimals(
    min_value=-(10**9), max_value=10**9, places=2, allow_nan=False, allow_infinity=False
) | st.integers(-(10**9), 10**9).map(Decimal)
AMOUNTS = VALUES.map(abs)
BASES = AMOUNTS.filter(lambda value: value > 0)
OCTOBER = Period.months(2025, 10)


def figure(
    value: int | str | Decimal,
    unit: Unit = COUNT,
    period: Period | None = OCTOBER,
    name: str = "crimes.solved",
    origins: tuple[str, ...] = ("panel",),
    qualifier: Qualifier = "exact",
    decimals: int | None = None,
) -> Figure:
    """A figure written in short."""
    return Figure(Decimal(value), unit, name, period, origins, qualifier, decimals=decimals)


def exact(figure_: Figure) -> Fraction:
    """The figure's value as a fraction."""
    return Fraction(figure_.value)


def near(value: Decimal, fraction: Fraction) -> bool:
    """Whether a quotient is as close to the exact fraction as 40 digits allow."""
    return abs(Fraction(value) - fraction) <= abs(fraction) / 10**40


def measure(
    values: Mapping[str, int | str | None],
    over_time: OverTime | None = None,
    unit: Unit = COUNT,
    name: str = "crimes.solved",
    breaks: Mapping[str, str] | None = None,
    share_of: str | None = None,
    weights: Measure | None = None,
    origins: tuple[str, ...] = ("panel",),
) -> Measure:
    """A measure from periods and values; "missing" and "suppressed" stand for themselves."""
    observations = []
    for period, value in values.items():
        at = Period.parse(period)
        match value:
            case "missing" | "suppressed":
                observations.append(Observation(at, None, value))
            case _:
                observations.append(Observation(at, Decimal(value or 0)))
    return Measure(
        name=name,
        unit=unit,
        observations=tuple(observations),
        origins=origins,
        over_time=over_time or OverTime("sum"),
        breaks=tuple(Break(Period.parse(at), note) for at, note in (breaks or {}).items()),
        share_of=share_of,
        weights=weights,
    )
