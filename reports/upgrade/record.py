"""``state/house.json``: with which version of the program a house was last used."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from reports.drafts.disk import sync
from reports.drafts.manifest import sha256
from reports.errors import InputError, Place, WriteError

RECORD = "state/house.json"


@dataclass(frozen=True)
class Record:
    """The program's version, and a hash of each publication's templates."""

    program: str
    templates: Mapping[str, str] = field(default_factory=dict)


def installed() -> str:
    """The version of the program that runs."""
    return version("reckoner-reports")


def read_record(root: Path) -> Record | None:
    """What the house notes; None where it notes nothing yet. Raises InputError where it can't be read."""
    try:
        data = json.loads((root / RECORD).read_bytes())
        return Record(str(data["program"]), dict(data["templates"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):
        what = "the version that the house was used with can't be read"
        raise InputError(what, Place(RECORD), "Remove the file, and run `reckoner upgrade`.") from None


def write_record(root: Path, record: Record) -> None:
    """Note it, whole or not at all. Raises WriteError."""
    write_whole(root / RECORD, (json.dumps(vars(record), indent=1, sort_keys=True) + "\n").encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that readers see as it was or as it is, never half. Raises WriteError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".migrating-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            Path(name).rename(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync(path.parent)
    except OSError as problem:
        what = f"it could not be written: {problem.strerror}"
        raise WriteError(what, Place(str(path)), "Free some space, or check who may write there.") from None


def templates_hash(folder: Path, paths: tuple[Path, ...]) -> str:
    """One hash for all of a publication's templates, by name and content."""
    lines = sorted(f"{os.path.relpath(path, folder)} {sha256(path.read_bytes())}" for path in paths)
    return sha256("\n".join(lines).encode())


def order(text: str) -> tuple[int, ...]:
    """A version to be compared with others: the numbers that it begins with."""
    found = re.match(r"\d+(\.\d+)*", text)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
