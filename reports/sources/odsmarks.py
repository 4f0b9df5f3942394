"""The marks of an ODS sheet, found in its XML (OpenDocument 1.3 part 3, chapter 9)."""

from __future__ import annotations

import re
import zipfile

from reckoner.reports.sources.given import EmptyCell
from reckoner.reports.sources.sheetmarks import (
    MOST_CELLS,
    Attributes,
    Merge,
    Position,
    SheetMarks,
    parse_part,
    raised_cell,
)

_HIDDEN = ("collapse", "filter")


def ods_marks(archive: zipfile.ZipFile, shown: str) -> dict[str, tuple[bool, SheetMarks]]:
    """Whether each sheet is hidden, and its marks; all of them, since the reader opens them all at once.

    Raises InputError where the file is not as it should be.
    """
    reader = _SheetReader(shown)
    parse_part(archive, "content.xml", shown, reader.start, reader.end, reader.text)
    return reader.sheets


def _is_zero(length: str | None) -> bool:
    return length is not None and re.fullmatch(r"0*\.?0*[a-z]*", length) is not None


def _times(given: Attributes, key: str) -> int:
    return max(1, int(given.get(key, "1")))


class _SheetReader:
    """Follows the rows of each sheet; repeated rows and cells are counted as often as they stand."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.sheets: dict[str, tuple[bool, SheetMarks]] = {}
        self.marks = SheetMarks()
        self.hidden_styles: set[str] = set()
        self.raised_styles: set[str] = set()
        self.style = ""
        self.row, self.row_times, self.column, self.column_def = -1, 1, 0, 0
        self.positions: list[Position] = []
        self.runs: list[tuple[str, bool]] = []
        self.spans: list[bool] = []
        self.is_text, self.is_typed, self.times, self.comments = False, False, 1, 0

    def start(self, name: str, given: Attributes) -> None:
        match name:
            case "style":
                self.style = given.get("name", "")
            case "table-properties" | "table-row-properties" | "table-column-properties" | "text-properties":
                self._style(given)
            case "span":
                self.spans.append(given.get("style-name") in self.raised_styles)
            case "annotation":
                self.comments += 1
            case "table":
                self.marks = SheetMarks()
                hidden = given.get("style-name") in self.hidden_styles
                self.sheets[given.get("name", "")] = hidden, self.marks
                self.row, self.row_times, self.column, self.column_def = -1, 1, 0, 0
            case "table-column":
                self._columns(given)
            case "table-row":
                self._rows(given)
            case "table-cell" | "covered-table-cell":
                self._cell(given)

    def text(self, text: str) -> None:
        if self.is_text and not self.comments:
            self.runs.append((text, any(self.spans)))

    def end(self, name: str) -> None:
        match name:
            case "span" if self.spans:
                self.spans.pop()
            case "annotation":
                self.comments -= 1
            case "table-cell":
                self._end_of_cell()

    def _end_of_cell(self) -> None:
        if self.is_text and (cell := raised_cell(self.runs)):
            self.marks.raised.update(dict.fromkeys(self.positions, cell))
        text = "".join(text for text, _ in self.runs).strip()
        if text and not self.is_typed:
            column = self.column - self.times
            self.marks.saw(self.row, column, self.shown)
            self.marks.empty[self.row, column] = EmptyCell(text)
        self.is_text, self.runs = False, []

    def _style(self, given: Attributes) -> None:
        """A style that hides what has it, or whose letters stand above the line: ``super`` or ``33% 58%``."""
        if given.get("display") == "false" or _is_zero(given.get("row-height") or given.get("column-width")):
            self.hidden_styles.add(self.style)
        height = given.get("text-position", "").split(" ")[0]
        if height == "super" or re.fullmatch(r"0*[1-9]\d*(\.\d+)?%", height):
            self.raised_styles.add(self.style)

    def _columns(self, given: Attributes) -> None:
        times = min(_times(given, "number-columns-repeated"), MOST_CELLS)
        if given.get("visibility") in _HIDDEN or given.get("style-name") in self.hidden_styles:
            self.marks.hidden_columns.update(range(self.column_def, self.column_def + times))
        self.column_def += times

    def _rows(self, given: Attributes) -> None:
        self.row += self.row_times
        self.row_times, self.column = _times(given, "number-rows-repeated"), 0
        if given.get("visibility") in _HIDDEN or given.get("style-name") in self.hidden_styles:
            self.marks.hidden_rows.update(range(self.row, self.row + min(self.row_times, MOST_CELLS)))

    def _cell(self, given: Attributes) -> None:
        times = _times(given, "number-columns-repeated")
        # office:value-type, and after it calcext:value-type where LibreOffice found an error
        kind = given.get("value-type")
        self.positions, self.is_text, self.runs = [], kind in ("string", None), []
        self.is_typed, self.times = kind is not None or "formula" in given, times
        if kind is not None or "formula" in given:
            bottom, right = self.row + self.row_times - 1, self.column + times - 1
            self.marks.saw(bottom, right, self.shown, times * self.row_times)
            positions = [(r, c) for r in range(self.row, bottom + 1) for c in range(self.column, right + 1)]
            self.positions = positions
            if kind == "percentage":
                self.marks.percent.update(positions)
            elif kind == "error":
                self.marks.errors.update(dict.fromkeys(positions, "of a formula"))
            elif kind is None:
                self.marks.formulas.update(dict.fromkeys(positions, given["formula"][:60]))
        wide, high = _times(given, "number-columns-spanned"), _times(given, "number-rows-spanned")
        if wide > 1 or high > 1:
            self.marks.merges.append(
                Merge(self.row, self.column, self.row + high - 1, self.column + wide - 1)
            )
        self.column += times
