"""The names that an edition's editor can use, each with what it prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reports.compose.voice import wording_of
from reports.content.placeholder import FigureReference
from reports.content.resolve import Resolver
from reports.content.words import editions_in, read_words_of
from reports.errors import InputError
from reports.figures.catalogue import Fact
from reports.figures.measure import Measure
from reports.modules.library import Library, load_library
from reports.settings.house import read_house


@dataclass(frozen=True)
class Row:
    """One name: what it prints, its unit and period, what it counts, its source; or why it prints nothing."""

    name: str
    prints: str
    unit: str
    period: str
    noun: str
    source: str

    @property
    def short(self) -> tuple[str, str, str, str]:
        """The columns of a terminal."""
        return self.name, self.prints, self.unit, self.period


def list_figures(root: Path, publication: str, edition: str) -> list[Row]:
    """Every measure and fact of the house at the edition's periods. Raises ReckonerError."""
    house = read_house(root)
    words = read_words_of(root, house.publication(publication), edition)
    if words.faults:
        raise InputError.of(words.faults)
    library = load_library(root, under=house.office.small_numbers.under)
    resolver = Resolver(library.catalogue, wording_of(house), editions_in(words)[0].front.periods)
    return list(_rows(library, resolver))


def _rows(library: Library, resolver: Resolver) -> Iterator[Row]:
    for item in library.catalogue:
        origins = item.figure.origins if isinstance(item, Fact) else item.origins
        source = "; ".join(dict.fromkeys(library.citations[origin] for origin in origins))
        unit = item.figure.unit if isinstance(item, Fact) else item.unit
        noun = item.figure.noun if isinstance(item, Fact) else item.noun
        prints, period = _printed(item, resolver)
        yield Row(item.name, prints, unit.name, period, noun, source)


def _printed(item: Measure | Fact, resolver: Resolver) -> tuple[str, str]:
    try:
        figure = resolver.figure(FigureReference(item.name))
    except ValueError as problem:
        return f"nothing: {problem}", ""
    return resolver.wording.word(figure).text, str(figure.period or "")
