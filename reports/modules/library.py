"""The library: every measure, fact, table and chart that a document may use, read as far as asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from reckoner.reports.errors import Fault, InputError, Place, ReckonerError, nearest
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.measure import Measure
from reckoner.reports.modules.declaration import MeasureEntry
from reckoner.reports.modules.facts import FACTS, Facts, read_facts
from reckoner.reports.modules.module import (
    MODULE,
    Contents,
    LoadedChart,
    LoadedTable,
    Module,
    charts_of,
    declared_measures,
    fill,
    paths_of,
    read_module,
)
from reckoner.reports.modules.protected import Protected
from reckoner.reports.modules.tables import MOST_UNDER, Folder
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.sources.duck import Duck, open_duckdb
from reckoner.reports.sources.origin import Origin, is_about

DATA = "data"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_GROUP = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\.[a-z0-9]")


@dataclass(frozen=True, slots=True)
class KnownOrigin:
    """An origin, and what its figures are about."""

    origin: Origin
    topic: str


@dataclass(frozen=True)
class Library:
    """What was read, by the names that editors use. ``paths`` are all files that it rests on."""

    catalogue: Catalogue = field(default_factory=Catalogue)
    tables: Mapping[str, LoadedTable] = field(default_factory=dict)
    charts: Mapping[str, LoadedChart] = field(default_factory=dict)
    origins: Mapping[str, KnownOrigin] = field(default_factory=dict)
    paths: tuple[Path, ...] = ()
    protected: tuple[Protected, ...] = ()

    @property
    def citations(self) -> Mapping[str, str]:
        """Each origin's id with the way it is cited."""
        return {name: known.origin.citation for name, known in self.origins.items()}

    @property
    def samples(self) -> frozenset[str]:
        """The ids of origins whose figures are invented."""
        return frozenset(name for name, known in self.origins.items() if known.origin.kind == "sample")


def module_names(root: Path) -> tuple[str, ...]:
    """The house's data modules: folders in ``data/`` that hold a module.yaml."""
    return tuple(sorted(path.parent.name for path in (root / DATA).glob(f"*/{MODULE}")))


def module_folder(root: Path, name: str) -> Folder:
    """A module's folder. Raises InputError where something in it is no plain file of the house."""
    folder = Folder(name, root / DATA / name, f"{DATA}/{name}")
    require_plain(root, folder.path, error=InputError)
    return folder


def load_library(root: Path, names: Iterable[str] | None = None, *, under: int = MOST_UNDER) -> Library:
    """Read the modules that these names need, or all of them; facts are always read.

    A name is a module's (``crimes_solved``) or begins with it (``crimes_solved.solved``). Modules to which
    those refer, in shares, weights and charts, are read too. ``under`` is the office's threshold for small
    numbers. Raises InputError with every fault found in any of the files.
    """
    with closing(open_duckdb()) as duck:
        loading = _Loading(root, duck, under)
        loading.facts()
        wanted = module_names(root) if names is None else sorted({name.split(".")[0] for name in names})
        loading.modules(wanted)
        if names is not None and not loading.faults:
            loading.suggestions(wanted)
    return loading.finish()


class Load(Protocol):
    """What reads a library as ``load_library`` does."""

    def __call__(self, root: Path, names: frozenset[str], *, under: int) -> Library:
        """The library of these names."""
        ...


