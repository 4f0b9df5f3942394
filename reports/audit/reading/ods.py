"""An OpenDocument sheet into a document: the cells as they are shown, raised marks of notes left out."""

from __future__ import annotations

from reckoner.reports.audit.document import Block, Document, Mark, Section, Table
from reckoner.reports.audit.reading.hidden import Hidden
from reckoner.reports.audit.reading.opendocument import CONTENT, Styles, Words, styles_of
from reckoner.reports.audit.reading.package import Attributes, opened
from reckoner.reports.audit.reading.rows import parts_of_rows
from reckoner.reports.audit.reading.writing import Writing
from reckoner.reports.audit.reading.xlsx import MOST_CELLS
from reckoner.reports.errors import InputError, Place

_MOST_COLUMNS = 500
_MOST_REPEATED = 200  # a row as often as that is a ground, and no data


def read_ods(data: bytes, name: str) -> Document:
    """A spreadsheet. Raises InputError where it is none, damaged, or made to fill the memory."""
    with opened(data, name, "OpenDocument spreadsheet") as package:
        sheets = _Sheets(styles_of(package), name)
        package.read(CONTENT, sheets)
        parts: list[Block | Table] = []
        sections: list[Section] = []
        read: list[str] = []
        unread: list[str] = []
        line = 1
        for sheet, rows in sheets.found.items():
            sections.append(Section(line, f"sheet {sheet}", "row", 0))
            parts.append(Block(sheet, "heading", (Mark(0, line + 1),)))
            hides = sheets.hides[sheet]
            seen = [(number + line, row) for number, row in rows if number not in hides.filtered]
            parts += parts_of_rows(seen, {number + line for number in hides.filtered})
            line += max((number for number, _ in rows), default=0) + 2
            read.append(sheet + hides.read())
            unread += hides.unread(f"sheet {sheet}")
        unread += [f"the hidden sheet {sheet} was not read" for sheet in sheets.hidden]
        said = f"{len(read)} sheet{'' if len(read) == 1 else 's'}: {', '.join(read)}"
        return Document(name, tuple(parts), tuple(unread), tuple(sections), said)


class _Sheets:
    """Follows the cells of every sheet; what is repeated is taken as often as a table may need it."""

    skipped = frozenset(
        {"annotation", "shapes", "ruby-text", "tracked-changes", "automatic-styles", "font-face-decls",
         "scripts", "forms", "content-validations", "dde-links"}
    )  # fmt: skip

    def __init__(self, styles: Styles, name: str) -> None:
        self._styles, self._name = styles, name
        self._writing = Writing()
        self._words = Words(self._writing, styles)
        self.found: dict[str, list[tuple[int, list[str]]]] = {}
        self.hides: dict[str, Hidden] = {}
        self.hidden: list[str] = []
        self._rows: list[tuple[int, list[str]]] = []
        self._row, self._times, self._count = 0, 1, 0
        self._cells: list[str] = []
        self._cell_times = 1
        self._visibility = self._sheet = ""
        self._depth = self._column = 0

    def start(self, name: str, given: Attributes) -> None:
        self._words.start(name, given)
        match name:
            case "table":
                self._depth += 1
                if self._depth == 1:
                    self._begin(given)
            case "table-row":
                self._times, self._cells = int(given.get("number-rows-repeated", "1")), []
                self._visibility = given.get("visibility", "")
            case "table-column":
                times = int(given.get("number-columns-repeated", "1"))
                if given.get("visibility") in ("collapse", "filter"):
                    last = min(self._column + times, _MOST_COLUMNS)
                    self._unseen["column"].update(range(self._column + 1, last + 1))
                self._column += times
            case "table-cell" | "covered-table-cell":
                self._cell_times = int(given.get("number-columns-repeated", "1"))

    def _begin(self, given: Attributes) -> None:
        self._sheet = sheet = given.get("name", "")
        self._row, self._column, self._rows = 0, 0, []
        self._unseen: dict[str, set[int]] = {"collapse": set(), "filter": set(), "column": set()}
        if given.get("style-name") in self._styles.hidden:
            self.hidden.append(sheet)
        else:
            self.found[sheet] = self._rows

    def end(self, name: str) -> None:
        self._words.end(name)
        match name:
            case "p":
                self._writing.say(" ")
            case "table-cell" | "covered-table-cell":
                self._end_cell(self._writing.take())
            case "table-row":
                self._end_row()
            case "table":
                self._depth -= 1
                if not self._depth:
                    self._end_table()

    def _end_cell(self, text: str) -> None:
        if not text and self._cell_times > _MOST_COLUMNS:
            return
        if text:
            self._count += self._cell_times * min(self._times, _MOST_REPEATED)
            if self._count > MOST_CELLS:
                what = f"it holds more than {MOST_CELLS:,} cells"
                raise InputError(what, Place(self._name), "Save the sheets that matter by themselves.")
        room = _MOST_COLUMNS - len(self._cells)
        self._cells += [text] * max(0, min(self._cell_times, room))

    def _end_table(self) -> None:
        filled = {at for _, row in self._rows for at, cell in enumerate(row, 1) if cell}
        self.hides[self._sheet] = Hidden(
            self._unseen["collapse"], self._unseen["filter"], self._unseen["column"] & filled
        )

    def _end_row(self) -> None:
        if any(self._cells):
            numbers = [self._row + n for n in range(1, min(self._times, _MOST_REPEATED) + 1)]
            self._rows += [(number, self._cells) for number in numbers]
            self._unseen.get(self._visibility, set()).update(numbers)
        self._row += self._times

    def text(self, text: str) -> None:
        self._words.text(text)
