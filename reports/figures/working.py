"""The working of a figure: in words, how it came about, with its inputs as they would be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from reckoner.reports.figures.figure import Computed, Figure
from reckoner.reports.figures.printed import Part, Printed, Sentence
from reckoner.reports.figures.wording import Wording, in_table

_RANGED = ("usual range", "outside", "run", "trend", "near")
_DIFFERENCES = frozenset({"change", "percent change", "points change"})


def working(figure: Figure, wording: Wording, falls: bool = False) -> Sentence:
    """The formula with its inputs, or where the figure was taken from.

    With ``falls`` a difference is that of the earlier value and the later, as words such as "fell by" say it.
    """
    language = wording.language
    if figure.published:
        return language.sentence("computed.published")
    if figure.computed is None and figure.worked_out:
        return language.sentence("computed.worked out", how=(figure.worked_out,))
    if figure.computed is None:
        return language.sentence("computed.source")
    if figure.computed.operation in _RANGED:
        return _ranged(figure.computed, wording)
    parts = _adding_up(figure, figure.computed, wording)
    inputs = [_input(part, wording) for part in parts]
    if _of_one_period(figure.computed):
        inputs[0] = _input(replace(parts[0], period=None), wording)
    fall = " fall" if falls and figure.computed.operation in _DIFFERENCES else ""
    half = len(inputs) // 2  # of a weighted average: the values, then as many weights
    return language.sentence(
        f"computed.{figure.computed.operation}{fall}",
        first=inputs[0],
        second=inputs[-1],
        all=_listed(inputs),
        sum=_summed(parts, wording),
        values=_listed(inputs[:half]),
        weights=_listed(inputs[half:]),
    )


def _adding_up(figure: Figure, computed: Computed, wording: Wording) -> tuple[Figure, ...]:
    """The inputs, those of a sum with as many decimals as it takes for readers to get what is printed."""
    printed = wording.word(figure, in_table(figure)).rounded
    for more in range(3 if computed.operation == "total" else 0):
        inputs = tuple(replace(part, decimals=more or part.decimals) for part in computed.inputs)
        rounded = sum((wording.word(part, in_table(part)).rounded for part in inputs), Decimal(0))
        if abs(rounded - printed) <= (Decimal("0.5") if more else 0):
            return inputs
    return computed.inputs


def _ranged(computed: Computed, wording: Wording) -> Sentence:
    """A value and its usual range: which rule held, and what mean and limits rest on."""
    now, mean, lower, upper = computed.inputs
    of = [part.period for part in mean.computed.inputs if part.period] if mean.computed else []
    within = wording.language.sentence(
        "computed.range",
        lower=_input(lower, wording),
        upper=_input(upper, wording),
        mean=_input(replace(mean, period=None), wording),
        start=(wording.short_period(of[0]),),
        end=(wording.short_period(of[-1]),),
    )
    return wording.language.sentence(
        f"computed.{computed.operation}", first=_input(now, wording), range=within
    )


def _of_one_period(computed: Computed) -> bool:
    """Whether it is a share of the same period, which is said once."""
    return computed.operation == "share" and len({part.period for part in computed.inputs}) == 1


def _listed(sentences: list[Sentence]) -> Sentence:
    return tuple(part for n, sentence in enumerate(sentences) for part in (", " if n else "", *sentence))


def _summed(parts: Sequence[Figure], wording: Wording) -> Sentence:
    """With plus and minus between them, and once the period that all of them share."""
    periods = {part.period for part in parts}
    shared = periods.pop() if len(periods) == 1 else None
    said: list[Part] = []
    for part in parts:
        printed, *when = _input(replace(part, period=None) if shared else part, wording)
        assert isinstance(printed, Printed)
        if said:
            said.append(" − " if part.value < 0 else " + ")
            printed = replace(printed, text=printed.text.lstrip("−-"))
        said += [printed, *when]
    return (*said, f" ({wording.short_period(shared)})") if shared else tuple(said)


def _input(figure: Figure, wording: Wording) -> Sentence:
    """A figure that went in: what was left over, an amount, has no plus; an average has a decimal."""
    if figure.computed and figure.computed.operation == "per month":
        figure = replace(figure, decimals=max(figure.decimals or 0, 1))
    printed = wording.word(figure, replace(in_table(figure), sign="negative"))
    when = figure.called or (wording.short_period(figure.period) if figure.period else "")
    return (printed, f" ({when})") if when else (printed,)


def explained(printed: Printed) -> bool:
    """Whether a reader needs the working: the figure was computed, or its base isn't known."""
    return printed.figure.computed is not None or printed.figure.published
