"""Arithmetic on figures: origins are carried along, unlike things are refused.

Each function raises ValueError with a sentence for the editor where the computation would not
mean anything. Nothing is rounded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Context, Decimal, localcontext
from typing import Literal

from reckoner.reports.figures.figure import Computed, Figure, Operation, Qualifier
from reckoner.reports.figures.unit import PEOPLE, PERCENT, POINTS, RATES, RATIO, Unit
from reckoner.reports.periods.period import Period

# The 28 digits of Python's own default would round the sum of a large and a fine value.
_EXACT = Context(prec=80)


def require_number(figure: Figure) -> None:
    """Raise ValueError for a grade: nothing but its order can be worked with."""
    if figure.unit.kind == "grade":
        raise ValueError(
            f"{figure.name} is a grade: grades are neither added up, subtracted nor averaged; "
            "compare them in words with improved_or_declined"
        )


def change(now: Figure, base: Figure) -> Figure:
    """``now`` minus ``base``, in their unit."""
    _require_same_unit(now, base)
    _require_comparable(now, base)
    if now.unit == PERCENT:
        raise ValueError(f"{now.name} is a percentage: its change is in percentage points, use points_change")
    decimals = _finest(now, base)
    return _compute("change", _difference(now, base), now.unit, (now, base), now.period, decimals)


def percent_change(now: Figure, base: Figure) -> Figure:
    """The change from ``base`` to ``now`` in per cent of ``base``."""
    _require_same_unit(now, base)
    _require_comparable(now, base)
    if now.unit == PERCENT:
        raise ValueError(f"{now.name} is a percentage: use points_change, a per cent of per cent misleads")
    if base.value <= 0:
        raise ValueError(f"{base.name} is {base.value}: a per cent change needs a base above zero")
    value = _quotient(_difference(now, base), base.value, 100)
    return _compute("percent change", value, PERCENT, (now, base), now.period)


def points_change(now: Figure, base: Figure) -> Figure:
    """The difference of two percentages in percentage points."""
    require_number(now)
    if now.unit != PERCENT or base.unit != PERCENT:
        raise ValueError(f"points_change is for percentages; {now.name} is in {now.unit}, use change")
    _require_comparable(now, base)
    decimals = _finest(now, base)
    return _compute("points change", _difference(now, base), POINTS, (now, base), now.period, decimals)


def share(part: Figure, whole: Figure) -> Figure:
    """``part`` in per cent of ``whole``, of the same unit and period."""
    _require_same_unit(part, whole)
    if part.unit in RATES:
        raise ValueError(f"{part.name} is in {part.unit}: a share needs amounts, which have parts")
    if part.period != whole.period:
        raise ValueError(f"{part.name} and {whole.name} are of different periods: a share needs the same one")
    if whole.value <= 0:
        raise ValueError(f"{whole.name} is {whole.value}: a share needs a whole above zero")
    if not 0 <= part.value <= whole.value:
        raise ValueError(f"{part.name} is not a part of {whole.name}: {part.value} of {whole.value}")
    return _compute("share", _quotient(part.value, whole.value, 100), PERCENT, (part, whole), part.period)


def rate(part: Figure, population: Figure, unit: Unit, per: int) -> Figure:
    """``part`` for every ``per`` people of a population, in a unit that says so."""
    if part.unit.kind != "count":
        raise ValueError(f"{part.name} is in {part.unit}: a rate needs a count")
    if population.unit != PEOPLE:
        raise ValueError(f"{population.name} is in {population.unit}: a rate needs a population of people")
    if population.value <= 0:
        raise ValueError(f"{population.name} is {population.value}: a rate needs a population above zero")
    return _compute(
        "rate", _quotient(part.value, population.value, per), unit, (part, population), part.period
    )


def per_month(total: Figure) -> Figure:
    """The average of a total's months, in its own unit."""
    if total.period is None or not total.period.month_count:
        raise ValueError(f"{total.name} is not of whole months: an average month needs them")
    value = _quotient(total.value, Decimal(total.period.month_count))
    return _compute("per month", value, total.unit, (total,), total.period)


def grade_move(now: Figure, base: Figure) -> Literal["up", "down", "same"]:
    """Whether a grade improved, declined or stayed. Raises ValueError where the two aren't of one scale."""
    for figure in (now, base):
        if figure.unit.kind != "grade":
            raise ValueError(f"{figure.name} is in {figure.unit}: improved_or_declined is for grades")
    if now.unit != base.unit:
        raise ValueError(f"{now.name} and {base.name} are graded by different scales")
    if now.value == base.value:
        return "same"
    return "up" if now.value > base.value else "down"


def ratio(first: Figure, second: Figure) -> Figure:
    """How many times ``second`` goes into ``first``."""
    _require_same_unit(first, second)
    _require_comparable(first, second)
    if second.value <= 0:
        raise ValueError(f"{second.name} is {second.value}: a ratio needs a base above zero")
    return _compute("ratio", _quotient(first.value, second.value), RATIO, (first, second), first.period)


