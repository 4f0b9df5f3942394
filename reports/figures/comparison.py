"""The steps an editor may write after a name: the same months a year earlier, changes, shares, totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, get_args

from reckoner.reports.errors import nearest
from reckoner.reports.figures.arithmetic import change as change_of
from reckoner.reports.figures.arithmetic import leaves, renamed
from reckoner.reports.figures.arithmetic import per_month as per_month_of
from reckoner.reports.figures.arithmetic import percent_change as percent_change_of
from reckoner.reports.figures.arithmetic import points_change as points_change_of
from reckoner.reports.figures.arithmetic import rate as rate_of
from reckoner.reports.figures.arithmetic import share as share_of
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure
from reckoner.reports.figures.population import estimate_for
from reckoner.reports.figures.unit import PER_1000_PEOPLE, PER_100000_PEOPLE, Unit
from reckoner.reports.periods.period import Period

StepName = Literal[
    "value",
    "before",
    "change",
    "percent_change",
    "points_change",
    "share",
    "total",
    "per_month",
    "per_1000",
    "per_100000",
]
STEP_NAMES: tuple[StepName, ...] = get_args(StepName)


class StepError(ValueError):
    """The step doesn't apply there, such as a change of a one-off fact."""


@dataclass(frozen=True)
class _Series:
    """Figures by period; ``measures`` are those whose breaks a comparison must mention."""

    name: str
    at: Callable[[Period], Figure]
    measures: tuple[Measure, ...]
    since: Period | None = None


def step(item: Measure | Fact, name: StepName, period: Period | None, catalogue: Catalogue) -> Figure:
    """One step of a measure at a period, or the value of a fact.

    Raises ValueError with a sentence for the editor where it would not mean anything.
    """
    return steps(item, [name], period, catalogue)


def steps(
    item: Measure | Fact,
    names: Sequence[str],
    period: Period | None,
    catalogue: Catalogue,
    since: Period | None = None,
) -> Figure:
    """Several steps, the first applied first: ``share``, ``points_change`` is how a share has changed.

    Comparisons are with ``since``, or with the same months a year earlier where it is None.
    Raises ValueError with a sentence for the editor where they would not mean anything.
    """
    for name in names:
        if name not in STEP_NAMES:
            raise StepError(f"there is no step {name!r}. {nearest(name, STEP_NAMES)}")
    if isinstance(item, Fact):
        return _fact(item, names, period)
    if period is None:
        raise StepError(f"{item.name} is a series of values: name a period, such as `at 2025-10`")
    series = _Series(item.name, lambda p: value(item, p), (item,), since)
    for number, name in enumerate(names):
        series = _applied(series, name, number == 0, catalogue)
    return series.at(period)


def value(measure: Measure, period: Period) -> Figure:
    """The measure at a period, with a note on each break in method that its inputs straddle."""
    figure = measure.at(period)
    rests_on = [leaf.period for leaf in leaves(figure) if leaf.period]
    return _noted(figure, (measure,), min(rests_on, default=period), max(rests_on, default=period))


def _fact(fact: Fact, names: Sequence[str], period: Period | None) -> Figure:
    for name in names:
        if name != "value":
            raise StepError(
                f"{fact.name} is a one-off fact, which has no {name}: "
                "give the other figure a fact of its own, or keep both as a measure in a table"
            )
    if period is not None and fact.figure.period != period:
        known = fact.figure.period or "no period"
        raise StepError(f"{fact.name} is a one-off fact for {known}, it has no value for {period}")
    return fact.figure


def _applied(series: _Series, name: str, is_first: bool, catalogue: Catalogue) -> _Series:
    called = series.name if name == "value" else f"{series.name}.{name}"
    at, measures = series.at, series.measures
    if name in _COMPARE:
        at = partial(_compared, series, _COMPARE[name])
    elif name == "before":
        at = partial(_before, series)
    elif name == "share":
        whole = _whole(series, catalogue)
        at, measures = partial(_share, series, whole), (*measures, whole)
    elif name in _RATES:
        population, (unit, per) = _population(series, catalogue), _RATES[name]
        at, measures = partial(_rate, series, population, unit, per), (*measures, population)
    elif name == "total":
        _require_summable(series, is_first, "total")
    elif name == "per_month":
        _require_summable(series, is_first, name)
        at = partial(_per_month, series)
    return _Series(called, lambda period: renamed(at(period), called), measures, series.since)


_COMPARE: dict[str, Callable[[Figure, Figure], Figure]] = {
    "change": change_of,
    "percent_change": percent_change_of,
    "points_change": points_change_of,
}


_RATES: dict[str, tuple[Unit, int]] = {
    "per_1000": (PER_1000_PEOPLE, 1_000),
    "per_100000": (PER_100000_PEOPLE, 100_000),
}


def _before(series: _Series, period: Period) -> Figure:
    earlier = series.since or period.years_earlier()
    return _noted(series.at(earlier), series.measures, earlier, period)


def _compared(series: _Series, compare: Callable[[Figure, Figure], Figure], period: Period) -> Figure:
    return compare(series.at(period), _before(series, period))


def _share(series: _Series, whole: Measure, period: Period) -> Figure:
    part = series.at(period)
    return share_of(part, value(whole, part.period or period))


def _per_month(series: _Series, period: Period) -> Figure:
    return per_month_of(series.at(period))


def _whole(series: _Series, catalogue: Catalogue) -> Measure:
    measure = series.measures[0]
    if len(series.measures) > 1:
        raise StepError(f"{series.name} is worked out already: a share comes straight after a measure's name")
    if measure.share_of is None:
        raise StepError(f"{measure.name} has no share: its module.yaml doesn't say of what (share_of)")
    return catalogue.measure(measure.share_of)


def _rate(series: _Series, population: Measure, unit: Unit, per: int, period: Period) -> Figure:
    part = series.at(period)
    return rate_of(part, estimate_for(population, part.period or period), unit, per)


def _population(series: _Series, catalogue: Catalogue) -> Measure:
    measure = series.measures[0]
    if measure.population is None:
        raise StepError(
            f"{measure.name} has no rate: its module.yaml doesn't say of whom. "
            "Add `population:` with the name of a measure of people, such as population.people.hertfordshire"
        )
    return catalogue.measure(measure.population)


def _require_summable(series: _Series, is_first: bool, step: str) -> None:
    measure = series.measures[0]
    if not is_first:
        raise StepError(f"{series.name} has no {step}: `{step}` comes straight after a measure's name")
    if measure.over_time.rule != "sum":
        rule = measure.over_time.rule
        raise StepError(f"{measure.name} has no {step}: it doesn't add up over time (over_time is {rule})")


def _noted(figure: Figure, measures: Sequence[Measure], first: Period, second: Period) -> Figure:
    """The figure with a note on each break in method that lies between the two periods."""
    breaks = [b for measure in measures for b in measure.breaks_between(first, second)]
    notes = dict.fromkeys((*figure.notes, *(f"{b.at}: {b.note}" for b in breaks)))
    return replace(figure, notes=tuple(notes))
