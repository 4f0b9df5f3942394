"""How a received sheet becomes a table: which column under which header, in which form, with which marks.

It is ``mappings.yaml`` in the module's folder, written by ``reckoner take --map`` after a person has agreed.
Each later version of the file is read by it without a question. What has changed in shape since is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reckoner.reports.errors import Fault, InputError, Place, nearest
from reckoner.reports.settings.yaml import Settings, read_yaml, validate
from reckoner.reports.sources.apart import read_grids
from reckoner.reports.sources.cell import Refused
from reckoner.reports.sources.given import RaisedCell, Raw
from reckoner.reports.sources.grid import Grid
from reckoner.reports.sources.raw import RawTable, column_letters, shortened
from reckoner.reports.sources.reading import FORMS, NUMBERS, STANDARD, TIMES, Reading, read_as
from reckoner.reports.sources.regions import Header, Region, find_regions
from reckoner.reports.sources.shorthand import BESIDE, MISSING
from reckoner.reports.sources.sums import is_total

MAPPINGS = "mappings.yaml"
ZERO, NOTE = "0", "note"
MEANINGS = (*MISSING, *BESIDE, ZERO, NOTE)
"""What a mark may mean: shorthand, zero, or a note that isn't part of the value."""

_ABOUT = """\
# Written by `reckoner take --map`: how received files are read. The next version is read in the same way.
# You may edit it: `read` is a form, `marks` say what stands beside or in place of numbers. See docs/data.md.
"""


class MappedColumn(Settings):
    """One column: what stands over it from the top row of headers down, and the form of its cells."""

    header: tuple[str, ...]
    read: str


class Mapped(Settings):
    """One table's mapping. ``categories`` are the texts known so far in columns that name rows.

    ``between`` are lone texts between its rows that are passed over, ``totals`` labels of rows that are sums.
    """

    columns: dict[str, MappedColumn]
    sheet: str = ""
    left_out: tuple[tuple[str, ...], ...] = ()
    marks: dict[str, str] = {}  # noqa: RUF012 - each model gets a copy of its own
    hidden: Literal["refuse", "keep"] = "refuse"
    categories: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - each model gets a copy of its own
    totals: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - each model gets a copy of its own
    between: tuple[str, ...] = ()

    @property
    def headers(self) -> frozenset[Header]:
        """Every header that the table must have, and no other."""
        return frozenset((*(column.header for column in self.columns.values()), *self.left_out))


class _MappingFile(Settings):
    tables: dict[str, Mapped]


def read_mappings(folder: Path, shown: str) -> Mapping[str, Mapped]:
    """The mappings of a module's tables; none where no file was taken in with one. Raises InputError."""
    path = folder / MAPPINGS
    if not path.is_file():
        return {}
    file = read_yaml(path, f"{shown}/{MAPPINGS}", InputError)
    tables = validate(_MappingFile, file, InputError).tables
    faults: list[Fault] = []
    for name, mapped in tables.items():
        for column, entry in mapped.columns.items():
            if entry.read not in FORMS:
                where = file.place("tables", name, "columns", column, "read")
                faults.append(
                    Fault(f"{entry.read!r} is no form of a cell", where, nearest(entry.read, FORMS))
                )
        for mark, meaning in mapped.marks.items():
            if meaning not in MEANINGS:
                where = file.place("tables", name, "marks", mark)
                faults.append(
                    Fault(f"{meaning!r} is no meaning of a mark", where, nearest(meaning, MEANINGS))
                )
    if faults:
        raise InputError.of(faults)
    return tables


