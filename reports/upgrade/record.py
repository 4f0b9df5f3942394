"""``state/house.json``: with which version of the program a house was last used."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.errors import InputError, Place
from reckoner.reports.settings.publication import shown_name
from reckoner.reports.whole import write_whole

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


def templates_hash(folder: Path, paths: tuple[Path, ...]) -> str:
    """One hash for all of a publication's templates, by name and content."""
    lines = sorted(f"{shown_name(folder, path)} {sha256(path.read_bytes())}" for path in paths)
    return sha256("\n".join(lines).encode())


def order(text: str) -> tuple[int, ...]:
    """A version to be compared with others: the numbers that it begins with."""
    found = re.match(r"\d+(\.\d+)*", text)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)
