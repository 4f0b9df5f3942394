"""All cells of a sheet or of a CSV file as they stand, before anybody has said where the table is."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.errors import InputError, Place
from reckoner.reports.sources.given import EmptyCell, FormulaCell, PercentCell, RaisedCell, Raw
from reckoner.reports.sources.plaintext import read_plaintext
from reckoner.reports.sources.raw import MOST_CELLS, column_letters
from reckoner.reports.sources.sheetmarks import Merge

_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright strokes"}


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet by row and column from zero; a CSV file's rows are its lines.

    ``sheet`` is the sheet's name, and nothing for a CSV file. ``is_hidden`` says that the sheet itself is.
    """

    shown: str
    sheet: str
    cells: Sequence[Sequence[Raw | None]]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    is_hidden: bool = False

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row) for row in self.cells), default=0)

    def at(self, row: int, column: int) -> Raw | None:
        """A cell; None where nothing stands."""
        if not 0 <= row < len(self.cells) or column >= len(self.cells[row]):
            return None
        cell = self.cells[row][column]
        return None if isinstance(cell, str) and not cell.strip() else cell

    def covering(self, row: int, column: int) -> Merge | None:
        """The merged range in which a cell lies."""
        return next(
            (m for m in self.merges if m.top <= row <= m.bottom and m.left <= column <= m.right), None
        )

    def ref(self, row: int, column: int) -> str:
        """A cell's address: B7, in a CSV file too, whose lines count as rows."""
        return f"{column_letters(column)}{row + 1}"

    def place(self, row: int, column: int) -> Place:
        """Where a cell stands, for a fault."""
        return Place(self.shown, cell=self.ref(row, column)) if self.sheet else Place(self.shown, row + 1)


def shown_cell(cell: Raw | None) -> str:
    """A cell as a person sees it, in few letters."""
    match cell:
        case None:
            return "blank"
        case PercentCell():
            return f"{cell.fraction * 100:.6g}%"
        case RaisedCell():
            return f"{cell.text} with a raised {cell.raised}"
        case EmptyCell():
            return cell.shown[:60]
        case FormulaCell():
            return f"={cell.formula.removeprefix('=')}"
    return " ".join(str(cell).split())[:60]


def csv_grid(path: Path, shown: str) -> Grid:
    """The cells of a CSV file, whose rows may be of any length. Raises InputError where it isn't one."""
    text = read_plaintext(path, shown).decode("utf-8").removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    cells: list[list[Raw | None]] = []
    held = 0
    try:
        for row in reader:
            held += len(row)
            if held > MOST_CELLS:
                raise InputError(f"it has more than {MOST_CELLS:,} cells", Place(shown), "Split it.")
            cells += [[] for _ in range(reader.line_num - len(cells) - 1)]
            cells.append([cell if cell.strip() else None for cell in row])
    except csv.Error as problem:
        what = f"it is not CSV that can be read: {problem}"
        raise InputError(what, Place(shown, reader.line_num), "Look for a stray quotation mark.") from None
    if cells and len(cells[0]) <= 2 and str(cells[0][0] or "").startswith("sep="):
        cells[0] = []  # a word to Excel alone
    _refuse_other_separators(cells, shown)
    return Grid(shown, "", cells)


def _refuse_other_separators(cells: Sequence[Sequence[Raw | None]], shown: str) -> None:
    filled = [row for row in cells if row]
    for separator, name in _SEPARATORS.items():
        if filled and all(len(row) == 1 for row in filled) and separator in str(filled[0][0]):
            todo = "Save it with commas: in Excel, Save As, 'CSV UTF-8 (comma delimited)'."
            raise InputError(f"the values are separated by {name}, not commas", Place(shown, 1), todo)
