"""Tables that an edition rests on and that end before its period: who owns them owes a new version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reckoner.reports.compose.freshness import own_period, period_of
from reckoner.reports.compose.occasion import occasion_of
from reckoner.reports.compose.references import names_in
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.edition import EditionWords
from reckoner.reports.figures.measure import Measure
from reckoner.reports.figures.unit import GRADE
from reckoner.reports.modules.library import Library, load_library, module_names
from reckoner.reports.modules.taking import house_module
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.house import House
from reckoner.reports.sources.read import TableSource, is_pattern

_SERIES = 2  # values from which a measure has a rhythm


@dataclass(frozen=True)
class OwedTable:
    """A table of a module: who owns it, and the first period that an edition needs and it lacks."""

    source: TableSource
    owner: str
    period: Period

    @property
    def key(self) -> str:
        """Its file, as it is written for the house."""
        return f"{self.source.shown}/{self.source.files}"

    @property
    def is_received(self) -> bool:
        """Whether a new version is taken in, and can be asked for as a file to fill in."""
        return self.source.origin.kind == "snapshot" and self.source.files.endswith(".csv")


def owed_tables(
    house: House, editions: Sequence[EditionWords], publication: str, edition: str
) -> Iterator[OwedTable]:
    """The tables that an edition's words rest on and that lack its period. Raises ReckonerError."""
    names = frozenset[str]().union(*(names_in(each) for each in editions)) & set(module_names(house.root))
    if not names:
        return
    library = load_library(house.root, names, under=house.office.small_numbers.under)
    occasion = occasion_of(house, house.publication(publication), edition, wording_of(house))
    own = period_of(occasion, editions[0].front.periods)
    for name in sorted(names) if own else ():
        yield from _of_module(house, name, library, own)


def _of_module(house: House, name: str, library: Library, own: Period | None) -> Iterator[OwedTable]:
    module = house_module(house.root, name)
    sources = {source.name: source for source in module.sources if not is_pattern(source.files)}
    seen: set[str] = set()
    for short, entry in module.declared.measures.items():
        source = sources.get(entry.table)
        if source is None or source.query or not entry.owner or entry.table in seen:
            continue
        lacks = [_lacks(each, own) for each in _measures(library, f"{name}.{short}")]
        if period := next((each for each in lacks if each), None):
            seen.add(entry.table)
            yield OwedTable(source, entry.owner, period)


def _measures(library: Library, name: str) -> list[Measure]:
    """A measure, or those of its categories."""
    return [
        each
        for each in library.catalogue
        if isinstance(each, Measure) and (each.name == name or each.name.startswith(f"{name}."))
    ]


def _lacks(measure: Measure, own: Period | None) -> Period | None:
    """The period that the edition asks a series for, where it has no value there."""
    if measure.unit.kind == GRADE.kind or len(measure.periods) < _SERIES:
        return None
    wanted = own_period(measure, own)
    is_ahead = wanted is not None and wanted.end > max(each.end for each in measure.periods)
    return wanted if is_ahead else None
