"""What a paper has beyond any document: a list of sources that says no more than its reader needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from reckoner.reports.document import (
    DocumentBlock,
    KeyFigure,
    Mention,
    NumberedParagraph,
    Source,
    Working,
    block_entries,
)
from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.kinds.tables import WithTables

_SUBTRACTIONS = ("change", "points change")


@dataclass(frozen=True, kw_only=True)
class Paper(WithTables):
    """A paper. ``tile`` and ``first_tiles`` are what its list of sources calls key figures in a section and
    before the first."""

    tile: str = ""
    first_tiles: str = ""

    def places_of(self, source: Source) -> tuple[Mention, ...]:
        """Where a source is used: a tile by the paragraph that it stands below."""
        places = (self._tiles.get(place.anchor, place) for place in source.places)
        return tuple({place.label: place for place in reversed(tuple(places))}.values())[::-1]

    def workings_of(self, source: Source) -> tuple[Working, ...]:
        """Those of figures that were calculated here, unless one printed value less another gives them, or
        counting."""
        workings = source.calculations
        return tuple(each for each in workings if not (_is_plain(each, self._told) or _is_count(each)))

    @cached_property
    def _told(self) -> set[tuple[object, ...]]:
        """The figures that readers meet before the sources."""
        entries = [entry for block in self.introduction for entry in block_entries(block)]
        entries += [entry for section in self.sections for entry in section.entries()]
        return {entry.printed.figure.identity for entry in entries}

    @cached_property
    def _tiles(self) -> dict[str, Mention]:
        """The mention of each tile by its anchor."""
        found = dict(_named(self.introduction, self.first_tiles, self.first_tiles))
        for section in self.sections:
            found |= _named(section.blocks, f"{plain(section.title)} ({self.tile})", self.tile)
        return found


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


def _is_count(working: Working) -> bool:
    """Whether it adds up ones: a row for each of what is counted."""
    return all(
        each.figure.computed is not None
        and each.figure.computed.operation == "total"
        and all(part.value in (0, 1) for part in each.figure.computed.inputs)
        for each in working.figures
    )


def _is_plain(working: Working, told: set[tuple[object, ...]]) -> bool:
    """Whether it takes one printed value from another."""
    operations = (each.figure.computed.operation for each in working.figures if each.figure.computed)
    inputs = (each.figure.identity for each in printed_in(working.formula))
    return all(each in _SUBTRACTIONS for each in operations) and all(each in told for each in inputs)