def mappings_text(tables: Mapping[str, Mapped]) -> str:
    """The mappings as YAML, tables in order of name."""
    lines = [_ABOUT, "tables:\n" if tables else "tables: {}\n"]
    for name, mapped in sorted(tables.items()):
        lines.append(f"  {name}:\n")
        lines += [f"    sheet: {_quoted(mapped.sheet)}\n"] if mapped.sheet else []
        lines.append("    columns:\n")
        for column, entry in mapped.columns.items():
            header = _quoted(list(entry.header))
            lines.append(f"      {plain(column)}: {{header: {header}, read: {plain(entry.read)}}}\n")
        for key in ("left_out", "marks", "categories", "totals", "between"):
            if value := getattr(mapped, key):
                value = dict(value) if isinstance(value, Mapping) else value
                lines.append(f"    {key}: {_quoted(value)}\n")
        lines.append(f"    hidden: {mapped.hidden}\n")
    return "".join(lines)


def plain(text: str) -> str:
    """A word as YAML has it: quoted only where it could be something else."""
    return text if re.fullmatch(r"[a-z][a-z0-9_ ]*[a-z0-9_]", text) and text not in _WORDS else _quoted(text)


_WORDS = frozenset(("true", "false", "null"))


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True)
class Taking:
    """The command that a person may run next about a file."""

    module: str

    @property
    def todo(self) -> str:
        """The next step where a file has another shape than its mapping."""
        return f"If it is right so, run: reckoner take {self.module} FILE --map"


def read_mapped(path: Path, shown: str, mapped: Mapped, module: str) -> RawTable:
    """A file read by its mapping. Raises InputError, in words, where its shape is another one."""
    taking = Taking(module)
    region = _find(read_grids(path, shown), shown, mapped, taking)
    table, faults = table_of(region, mapped, taking)
    faults = [*_strangers(region, mapped, taking), *faults]
    if faults:
        raise InputError.of(shortened(faults, shown))
    return table


def _find(grids: Sequence[Grid], shown: str, mapped: Mapped, taking: Taking) -> Region:
    """The table with the headers of the mapping. Raises InputError that says what is otherwise."""
    if mapped.sheet and mapped.sheet not in [grid.sheet for grid in grids]:
        todo = f"{nearest(mapped.sheet, [grid.sheet for grid in grids])} {taking.todo}"
        raise InputError(f"it has no sheet {mapped.sheet!r} any more", Place(shown), todo)
    chosen = [grid for grid in grids if mapped.sheet in ("", grid.sheet)]
    regions = [region for grid in chosen for region in find_regions(grid)]
    same = [region for region in regions if region.places.keys() == mapped.headers]
    if len(same) == 1:
        return same[0]
    if same:
        what = f"{len(same)} tables have the headers that were agreed: {', '.join(r.range for r in same)}"
        raise InputError(what, Place(shown), taking.todo)
    if not regions:
        raise InputError("no table was found in it", Place(shown), taking.todo)
    nearest_one = max(regions, key=lambda region: len(region.places.keys() & mapped.headers))
    raise InputError.of(_shape_faults(nearest_one, mapped, taking))


def _shape_faults(region: Region, mapped: Mapped, taking: Taking) -> Iterator[Fault]:
    found, grid = region.places, region.grid
    top = region.headers[-1] if region.headers else region.rows[0]
    gone, new = mapped.headers - found.keys(), found.keys() - mapped.headers
    for header in sorted(gone):
        near = nearest(said(header), [said(each) for each in new], none="No column is new.")
        yield Fault(
            f"the column {said(header)!r} is gone", grid.place(top, region.left), f"{near} {taking.todo}"
        )
    for header in sorted(new):
        what = f"the column {said(header)!r} is new or was renamed"
        yield Fault(what, grid.place(top, found[header]), taking.todo)


def said(header: Header) -> str:
    """A header on one line: ``101 calls / Offered``."""
    return " / ".join(header) or "(no header)"


