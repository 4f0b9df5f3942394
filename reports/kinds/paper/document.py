"""What a paper has beyond any document: a list of sources that says no more than its reader needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

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
from reckoner.reports.figures.ledger import write_csv
from reckoner.reports.figures.printed import Printed, plain, printed_in
from reckoner.reports.prose import Grid, Runs, sentence_of, text_of

_SUBTRACTIONS = ("change", "points change")


@dataclass(frozen=True, kw_only=True)
class Paper(Document):
    """A paper. ``tile`` and ``first_tiles`` are what its list of sources calls key figures in a section and
    before the first."""

    tile: str = ""
    first_tiles: str = ""

    def table_files(self) -> dict[str, str]:
        """Those of the tables in its words as well."""
        grids = [each.block for each in self.blocks() if isinstance(each, NumberedParagraph)]
        return super().table_files() | {
            name: _data(grid) for grid in grids if isinstance(grid, Grid) and (name := self.data_name(grid))
        }

    def data_name(self, grid: Grid) -> str:
        """The name of the file with a table's data, such as table-4."""
        return "-".join(grid.label.lower().split())

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


def _data(grid: Grid) -> str:
    """A table's data: exact numbers bare, rounded as printed; a column's head says where they are in %."""
    columns = list(zip(*grid.rows, strict=True))
    heads = [_head(text_of(head), column) for head, column in zip(grid.header, columns, strict=True)]
    return write_csv(heads, ([_bare(cell) for cell in row] for row in grid.rows))


def _head(head: str, column: Iterable[Runs]) -> str:
    figures = [each for each in map(_alone, column) if each]
    is_share = figures and all(each.figure.unit.kind == "share" for each in figures)
    return f"{head} (%)" if is_share and "%" not in head else head


def _alone(cell: Runs) -> Printed | None:
    """The exact figure that is all that a cell says."""
    figures = printed_in(sentence_of(cell))
    is_all = len(figures) == 1 and figures[0].text == text_of(cell)
    return figures[0] if is_all and figures[0].figure.qualifier == "exact" else None


def _bare(cell: Runs) -> str:
    figure = _alone(cell)
    return f"{figure.rounded:f}" if figure else text_of(cell)


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
