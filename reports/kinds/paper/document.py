"""What a paper has beyond any document: a list of sources that says no more than its reader needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reckoner.reports.document import (
    Document,
    DocumentBlock,
    KeyFigure,
    Mention,
    NumberedParagraph,
    Source,
    Working,
    block_entries,
)
from reckoner.reports.figures.printed import Printed, plain, printed_in

_SUBTRACTIONS = ("change", "points change")


@dataclass(frozen=True, kw_only=True)
class Paper(Document):
    """A paper. ``tile`` and ``first_tiles`` are what its list of sources calls key figures in a section and
    before the first."""

    tile: str = ""
    first_tiles: str = ""

    def places_of(self, source: Source) -> tuple[Mention, ...]:
        """Where a source is used: a tile by the paragraph that it stands below."""
        tiles = dict(self._tiles())
        places = (tiles.get(place.anchor, place) for place in source.places)
        return tuple({place.label: place for place in reversed(tuple(places))}.values())[::-1]

    def workings_of(self, source: Source) -> tuple[Working, ...]:
        """Those of figures that were calculated here, unless one printed value less another gives them."""
        told = {_told(printed) for printed in self._printed()}
        return tuple(each for each in source.calculations if not _is_plain(each, told))

    def _printed(self) -> Iterator[Printed]:
        """The figures that readers meet before the sources."""
        for block in self.introduction:
            yield from (entry.printed for entry in block_entries(block))
        for section in self.sections:
            yield from (entry.printed for entry in section.entries())

    def _tiles(self) -> Iterator[tuple[str, Mention]]:
        yield from _named(self.introduction, self.first_tiles, self.first_tiles)
        for section in self.sections:
            title = plain(section.title)
            yield from _named(section.blocks, f"{title} ({self.tile})", self.tile)


def _named(blocks: Iterable[DocumentBlock], name: str, tile: str) -> Iterator[tuple[str, Mention]]:
    """The anchor of each tile, with a mention of the paragraph above it, or of ``name`` where that has no
    number."""
    for block in blocks:
        if isinstance(block, NumberedParagraph) and tile != name:
            number = Mention(block.label, block.anchor).number
            name = f"{number} ({tile})" if number else name
        if isinstance(block, KeyFigure):
            anchor = f"chart-{block.name}"
            yield anchor, Mention(name, anchor)


def _told(printed: Printed) -> tuple[object, ...]:
    """What makes two figures one, however each was asked for."""
    figure = printed.figure
    return figure.value, figure.unit, figure.period, figure.origins


def _is_plain(working: Working, told: set[tuple[object, ...]]) -> bool:
    """Whether it takes one printed value from another."""
    operations = (each.figure.computed.operation for each in working.figures if each.figure.computed)
    inputs = printed_in(working.formula)
    return all(each in _SUBTRACTIONS for each in operations) and all(_told(each) in told for each in inputs)
