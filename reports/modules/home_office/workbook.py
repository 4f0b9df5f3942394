"""One workbook counted, in a process that may fail: each sheet that has the headers of the open data.

Covers, notes and other sheets are passed over. A sheet that has some of the headers and lacks others is a
fault, since a name may have changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from reckoner.reports.confined.ipc import Message
from reckoner.reports.confined.limits import Limits
from reckoner.reports.confined.plainfile import read_file
from reckoner.reports.confined.reading import read_apart
from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.modules.home_office.names import FIELDS, OPTIONAL, Field, fields_of, force_key
from reckoner.reports.sources.given import Raw
from reckoner.reports.sources.raw import RawTable, column_letters, shortened
from reckoner.reports.sources.spreadsheet import read_sheets

_LIMITS = Limits(memory_mb=4096, cpu_seconds=300, wall_seconds=400, answer_mb=128, file_mb=512)
_MOST_MB = 128
_YEAR = re.compile(r"((?:19|20)\d\d)\s*[/_-]\s*(?:(?:19|20))?(\d\d)\b.*")
_QUARTER = re.compile(r"(?:quarter|qtr|q)?\s*([1-4])(?:\.0)?")
_NO_NUMBER = ("", "-", "–", "..", ":", "[x]", "[z]", "[c]", "[low]", "x", "z")
_SIGN_FIELDS: tuple[Field, ...] = ("force", "number", "offence", "year")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many offences of one kind a force recorded in a quarter; None where the file gives no number."""

    quarter: str
    partnership: str
    group: str
    subgroup: str
    code: str
    offence: str
    number: int | None


@dataclass(frozen=True)
class Workbook:
    """What a workbook says of one force; ``sheets`` by quarter, and the forces that it names."""

    counts: tuple[Counted, ...]
    sheet_of: dict[str, str]
    forces: tuple[str, ...]


def read_workbook(path: Path, shown: str, force: str) -> Workbook:
    """The counts of one force. Raises InputError that names sheets and cells."""
    data = read_file(path, shown, _MOST_MB)
    answer = read_apart(__name__, data, Place(shown), _LIMITS, force=force).header
    counts = tuple(Counted(*row) for row in answer["counts"])
    return Workbook(counts, answer["sheets"], tuple(answer["forces"]))


def answer(message: Message) -> Message:
    """The counts of a file's bytes. Raises InputError that names sheets and cells."""
    asked = message.header
    with NamedTemporaryFile() as file:
        file.write(message.blobs[0])
        file.flush()
        tables = read_sheets(Path(file.name), asked["shown"], _head_of)
    if not tables:
        what = "no sheet has the headers of the open data: " + ", ".join(_SIGN_FIELDS)
        raise InputError(what, Place(asked["shown"]), "Give the workbook of police recorded crime open data.")
    count = _Count(asked["shown"], asked["force"])
    for name, table in tables.items():
        count.sheet(name, table)
    if count.faults:
        raise InputError.of(shortened(count.faults, asked["shown"]))
    rows = [[*key, number] for key, number in count.numbers.items()]
    return Message({"counts": rows, "sheets": count.sheet_of, "forces": sorted(count.forces)})


def _head_of(rows: Sequence[Sequence[Raw | None]]) -> int | None:
    """The row of headers among the first: that with most of the names, and at least three."""
    known = [len(fields_of(row)) for row in rows[:30]]
    return known.index(max(known)) if known and max(known) >= 3 else None


class _Count:
    """Adds up the rows of one force over sheets, and gathers what is wrong."""

    def __init__(self, shown: str, force: str) -> None:
        self.shown, self.force = shown, force_key(force)
        self.numbers: dict[tuple[str, ...], int | None] = {}
        self.sheet_of: dict[str, str] = {}
        self.forces: set[str] = set()
        self.faults: list[Fault] = []

    def sheet(self, name: str, table: RawTable) -> None:
        """Count one sheet."""
        fields = fields_of(table.headings)
        if wrong := list(self._header_faults(name, table, fields)):
            self.faults += wrong
            return
        at = {field: places[0] for field, places in fields.items()}
        for cells, line in zip(table.rows, table.lines, strict=True):
            force = _text(cells, at["force"])
            if not force:
                continue  # a note below the table
            self.forces.add(force)
            if force_key(force) == self.force:
                self._row(name, cells, line, at)

    def _header_faults(self, name: str, table: RawTable, fields: dict[Field, list[int]]) -> Iterable[Fault]:
        there = ", ".join(heading for heading in table.headings if heading)
        for field in FIELDS:
            where = Place(f"{self.shown}, sheet {name}", cell=f"A{table.header_line}")
            if field not in fields and field not in OPTIONAL:
                todo = f"It has: {there}. A new name for a column has to be made known to the program."
                yield Fault(f"no column is known as the {field}", where, todo)
            if len(fields.get(field, ())) > 1:
                called = " and ".join(repr(table.headings[place]) for place in fields[field])
                yield Fault(f"two columns are known as the {field}: {called}", where, "Take one out.")

    def _row(self, sheet: str, cells: Sequence[Raw | None], line: int, at: dict[Field, int]) -> None:
        year, quarter = (
            _YEAR.fullmatch(_text(cells, at["year"])),
            _QUARTER.fullmatch(_text(cells, at["quarter"]).casefold()),
        )
        if year is None or quarter is None or (int(year[1]) + 1) % 100 != int(year[2]):
            field: Field = "quarter" if quarter is None else "year"
            self._refuse(sheet, line, at[field], f"is no financial {field}: {_text(cells, at[field])!r}")
            return
        period = f"{year[1]}-{year[2]}-Q{quarter[1]}"
        if self.sheet_of.setdefault(period, sheet) != sheet:
            what = f"{period} stands in the sheet {self.sheet_of[period]!r} too"
            self._refuse(sheet, line, at["year"], what)
            return
        number = self._number(sheet, cells, line, at["number"])
        rest: tuple[Field, ...] = ("partnership", "group", "subgroup", "code", "offence")
        key = (period, *(_text(cells, at[field]) if field in at else "" for field in rest))
        before = self.numbers.get(key, 0)
        self.numbers[key] = None if number is None or before is None else before + number

    def _number(self, sheet: str, cells: Sequence[Raw | None], line: int, place: int) -> int | None:
        given = cells[place] if place < len(cells) else None
        text = _text(cells, place).replace(",", "")
        if text.casefold() in _NO_NUMBER:
            return None
        if re.fullmatch(r"-?\d+(\.0)?", text.replace("−", "-")):
            return int(float(text.replace("−", "-")))
        self._refuse(sheet, line, place, f"is {str(given)[:40]!r}, which is no number of offences")
        return None

    def _refuse(self, sheet: str, line: int, column: int, what: str) -> None:
        where = Place(f"{self.shown}, sheet {sheet}", cell=f"{column_letters(column)}{line}")
        self.faults.append(Fault(f"the cell {what}", where, "Fetch the file again, or ask its publisher."))


def _text(cells: Sequence[Raw | None], place: int) -> str:
    cell = cells[place] if place < len(cells) else None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))  # the code 1 of a spreadsheet is a float
    return " ".join(str(cell if cell is not None else "").split())
