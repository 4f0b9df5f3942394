"""The modules that ship with the program, which a house uses by name: ``uses: police_uk``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reckoner.reports.errors import InputError, nearest
from reckoner.reports.modules.declaration import MeasureEntry, ModuleFile, SuppressEntry
from reckoner.reports.modules.tables import Folder
from reckoner.reports.settings.yaml import YamlFile
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.origin import Origin
from reckoner.reports.sources.read import TableSource
from reckoner.reports.sources.record import Record
from reckoner.reports.sources.table import Row, Spot, Table


@dataclass(frozen=True)
class Shipped:
    """What a shipped module adds to a house's module.yaml: keys of its own, tables, measures.

    ``sources`` says which files its tables come from; ``read`` reads all of them; ``read_rows`` gives the
    rows of one of them out of files that are being taken in.
    """

    model: type[ModuleFile]
    sources: Callable[[Folder, YamlFile, Any, Mapping[str, Origin]], Sequence[TableSource]]
    read: Callable[[Any, Sequence[TableSource], Record, Duck], Mapping[str, Table]]
    read_rows: Callable[[Any, TableSource, Sequence[tuple[Path, str]], Duck], tuple[list[Row], list[Spot]]]
    measures: Callable[[Any], Mapping[str, MeasureEntry]]
    suppress: Callable[[Any, str], SuppressEntry | None]


def _home_office() -> Shipped:
    from reckoner.reports.modules.home_office import module as of

    return Shipped(of.HomeOffice, of.sources, of.read, of.read_rows, of.measures, of.suppress)


def _police_uk() -> Shipped:
    from reckoner.reports.modules.police_uk import module as of

    return Shipped(of.PoliceUk, of.sources, of.read, of.read_rows, of.measures, of.suppress)


SHIPPED: Mapping[str, Callable[[], Shipped]] = {"home_office": _home_office, "police_uk": _police_uk}


def shipped_named(file: YamlFile) -> Shipped | None:
    """The shipped module that a module.yaml uses, if any. Raises InputError where that name is unknown."""
    name = file.data.get("uses") if isinstance(file.data, dict) else None
    if name is None:
        return None
    if name not in SHIPPED:
        raise InputError(f"no module called {name!r} ships", file.place("uses"), nearest(str(name), SHIPPED))
    return SHIPPED[name]()
