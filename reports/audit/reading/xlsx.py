"""An Excel file into a document: the cells of each sheet as they are shown, without marks of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reckoner.reports.audit.document import Block, Document, Mark, Section, Table
from reckoner.reports.audit.reading.hidden import Hidden
from reckoner.reports.audit.reading.numberformat import BUILT_IN, shown
from reckoner.reports.audit.reading.package import Attributes, Package, opened
from reckoner.reports.audit.reading.rows import parts_of_rows
from reckoner.reports.audit.reading.writing import Writing
from reckoner.reports.errors import InputError, Place

MOST_CELLS = 400_000
_MOST_COLUMNS = 500
_BOOK = "xl/workbook.xml"
_TRUE = ("1", "true", "on")
_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def read_xlsx(data: bytes, name: str) -> Document:
    """A workbook. Raises InputError where it is none, damaged, or made to fill the memory."""
    with opened(data, name, "Excel workbook") as package:
        book = _Book()
        package.read(_BOOK, book)
        links = package.linked(_BOOK)
        strings, styles = _Strings(), _Styles()
        for part in links.values():
            if part.endswith("sharedStrings.xml") and part in package.names:
                package.read(part, strings)
            elif part.endswith("styles.xml") and part in package.names:
                package.read(part, styles)
        cells = _Cells(strings.found, styles, book.since_1904, name)
        return _document(package, book, links, cells, name)


def _document(package: Package, book: _Book, links: dict[str, str], cells: _Cells, name: str) -> Document:
    parts: list[Block | Table] = []
    sections: list[Section] = []
    unread: list[str] = []
    read: list[str] = []
    line = 1
    for sheet, link, is_hidden in book.sheets:
        part = links.get(link, "")
        if is_hidden or "worksheets/" not in part:
            unread.append(f"the {'hidden ' if is_hidden else ''}sheet {sheet} was not read")
            continue
        cells.begin()
        package.read(part, cells)
        for filtering in package.linked(part).values():
            if "/tables/" in filtering and filtering in package.names:
                package.read(filtering, cells.filters)
        hidden = cells.hidden()
        sections += [Section(line, f"sheet {sheet}", "row", 0)]
        parts.append(Block(sheet, "heading", (Mark(0, line + 1),)))
        rows = [(number + line, row) for number, row in cells.rows() if number not in hidden.filtered]
        parts += parts_of_rows(rows, {number + line for number in hidden.filtered})
        line = max([line, *(number for number, _ in rows)]) + 2
        unread += [*cells.unread(f"sheet {sheet}"), *hidden.unread(f"sheet {sheet}")]
        read.append(sheet + hidden.read())
    said = f"{len(read)} sheet{'' if len(read) == 1 else 's'}: {', '.join(read)}"
    return Document(name, tuple(parts), tuple(unread), tuple(sections), said)


class _Book:
    """The sheets of a workbook: name, id and whether it is hidden."""

    skipped: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.since_1904 = False

    def start(self, name: str, given: Attributes) -> None:
        if name == "sheet":
            hidden = given.get("state", "visible") != "visible"
            self.sheets.append((given.get("name", ""), given.get("id", ""), hidden))
        elif name == "workbookPr":
            self.since_1904 = given.get("date1904") in _TRUE

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Styles:
    """The format of each style of cells."""

    skipped = frozenset({"cellStyleXfs", "dxfs", "cellStyles", "fonts", "fills", "borders"})

    def __init__(self) -> None:
        self._own: dict[int, str] = {}
        self._used: list[int] = []

    def start(self, name: str, given: Attributes) -> None:
        if name == "numFmt":
            self._own[int(given.get("numFmtId", "0"))] = given.get("formatCode", "")
        elif name == "xf":
            self._used.append(int(given.get("numFmtId", "0")))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass

    def code(self, style: str) -> str:
        """The format of a cell with this style; "" where it has none."""
        at = int(style or 0)
        number = self._used[at] if at < len(self._used) else 0
        return self._own.get(number) or BUILT_IN.get(number, "")


class _Strings:
    """The texts that cells name, each without what is raised."""

    skipped = frozenset({"rPh", "phoneticPr"})

    def __init__(self) -> None:
        self.found: list[str] = []
        self.raised = self._speaking = False
        self._writing = Writing()

    def start(self, name: str, given: Attributes) -> None:
        if name == "t":
            self._speaking = True
        elif name == "vertAlign":
            self.raised = given.get("val") == "superscript"

    def end(self, name: str) -> None:
        if name == "t":
            self._speaking = False
        elif name == "r":
            self.raised = False
        elif name in ("si", "is"):
            self.found.append(self._writing.take())

    def text(self, text: str) -> None:
        if self._speaking:
            self._writing.say(text, self.raised)


class _Filters:
    """The rows that the filters of a sheet, and of the tables on it, stand over."""

    skipped: frozenset[str] = frozenset()

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int]] = []

    def start(self, name: str, given: Attributes) -> None:
        if name == "autoFilter":
            rows = [int(row) for _, row in _REF.findall(given.get("ref", ""))]
            self._ranges += [(min(rows), max(rows))] if rows else []

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass

    def cover(self, row: int) -> bool:
        """Whether a filter stands over a row."""
        return any(first <= row <= last for first, last in self._ranges)


class _Cells:
    """Follows one sheet; a cell counts once it holds a value."""

    skipped = frozenset({"rPh", "phoneticPr", "dataValidations", "conditionalFormatting", "extLst"})

    def __init__(self, strings: list[str], styles: _Styles, since_1904: bool, name: str) -> None:
        self._strings, self._styles, self._since_1904, self._name = strings, styles, since_1904, name
        self._count = 0
        self.begin()

    def begin(self) -> None:
        """A new sheet."""
        self._rows: dict[int, dict[int, str]] = {}
        self._row, self._column = 0, -1
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self.filters = _Filters()
        self._cell: Attributes = {}
        self._value: list[str] | None = None
        self._own = _Strings()
        self._empty: list[str] = []
        self._formula = self._holds = False

    def start(self, name: str, given: Attributes) -> None:
        self._own.start(name, given)
        self.filters.start(name, given)
        match name:
            case "row":
                self._row, self._column = int(given.get("r", self._row + 1)), -1
                if given.get("hidden") in _TRUE:
                    self._hidden_rows.add(self._row)
            case "col" if given.get("hidden") in _TRUE:
                last = min(int(given.get("max", 0)), _MOST_COLUMNS)
                self._hidden_columns.update(range(int(given.get("min", 1)), last + 1))
            case "c":
                self._cell, self._value, self._formula, self._holds = given, None, False, False
                self._row, self._column = self._position(given)
            case "v":
                self._value, self._holds = [], True
            case "is":
                self._holds = True
            case "f":
                self._formula = True

    def _position(self, given: Attributes) -> tuple[int, int]:
        found = _REF.fullmatch(given.get("r", ""))
        if found is None:
            return self._row, self._column + 1
        column = 0
        for letter in found[1]:
            column = column * 26 + ord(letter) - 64
        return int(found[2]), column - 1

    def end(self, name: str) -> None:
        self._own.end(name)
        if name == "c":
            if self._formula and not "".join(self._value or ()) and self._cell.get("t") != "str":
                self._empty.append(self._cell.get("r", ""))
            elif self._holds:
                self._keep(self._text())
            self._value = None

    def _keep(self, text: str) -> None:
        if not text:
            return
        self._count += 1
        if self._count > MOST_CELLS:
            what = f"it holds more than {MOST_CELLS:,} cells"
            raise InputError(what, Place(self._name), "Save the sheets that matter by themselves.")
        if self._column < _MOST_COLUMNS:
            self._rows.setdefault(self._row, {})[self._column] = text

    def _text(self) -> str:
        value, kind = "".join(self._value or ()), self._cell.get("t", "n")
        if kind == "s":
            return self._strings[int(value)] if int(value) < len(self._strings) else ""
        if kind == "inlineStr":
            return self._own.found[-1] if self._own.found else ""
        if kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value)
        if kind != "n":
            return value
        return shown(value, self._styles.code(self._cell.get("s", "")), self._since_1904)

    def text(self, text: str) -> None:
        self._own.text(text)
        if self._value is not None:
            self._value.append(text)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that hold something, each with its number."""
        for number, row in sorted(self._rows.items()):
            yield number, [row.get(column, "") for column in range(max(row) + 1)]

    def hidden(self) -> Hidden:
        """What of the cells the sheet hides."""
        rows = self._hidden_rows & self._rows.keys()
        filtered = frozenset(row for row in rows if self.filters.cover(row))
        columns = {column + 1 for row in self._rows.values() for column in row}
        return Hidden(rows - filtered, filtered, self._hidden_columns & columns)

    def unread(self, where: str) -> list[str]:
        """What was not read, in words."""
        if not self._empty:
            return []
        shown_cells = ", ".join(self._empty[:5]) + (" and others" if len(self._empty) > 5 else "")
        return [f"{where}: formulas without a value went unread: {shown_cells}; open the file and save it"]
