"""The names that words of an edition can use, searched by what somebody types."""

from __future__ import annotations

from dataclasses import dataclass

from reckoner.reports.compose.listing import Row, list_figures
from reckoner.reports.compose.occasion import occasion_of
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.tocome import CONTENT
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.desk.word_files import Edition
from reckoner.reports.errors import ReckonerError
from reckoner.reports.kinds.registry import kind_of
from reckoner.reports.modules.library import DATA, Library, load_library

MOST = 12


@dataclass(frozen=True)
class Names:
    """Every name with what it prints; ``fault`` says why there are none."""

    rows: tuple[Row, ...]
    fault: str = ""

    def found(self, text: str) -> list[Row]:
        """Those that hold each word that was typed, in name, noun or source."""
        words = text.lower().split()
        return [row for row in self.rows if all(word in _said(row) for word in words)]


def names_of(desk: Desk, edition: Edition) -> Names:
    """The names of an edition, read anew where its files or its data have changed."""
    stamp = desk.house.stamp, stamp_of(desk.root / CONTENT, desk.root / DATA)
    key = "names", edition.publication, edition.key
    return desk.held.get(key, stamp, lambda: _read(desk, edition))


def _read(desk: Desk, edition: Edition) -> Names:
    house = desk.house
    try:
        publication = house.publication(edition.publication)
        words = kind_of(publication).read(house.root, publication, edition.key)
        occasion = occasion_of(house, publication, edition.key, wording_of(house))
        return Names(tuple(list_figures(house, words, occasion, _library(desk))))
    except ReckonerError as problem:
        return Names((), problem.faults[0].what)


def _library(desk: Desk) -> Library:
    """The house's data, which no words change."""
    house = desk.house
    stamp = house.stamp, stamp_of(desk.root / DATA)
    under = house.office.small_numbers.under
    return desk.held.get("library", stamp, lambda: load_library(desk.root, under=under))


def _said(row: Row) -> str:
    return f"{row.name} {row.noun} {row.source}".lower()
