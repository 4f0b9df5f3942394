"""The marks of an ODS sheet, found in its XML (OpenDocument 1.3 part 3, chapter 9)."""

from __future__ import annotations

import zipfile

from reckoner.reports.sources.sheetmarks import MOST_CELLS, Attributes, Merge, SheetMarks, parse_part

_HIDDEN = ("collapse", "filter")


def ods_marks(archive: zipfile.ZipFile, shown: str) -> dict[str, tuple[bool, SheetMarks]]:
    """Whether each sheet is hidden, and its marks; all of them, since the reader opens them all at once.

    Raises InputError where the file is not as it should be.
    """
    reader = _SheetReader(shown)
    parse_part(archive, "content.xml", shown, reader.start)
    return reader.sheets


def _times(given: Attributes, key: str) -> int:
    return max(1, int(given.get(key, "1")))


class _SheetReader:
    """Follows the rows of each sheet; repeated rows and cells are counted as often as they stand."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.sheets: dict[str, tuple[bool, SheetMarks]] = {}
        self.marks = SheetMarks()
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.row, self.row_times, self.column, self.column_def = -1, 1, 0, 0

    def start(self, name: str, given: Attributes) -> None:
        match name:
            case "style" | "table-properties":
                self._style(name, given)
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

    def _style(self, name: str, given: Attributes) -> None:
        if name == "style":
            self.style = given.get("name", "")
        elif given.get("display") == "false":
            self.hidden_styles.add(self.style)

    def _columns(self, given: Attributes) -> None:
        times = min(_times(given, "number-columns-repeated"), MOST_CELLS)
        if given.get("visibility") in _HIDDEN:
            self.marks.hidden_columns.update(range(self.column_def, self.column_def + times))
        self.column_def += times

    def _rows(self, given: Attributes) -> None:
        self.row += self.row_times
        self.row_times, self.column = _times(given, "number-rows-repeated"), 0
        if given.get("visibility") in _HIDDEN:
            self.marks.hidden_rows.update(range(self.row, self.row + min(self.row_times, MOST_CELLS)))

    def _cell(self, given: Attributes) -> None:
        times = _times(given, "number-columns-repeated")
        # office:value-type, and after it calcext:value-type where LibreOffice found an error
        kind = given.get("value-type")
        if kind is not None:
            bottom, right = self.row + self.row_times - 1, self.column + times - 1
            self.marks.saw(bottom, right, self.shown, times * self.row_times)
            positions = ((r, c) for r in range(self.row, bottom + 1) for c in range(self.column, right + 1))
            if kind == "percentage":
                self.marks.percent.update(positions)
            elif kind == "error":
                self.marks.errors.update(dict.fromkeys(positions, "of a formula"))
        wide, high = _times(given, "number-columns-spanned"), _times(given, "number-rows-spanned")
        if wide > 1 or high > 1:
            self.marks.merges.append(
                Merge(self.row, self.column, self.row + high - 1, self.column + wide - 1)
            )
        self.column += times