def total(parts: Sequence[Figure], period: Period | None = None) -> Figure:
    """The sum of amounts of one unit. Percentages, points, ratios and rates don't add up to anything."""
    _require_alike(parts, "added up")
    unit = parts[0].unit
    if unit in RATES:
        raise ValueError(f"{parts[0].name} is in {unit}: such values can't be added up")
    where = period or _one_period(parts)
    whole = _compute("total", sum_of(parts), unit, tuple(parts), where, _finest(*parts))
    names = tuple(dict.fromkeys(part.name for part in parts))
    return whole if len(names) == 1 else replace(whole, name=" + ".join(names), noun="")


def average(parts: Sequence[Figure], weights: Sequence[Figure] = (), period: Period | None = None) -> Figure:
    """The mean of values of one unit, weighted where weights are given (as many as parts)."""
    _require_alike(parts, "averaged")
    if not weights:
        mean = _quotient(sum_of(parts), Decimal(len(parts)))
    else:
        _require_alike(weights, "used as weights")
        if len(weights) != len(parts) or sum_of(weights) <= 0 or any(w.value < 0 for w in weights):
            raise ValueError(f"the weights of {parts[0].name} don't fit its values")
        mean = _quotient(_weighted_sum(parts, weights), sum_of(weights))
    where = period or _one_period(parts)
    operation: Operation = "weighted average" if weights else "average"
    return _compute(operation, mean, parts[0].unit, (*parts, *weights), where, _finest(*parts))


def sum_of(parts: Iterable[Figure]) -> Decimal:
    """The bare sum of the values."""
    with localcontext(_EXACT):
        return sum((part.value for part in parts), Decimal(0))


def _weighted_sum(parts: Sequence[Figure], weights: Sequence[Figure]) -> Decimal:
    with localcontext(_EXACT):
        return sum((p.value * w.value for p, w in zip(parts, weights, strict=True)), Decimal(0))


def _difference(first: Figure, second: Figure) -> Decimal:
    with localcontext(_EXACT):
        return first.value - second.value


def _quotient(dividend: Decimal, divisor: Decimal, times: int = 1) -> Decimal:
    with localcontext(_EXACT):
        return dividend * times / divisor


def _compute(
    operation: Operation,
    value: Decimal,
    unit: Unit,
    inputs: tuple[Figure, ...],
    period: Period | None,
    decimals: int | None = None,
) -> Figure:
    origins = tuple(dict.fromkeys(origin for figure in inputs for origin in figure.origins))
    notes = tuple(dict.fromkeys(note for figure in inputs for note in figure.notes))
    qualifier: Qualifier = "about" if any(figure.is_hedged for figure in inputs) else "exact"
    return Figure(
        value=value,
        unit=unit,
        name=inputs[0].name,
        period=period,
        origins=origins,
        qualifier=qualifier,
        computed=Computed(operation, inputs),
        decimals=decimals,
        noun=inputs[0].noun if unit == inputs[0].unit else "",
        notes=notes,
    )


def leaves(figure: Figure) -> list[Figure]:
    """The figures it rests on that are not computed themselves; the figure alone where it isn't."""
    if figure.computed is None:
        return [figure]
    return [leaf for part in figure.computed.inputs for leaf in leaves(part)]


def renamed(figure: Figure, name: str) -> Figure:
    """The same figure under the name an editor wrote."""
    return replace(figure, name=name)


def _finest(*figures: Figure) -> int | None:
    known = [figure.decimals for figure in figures]
    return None if None in known else max(d for d in known if d is not None)


def _one_period(parts: Sequence[Figure]) -> Period | None:
    return parts[0].period if len({part.period for part in parts}) == 1 else None


def _require_same_unit(first: Figure, second: Figure) -> None:
    require_number(first)
    if first.unit != second.unit:
        raise ValueError(
            f"{first.name} is in {first.unit} and {second.name} in {second.unit}: unlike units can't meet"
        )


def _require_alike(parts: Sequence[Figure], verb: str) -> None:
    if not parts:
        raise ValueError(f"there is nothing to be {verb}")
    require_number(parts[0])
    for part in parts[1:]:
        _require_same_unit(parts[0], part)


def _is_monthly(figure: Figure) -> bool:
    """Whether it is an average of months, which says the same of a part year as of a year."""
    return figure.computed is not None and figure.computed.operation == "per month"


def _require_comparable(now: Figure, base: Figure) -> None:
    if now.period is None or base.period is None or now.period.comparable_with(base.period):
        return
    if _is_monthly(now) and _is_monthly(base):
        return
    raise ValueError(
        f"{now.name} covers {now.period} and {base.name} covers {base.period}: "
        "periods of different length can't be compared"
    )
