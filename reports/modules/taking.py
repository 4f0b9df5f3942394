"""``reckoner take MODULE [FILE]``: a new version of a module's file, or of what its database gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

from reckoner.reports.errors import SettingsError, UsageError, nearest
from reckoner.reports.modules.library import module_folder, module_names
from reckoner.reports.modules.module import Module, read_module
from reckoner.reports.settings.places import from_house
from reckoner.reports.sources.database import Source
from reckoner.reports.sources.duck import Duck, open_duckdb
from reckoner.reports.sources.mapping import Mapped
from reckoner.reports.sources.read import TableSource, read_rows
from reckoner.reports.sources.table import Row, Spot
from reckoner.reports.sources.take import Receipt, Taken, take, take_query


def take_file(
    root: Path,
    name: str,
    incoming: Path,
    receipt: Receipt,
    *,
    target: str | None = None,
    dry_run: bool = False,
    mappings: Mapping[str, Mapped] | None = None,
) -> Taken:
    """Take a file into a module. ``target`` names the file that it replaces, where its own name doesn't.

    ``mappings`` are tried instead of those of the module's folder.
    Raises UsageError where there is no such module or file, InputError where the file can't be used,
    WriteError where it can't be written. The house is as before then, and after a dry run.
    """
    module = house_module(root, name, mappings)
    with closing(open_duckdb()) as duck:
        reader = partial(_rows, module)
        return take(module.sources, incoming, receipt, duck, target=target, dry_run=dry_run, reader=reader)


def take_from_databases(
    root: Path,
    name: str,
    addresses: Mapping[str, str | Source],
    receipt: Receipt,
    *,
    table: str | None = None,
    dry_run: bool = False,
) -> tuple[Taken, ...]:
    """Run the module's queries, or that of one table, and take their results in.

    ``addresses`` are those of office.yaml. Raises as ``take_file`` does, and ServiceError where a database
    doesn't answer.
    """
    module = house_module(root, name)
    asked = [source for source in module.sources if source.query and table in (None, source.name)]
    if not asked:
        raise UsageError(f"{name} asks no database", todo="Name the file to take in.")
    with closing(open_duckdb()) as duck:
        return tuple(
            take_query(source, _address(root, source, addresses), receipt, duck, dry_run=dry_run)
            for source in asked
        )


def _address(root: Path, source: TableSource, addresses: Mapping[str, str | Source]) -> Source:
    assert source.query is not None
    wanted = source.query.database
    if wanted not in addresses:
        what = f"office.yaml has no database {wanted!r}"
        raise SettingsError(what, source.query.place, nearest(wanted, addresses, none=_NO_DATABASE))
    found = addresses[wanted]
    known = Source(found) if isinstance(found, str) else found
    return replace(known, address=from_house(root, known.address))


_NO_DATABASE = "Add it under `databases`, with its address."
_NO_MODULE = "Describe one first in its module.yaml, or begin one from the file with --map."


def house_module(root: Path, name: str, mappings: Mapping[str, Mapped] | None = None) -> Module:
    """A module of the house by name. Raises UsageError where there is none, InputError where it is wrong."""
    known = module_names(root)
    if name not in known:
        todo = nearest(name, known, none=_NO_MODULE)
        raise UsageError(f"there is no module {name!r}", todo=todo)
    return read_module(module_folder(root, name), mappings)


def _rows(
    module: Module, source: TableSource, paths: Sequence[tuple[Path, str]], duck: Duck
) -> tuple[list[Row], list[Spot]]:
    if module.shipped and source.name not in module.declared.tables:
        return module.shipped.read_rows(module.declared, source, paths, duck)
    return read_rows(source, paths, duck)
