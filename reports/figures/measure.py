"""A measure: a defined indicator with a series of values, and what may be done with them over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from reckoner.reports.figures.arithmetic import average, renamed, total
from reckoner.reports.figures.figure import Computed, Figure, Qualifier
from reckoner.reports.figures.unit import Unit
from reckoner.reports.periods.period import Period

State = Literal["known", "missing", "suppressed"]
Direction = Literal["up", "down", "neither"]


@dataclass(frozen=True, slots=True)
class OverTime:
    """How values of a measure combine: ``sum``, ``last`` of a period, ``weighted`` mean, or ``none``."""

    rule: Literal["sum", "last", "weighted", "none"] = "none"
    weights: str = ""


@dataclass(frozen=True, slots=True)
class Break:
    """A change of method: values before the start of ``at`` don't compare with those after."""

    at: Period
    note: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of the series, or the reason why there is none.

    ``mark`` is the shorthand in which its producer gave that reason, such as ``[z]``. ``parts`` are the
    values of the rows that it is the sum of, where these are few enough to be read.
    """

    period: Period
    value: Decimal | None
    state: State = "known"
    qualifier: Qualifier = "exact"
    mark: str = ""
    parts: tuple[Decimal, ...] = ()


class NoValue(ValueError):
    """The measure has no value there that may be printed: missing, suppressed, or not computable."""


@dataclass(frozen=True)
class Measure:
    """A series with its meaning. ``name`` is the editors' name, such as ``crimes_solved.solved``.

    ``default_period`` is a name from an edition's front matter or a written period. ``share_of``,
    ``population`` and ``over_time.weights`` name other measures. ``good`` says which direction is better,
    ``called`` what stands for a period that is no date, ``worked_out`` how its value in a period was come to
    where its source doesn't print it.
    Observations must not share a period.
    """

    name: str
    unit: Unit
    observations: tuple[Observation, ...]
    origins: tuple[str, ...]
    over_time: OverTime = OverTime()
    noun: str = ""
    definition: str = ""
    owner: str = ""
    decimals: int | None = None
    default_period: str | None = None
    breaks: tuple[Break, ...] = ()
    good: Direction = "neither"
    published: bool = False
    share_of: str | None = None
    population: str | None = None
    weights: Measure | None = None
    called: Mapping[Period, str] = field(default_factory=dict)
    worked_out: Mapping[Period, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self._by_period) < len(self.observations):
            raise ValueError(f"{self.name} has two values for one period")

    @cached_property
    def _by_period(self) -> dict[Period, Observation]:
        return {observation.period: observation for observation in self.observations}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods that have an observation, in order."""
        return tuple(sorted(self._by_period))

    def at(self, period: Period) -> Figure:
        """The figure for a period: as observed, or combined from observations that make it up.

        Raises NoValue with a sentence for the editor where there is none.
        """
        if observation := self._by_period.get(period):
            return self._observed(observation)
        match self.over_time.rule:
            case "sum":
                return renamed(total(self._pieces(period), period), self.name)
            case "last":
                return self._last(period)
            case "weighted":
                return self._weighted(period)
        raise NoValue(
            f"{self.name} has no value for {period}, and its values can't be added or averaged over time; "
            f"it has {self._have()}"
        )

    def state_at(self, period: Period) -> State:
        """Whether the period's observation is known, missing or suppressed; missing where there is none."""
        observation = self._by_period.get(period)
        return observation.state if observation else "missing"

    def mark_at(self, period: Period) -> str:
        """The shorthand that the producer gave in place of a value; nothing where there is none."""
        observation = self._by_period.get(period)
        return observation.mark if observation else ""

    def breaks_between(self, first: Period, second: Period) -> tuple[Break, ...]:
        """The breaks in method that have days of the two periods on either side."""
        start, end = min(first.start, second.start), max(first.end, second.end)
        return tuple(b for b in self.breaks if start < b.at.start < end)

    def _observed(self, observation: Observation) -> Figure:
        if observation.value is None or observation.state != "known":
            mark = f" ({observation.mark} in the source)" if observation.mark else ""
            raise NoValue(f"{self.name} is {observation.state} for {observation.period}{mark}")
        figure = Figure(
            value=observation.value,
            unit=self.unit,
            name=self.name,
            period=observation.period,
            origins=self.origins,
            qualifier=observation.qualifier,
            published=self.published,
            decimals=self.decimals,
            noun=self.noun,
            called=self.called.get(observation.period, ""),
            worked_out=self.worked_out.get(observation.period, ""),
        )
        rows = tuple(
            replace(figure, value=part, name=f"{self.name}, part {number}")
            for number, part in enumerate(observation.parts, 1)
        )
        return replace(figure, computed=Computed("total", rows)) if rows else figure

    def _pieces(self, period: Period) -> list[Figure]:
        """Observations that tile the period exactly, as few as will do."""
        ways: dict[date, list[Period]] = {period.start: []}
        for piece in self.periods:  # in order, so that every way to a day is known before it is gone on from
            if piece.start in ways and piece.end <= period.end:
                way = [*ways[piece.start], piece]
                if piece.end not in ways or len(way) < len(ways[piece.end]):
                    ways[piece.end] = way
        if period.end not in ways:
            gap = f"nothing from {max(ways)}"
            raise NoValue(f"{self.name} has no value for {period}: {gap}; it has {self._have()}")
        return [self._observed(self._by_period[piece]) for piece in ways[period.end]]

    def _last(self, period: Period) -> Figure:
        ending = [p for p in self.periods if p.end == period.end and p.start >= period.start]
        if not ending:
            raise NoValue(f"{self.name} has no value at the end of {period}; it has {self._have()}")
        figure = self._observed(self._by_period[max(ending)])
        return Figure(
            value=figure.value,
            unit=figure.unit,
            name=self.name,
            period=period,
            origins=figure.origins,
            qualifier=figure.qualifier,
            published=figure.published,
            computed=Computed("last", (figure,)),
            decimals=figure.decimals,
            noun=figure.noun,
        )

    def _weighted(self, period: Period) -> Figure:
        if self.weights is None:
            raise NoValue(f"{self.name} is averaged by {self.over_time.weights}, which isn't there")
        pieces = self._pieces(period)
        weights = [self.weights.at(piece.period) for piece in pieces if piece.period]
        return renamed(average(pieces, weights, period), self.name)

    def _have(self) -> str:
        return describe_periods(self.periods)


def describe_periods(periods: Sequence[Period]) -> str:
    """The periods in short: all of a few, otherwise the first and the last."""
    written = [str(period) for period in periods]
    if not written:
        return "no values at all"
    if len(written) <= 6:
        return ", ".join(written)
    return f"{len(written)} periods from {written[0]} to {written[-1]}"
