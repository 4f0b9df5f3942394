"""What the newest value of a series says about change: one of the signals of an XmR chart, or nothing.

Fewer than twelve values under one method give no range, so no trend is claimed from them. Only values up to
the period that is asked for count, so that an old edition built again says what it said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reckoner.reports.figures.catalogue import Catalogue
from reckoner.reports.figures.comparison import steps
from reckoner.reports.figures.figure import Computed, Figure, Operation
from reckoner.reports.figures.measure import Measure, NoValue
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.usual_range import RangeWords, UsualRange, usual_range
from reckoner.reports.figures.wording import PLAIN, NumberStyle, Wording
from reckoner.reports.figures.xmr import FEWEST, RULES, Signal
from reckoner.reports.periods.period import Period

TREND_WORDS = "trend_words"


@dataclass(frozen=True, slots=True)
class Trend:
    """The values in order with their periods, their usual range, and the signal that the last one gives."""

    periods: tuple[Period, ...]
    usual: UsualRange
    signal: Signal | None

    @property
    def now(self) -> Figure:
        """The value that is spoken of."""
        return self.usual.figures[-1]

    def signals_in(self, first: Period, second: Period) -> tuple[Signal, ...]:
        """The signals that have a value in one of two periods."""
        inside = {n for n, period in enumerate(self.periods) if period in first or period in second}
        return tuple(signal for signal in self.usual.signals if inside.intersection(signal.places))


def trend_of(
    measure: Measure, names: Sequence[str], period: Period, catalogue: Catalogue, wording: Wording
) -> Trend | None:
    """The trend of a measure, or of a step of it such as its share, at the last value within a period.

    None where there are fewer than twelve values of its length since the last break in method.
    Raises ValueError where there is no value in the period.
    """
    last = _last_within(measure, period)
    series = list(_series(measure, names, last, catalogue))
    if not series or series[-1][0] != last:
        raise NoValue(f"{measure.name} has no value for {last}, so no trend can be told")
    if len(series) < FEWEST:
        return None
    periods = tuple(each for each, _ in series)
    try:
        usual = usual_range([figure for _, figure in series], periods, _words(wording))
    except ValueError:  # no two of them follow each other
        return None
    return Trend(periods, usual, _signal_at(usual, len(periods) - 1))


def worded(trend: Trend, name: str, wording: Wording, style: NumberStyle = PLAIN) -> Printed:
    """The trend in words, as a figure of the ledger: the value, with its range and the rule that held."""
    rule = trend.signal.rule if trend.signal else "usual range"
    operation: Operation = rule
    usual = trend.usual
    figure = replace(
        trend.now,
        name=name,
        computed=Computed(operation, (trend.now, usual.mean, usual.lower, usual.upper)),
        notes=(*trend.now.notes, wording.language.say("chart.allowance")),
    )
    return Printed(figure, _words_of(trend, wording), wording.word(trend.now, style).rounded)


def _last_within(measure: Measure, period: Period) -> Period:
    within = [each for each in measure.periods if each in period]
    if period in within:
        return period
    if not within:
        raise NoValue(f"{measure.name} has no value in {period}, so no trend can be told")
    return max(within, key=lambda each: (each.end, each.start))


def _series(
    measure: Measure, names: Sequence[str], last: Period, catalogue: Catalogue
) -> list[tuple[Period, Figure]]:
    """The known values of the last one's length and method, up to it."""
    broken = max((each.at.start for each in measure.breaks if each.at.start <= last.start), default=None)
    found = []
    for each in measure.periods:
        alike = each.end <= last.end and each.comparable_with(last)
        if not alike or (broken is not None and each.start < broken):
            continue
        try:
            found.append((each, steps(measure, names or ["value"], each, catalogue)))
        except NoValue:
            continue
    return found


def _signal_at(usual: UsualRange, place: int) -> Signal | None:
    """The strongest signal that holds at a place."""
    holding = [signal for signal in usual.signals if place in signal.places]
    return min(holding, key=lambda signal: RULES.index(signal.rule), default=None)


def _words(wording: Wording) -> RangeWords:
    say = wording.language.say
    return RangeWords(say("chart.allowance"), say("chart.upper_limit"), say("chart.lower_limit"))


def _words_of(trend: Trend, wording: Wording) -> str:
    say, period = wording.language.say, wording.period(trend.periods[-1])
    signal = trend.signal
    if signal is None:
        return say("trend.within", period=period)
    number = len(signal.places)
    return say(
        f"trend.{signal.rule}.{'up' if signal.up else 'down'}",
        period=period,
        span=wording.period(Period(trend.periods[signal.places[0]].start, trend.periods[-1].end)),
        number=wording.counted(number),
        unit=say(f"trend.units.{trend.periods[-1].shape}"),
    )
