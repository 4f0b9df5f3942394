"""Figures that a typed number may be: those that print the same, of the nearest period first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from reckoner.reports.adopt.typed import TypedNumber
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.content.placeholder import FigureReference, parse_placeholder
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period

_STEPS = ("", ".change", ".percent_change", ".points_change", ".before", ".share")
_STYLES = ("", "no unit", "no qualifier", "no qualifier, no unit", "0 dp", "1 dp", "2 dp", "1 dp, no unit",
           "mm:ss", "in words")  # fmt: skip
_FAR = 10**6
_MOST = 9


@dataclass(frozen=True)
class Proposal:
    """A placeholder that prints what was typed, and what it is of."""

    placeholder: str
    prints: str
    period: str
    noun: str


def proposals(typed: TypedNumber, catalogue: Catalogue, wording: Wording) -> tuple[Proposal, ...]:
    """The placeholders to choose from, the likeliest first, at most nine."""
    value = value_of(typed.number)
    if value is None:
        return ()
    resolver = Resolver(catalogue, wording, dict(typed.periods))
    fitting = [
        (_rank(typed, figure, is_named), source, figure)
        for source, figure, is_named in _figures(catalogue, resolver, typed)
        if _agrees(figure, value)
    ]
    found: dict[str, Proposal] = {}
    for _, source, figure in sorted(fitting, key=lambda each: (each[0], each[1])):
        if (style := _style(figure, typed.number, wording)) is not None:
            placeholder = f"{source} as {style}" if style else source
            period = wording.period(figure.period) if figure.period else ""
            found.setdefault(placeholder, Proposal(placeholder, typed.number, period, figure.noun))
    return tuple(found.values())[:_MOST]


def value_of(number: str) -> Decimal | None:
    """The value of a number as it was typed; minutes and seconds in seconds. None where it is none."""
    bare = re.sub(r"[£%,+]", "", number).replace("−", "-")
    if match := re.fullmatch(r"([0-9]+):([0-5][0-9])", bare):
        return Decimal(match[1]) * 60 + Decimal(match[2])
    try:
        return Decimal(bare)
    except InvalidOperation:
        return None


def _figures(
    catalogue: Catalogue, resolver: Resolver, typed: TypedNumber
) -> Iterator[tuple[str, Figure, bool]]:
    """Every figure that words could name here, with its placeholder and whether they name its period."""
    for item in catalogue:
        for source, is_named in _sources(item, typed):
            try:
                reference = parse_placeholder(source)
                assert isinstance(reference, FigureReference)
                yield source, resolver.figure(reference), is_named
            except ValueError:
                continue  # it has no such value, or the step means nothing there


def _sources(item: Measure | Fact, typed: TypedNumber) -> Iterator[tuple[str, bool]]:
    if isinstance(item, Fact):
        yield item.name, True
        return
    named = dict(typed.periods)
    for name in named:
        yield from ((f"{item.name}{step} at {name}", True) for step in _STEPS)
    yield from (
        (f"{item.name} at {period}", False) for period in item.periods if period not in named.values()
    )


def _agrees(figure: Figure, value: Decimal) -> bool:
    """Near enough that some rounding may print it."""
    return abs(abs(figure.value) - abs(value)) <= max(Decimal(1), abs(value) / 100)


def _style(figure: Figure, number: str, wording: Wording) -> str | None:
    """The first way of writing the figure that prints exactly what was typed."""
    for style in _STYLES:
        try:
            reference = parse_placeholder(f"a.b as {style}" if style else "a.b")
            assert isinstance(reference, FigureReference)
            if wording.word(figure, reference.style).text == number:
                return style
        except ValueError:
            continue
    return None


def _rank(typed: TypedNumber, figure: Figure, is_named: bool) -> tuple[int, int, int]:
    """Fewer words of its noun missing, then a period that the words name, then the nearest."""
    words = set(re.findall(r"[a-z]{3,}", typed.text.lower()))
    missing = len(set(re.findall(r"[a-z]{3,}", figure.noun.lower())) - words)
    return (0 if is_named else 1, missing, _distance(figure.period, [p for _, p in typed.periods]))


def _distance(period: Period | None, named: Iterable[Period]) -> int:
    """Days from the latest period that the edition names."""
    last = max((each.end for each in named), default=None)
    return _FAR if period is None or last is None else abs((last - period.end).days)
