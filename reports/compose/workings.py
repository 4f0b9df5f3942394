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
"""More sums or changes in per cent over the same periods, or averages, than this are said in one line;
see figures.csv."""
_Explained = tuple[Sentence, Mapping[Decimal, Printed]]


def gathered(explained: Iterable[_Explained], wording: Wording) -> tuple[Working, ...]:
    """The workings in order of first use, many made alike over the same periods as one of them."""
    groups: dict[tuple[object, ...], list[_Explained]] = {}
    for number, each in enumerate(explained):
        made = _alike(each)
        groups.setdefault(made if made[0] else (number,), []).append(each)
    return tuple(working for each in groups.values() for working in _said(each, wording))


def _said(group: list[_Explained], wording: Wording) -> list[Working]:
    if len(group) <= MANY:
        return [
            Working(_in_order(figures.values()), _signed(formula, figures, wording))
            for formula, figures in group
        ]
    every = [printed for _, figures in group for printed in figures.values()]
    return [Working(_in_order(every), _said_once(*_alike(group[0]), wording), many=True)]


def _said_once(operation: str, periods: tuple[Period, ...], wording: Wording) -> Sentence:
    say = wording.language.sentence
    if operation == "per month":
        return say("computed.per months")
    if operation == "percent change":
        return say("computed.percent changes", first=(wording.period(periods[-1]),))
    if run := _run(periods):
        return say("computed.totals run", run=(wording.period(run),))
    return say("computed.totals", all=(", ".join(map(wording.period, periods)),))


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


def _alike(explained: _Explained) -> tuple[str, tuple[Period, ...]]:
    """How and of which periods (of averages no matter) a figure was made; nothing where it stands alone."""
    computed = next(iter(explained[1].values())).figure.computed
    if computed and computed.operation == "per month":
        return computed.operation, ()
    if computed is None or computed.operation not in ("total", "percent change"):
        return "", ()
    periods = tuple(part.period for part in computed.inputs if part.period)
    return (computed.operation, periods) if len(set(periods)) == len(computed.inputs) > 1 else ("", ())


def _in_order(figures: Iterable[Printed]) -> tuple[Printed, ...]:
    """Figures with the same working, the smallest first."""
    return tuple(sorted(figures, key=lambda printed: (printed.figure.unit.name, printed.rounded)))
