"""A table that comes back: known by its hidden id, and taken in as any new version of its file."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reckoner.reports.commission.requests import Asked, asked_by_id, mark_returned
from reckoner.reports.commission.sheet import filled_in, id_of
from reckoner.reports.errors import InputError, Place, UsageError
from reckoner.reports.modules.taking import house_module, take_file
from reckoner.reports.sources.take import Receipt, Taken


@dataclass(frozen=True)
class Collected:
    """What was asked for, and what taking it in did."""

    asked: Asked
    taken: Taken
    content: bytes
    receipt: Receipt

    @property
    def module(self) -> str:
        """The module that it belongs to."""
        return module_of(self.asked)[0]

    def again(self, house: Path, *, dry_run: bool = False) -> tuple[Taken, ...]:
        """The same in another house."""
        return (_take(house, self.asked, self.content, self.receipt, dry_run=dry_run),)


def collect(root: Path, file: Path, now: datetime, receipt: Receipt, *, dry_run: bool = False) -> Collected:
    """Take in a table that was sent out to be filled in.

    Raises UsageError where it is none of ours, InputError where it can't be used.
    """
    ident = id_of(file)
    asked = asked_by_id(root, ident)
    if asked is None:
        todo = "Name its module: reckoner take MODULE FILE."
        raise UsageError("it is no table that was sent from here", Place(file.name), todo)
    module, name = module_of(asked)
    sources = [each for each in house_module(root, module).sources if each.files == name]
    if not sources:
        raise InputError(f"data/{module} has no table of {name} any more", Place(file.name))
    content = filled_in(file, file.name, sources[0].schema)
    receipt = replace(receipt, sender=receipt.sender or asked.person)
    taken = _take(root, asked, content, receipt, dry_run=dry_run)
    if not dry_run:
        mark_returned(root, ident, now.isoformat(timespec="seconds"))
    return Collected(asked, taken, content, receipt)


def module_of(asked: Asked) -> tuple[str, str]:
    """The module and the file that a table belongs to: data/MODULE/FILE."""
    _, module, name = asked.key.split("/")
    return module, name


def _take(root: Path, asked: Asked, content: bytes, receipt: Receipt, *, dry_run: bool) -> Taken:
    module, name = module_of(asked)
    with tempfile.TemporaryDirectory(prefix="reckoner-table-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        return take_file(root, module, path, receipt, target=name, dry_run=dry_run)
