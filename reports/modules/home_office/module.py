"""``uses: home_office``: a force's rows of all workbooks and sheets as one table of quarters and offences.

Numbers are as published; a few are negative, where records were cancelled in a later quarter. A quarter may
stand in one sheet only, since a later workbook revises an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from reckoner.reports.errors import Fault, InputError, Place, ReckonerError, nearest
from reckoner.reports.modules.declaration import MeasureEntry, ModuleFile, SuppressEntry
from reckoner.reports.modules.home_office.workbook import Counted, Workbook, read_workbook
from reckoner.reports.modules.tables import Folder
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.form import form
from reckoner.reports.settings.yaml import Settings, YamlFile, read_yaml, validate
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.origin import Origin
from reckoner.reports.sources.read import TableSource, checked, find_files
from reckoner.reports.sources.record import Record
from reckoner.reports.sources.schema import Column, Every, Schema
from reckoner.reports.sources.table import Row, Spot, Table

CRIMES = "crimes"


class HomeOffice(ModuleFile):
    """What a house says to use it.

    ``force`` is written as usual, with or without "Police" or "Constabulary". ``partnerships`` keeps apart
    the community safety partnerships, where the files have them; otherwise they are added up.
    """

    uses: Literal["home_office"]
    force: str
    files: Annotated[
        str, form(r"[^/\\.][^/\\]*\.(ods|xlsx)", "the name of workbooks in this folder", "prc-*.ods")
    ]
    origin: str
    partnerships: bool = False
    every: Every | None = None


class _Measures(Settings):
    measures: dict[str, MeasureEntry]
    by_partnership: dict[str, MeasureEntry]


def sources(
    folder: Folder, file: YamlFile, declared: HomeOffice, origins: Mapping[str, Origin]
) -> tuple[TableSource, ...]:
    """The one table. Raises InputError where the origin isn't declared."""
    if declared.origin not in origins:
        where, todo = file.place("origin"), nearest(declared.origin, origins)
        raise InputError(f"there is no origin {declared.origin!r}", where, todo)
    return (
        TableSource(
            module=folder.name,
            name=CRIMES,
            title="Police recorded crime by quarter and offence",
            folder=folder.path,
            shown=folder.shown,
            files=declared.files,
            origin=origins[declared.origin],
            schema=_schema(declared),
            place=file.place("files"),
        ),
    )


def _schema(declared: HomeOffice) -> Schema:
    columns = [Column("quarter", "period", "Quarter")]
    if declared.partnerships:
        columns.append(Column("partnership", "text", "Community safety partnership"))
    columns += [
        Column("offence_group", "text", "Offence group"),
        Column("offence_subgroup", "text", "Offence subgroup"),
        Column("offence_code", "code", "Code"),
        Column("offence", "text", "Offence"),
    ]
    key = tuple(column.name for column in columns)
    number = Column("number", "integer", "Number", markers=("",))
    return Schema((*columns, number), key, declared.every)


def measures(declared: HomeOffice) -> Mapping[str, MeasureEntry]:
    """The measures that ship with the module."""
    shipped = validate(_Measures, read_yaml(Path(__file__).with_name("module.yaml")))
    if not declared.partnerships:
        return shipped.measures
    over = {
        name: entry.model_copy(update={"sum_over": (*entry.sum_over, "partnership")})
        for name, entry in shipped.measures.items()
    }
    return {**over, **shipped.by_partnership}


def suppress(_declared: HomeOffice, _table: str) -> SuppressEntry | None:
    """Nothing: the numbers are published as they are."""
    return None


def read(
    declared: HomeOffice, wanted: Sequence[TableSource], record: Record, _duck: Duck
) -> Mapping[str, Table]:
    """The table from all workbooks. Raises InputError with every fault."""
    (source,) = wanted
    found = find_files(source, record)
    if found.faults:
        raise InputError.of(found.faults)
    paths = [(path, file.path) for path, file in zip(found.paths, found.files, strict=True)]
    rows, spots = _rows(declared, paths)
    return {source.name: checked(source, rows, spots, found.files)}


def read_rows(
    declared: HomeOffice, _source: TableSource, paths: Sequence[tuple[Path, str]], _duck: Duck
) -> tuple[list[Row], list[Spot]]:
    """The rows of these workbooks alone. Raises InputError."""
    return _rows(declared, paths)


def _rows(declared: HomeOffice, paths: Sequence[tuple[Path, str]]) -> tuple[list[Row], list[Spot]]:
    faults: list[Fault] = []
    books: dict[str, Workbook] = {}
    for path, shown in paths:
        try:
            books[shown] = read_workbook(path, shown, declared.force)
        except ReckonerError as error:
            faults += error.faults
    faults += [] if faults else [*_absent(declared, books), *_twice(books)]
    if faults:
        raise InputError.of(faults)
    numbers: dict[tuple[object, ...], int | None] = {}
    file_of: dict[tuple[object, ...], str] = {}
    for shown, book in books.items():
        for counted in book.counts:
            key = _key(declared, counted)
            before = numbers.get(key, 0)
            numbers[key] = None if before is None or counted.number is None else before + counted.number
            file_of[key] = shown
    rows: list[Row] = [(*key, numbers[key]) for key in sorted(numbers, key=str)]  # type: ignore[arg-type]
    return rows, [Spot(file_of[key], 1) for key in sorted(numbers, key=str)]


def _key(declared: HomeOffice, counted: Counted) -> tuple[object, ...]:
    places = (counted.partnership or "Not given",) if declared.partnerships else ()
    return (
        Period.parse(counted.quarter),
        *places,
        counted.group,
        counted.subgroup or counted.group,
        counted.code or counted.offence,
        counted.offence,
    )


def _absent(declared: HomeOffice, books: Mapping[str, Workbook]) -> list[Fault]:
    if any(book.counts for book in books.values()):
        return []
    known = sorted({force for book in books.values() for force in book.forces})
    where = Place(next(iter(books)))
    return [Fault(f"no row is of the force {declared.force!r}", where, nearest(declared.force, known))]


def _twice(books: Mapping[str, Workbook]) -> list[Fault]:
    first: dict[str, str] = {}
    faults = []
    for shown, book in books.items():
        for quarter in book.sheet_of:
            if quarter in first:
                what = f"{quarter} stands in {first[quarter]} too"
                faults.append(Fault(what, Place(shown), "Keep the later of the two workbooks."))
            first.setdefault(quarter, shown)
    return faults
