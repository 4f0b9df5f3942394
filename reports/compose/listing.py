"""The names that an edition's editor can use, each with what it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reckoner.reports.actions.record import FILE as ACTIONS
from reckoner.reports.compose.followed import followed_in, with_counts
from reckoner.reports.compose.freshness import Freshness, period_of
from reckoner.reports.compose.occasion import Occasion
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.placeholder import FigureReference
from reckoner.reports.content.words import Words
from reckoner.reports.figures.catalogue import Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure
from reckoner.reports.modules.library import Library, load_library
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.house import House


@dataclass(frozen=True)
class Row:
    """One name: what it prints, its unit and period, what it counts, its source; or why it prints nothing.

    ``name`` says ``at PERIOD`` too where the measure's own period has a name that the edition doesn't give.
    ``old`` says that it is older than the edition allows.
    """

    name: str
    prints: str
    unit: str
    period: str
    noun: str
    source: str
    old: bool = False

    @property
    def short(self) -> tuple[str, str, str, str]:
        """The columns of a terminal."""
        return self.name, self.prints, self.unit, f"{self.period} (old)" if self.old else self.period


def list_figures(house: House, words: Words, occasion: Occasion, library: Library | None = None) -> list[Row]:
    """Every measure and fact of the house at an edition's periods, or at those of its newest section that
    names them. ``library`` is the house's, where it has been read. Raises ReckonerError."""
    library = library or load_library(house.root, under=house.office.small_numbers.under)
    editions = words.editions
    if (house.root / ACTIONS).is_file():
        followed = followed_in(house, words.key, occasion.dated)
        library = with_counts(library, followed, house.office, wording_of(house))
    told = [section.front.periods for edition in editions for section in edition.sections]
    named = {name: period for periods in reversed(told) for name, period in periods.items()}
    periods, wording = editions[0].front.periods, wording_of(house)
    own = period_of(occasion, periods)
    freshness = Freshness(library.catalogue, wording, occasion.interval, own)
    resolver = Resolver(library.catalogue, wording, periods, freshness=freshness)
    return list(_rows(library, resolver, named))


def _rows(library: Library, resolver: Resolver, named: Mapping[str, Period]) -> Iterator[Row]:
    for item in library.catalogue:
        origins = item.figure.origins if isinstance(item, Fact) else item.origins
        source = "; ".join(dict.fromkeys(library.citations[origin] for origin in origins))
        unit = item.figure.unit if isinstance(item, Fact) else item.unit
        noun = item.figure.noun if isinstance(item, Fact) else item.noun
        name, prints, figure = _printed(item, resolver, named)
        period = str(figure.period or "") if figure else ""
        old = bool(figure and resolver.freshness and resolver.freshness.is_old(figure))
        yield Row(name, prints, unit.name, period, noun, source, old)


def _printed(
    item: Measure | Fact, resolver: Resolver, named: Mapping[str, Period]
) -> tuple[str, str, Figure | None]:
    """What to write, what that prints, and the figure itself."""
    said = ""
    for period in _asked(item, resolver, named):
        name = f"{item.name} at {period}" if period else item.name
        try:
            figure = resolver.figure(FigureReference(item.name, period=str(period) if period else None))
        except ValueError as problem:
            said = said or f"nothing: {problem}"
        else:
            return name, resolver.wording.word(figure).text, figure
    return item.name, said, None


def _asked(item: Measure | Fact, resolver: Resolver, named: Mapping[str, Period]) -> Iterator[Period | None]:
    """The periods to try: none but the item's own where the edition knows it, or else its newest."""
    own = item.default_period if isinstance(item, Measure) else None
    if own is None or isinstance(item, Fact) or own[:1].isdigit() or own in resolver.periods:
        yield None
        return
    if own in named:
        yield named[own]
    yield from [period for period in item.periods if item.state_at(period) == "known"][-1:]
    yield None
