"""``uses: police_uk``: the counts of all street files as two tables, crimes and incidents.

Rows are counted as published. Rows of other forces are left out, rows that share a Crime ID are each
counted, and both are said in the table's notes. A crime type without a row in a month that has a file is
a zero there, as the publisher lists crimes and not zeros.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from reckoner.reports.errors import Fault, InputError, Place, ReckonerError, nearest
from reckoner.reports.modules.declaration import MeasureEntry, ModuleFile, SuppressEntry
from reckoner.reports.modules.police_uk.street import Kind, Street, read_street
from reckoner.reports.modules.tables import Folder
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.form import form
from reckoner.reports.settings.yaml import Settings, YamlFile, read_yaml, validate
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.origin import Origin
from reckoner.reports.sources.raw import shortened
from reckoner.reports.sources.read import TableSource, checked, find_files
from reckoner.reports.sources.record import Record, hash_files
from reckoner.reports.sources.schema import Column, Every, Schema
from reckoner.reports.sources.table import Note, Row, SourceFile, Spot, Table

CRIMES, INCIDENTS = "crimes", "incidents"
ANTI_SOCIAL = "Anti-social behaviour"
_TITLES = {CRIMES: "Recorded crime by month and type", INCIDENTS: "Anti-social behaviour by month"}


class PoliceUk(ModuleFile):
    """What a house says to use it.

    ``force`` is the name in the column "Falls within". ``districts`` may be a list: points elsewhere, and
    rows without a place, are counted as ``elsewhere`` then. ``suppress_under`` protects small numbers.
    """

    uses: Literal["police_uk"]
    force: str
    files: Annotated[
        str, form(r"[^/\\.][^/\\]*\.csv(\.gz)?", "the name of CSV files in this folder", "*-street.csv")
    ]
    origin: str
    districts: bool | tuple[str, ...] = False
    elsewhere: str = "Elsewhere or not given"
    every: Every | None = None
    suppress_under: Annotated[int, Field(ge=2, le=1000)] | None = None


class _Measures(Settings):
    measures: dict[str, MeasureEntry]
    by_district: dict[str, MeasureEntry]


def sources(
    folder: Folder, file: YamlFile, declared: PoliceUk, origins: Mapping[str, Origin]
) -> tuple[TableSource, ...]:
    """Two tables from the same files. Raises InputError where the origin isn't declared."""
    if declared.origin not in origins:
        where, todo = file.place("origin"), nearest(declared.origin, origins)
        raise InputError(f"there is no origin {declared.origin!r}", where, todo)
    return tuple(
        TableSource(
            module=folder.name,
            name=name,
            title=title,
            folder=folder.path,
            shown=folder.shown,
            files=declared.files,
            origin=origins[declared.origin],
            schema=_schema(name, declared),
            place=file.place("files"),
        )
        for name, title in _TITLES.items()
    )


def _schema(table: str, declared: PoliceUk) -> Schema:
    columns = [Column("month", "month", "Month")]
    if declared.districts:
        columns.append(Column("district", "text", "District"))
    if table == CRIMES:
        columns.append(Column("crime_type", "text", "Crime type"))
    key = tuple(column.name for column in columns)
    return Schema((*columns, Column("number", "count", "Number")), key, declared.every)


def measures(declared: PoliceUk) -> Mapping[str, MeasureEntry]:
    """The measures that ship with the module."""
    path = Path(__file__).with_name("module.yaml")
    shipped = validate(_Measures, read_yaml(path))
    if not declared.districts:
        return shipped.measures
    crime = shipped.measures["crime"].model_copy(update={"sum_over": ("district",)})
    incidents = shipped.measures["anti_social_behaviour"].model_copy(update={"sum_over": ("district",)})
    return {"crime": crime, "anti_social_behaviour": incidents, **shipped.by_district}


def suppress(declared: PoliceUk, _table: str) -> SuppressEntry | None:
    """Small numbers withheld where the house asks for it."""
    if declared.suppress_under is None:
        return None
    return SuppressEntry(columns=("number",), under=declared.suppress_under)


def read(
    declared: PoliceUk, wanted: Sequence[TableSource], record: Record, duck: Duck
) -> Mapping[str, Table]:
    """All tables from one reading of the files. Raises InputError with every fault."""
    found = find_files(wanted[0], record)
    if found.faults:
        raise InputError.of(found.faults)
    counted = _count(declared, list(zip(found.paths, found.files, strict=True)), duck)
    return {source.name: _table(declared, source, counted, found.files) for source in wanted}


def read_rows(
    declared: PoliceUk, source: TableSource, paths: Sequence[tuple[Path, str]], duck: Duck
) -> tuple[list[Row], list[Spot]]:
    """The rows of one table from these files alone. Raises InputError."""
    hashes = hash_files([path for path, _ in paths])
    files = [(path, SourceFile(shown, known)) for (path, shown), known in zip(paths, hashes, strict=True)]
    return _rows(declared, source, _count(declared, files, duck))


