"""The tables in a document's words as data, for documents that offer them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reckoner.reports.document import Document, NumberedParagraph
from reckoner.reports.figures.ledger import write_csv
from reckoner.reports.figures.printed import Printed, printed_in
from reckoner.reports.modules.measures import slug_of
from reckoner.reports.prose import Grid, Runs, sentence_of, text_of

_WORDS = 8  # of a title, in a file's name
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, kw_only=True)
class WithTables(Document):
    """A document that has a file with the data of each of its tables."""

    def table_files(self) -> dict[str, str]:
        """Those of the tables in its words as well."""
        grids = [each.block for each in self.blocks() if isinstance(each, NumberedParagraph)]
        return super().table_files() | {
            name: _data(grid) for grid in grids if isinstance(grid, Grid) and (name := self.data_name(grid))
        }

    def data_name(self, grid: Grid) -> str:
        """The name of the file with a table's data: its number and the first words of its title, such as
        table-4-fewer-posts."""
        first = re.split(r"[;,.:]", text_of(grid.title))[0].split()[:_WORDS]
        return slug_of(" ".join((grid.label, *first))).replace("_", "-")


def _data(grid: Grid) -> str:
    """A table's data: exact numbers bare, rounded as printed; a column's head says where they are in %.

    In a column of words, which begins its lines, they stay as they are read.
    """
    columns = zip(grid.header, *grid.rows, strict=True)
    done = (_column(head, cells, align) for align, (head, *cells) in zip(grid.aligned, columns, strict=True))
    heads, *rows = zip(*done, strict=True)
    return write_csv(heads, rows)


def _column(head: Runs, cells: Sequence[Runs], align: str) -> list[str]:
    if align == "start":
        return [text_of(each) for each in (head, *cells)]
    return [_head(text_of(head), cells), *map(_bare, cells)]


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
    """A number that is printed without a unit stays as its column's head says it: 253.5 below "£ million"."""
    figure = _alone(cell)
    if not figure:
        return text_of(cell)
    bare = figure.text.replace(",", "").replace("\N{MINUS SIGN}", "-").removeprefix("+")
    if _NUMBER.fullmatch(bare):
        return bare
    return f"{figure.rounded if bare.startswith('-') else abs(figure.rounded):f}"  # a fall has no sign
