"""A first table described as a module: what each column looks like, and what can be measured.

Nothing is guessed when figures are read; so what is guessed here, once, is written down with CHECK beside it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reckoner.reports.errors import InputError, Place, UsageError, WriteError
from reckoner.reports.modules.library import DATA, load_library
from reckoner.reports.modules.measures import slug_of
from reckoner.reports.modules.module import MODULE
from reckoner.reports.sources.apart import read_spreadsheet
from reckoner.reports.sources.cell import Refused, read_cell
from reckoner.reports.sources.csv import read_csv
from reckoner.reports.sources.duck import open_duckdb
from reckoner.reports.sources.given import PercentCell, Raw
from reckoner.reports.sources.raw import RawTable
from reckoner.reports.sources.schema import NUMBER_TYPES, TIME_TYPES, CellForm, Column, ColumnType, Schema

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_SUFFIXES = (".csv", ".xlsx", ".ods")
_TIME_HEAD = re.compile(r"year|period|quarter|month|date", re.IGNORECASE)
_PERCENT_HEAD = re.compile(r"%|per ?cent|share|proportion", re.IGNORECASE)
_MONEY_HEAD = re.compile(r"£|cost|budget|spen[dt]|amount|price|saving", re.IGNORECASE)
_UNITS = {"count": "count", "percent": "%", "money": "£", "decimal": "ratio", "integer": "count"}


@dataclass(frozen=True)
class Guess:
    """A column as it looks."""

    name: str
    type: ColumnType
    cell: CellForm = "plain"
    has_blanks: bool = False

    def line(self) -> str:
        """As it stands in module.yaml."""
        more = f", cell: {self.cell}" if self.cell != "plain" else ""
        more += ", may_be_missing: true" if self.has_blanks else ""
        check = "  # CHECK: a whole number; an id would be `code`" if self.type == "count" else ""
        return f"      {_quoted(self.name)}: {{type: {self.type}{more}}}{check}"


def new_module(root: Path, name: str, file: Path, today: date) -> list[str]:
    """Write ``data/NAME`` with the file and a module.yaml that loads; give the measures' names.

    Raises UsageError where the name can't be used or is taken, InputError where the file can't be read or
    doesn't make a module, WriteError. The house is as before then.
    """
    _require_free(root, name, file)
    guesses = list(_guesses(_read(file)))
    kept = f"{slug_of(file.stem) or 'table'}{file.suffix.lower()}"
    text = module_text(name, kept, guesses, today)
    try:
        (root / DATA).mkdir(exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".new-", dir=root / DATA))
        try:
            folder = making / DATA / name
            folder.mkdir(parents=True)
            shutil.copyfile(file, folder / kept)
            (folder / MODULE).write_text(text, encoding="utf-8")
            library = load_library(making, [name])
            folder.rename(root / DATA / name)
        finally:
            shutil.rmtree(making, ignore_errors=True)
    except OSError as problem:
        raise WriteError(f"it could not be written: {problem.strerror}", Place(f"{DATA}/{name}")) from None
    return [item.name for item in library.catalogue]


def _require_free(root: Path, name: str, file: Path) -> None:
    if not _NAME.fullmatch(name):
        todo = "Use small letters, digits and _ only, a letter first: call_handling."
        raise UsageError(f"{name!r} can't be used as a name", todo=todo)
    if (root / DATA / name).exists() or (root / DATA / name).is_symlink():
        todo = f"Give it another name, or take a new version in: reckoner take {name} FILE"
        raise UsageError("there is such a module already", Place(f"{DATA}/{name}"), todo)
    if file.suffix.lower() not in _SUFFIXES:
        todo = "Save it as CSV, XLSX or ODS."
        raise UsageError("a module is begun from a CSV, XLSX or ODS file", Place(str(file)), todo)
    if not file.is_file():
        raise UsageError("there is no such file", Place(str(file)), "Name the file of the first table.")


def _read(file: Path) -> RawTable:
    if file.suffix.lower() != ".csv":
        return read_spreadsheet(file, file.name, Schema((), ()))
    with closing(open_duckdb()) as duck:
        return read_csv(duck, file, file.name, ())


def _guesses(raw: RawTable) -> Iterator[Guess]:
    if not raw.rows:
        raise InputError("the table has no rows", raw.header_place(), "Add rows under the header.")
    for position, name in enumerate(raw.headings):
        cells = [row[position] if position < len(row) else None for row in raw.rows]
        if name:
            yield guess(name, cells)


def guess(name: str, cells: Sequence[Raw | None]) -> Guess:
    """What a column looks like: the first type that all of its cells have."""
    filled = [cell for cell in cells if cell is not None and str(cell).strip()]
    blanks = len(filled) < len(cells)
    is_fraction = any(isinstance(cell, PercentCell) for cell in filled)
    for kind in _candidates(name, filled, is_fraction):
        cell_form: CellForm = "fraction" if is_fraction and kind == "percent" else "plain"
        if filled and _all_are(Column(name, kind, name, cell=cell_form), filled):
            return Guess(name, kind, cell_form, blanks)
    return Guess(name, "text" if filled else "ignored", has_blanks=blanks and bool(filled))


def _candidates(name: str, cells: Sequence[Raw], is_fraction: bool) -> Iterator[ColumnType]:
    texts = [str(cell) for cell in cells]
    yield "month"
    if _TIME_HEAD.search(name) or not all(text.isdigit() for text in texts):
        yield from ("date", "period")
    if is_fraction or _PERCENT_HEAD.search(name) or all(text.endswith("%") for text in texts):
        yield "percent"
    if _MONEY_HEAD.search(name) or all(text.startswith("£") for text in texts):
        yield "money"
    yield from ("count", "decimal")


def _all_are(column: Column, cells: Sequence[Raw]) -> bool:
    try:
        for cell in cells:
            read_cell(cell, column)
    except (Refused, ValueError):
        return False
    return True


def module_text(name: str, file: str, guesses: Sequence[Guess], today: date) -> str:
    """The module.yaml of one table."""
    time = next((each.name for each in guesses if each.type in TIME_TYPES), None)
    texts = [each.name for each in guesses if each.type in ("text", "code")]
    lines = [
        "# Begun by `reckoner new module`. Lines with CHECK are guesses or still to be said. docs/data.md",
        f"title: {name.replace('_', ' ').capitalize()} # CHECK: what the figures are about",
        "origins:",
        f"  {name}:",
        "    kind: kept # CHECK: `snapshot` for a file as received, which `reckoner take` then takes in",
        "    producer: To be said # CHECK: who made the figures",
        f"    document: {_quoted(file)} # CHECK: which document, dataset or log",
        f"    received: {today.isoformat()} # CHECK",
        "    from: To be said # CHECK: who sent it",
        "    licence: To be said # CHECK: under what terms it may be published",
        "tables:",
        "  table:",
        f"    file: {file}",
        f"    origin: {name}",
        "    columns:",
        *(each.line() for each in guesses),
    ]
    if time is None:
        lines.append("# CHECK: no column holds months, periods or dates, so there is nothing to measure yet.")
        return "\n".join(lines) + "\n"
    return "\n".join([*lines, *_measures(guesses, texts)]) + "\n"


def _measures(guesses: Sequence[Guess], texts: Sequence[str]) -> Iterator[str]:
    """A measure for each column of numbers; of each category, where one column of text tells them apart."""
    numbers = [each for each in guesses if each.type in NUMBER_TYPES]
    if not numbers:
        return
    if len(texts) > 1:
        yield f"# CHECK: rows differ in {', '.join(texts)}; `where`, `by` or `sum_over` says which count."
    yield "measures:"
    known: set[str] = set()
    for each in numbers:
        yield f"  {_measure_name(each.name, known)}:"
        yield "    table: table"
        yield f"    value: {_quoted(each.name)}"
        yield from _split(texts)
        yield f"    unit: {_quoted(_UNITS.get(each.type, 'count'))} # CHECK"
        yield f"    noun: {_quoted(each.name.lower())} # CHECK: as it stands in a sentence"
        adds = each.type in ("count", "money")
        yield f"    over_time: {'sum' if adds else 'none'} # CHECK: sum, last, none or weighted by NAME"


def _split(texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield f"    by: {_quoted(texts[0])} # CHECK: a measure for each of its categories"
    if len(texts) > 1:
        yield f"    sum_over: [{', '.join(_quoted(text) for text in texts[1:])}] # CHECK"


def _measure_name(heading: str, known: set[str]) -> str:
    slug = re.sub(r"^[^a-z]+", "", slug_of(heading)) or "value"
    name, number = slug, 2
    while name in known:
        name, number = f"{slug}_{number}", number + 1
    known.add(name)
    return name


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