class _Loading:
    """Reads modules as they turn out to be needed, and gathers what is wrong."""

    def __init__(self, root: Path, duck: Duck, under: int) -> None:
        self.root, self.duck, self.under = root, duck, under
        self.known = module_names(root)
        self.faults: list[Fault] = []
        self.read: dict[str, tuple[Module, Contents]] = {}
        self.one_offs = Facts()
        self.paths: list[Path] = []

    def facts(self) -> None:
        path = self.root / DATA / FACTS
        try:
            require_plain(self.root, path, error=InputError)
            self.one_offs = read_facts(path, f"{DATA}/{FACTS}")
        except ReckonerError as error:
            self.faults += error.faults
        if path.is_file():
            self.paths.append(path)

    def modules(self, names: Iterable[str]) -> None:
        """Read these modules and those to which they refer."""
        waiting = [name for name in names if name in self.known]
        tried: set[str] = set()
        while waiting:
            name = waiting.pop(0)
            if name in tried or name in self.read:
                continue
            tried.add(name)
            try:
                module = self._module(name)
            except ReckonerError as error:
                self.faults += error.faults
                continue
            waiting += [group for group in sorted(_groups_in(module)) if group in self.known]

    def _module(self, name: str) -> Module:
        if not _NAME.fullmatch(name):
            todo = "Small letters, digits and _ only, a letter first."
            raise InputError(f"{name!r} can't be a module's name", Place(f"{DATA}/{name}"), todo)
        module = read_module(module_folder(self.root, name))
        contents = fill(module, self.duck, self.under)
        self.faults += contents.faults
        self.read[name] = module, contents
        self.paths += [*paths_of(module), *_files_of(self.root, contents)]
        return module

    def suggestions(self, wanted: Iterable[str]) -> None:
        """Where a name is of no module or fact, read all that can be read, so that near names are offered."""
        groups = {fact.name.split(".")[0] for fact in self.one_offs.facts}
        if all(name in self.known or name in groups for name in wanted):
            return
        self.modules(self.known)
        self.faults.clear()

    def finish(self) -> Library:
        entries: list[Measure | Fact] = list(self.one_offs.facts)
        for _, contents in self.read.values():
            entries += contents.measures
        catalogue = self._catalogue(entries)
        origins = self._origins()
        if not self.faults:
            self.faults += _loose_ends(catalogue, self.read)
            unread = set(self.known) - self.read.keys()
            self.faults += _lost_notes(catalogue, origins, unread)
        if self.faults:
            raise InputError.of(self.faults)
        return Library(
            catalogue,
            {each.name: each for each in self._tables()},
            {each.name: each for module, _ in self.read.values() for each in charts_of(module)},
            origins,
            tuple(dict.fromkeys(self.paths)),
            tuple(each for _, contents in self.read.values() for each in contents.protected),
        )

    def _tables(self) -> Iterator[LoadedTable]:
        for name, (_, contents) in self.read.items():
            for table in contents.tables.values():
                yield LoadedTable(f"{name}.{table.name}", table)

    def _catalogue(self, entries: list[Measure | Fact]) -> Catalogue:
        """All entries, weights filled in; a name that stands twice is a fault."""
        by_name: dict[str, Measure | Fact] = {}
        for entry in entries:
            if entry.name in by_name:
                what = f"{entry.name} is both a fact and a measure, or stands twice"
                self.faults.append(Fault(what, Place(f"{DATA}/{FACTS}"), "Rename one of the two."))
            by_name[entry.name] = entry
        for name, entry in by_name.items():
            weights = by_name.get(entry.over_time.weights) if isinstance(entry, Measure) else None
            if isinstance(entry, Measure) and isinstance(weights, Measure):
                by_name[name] = replace(entry, weights=weights)
        return Catalogue.of(by_name.values())

    def _origins(self) -> dict[str, KnownOrigin]:
        found = {
            name: KnownOrigin(origin, self.one_offs.topics[name])
            for name, origin in self.one_offs.origins.items()
        }
        for module, _ in self.read.values():
            for name, origin in module.origins.items():
                topic = module.declared.origins[name].topic or module.declared.title
                if name in found and found[name].origin != origin:
                    where = module.file.place("origins", name)
                    self.faults.append(
                        Fault(f"the origin {name!r} is declared elsewhere too", where, "Rename it.")
                    )
                found.setdefault(name, KnownOrigin(origin, topic))
        return found


def _lost_notes(
    catalogue: Catalogue, origins: Mapping[str, KnownOrigin], unread: Set[str]
) -> Iterator[Fault]:
    """Notes on figures that aren't there, of groups that were read: a fact's may be a module's too."""
    groups = {name.partition(".")[0] for name in catalogue.entries} - unread
    for name, known in origins.items():
        for wanted in (note.about for note in known.origin.note_for):
            named = any(is_about(wanted, entry) for entry in catalogue.entries)
            if not named and wanted.partition(".")[0] in groups:
                what = f"`note_for` of the origin {name!r} is about {wanted!r}, which is nothing here"
                yield Fault(what, Place(DATA), nearest(wanted, catalogue.entries))


def _files_of(root: Path, contents: Contents) -> list[Path]:
    return [root / file.path for table in contents.tables.values() for file in table.files]


def _groups_in(module: Module) -> set[str]:
    """The modules to which a module's measures and charts refer."""
    names = [
        declared.full_name(other)
        for declared in declared_measures(module)
        for other in _others(declared.entry)
    ]
    for chart in module.declared.charts.values():
        names += chart.references
        names += [
            f"{group}."
            for text in (chart.title, chart.subtitle, *chart.notes)
            for group in _GROUP.findall(text)
        ]
    return {name.split(".")[0] for name in names}


def _others(entry: MeasureEntry) -> Iterator[str]:
    """The measures to which one refers."""
    yield from (name for name in (entry.share_of, entry.population) if name)
    if entry.over_time.startswith("weighted by "):
        yield entry.over_time.removeprefix("weighted by ")


def _loose_ends(catalogue: Catalogue, read: Mapping[str, tuple[Module, Contents]]) -> Iterator[Fault]:
    """Shares, weights and charts that name what isn't there."""
    for module, _ in read.values():
        for declared in declared_measures(module):
            for other in _others(declared.entry):
                name = declared.full_name(other)
                if not isinstance(catalogue.entries.get(name), Measure):
                    what = f"{declared.name} refers to {name}, which is no measure"
                    yield Fault(what, declared.place, nearest(name, catalogue.entries))
        for chart in charts_of(module):
            for name in chart.declaration.measures:
                if not isinstance(catalogue.entries.get(name), Measure):
                    what = f"the chart {chart.name} shows {name}, which is no measure"
                    yield Fault(what, chart.place, nearest(name, catalogue.entries))
