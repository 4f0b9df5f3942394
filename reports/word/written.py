"""The words before their placeholders were resolved, found for each block of a Document by its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reckoner.reports.content.edition import EditionWords
from reckoner.reports.errors import Place
from reckoner.reports.figures.printed import Part
from reckoner.reports.prose import Block, Grid, ItemList, Paragraph, Quotation, Run, Runs, Subheading
from reckoner.reports.word.piece import written_title


class Written:
    """What editors wrote, by file and line."""

    def __init__(self, editions: Sequence[EditionWords]) -> None:
        self._blocks: dict[tuple[type, Place], Block] = {}
        self._titles: dict[str, tuple[str, str]] = {}
        for edition in editions:
            self._add(edition.introduction)
            for section in edition.sections:
                self._add(section.blocks)
                self._titles.setdefault(section.anchor, (section.front.title, section.file.shown))

    def _add(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            for each in _within(block):
                self._blocks.setdefault((type(each), each.where), each)

    def runs(self, block: Paragraph | Subheading) -> Runs:
        """The runs of a paragraph as they were written; none where it is not from words."""
        found = self._blocks.get((type(block), block.where))
        return found.runs if isinstance(found, Paragraph | Subheading) else ()

    def cells(self, grid: Grid) -> tuple[tuple[Runs, ...], ...]:
        """The rows of a table in the words, its header first."""
        found = self._blocks.get((Grid, grid.where))
        return (found.header, *found.rows) if isinstance(found, Grid) else ()

    def has(self, block: Block) -> bool:
        """Whether a block is an editor's."""
        return (type(block), block.where) in self._blocks

    def title(self, anchor: str) -> tuple[tuple[Run | Part, ...], str]:
        """The heading of a section as it was written, and its file."""
        title, file = self._titles.get(anchor, ("", ""))
        return written_title(title), file


def _within(block: Block) -> Iterator[Block]:
    yield block
    match block:
        case ItemList():
            for item in block.items:
                for part in item:
                    yield from _within(part)
        case Quotation():
            for part in block.blocks:
                yield from _within(part)
