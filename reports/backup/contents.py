"""Which files of a house go into a backup, which don't and why."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reckoner.reports.errors import Place, SettingsError
from reckoner.reports.settings.yaml import read_yaml
from reckoner.reports.whole import UNFINISHED

_NOT_THE_HOUSE = {".git", ".venv", "__pycache__"}
_UNFINISHED = (".making-", ".backup-", ".restoring-", ".upgrade-", UNFINISHED)
_SQLITE = b"SQLite format 3\0"
_BESIDE_SQLITE = ("-wal", "-shm", "-journal")
HISTORY, STATE = "state/history.jsonl", "state/schedule.sqlite"


@dataclass(frozen=True)
class Contents:
    """Names from the house on, but for the history. ``left_out`` says why, by name."""

    databases: tuple[str, ...]
    files: tuple[str, ...]
    left_out: dict[str, str]


def history_of(root: Path) -> str:
    """Where the history is, from the house on. Raises SettingsError where that is outside."""
    name = str(_data(root, "office.yaml").get("history") or HISTORY)
    if not (root / name).resolve().is_relative_to(root.resolve()):
        what = f"history: {name} lies outside the house, so a backup of the house would lack it"
        raise SettingsError(what, Place("office.yaml"), "Keep it in the house's folder `state`.")
    return (root / name).relative_to(root).as_posix()


def head_of(root: Path) -> str:
    """Where the history's last row is noted a second time, if anywhere. Raises SettingsError."""
    return str(_data(root, "office.yaml").get("head") or "")


def contents_of(root: Path) -> Contents:
    """What else a backup holds. Raises SettingsError where the settings can't be read: they name secrets."""
    office, schedules = (_data(root, name) for name in ("office.yaml", "schedules.yaml"))
    history = history_of(root)
    state = str(schedules.get("state") or STATE)
    left = {f"{state} (state)": "another database server; back it up there"} if "://" in state else {}
    secrets = {(root / each).resolve() for data in (office, schedules) for each in _secrets(data)}
    files, databases = [], []
    for path in _walk(root, left):
        name = path.relative_to(root).as_posix()
        if path.resolve() in secrets:
            left[name] = "a secret; keep it in the office's password store"
        elif name.endswith(_BESIDE_SQLITE) and Path(str(path).rpartition("-")[0]).is_file():
            continue  # their content is in the copy of the database
        elif (name == state or name.startswith("state/")) and _is_sqlite(path):
            databases.append(name)
        elif name != history:
            files.append(name)
    return Contents(tuple(databases), tuple(files), left)


def _data(root: Path, name: str) -> dict[str, Any]:
    data = read_yaml(root / name, name).data
    return data if isinstance(data, dict) else {}


def _secrets(data: object) -> Iterator[str]:
    """Every file that a key ``secret`` names, wherever it stands."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "secret" and isinstance(value, str):
                yield value
            yield from _secrets(value)
    elif isinstance(data, list):
        for value in data:
            yield from _secrets(value)


def _walk(root: Path, left: dict[str, str]) -> Iterator[Path]:
    def refuse(problem: OSError) -> None:
        raise problem

    for folder, names, files in os.walk(root, onerror=refuse):
        here = Path(folder)
        for name in [*names]:
            if name in _NOT_THE_HOUSE or name.startswith(_UNFINISHED):
                names.remove(name)
            elif (here / name).is_symlink():
                names.remove(name)
                left[(here / name).relative_to(root).as_posix()] = "a link; back up what it leads to"
        names.sort()
        for name in sorted(files):
            path = here / name
            if stat.S_ISREG(path.lstat().st_mode):
                yield path
            else:
                left[path.relative_to(root).as_posix()] = "a link or a device, not a file"


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE
