"""The record of snapshots: which file was taken in, when, from whom, and the sha256 of its bytes.

It is ``snapshots.yaml`` in the module's folder, written by ``reckoner take``; nobody types a hash.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.settings.yaml import Settings, read_yaml, validate

RECORD = "snapshots.yaml"
_ABOUT = "# Written by `reckoner take`: the files as they were received.\n"


class Snapshot(Settings):
    """One file as it was taken in; ``sender`` is who sent it."""

    sha256: str
    received: date
    sender: str


class _RecordFile(Settings):
    files: dict[str, Snapshot]


@dataclass(frozen=True)
class Record:
    """What a module's folder has taken in, by file name."""

    files: Mapping[str, Snapshot] = field(default_factory=dict)

    def differences(self, name: str, sha256: str, shown: str, module: str) -> Iterator[Fault]:
        """What is wrong with a snapshot's file of that hash."""
        known = self.files.get(name)
        if known is None:
            yield Fault(
                "this snapshot was never taken in", Place(shown), f"Run: reckoner take {module} {shown}"
            )
        elif known.sha256 != sha256:
            what = f"it is not the file that was taken in on {known.received.isoformat()}"
            yield Fault(what, Place(shown), f"Put that one back, or run: reckoner take {module} {shown}")


def read_record(folder: Path, shown: str) -> Record:
    """The record of a module's folder; empty where nothing was taken in. Raises InputError."""
    path = folder / RECORD
    if not path.is_file():
        return Record()
    file = read_yaml(path, f"{shown}/{RECORD}", InputError)
    return Record(validate(_RecordFile, file, InputError).files)


def record_text(record: Record) -> str:
    """The record as YAML, files in order of name."""
    lines = [_ABOUT, "files:\n" if record.files else "files: {}\n"]
    for name, snapshot in sorted(record.files.items()):
        lines.append(
            f"  {json.dumps(name, ensure_ascii=False)}:\n    sha256: {json.dumps(snapshot.sha256)}\n"
        )
        sender = json.dumps(snapshot.sender, ensure_ascii=False)
        lines.append(f"    received: {snapshot.received.isoformat()}\n    sender: {sender}\n")
    return "".join(lines)


def hash_files(paths: Sequence[Path]) -> list[str]:
    """The sha256 of each, several at a time. Raises InputError where one can't be read."""
    if len(paths) == 1:  # as most tables have: it needs no threads
        return [hash_file(paths[0])]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(hash_file, paths))


def hash_file(path: Path) -> str:
    """The sha256 of a file's bytes, in hexadecimal. Raises InputError where it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise InputError(
            f"it could not be read: {problem.strerror}", Place(str(path)), "Check the file."
        ) from None
