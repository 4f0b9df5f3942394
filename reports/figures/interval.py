"""The interval that a share from a survey is likely to lie in.

The score interval of E. B. Wilson ("Probable inference, the law of succession, and statistical
inference", Journal of the American Statistical Association 22, 1927), at 95%. Unlike the usual plus and
minus it stays within 0 and 100% and holds for small samples. It is of simple random samples; of a weighted
survey its publisher's own bounds are given instead.
"""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

from reckoner.reports.figures.figure import Computed, Figure
from reckoner.reports.figures.unit import PERCENT

Z_95 = Decimal("1.959964")
_EXACT = Context(prec=40)


def interval_of(share: Figure, asked: Figure) -> tuple[Figure, Figure]:
    """The lower and the upper bound. Raises ValueError where it is no share of people who were asked."""
    if share.unit != PERCENT or not 0 <= share.value <= 100:
        raise ValueError(f"{share.name} is no share between 0 and 100%: an interval needs one")
    if asked.unit.kind != "count" or asked.value <= 0:
        raise ValueError(f"{asked.name} is no number of people who were asked")
    with localcontext(_EXACT):
        part, count, square = share.value / 100, asked.value, Z_95 * Z_95
        centre = part + square / (2 * count)
        spread = Z_95 * (part * (1 - part) / count + square / (4 * count * count)).sqrt()
        ends = [100 * (centre + sign * spread) / (1 + square / count) for sign in (-1, 1)]
    low, high = (_bound(share, asked, min(max(end, Decimal(0)), Decimal(100))) for end in ends)
    return low, high


def _bound(share: Figure, asked: Figure, value: Decimal) -> Figure:
    origins = tuple(dict.fromkeys((*share.origins, *asked.origins)))
    return Figure(
        value=value,
        unit=PERCENT,
        name=share.name,
        period=share.period,
        origins=origins,
        computed=Computed("interval", (share, asked)),
        decimals=share.decimals if share.decimals is not None else 0,
        noun=share.noun,
    )
