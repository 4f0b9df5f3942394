"""Declared tables turned into sources that can be read, and read tables protected as they ask for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from reckoner.reports.errors import Fault, InputError, nearest
from reckoner.reports.figures.measure import Break
from reckoner.reports.modules.declaration import ColumnEntry, OriginEntry, SuppressEntry, TableEntry
from reckoner.reports.settings.yaml import YamlFile
from reckoner.reports.sources.database import DatabaseQuery
from reckoner.reports.sources.mapping import Mapped
from reckoner.reports.sources.origin import NoteFor, Origin
from reckoner.reports.sources.read import SUFFIXES, TableSource, is_pattern
from reckoner.reports.sources.schema import NUMBER_TYPES, TIME_TYPES, Column, Schema, default_key
from reckoner.reports.sources.shorthand import MISSING
from reckoner.reports.sources.suppress import Suppression

MOST_UNDER = 5
"""Counts under this are suppressed where neither the table nor the office says otherwise."""


@dataclass(frozen=True)
class Folder:
    """A module's folder: its name, its path, and how the path is written in faults."""

    name: str
    path: Path
    shown: str


def origin_of(name: str, entry: OriginEntry) -> Origin:
    """The origin as declared."""
    return Origin(
        id=name,
        kind=entry.kind,
        producer=entry.producer,
        document=entry.document,
        received=entry.received,
        sender=entry.sender,
        licence=entry.licence,
        address=entry.address,
        notes=entry.notes.strip(),
        note_public=tuple(" ".join(each.split()) for each in entry.note_public),
        note_for=tuple(_note_for(*item) for item in entry.note_for.items()),
        breaks=tuple(Break(each.at, each.note) for each in entry.breaks),
    )


def _note_for(name: str, note: str) -> NoteFor:
    about, _, since = name.partition(" since ")
    return NoteFor(about, " ".join(note.split()), since)


def table_sources(
    folder: Folder,
    file: YamlFile,
    entries: Mapping[str, TableEntry],
    origins: Mapping[str, Origin],
    mappings: Mapping[str, Mapped],
) -> tuple[TableSource, ...]:
    """The sources of all tables; ``mappings`` say how some of their files are read.

    Raises InputError with every fault in their declarations.
    """
    faults: list[Fault] = []
    sources = []
    for name, entry in entries.items():
        wrong = list(_faults(name, entry, file, origins))
        faults += wrong
        if not wrong:
            source = _source(folder, file, name, entry, origins[entry.origin])
            sources.append(_mapped(source, mappings[name]) if name in mappings else source)
    if faults:
        raise InputError.of(faults)
    return tuple(sources)


def _source(folder: Folder, file: YamlFile, name: str, entry: TableEntry, origin: Origin) -> TableSource:
    query = None
    if entry.database is not None and entry.query is not None:
        query = DatabaseQuery(entry.database, entry.query, file.place("tables", name, "query"))
    return TableSource(
        module=folder.name,
        name=name,
        title=entry.title or name.replace("_", " ").capitalize(),
        folder=folder.path,
        shown=folder.shown,
        files=entry.file or entry.files or f"{name}.csv",
        origin=origin,
        schema=schema_of(entry),
        place=file.place("tables", name),
        sheet=entry.sheet,
        query=query,
    )


def _mapped(source: TableSource, mapped: Mapped) -> TableSource:
    """The source whose file is read by a mapping: what that has agreed to, its columns allow."""
    columns = tuple(
        replace(column, markers=(*column.markers, *_SHORTHAND)) if column.type in NUMBER_TYPES else column
        for column in source.schema.columns
    )
    totals = {**dict(source.schema.totals), **mapped.totals}
    schema = replace(source.schema, columns=columns, totals=tuple(totals.items()))
    return replace(source, schema=schema, mapped=mapped)


_SHORTHAND = tuple(f"[{name}]" for name in MISSING)