def _strangers(region: Region, mapped: Mapped, taking: Taking) -> Iterator[Fault]:
    """Rows that nobody agreed to: hidden ones, texts between, categories that no version had."""
    grid = region.grid
    if mapped.hidden == "refuse":
        for row in sorted(grid.hidden_rows.intersection(region.rows)):
            yield Fault(f"row {row + 1} is hidden but holds data", grid.place(row, region.left), taking.todo)
        for column in sorted(grid.hidden_columns.intersection(region.columns)):
            what = f"column {column_letters(column)} is hidden"
            yield Fault(what, grid.place(region.rows[0], column), taking.todo)
    for row in region.passed:
        text = between_text(region, row)
        if text not in mapped.between:
            what = f"{text!r} stands alone between rows of data, and no version had it"
            yield Fault(what, grid.place(row, region.left), taking.todo)
    for name, known in mapped.categories.items():
        for row, text in _texts(region, mapped, name):
            if text not in known:
                what = f"{name} is {text!r}, which no version had"
                todo = f"{nearest(text, known)} {taking.todo}"
                yield Fault(what, grid.place(row, region.places[mapped.columns[name].header]), todo)


def between_text(region: Region, row: int) -> str:
    """The lone text of a row that is passed over."""
    cells = (region.grid.at(row, column) for column in region.columns)
    return next((str(read_as(cell, "text").text) for cell in cells if cell is not None), "")


def _texts(region: Region, mapped: Mapped, name: str) -> Iterator[tuple[int, str]]:
    column = region.places[mapped.columns[name].header]
    for row in region.rows:
        yield row, read_as(region.grid.at(row, column), "text").text


def table_of(region: Region, mapped: Mapped, taking: Taking) -> tuple[RawTable, list[Fault]]:
    """The region's rows in the form of our own files, and each cell that can't be read so."""
    grid, places = region.grid, region.places
    columns = {places[entry.header]: (name, entry) for name, entry in mapped.columns.items()}
    faults: list[Fault] = []
    rows: list[list[Raw | None]] = []
    lines: list[int] = []
    for row in region.rows:
        if sums_periods(region, mapped, row):
            continue
        cells: list[Raw | None] = [None] * (region.right + 1)
        for column, (name, entry) in columns.items():
            try:
                cells[column] = _resolved(read_as(grid.at(row, column), entry.read), entry, mapped.marks)
            except Refused as refused:
                what = f"{name} {str(refused).removeprefix('it ')}"
                faults.append(Fault(what, grid.place(row, column), refused.todo or taking.todo))
        rows.append(cells)
        lines.append(row + 1)
    headings = ["" for _ in range(region.right + 1)]
    for column, (name, _) in columns.items():
        headings[column] = name
    head = (region.headers[-1] if region.headers else region.rows[0]) + 1
    return RawTable(grid.shown, tuple(headings), head, rows, lines, lettered=bool(grid.sheet)), faults


def sums_periods(region: Region, mapped: Mapped, row: int) -> bool:
    """Whether a row is a total over the periods: it says so where the others name their period."""
    places = region.places
    cells = [
        region.grid.at(row, places[entry.header]) for entry in mapped.columns.values() if entry.read in TIMES
    ]
    return any(is_total(cell.text if isinstance(cell, RaisedCell) else cell) for cell in cells if cell)


def _resolved(reading: Reading, entry: MappedColumn, marks: Mapping[str, str]) -> str:
    """A value with its marks in the shorthand of official statistics. Raises Refused for an unknown mark."""
    shorthand = ""
    for mark in reading.marks:
        if entry.read not in NUMBERS and not mark.startswith("^") and not reading.is_missing:
            shorthand += mark
            continue
        meaning = meaning_of(mark, marks)
        if meaning is None:
            what = "it is blank, and none was before" if not mark else f"it holds the mark {mark!r}"
            raise Refused(what if not mark else f"{what}, which the mapping doesn't know")
        if meaning == ZERO:
            return "0"
        shorthand += f"[{meaning}]" if meaning != NOTE else ""
    if reading.is_missing:
        return shorthand
    return f"{reading.text} {shorthand}".rstrip()


def meaning_of(mark: str, marks: Mapping[str, str]) -> str | None:
    """What a mark means under a mapping; None where nobody has said so."""
    return marks.get(mark, STANDARD.get(mark))
