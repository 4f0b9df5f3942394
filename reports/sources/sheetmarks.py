"""What a spreadsheet reader doesn't tell: hidden rows, merged cells, percent formats, error values, extent,
raised letters, and formulas that were never worked out.

The sheet's XML is read as a stream, within bounds, before the reader sees the file: a single cell in the
last corner of a sheet would make it ask for more memory than there is, which ends the whole process.
Not seen here: struck-out text, colours, and whether a formula's kept value is stale.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from xml.parsers import expat

from reckoner.reports.errors import InputError, Place
from reckoner.reports.sources.given import EmptyCell, RaisedCell

MOST_CELLS = 2_000_000
"""Rows times columns that a sheet may span, and cells it may hold."""

Position = tuple[int, int]
"""Row and column, both from zero."""
Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range: its corners, both inside."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class SheetMarks:
    """What was found in one sheet. Rows and columns count from zero."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    percent: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    raised: dict[Position, RaisedCell] = field(default_factory=dict)
    formulas: dict[Position, str] = field(default_factory=dict)
    empty: dict[Position, EmptyCell] = field(default_factory=dict)
    cells: int = 0
    last_row: int = -1
    last_column: int = -1

    @property
    def odd(self) -> set[Position]:
        """The cells that hold something which a reader may not give."""
        return self.errors.keys() | self.raised.keys() | self.formulas.keys() | self.empty.keys()

    def saw(self, row: int, column: int, shown: str, times: int = 1) -> None:
        """Note a cell that holds something. Raises InputError where the sheet grows beyond any table."""
        self.cells += times
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        if max(self.cells, (self.last_row + 1) * (self.last_column + 1)) > MOST_CELLS:
            what = f"its sheet spans {self.last_row + 1} rows and {self.last_column + 1} columns"
            raise InputError(what, Place(shown), "Remove what stands far outside the table, or use CSV.")

    @cached_property
    def _covered(self) -> dict[Position, Merge]:
        found: dict[Position, Merge] = {}
        for merge in self.merges:
            for row in range(merge.top, min(merge.bottom, self.last_row) + 1):
                for column in range(merge.left, min(merge.right, self.last_column) + 1):
                    found[row, column] = merge
        return found

    def merge_of(self, row: int, column: int) -> Merge | None:
        """The merged range that holds the cell, unless the cell is its first."""
        merge = self._covered.get((row, column))
        return merge if merge and (row, column) != (merge.top, merge.left) else None


def parse_part(
    archive: zipfile.ZipFile,
    part: str,
    shown: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Stream one XML part; names come without their prefix. Raises InputError where it isn't plain XML."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, given: start(
        _local(name), {_local(k): v for k, v in given.items()}
    )
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        with archive.open(part) as file:
            parser.ParseFile(file)
    except KeyError:  # of the archive
        raise InputError(
            f"its part {part} is missing", Place(shown), "Save it again as .xlsx or .ods."
        ) from None
    except (expat.ExpatError, _Doctype, ValueError, LookupError) as problem:
        raise InputError(f"its part {part} is not plain XML", Place(shown), "Save it again.") from problem


class _Doctype(Exception):
    pass


def _refuse_doctype(*_: object) -> None:
    raise _Doctype("a document type is declared")


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def raised_cell(runs: Iterable[tuple[str, bool]]) -> RaisedCell | None:
    """Text with raised letters at its end, from runs of text and whether each is raised; None for others.

    A cell that is raised as a whole is no number with a mark.
    """
    pieces = [(text, raised) for text, raised in runs if text]
    mark = ""
    while pieces and pieces[-1][1]:
        mark = pieces.pop()[0] + mark
    plain = "".join(text for text, _ in pieces)
    return RaisedCell(plain, mark) if mark.strip() and plain.strip() else None


def is_percent_format(code: str) -> bool:
    """Whether a number format multiplies by a hundred; a quoted or escaped % is only a letter."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)