def schema_of(entry: TableEntry) -> Schema:
    """What the table's file must look like."""
    columns = tuple(column_of(name, each) for name, each in entry.columns.items())
    return Schema(
        columns=columns,
        key=default_key(columns) if entry.key is None else entry.key,
        every=entry.every,
        header_row=entry.header_row,
        until_blank=entry.rows == "until blank",
        footnotes=entry.footnotes,
        hidden=entry.hidden,
        totals=tuple(entry.totals.items()),
    )


def column_of(name: str, entry: ColumnEntry) -> Column:
    """One column as declared."""
    match entry.may_be_missing:
        case False:
            markers: tuple[str, ...] = ()
        case True:
            markers = ("",)
        case listed:
            markers = ("", *listed)
    return Column(
        name=name,
        type=entry.type,
        heading=entry.heading or name.replace("_", " ").capitalize(),
        optional=entry.optional,
        markers=markers,
        zeros=entry.zeros,
        minimum=entry.minimum,
        maximum=entry.maximum,
        decimals=entry.decimals,
        cell=entry.cell,
        printed=entry.printed,
    )


def suppression_of(entry: SuppressEntry, under: int) -> Suppression:
    """The rule as declared; ``under`` is the office's threshold."""
    return Suppression(entry.columns, entry.under or under, entry.groups, entry.along)


def _faults(name: str, entry: TableEntry, file: YamlFile, origins: Mapping[str, Origin]) -> Iterator[Fault]:
    where = ("tables", name)
    if entry.origin not in origins:
        todo = nearest(entry.origin, origins)
        yield Fault(f"there is no origin {entry.origin!r}", file.place(*where, "origin"), todo)
    files = entry.file or entry.files
    if files is not None:
        yield from _file_faults(name, entry, file, files)
    if entry.database is not None and entry.origin in origins and origins[entry.origin].kind != "snapshot":
        what = "what a database gives is a snapshot, but its origin says `kind: kept`"
        yield Fault(what, file.place(*where, "origin"), "Declare the origin as `kind: snapshot`.")
    yield from _unknown_columns(name, entry, file)
    if entry.every and not any(
        entry.columns[k].type in TIME_TYPES for k in schema_of(entry).key if k in entry.columns
    ):
        what = "`every` needs a column of periods, months or dates in the key"
        yield Fault(what, file.place(*where, "every"))


def _file_faults(name: str, entry: TableEntry, file: YamlFile, files: str) -> Iterator[Fault]:
    where = file.place("tables", name, "file" if entry.file else "files")
    if not files.endswith(SUFFIXES):
        yield Fault(f"{files!r} is no kind of file that can be read", where, f"Kinds: {', '.join(SUFFIXES)}.")
    if "/" in files or "\\" in files or files.startswith("."):
        yield Fault(
            f"{files!r} must be a name in the module's own folder", where, "Put the file beside module.yaml."
        )
    if is_pattern(files) and (entry.file or not files.endswith((".csv", ".csv.gz"))):
        yield Fault(f"{files!r} stands for several files", where, "Only `files:` of .csv or .csv.gz may.")


def _unknown_columns(name: str, entry: TableEntry, file: YamlFile) -> Iterator[Fault]:
    rule = entry.suppress
    named: dict[str, tuple[str, ...]] = {"key": entry.key or (), "totals": tuple(entry.totals)}
    if rule is not None:
        named["suppress"] = (
            *rule.columns,
            *rule.along,
            *(each for group in rule.groups or () for each in group),
        )
    kept = [each for each, column in entry.columns.items() if column.type != "ignored"]
    for place, columns in named.items():
        for column in columns:
            if column not in kept:
                where = file.place("tables", name, place)
                yield Fault(f"{place}: there is no column {column!r}", where, nearest(column, kept))
    for column in rule.along if rule else ():
        if column in kept and entry.columns[column].type not in NUMBER_TYPES:
            yield Fault(f"suppress: {column} holds no numbers", file.place("tables", name, "suppress"))
