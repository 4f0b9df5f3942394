"""Where a house writes, as its settings name the places: in the house, or where ``outside`` allows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from reckoner.reports.errors import Fault, Place
from reckoner.reports.settings.channels import EmlChannel, FolderChannel
from reckoner.reports.settings.office import OfficeSettings
from reckoner.reports.settings.paths import require_file, write_fault
from reckoner.reports.settings.schedules import Schedules
from reckoner.reports.settings.yaml import YamlFile, read_yaml

_SQLITE = re.compile(r"sqlite(?:\+\w+)?:///(?P<path>[^?]+)")
_HISTORY = ".jsonl"
_PASSWORD = "Leave it out: name a file that holds it with `secret:`, or for PostgreSQL use ~/.pgpass."


def sqlite_path(address: str) -> str:
    """The file of a SQLAlchemy address, if it is one of SQLite; an address without :// is a path itself."""
    if "://" not in address:
        return address
    match = _SQLITE.match(address)
    return match["path"] if match and match["path"] != ":memory:" else ""


def from_house(root: Path, address: str) -> str:
    """The same address, its file counted from the house on and not from wherever the command is given."""
    path = sqlite_path(address)
    return address if not path or "://" not in address else address.replace(path, str(root / path), 1)


def office_faults(root: Path, office: OfficeSettings, file: YamlFile) -> Iterator[Fault]:
    """What is wrong with the places that office.yaml names, each with its line."""
    history = file.place("history")
    if fault := write_fault(root, office.history, office.outside, "history"):
        yield replace(fault, where=history)
    elif not office.history.endswith(_HISTORY):
        yield Fault(f"history: {office.history!r} must end in {_HISTORY}", history, "Name a file of its own.")
    else:
        require_file(root / office.history, history)
    for name, channel in office.channels.items():
        if isinstance(channel, FolderChannel | EmlChannel):
            where = file.place("channels", name, "folder")
            if fault := write_fault(root, channel.folder, office.outside, f"channel {name}"):
                yield replace(fault, where=where)
    if fault := write_fault(root, "output", office.outside, "drafts"):
        yield replace(fault, where=Place("output"))
    for name, database in office.databases.items():
        yield from _database_faults(root, name, database.address, office, file.place("databases", name))


def schedules_faults(root: Path, office: OfficeSettings, schedules: Schedules) -> Iterator[Fault]:
    """What is wrong with the place where schedules.yaml keeps the state."""
    path = sqlite_path(schedules.state)
    if path and (fault := write_fault(root, path, office.outside, "state")):
        yield replace(fault, where=read_yaml(root / "schedules.yaml", "schedules.yaml").place("state"))


def _database_faults(
    root: Path, name: str, address: str, office: OfficeSettings, where: Place
) -> Iterator[Fault]:
    if _has_password(address):
        yield Fault(f"the address of the database {name} holds a password", where, _PASSWORD)
    path = sqlite_path(address) if "://" in address else ""
    if path and (fault := write_fault(root, path, office.outside, f"database {name}")):
        yield replace(fault, where=where)


def _has_password(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.password or {"password", "sslpassword"} & parse_qs(parts.query).keys())
    except ValueError:
        return False  # no address at all, which is said where it is opened
