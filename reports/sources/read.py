"""A table's files, found, checked against the record of what was taken in, and read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reckoner.reports.confined.plainfile import require_file
from reckoner.reports.errors import Fault, InputError, Place, ReckonerError
from reckoner.reports.sources.apart import read_parquet, read_spreadsheet
from reckoner.reports.sources.csv import read_csv
from reckoner.reports.sources.database import DatabaseQuery
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.mapping import Mapped, Taking, read_mapped
from reckoner.reports.sources.origin import Origin
from reckoner.reports.sources.raw import RawTable, shortened, typed_rows
from reckoner.reports.sources.record import Record, hash_files
from reckoner.reports.sources.rules import broken_rules
from reckoner.reports.sources.schema import Schema
from reckoner.reports.sources.sums import sums_in
from reckoner.reports.sources.table import Note, Row, SourceFile, Spot, Table

SUFFIXES = (".csv", ".csv.gz", ".xlsx", ".ods", ".parquet")


@dataclass(frozen=True)
class TableSource:
    """Where a table comes from: files in the module's folder, and what they must look like.

    ``files`` is a name, or a pattern such as ``*-street.csv.gz``. ``shown`` is the folder as it is
    written in faults and in the manifest. ``place`` is where the table is declared.
    """

    module: str
    name: str
    title: str
    folder: Path
    shown: str
    files: str
    origin: Origin
    schema: Schema
    place: Place
    sheet: str | None = None
    query: DatabaseQuery | None = None
    mapped: Mapped | None = None

    def shown_path(self, path: Path) -> str:
        """A file of the folder as it is written."""
        return f"{self.shown}/{path.name}"


@dataclass(frozen=True)
class Found:
    """The files of a table with their hashes, and what is wrong with them as files."""

    paths: tuple[Path, ...]
    files: tuple[SourceFile, ...]
    faults: list[Fault] = field(default_factory=list)


def find_files(source: TableSource, record: Record) -> Found:
    """The files that the table names. A snapshot's file must be the one that was taken in."""
    paths = (
        sorted(source.folder.glob(source.files))
        if is_pattern(source.files)
        else [source.folder / source.files]
    )
    if not paths:
        what = f"no file is called {source.files} in {source.shown}"
        return Found((), (), [Fault(what, source.place, "Put the files there, or correct the name.")])
    sound: list[Path] = []
    faults: list[Fault] = []
    for path in paths:
        shown = source.shown_path(path)
        try:
            require_file(path, shown)
        except InputError as error:
            faults += error.faults
            continue
        if not path.is_file():
            faults.append(Fault("there is no such file", Place(shown), _missing_advice(source)))
            continue
        sound.append(path)
    hashed = zip(sound, hash_files(sound), strict=True)
    files = tuple(SourceFile(source.shown_path(path), sha256) for path, sha256 in hashed)
    if source.origin.kind == "snapshot":
        for path, file in zip(sound, files, strict=True):
            faults += record.differences(path.name, file.sha256, file.path, source.module)
    return Found(tuple(paths), files, faults)


def _missing_advice(source: TableSource) -> str:
    if source.query:
        return f"Fetch it: reckoner take {source.module} --as {source.name}"
    return f"Put it there, or correct the name in {source.place}."


def is_pattern(files: str) -> bool:
    """Whether the name stands for any number of files."""
    return any(letter in files for letter in "*?[")


def read_table(source: TableSource, record: Record, duck: Duck) -> Table:
    """The whole table, checked. Raises InputError with every fault found."""
    found = find_files(source, record)
    if found.faults:
        raise InputError.of(found.faults)
    pairs = [(path, file.path) for path, file in zip(found.paths, found.files, strict=True)]
    rows, spots = read_rows(source, pairs, duck)
    return checked(source, rows, spots, found.files)


def checked(
    source: TableSource,
    rows: Sequence[Row],
    spots: Sequence[Spot],
    files: tuple[SourceFile, ...],
    notes: tuple[Note, ...] = (),
) -> Table:
    """The rows as a table. Raises InputError where rows break a rule together."""
    table = Table(
        source.name, source.title, source.schema, tuple(rows), tuple(spots), source.origin, files, notes=notes
    )
    faults = shortened(list(broken_rules(table)), files[0].path if files else source.shown)
    if faults:
        raise InputError.of(faults)
    return table


def read_rows(
    source: TableSource, paths: Sequence[tuple[Path, str]], duck: Duck
) -> tuple[list[Row], list[Spot]]:
    """The typed rows of these files, given with their names as shown. Raises InputError."""
    rows: list[Row] = []
    spots: list[Spot] = []
    faults: list[Fault] = []
    for path, shown in paths:
        try:
            more, where, wrong = typed_rows(read_raw(source, path, shown, duck), source.schema)
        except ReckonerError as error:
            faults += error.faults
            continue
        if source.mapped and not wrong:
            wrong = list(_new_sums(source, more, where))
        faults += shortened(wrong, shown)
        rows += more
        spots += where
    if faults:
        raise InputError.of(faults)
    return rows, spots


def _new_sums(source: TableSource, rows: Sequence[Row], spots: Sequence[Spot]) -> Iterator[Fault]:
    """Rows of a mapped table that are the sum of others, and that nobody has said to be."""
    table = Table(source.name, source.title, source.schema, tuple(rows), tuple(spots), source.origin)
    for found in sums_in(table):
        what = f"{found.label!r} is the sum of other rows, and no version had such a row"
        yield Fault(what, table.place(found.row, found.column), Taking(source.module).todo)


def read_raw(source: TableSource, path: Path, shown: str, duck: Duck) -> RawTable:
    """The cells of one file, by its mapping or by the reader for its kind. Raises InputError."""
    if source.mapped:
        return read_mapped(path, shown, source.mapped, source.module)
    if source.files.endswith((".xlsx", ".ods")):
        return read_spreadsheet(path, shown, source.schema, source.sheet)
    if source.files.endswith(".parquet"):
        return read_parquet(path, shown)
    declared = [column.name for column in source.schema.columns]
    layout = source.schema
    return read_csv(
        duck, path, shown, declared, layout.header_row,
        footnotes=layout.footnotes, until_blank=layout.until_blank,
    )  # fmt: skip
