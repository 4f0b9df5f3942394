"""The workings under a source: how its figures were computed, said once for all that were made alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from reckoner.reports.document import Working
from reckoner.reports.figures.printed import Printed, Sentence
from reckoner.reports.figures.wording import Wording
from reckoner.reports.figures.working import working
from reckoner.reports.periods.period import Period

MANY = 4
"""More sums than this over the same periods are said in one line; figures.csv has each with its parts."""
_Explained = tuple[Sentence, Mapping[Decimal, Printed]]


def gathered(explained: Iterable[_Explained], wording: Wording) -> tuple[Working, ...]:
    """The workings in order of first use, many sums over the same periods as one of them."""
    groups: dict[tuple[object, ...], list[_Explained]] = {}
    for number, each in enumerate(explained):
        groups.setdefault(_summed(each) or (number,), []).append(each)
    return tuple(working for each in groups.values() for working in _said(each, wording))


def _said(group: list[_Explained], wording: Wording) -> list[Working]:
    if len(group) <= MANY:
        return [
            Working(_in_order(figures.values()), _signed(formula, figures, wording))
            for formula, figures in group
        ]
    every = [printed for _, figures in group for printed in figures.values()]
    periods = _summed(group[0])
    run = _run(periods)
    said = wording.language.sentence(
        "computed.totals run" if run else "computed.totals",
        all=(", ".join(map(wording.period, periods)),),
        run=(wording.period(run) if run else "",),
    )
    return [Working(_in_order(every), said, many=True)]


def _run(periods: tuple[Period, ...]) -> Period | None:
    """The months from the first to the last, where they follow one another."""
    first = periods[0].start
    run = Period.months(first.year, first.month, len(periods))
    return run if tuple(run.each_month()) == periods else None


def _signed(formula: Sentence, figures: Mapping[Decimal, Printed], wording: Wording) -> Sentence:
    """The formula, from the larger to the smaller where words such as "fewer" stand for the minus sign."""
    falls = [printed for printed in figures.values() if printed.figure.value < 0]
    if len(falls) != len(figures) or any(printed.text[:1] in "−-" for printed in falls):
        return formula
    return working(falls[0].figure, wording, falls=True)


def _summed(explained: _Explained) -> tuple[Period, ...]:
    """The periods that a figure is the sum of; none where it was made in another way."""
    computed = next(iter(explained[1].values())).figure.computed
    if computed is None or computed.operation != "total":
        return ()
    periods = tuple(part.period for part in computed.inputs if part.period)
    return periods if len(set(periods)) == len(computed.inputs) > 1 else ()


def _in_order(figures: Iterable[Printed]) -> tuple[Printed, ...]:
    """Figures with the same working, the smallest first."""
    return tuple(sorted(figures, key=lambda printed: (printed.figure.unit.name, printed.rounded)))
