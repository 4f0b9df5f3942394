"""One data module: its folder read into tables, measures and charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from reckoner.reports.errors import Fault, InputError, Place, ReckonerError, nearest
from reckoner.reports.figures.measure import Measure
from reckoner.reports.modules.adds_up import faults_of as adds_up_faults
from reckoner.reports.modules.declaration import (
    ChartEntry,
    MeasureEntry,
    ModuleFile,
    SuppressEntry,
    bad_names,
)
from reckoner.reports.modules.measures import Declared, measures_of
from reckoner.reports.modules.protected import Protected, protected_columns
from reckoner.reports.modules.shipped import Shipped, shipped_named
from reckoner.reports.modules.tables import Folder, origin_of, suppression_of, table_sources
from reckoner.reports.settings.yaml import YamlFile, read_yaml, validate
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.mapping import MAPPINGS, Mapped, read_mappings
from reckoner.reports.sources.origin import Origin
from reckoner.reports.sources.read import TableSource, read_table
from reckoner.reports.sources.record import RECORD, Record, read_record
from reckoner.reports.sources.suppress import suppressed
from reckoner.reports.sources.table import Table

MODULE = "module.yaml"


@dataclass(frozen=True)
class LoadedTable:
    """A table under the name that editors use, such as ``clares_law.disclosures``."""

    name: str
    table: Table

    @property
    def origins(self) -> tuple[str, ...]:
        """The ids of its origins."""
        return (self.table.origin.id,)


@dataclass(frozen=True)
class LoadedChart:
    """A chart's declaration under the name that editors use, and where it is written."""

    name: str
    declaration: ChartEntry
    place: Place


@dataclass(frozen=True)
class Module:
    """A module's declaration, with its tables not read yet."""

    folder: Folder
    file: YamlFile
    declared: ModuleFile
    sources: tuple[TableSource, ...]
    shipped: Shipped | None = None

    @property
    def origins(self) -> Mapping[str, Origin]:
        """The origins that its tables name."""
        return {name: origin_of(name, entry) for name, entry in self.declared.origins.items()}


@dataclass(frozen=True)
class Contents:
    """What a module's tables gave, and what was wrong with some of them."""

    tables: Mapping[str, Table] = field(default_factory=dict)
    measures: tuple[Measure, ...] = ()
    faults: tuple[Fault, ...] = ()
    protected: tuple[Protected, ...] = ()


def read_module(folder: Folder, mappings: Mapping[str, Mapped] | None = None) -> Module:
    """Read a module's declaration. ``mappings`` are those of its folder, unless others are to be tried.

    Raises InputError with every fault in it.
    """
    file = read_yaml(folder.path / MODULE, f"{folder.shown}/{MODULE}", InputError)
    shipped = shipped_named(file)
    declared = validate(shipped.model if shipped else ModuleFile, file, InputError)
    faults = list(_bad_names(file, declared))
    if faults:
        raise InputError.of(faults)
    origins = {name: origin_of(name, entry) for name, entry in declared.origins.items()}
    if mappings is None:
        mappings = read_mappings(folder.path, folder.shown)
    sources = list(table_sources(folder, file, declared.tables, origins, mappings))
    if shipped:
        sources += shipped.sources(folder, file, declared, origins)
    module = Module(folder, file, declared, tuple(sources), shipped)
    faults += _unknown_tables(module)
    if faults:
        raise InputError.of(faults)
    return module


def _bad_names(file: YamlFile, declared: ModuleFile) -> Iterator[Fault]:
    parts: dict[str, Mapping[str, object]] = {
        "origins": declared.origins,
        "tables": declared.tables,
        "measures": declared.measures,
        "charts": declared.charts,
    }
    for part, entries in parts.items():
        yield from bad_names(file, part, entries)


def _unknown_tables(module: Module) -> Iterator[Fault]:
    tables = [source.name for source in module.sources]
    for name, entry in module.declared.measures.items():
        if entry.table not in tables:
            where = module.file.place("measures", name, "table")
            yield Fault(f"there is no table {entry.table!r}", where, nearest(entry.table, tables))


def fill(module: Module, duck: Duck, under: int) -> Contents:
    """Read the module's tables and make its measures; faults are gathered, and all that is sound is given."""
    faults: list[Fault] = []
    try:
        record = read_record(module.folder.path, module.folder.shown)
    except ReckonerError as error:
        return Contents(faults=error.faults)
    tables: dict[str, Table] = {}
    protected: list[Protected] = []
    all_declared = list(declared_measures(module))
    for read in _readings(module, record, duck):
        try:
            for name, raw in read().items():
                tables[name] = _protected(module, raw, under)
                protected += protected_columns(module.folder.name, raw, tables[name], all_declared)
        except ReckonerError as error:
            faults += error.faults
    faults += adds_up_faults(module.file, module.declared, tables)
    measures: list[Measure] = []
    for declared in all_declared:
        if declared.entry.table not in tables:
            continue
        try:
            measures += measures_of(declared, tables[declared.entry.table])
        except ReckonerError as error:
            faults += error.faults
    return Contents(tables, tuple(measures), tuple(faults), tuple(protected))


def _readings(module: Module, record: Record, duck: Duck) -> Iterator[Callable[[], Mapping[str, Table]]]:
    """What has to be read: each of the house's own tables, and those of the shipped module at once."""
    own = [source for source in module.sources if source.name in module.declared.tables]
    for source in own:
        yield partial(_read_own, source, record, duck)
    if module.shipped:
        rest = [source for source in module.sources if source not in own]
        yield partial(module.shipped.read, module.declared, rest, record, duck)


def _read_own(source: TableSource, record: Record, duck: Duck) -> Mapping[str, Table]:
    return {source.name: read_table(source, record, duck)}


def _protected(module: Module, table: Table, under: int) -> Table:
    rule = _rule(module, table.name)
    return suppressed(table, suppression_of(rule, under)) if rule else table


def _rule(module: Module, table: str) -> SuppressEntry | None:
    if table in module.declared.tables:
        return module.declared.tables[table].suppress
    return module.shipped.suppress(module.declared, table) if module.shipped else None


def declared_measures(module: Module) -> Iterator[Declared]:
    """The module's measures under their full names: those that ship with it, and the house's own."""
    entries: dict[str, MeasureEntry] = (
        dict(module.shipped.measures(module.declared)) if module.shipped else {}
    )
    for name, entry in {**entries, **module.declared.measures}.items():
        yield Declared(f"{module.folder.name}.{name}", entry, module.file.place("measures", name))


def charts_of(module: Module) -> Iterator[LoadedChart]:
    """The module's charts under the names that editors use."""
    for name, entry in module.declared.charts.items():
        yield LoadedChart(f"{module.folder.name}.{name}", entry, module.file.place("charts", name))


def paths_of(module: Module) -> Sequence[Path]:
    """The files beside the tables that say what the module is."""
    paths = [module.folder.path / name for name in (MODULE, MAPPINGS, RECORD)]
    return [path for path in paths if path.is_file()]
