"""The marks of an XLSX sheet, found in its XML (ECMA-376 part 1, chapter 18)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping

from reckoner.reports.sources.given import RaisedCell
from reckoner.reports.sources.sheetmarks import (
    Attributes,
    Merge,
    Position,
    SheetMarks,
    is_percent_format,
    parse_part,
    raised_cell,
)

_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_BUILT_IN_PERCENT = {"9", "10"}
_LAST_COLUMN = 16_384


def xlsx_sheets(archive: zipfile.ZipFile, shown: str) -> dict[str, bool]:
    """The names of its sheets of cells, and whether each is hidden."""
    parts = _relations(archive, shown)
    return {
        given.get("name", ""): given.get("state", "visible") != "visible"
        for given in _sheet_entries(archive, shown)
        if "chartsheets" not in parts.get(given.get("id", ""), "")
    }


def xlsx_marks(archive: zipfile.ZipFile, sheet: str, shown: str) -> SheetMarks:
    """The marks of the sheet of that name. Raises InputError where the file is not as it should be."""
    entry = next(given for given in _sheet_entries(archive, shown) if given.get("name", "") == sheet)
    parts = _relations(archive, shown)
    styles = next((part for part in parts.values() if part.endswith("styles.xml")), None)
    strings = next((part for part in parts.values() if part.endswith("sharedStrings.xml")), None)
    reader = _SheetReader(
        _percent_styles(archive, styles, shown) if styles else set(),
        _raised_strings(archive, strings, shown) if strings in archive.namelist() else {},
        shown,
    )
    parse_part(archive, parts.get(entry.get("id", ""), sheet), shown, reader.start, reader.end, reader.text)
    return reader.marks


def _sheet_entries(archive: zipfile.ZipFile, shown: str) -> list[Attributes]:
    found: list[Attributes] = []

    def start(name: str, given: Attributes) -> None:
        if name == "sheet":
            found.append(given)

    parse_part(archive, "xl/workbook.xml", shown, start)
    return found


def _relations(archive: zipfile.ZipFile, shown: str) -> dict[str, str]:
    parts: dict[str, str] = {}

    def start(name: str, given: Attributes) -> None:
        if name == "Relationship":
            target = given.get("Target", "")
            parts[given.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")

    parse_part(archive, "xl/_rels/workbook.xml.rels", shown, start)
    return parts


def _percent_styles(archive: zipfile.ZipFile, part: str, shown: str) -> set[str]:
    """The style numbers of cells (``s="3"``) whose number format is a percentage."""
    formats: set[str] = set(_BUILT_IN_PERCENT)
    styles: list[str] = []
    inside = [False]

    def start(name: str, given: Attributes) -> None:
        if name == "numFmt" and is_percent_format(given.get("formatCode", "")):
            formats.add(given.get("numFmtId", ""))
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            styles.append(given.get("numFmtId", "0"))

    def end(name: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    parse_part(archive, part, shown, start, end)
    return {str(number) for number, used in enumerate(styles) if used in formats}


def _raised_strings(archive: zipfile.ZipFile, part: str, shown: str) -> dict[str, RaisedCell]:
    """The numbers of shared strings that end in raised letters."""
    found: dict[str, RaisedCell] = {}
    runs = Runs()
    count = [0]

    def end(name: str) -> None:
        if name == "si":
            if cell := raised_cell(runs.taken()):
                found[str(count[0])] = cell
            count[0] += 1
        runs.end(name)

    parse_part(archive, part, shown, runs.start, end, runs.text)
    return found


class Runs:
    """Gathers the runs of a rich text, and whether each is raised; how it is pronounced is passed over."""

    def __init__(self) -> None:
        self.runs: list[tuple[str, bool]] = []
        self.raised, self.inside, self.phonetic = False, False, False

    def start(self, name: str, given: Attributes) -> None:
        match name:
            case "r":
                self.raised = False
            case "vertAlign":
                self.raised = given.get("val") == "superscript"
            case "rPh":
                self.phonetic = True
            case "t":
                self.inside = not self.phonetic

    def text(self, text: str) -> None:
        if self.inside:
            self.runs.append((text, self.raised))

    def end(self, name: str) -> None:
        if name == "t":
            self.inside = False
        elif name == "r":
            self.raised = False
        elif name == "rPh":
            self.phonetic = False

    def taken(self) -> list[tuple[str, bool]]:
        """The runs so far; the next text begins anew."""
        runs, self.runs = self.runs, []
        return runs


class _SheetReader:
    """Follows one sheet's elements; a cell counts once it holds a value."""

    def __init__(self, percent_styles: set[str], strings: Mapping[str, RaisedCell], shown: str) -> None:
        self.marks = SheetMarks()
        self.percent_styles, self.strings, self.shown = percent_styles, strings, shown
        self.runs = Runs()
        self.formula: list[str] | None = None
        self.part = ""
        self.row, self.column = -1, -1
        self.cell: Attributes = {}
        self.value: list[str] = []

    def start(self, name: str, given: Attributes) -> None:
        match name:
            case "row":
                self.row, self.column = int(given.get("r", self.row + 2)) - 1, -1
                if _is_true(given.get("hidden")) or _has_no_height(given):
                    self.marks.hidden_rows.add(self.row)
            case "c":
                self.row, self.column = self._position(given)
                self.cell, self.formula, self.value = given, None, []
                self.runs.taken()
            case "v" | "is":
                self.part = name
                self._holds_something()
            case "f":
                self.part, self.formula = name, []
            case "col" if _is_true(given.get("hidden")) or _is_zero(given.get("width")):
                last = min(int(given.get("max", "1")), _LAST_COLUMN)
                self.marks.hidden_columns.update(range(int(given.get("min", "1")) - 1, last))
            case "mergeCell":
                first, _, second = given.get("ref", "").partition(":")
                (top, left), (bottom, right) = _parse(first), _parse(second or first)
                self.marks.merges.append(Merge(top, left, bottom, right))
        if self.part == "is":
            self.runs.start(name, given)

    def _position(self, given: Attributes) -> Position:
        return _parse(given["r"]) if "r" in given else (self.row, self.column + 1)

    def _holds_something(self) -> None:
        position = (self.row, self.column)
        self.marks.saw(*position, self.shown)
        kind = self.cell.get("t", "n")
        if kind == "n" and self.cell.get("s") in self.percent_styles:
            self.marks.percent.add(position)

    def text(self, text: str) -> None:
        match self.part:
            case "v":
                self.value.append(text)
            case "f" if self.formula is not None:
                self.formula.append(text)
            case "is":
                self.runs.text(text)

    def end(self, name: str) -> None:
        if self.part == "is":
            self.runs.end(name)
        if name == self.part:
            self.part = ""
        if name == "c":
            self._end_of_cell()

    def _end_of_cell(self) -> None:
        position, value, kind = (self.row, self.column), "".join(self.value).strip(), self.cell.get("t", "n")
        if kind == "e":
            self.marks.errors[position] = value[:20]
        elif self.formula is not None and not value and kind != "str":  # a text may be empty, a number not
            self.marks.saw(*position, self.shown)
            self.marks.formulas[position] = "".join(self.formula)[:60]
        elif kind == "s" and value in self.strings:
            self.marks.raised[position] = self.strings[value]
        elif kind == "inlineStr" and (cell := raised_cell(self.runs.taken())):
            self.marks.raised[position] = cell


def _has_no_height(given: Attributes) -> bool:
    """A height of zero, or one that is said to be of its own and then isn't given."""
    return _is_zero(given.get("ht", "0" if _is_true(given.get("customHeight")) else None))


def _is_zero(text: str | None) -> bool:
    return text is not None and float(text) == 0


def _parse(ref: str) -> Position:
    match = _REF.fullmatch(ref.replace("$", "").upper())
    if match is None:
        raise ValueError(f"{ref!r} is not a cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _is_true(text: str | None) -> bool:
    return text in ("1", "true", "on")