@dataclass(frozen=True)
class _Counted:
    """Counts of the force's rows, the file of each month, and what else was seen."""

    counts: Counter[Kind]
    file_of: Mapping[str, str]
    others: int
    repeated: int
    mended: int


def _readings(
    declared: PoliceUk, files: Sequence[tuple[Path, SourceFile]], duck: Duck
) -> list[Future[Street]]:
    """The files read two at a time: while one's bytes are looked through, the other's rows are counted."""

    def read(path: Path, file: SourceFile) -> Street:
        with closing(duck.cursor()) as own:
            return read_street(own, path, file, bool(declared.districts))

    with ThreadPoolExecutor(2) as pool:
        return [pool.submit(read, path, file) for path, file in files]


def _count(declared: PoliceUk, files: Sequence[tuple[Path, SourceFile]], duck: Duck) -> _Counted:
    streets: list[Street] = []
    faults: list[Fault] = []
    for reading in _readings(declared, files, duck):
        try:
            streets.append(reading.result())
        except ReckonerError as error:
            faults += error.faults
    file_of: dict[str, str] = {}
    for street in streets:
        faults += shortened(list(_street_faults(declared, street, file_of)), street.shown)
    everything = sum((street.counts for street in streets), Counter[Kind]())
    ours = Counter({kind: number for kind, number in everything.items() if kind.force == declared.force})
    if not ours and not faults:
        seen = sorted({kind.force for kind in everything})
        what, where = f"no row falls within {declared.force!r}", Place(files[0][1].path)
        faults.append(Fault(what, where, nearest(declared.force, seen)))
    if faults:
        raise InputError.of(faults)
    return _Counted(
        ours,
        file_of,
        everything.total() - ours.total(),
        sum(street.repeated for street in streets),
        sum(street.mended for street in streets),
    )


def _street_faults(declared: PoliceUk, street: Street, file_of: dict[str, str]) -> Iterator[Fault]:
    """What is wrong with the force's rows of a file; notes in ``file_of`` which months it gives."""
    where = Place(street.shown)
    mine = [kind for kind in street.counts if kind.force == declared.force]
    named = Path(street.shown).name[:7]
    for month in sorted({kind.month for kind in mine}):
        if not _is_month(month):
            yield Fault(f"{month!r} is not a month", where, "Fetch the file again.")
        elif _is_month(named) and named != month:
            yield Fault(f"it is named for {named} but has rows of {month}", where, "Fetch the file again.")
        elif month in file_of:
            yield Fault(f"{month} stands in {file_of[month]} too", where, "Keep one of the two files.")
        file_of.setdefault(month, street.shown)
    if any(not kind.crime_type for kind in mine):
        yield Fault("rows have no crime type", where, "Fetch the file again.")


def _is_month(text: str) -> bool:
    try:
        return Period.parse(text).shape == "month"
    except ValueError:
        return False


def _table(
    declared: PoliceUk, source: TableSource, counted: _Counted, files: tuple[SourceFile, ...]
) -> Table:
    rows, spots = _rows(declared, source, counted)
    return checked(source, rows, spots, files, tuple(_notes(counted)))


def _rows(declared: PoliceUk, source: TableSource, counted: _Counted) -> tuple[list[Row], list[Spot]]:
    """A row for each month, district and type, zeros included."""
    anti_social = source.name == INCIDENTS
    kinds = [kind for kind in counted.counts if (kind.crime_type == ANTI_SOCIAL) == anti_social]
    numbers: Counter[tuple[str, ...]] = Counter()
    for kind in kinds:
        numbers[_key(declared, kind, anti_social)] += counted.counts[kind]
    rows: list[Row] = []
    spots: list[Spot] = []
    for month in sorted(counted.file_of):
        for rest in sorted({key[1:] for key in numbers}):
            rows.append((Period.parse(month), *rest, numbers[month, *rest]))
            spots.append(Spot(counted.file_of[month], 1))
    return rows, spots


def _key(declared: PoliceUk, kind: Kind, anti_social: bool) -> tuple[str, ...]:
    places = (_district(declared, kind.district),) if declared.districts else ()
    return (kind.month, *places, *(() if anti_social else (kind.crime_type,)))


def _district(declared: PoliceUk, name: str) -> str:
    listed = declared.districts if isinstance(declared.districts, tuple) else ()
    return name if name and (not listed or name in listed) else declared.elsewhere


def _notes(counted: _Counted) -> Iterable[Note]:
    found = (
        Note("other_forces", counted.others),
        Note("shared_crime_id", counted.repeated),
        Note("stray_marks", counted.mended),
    )
    return (note for note in found if note.number)
