"""A table that comes back: known by its hidden id, and taken in as any new version of its file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from reckoner.reports.commission.requests import Asked, mark_returned
from reckoner.reports.commission.sheet import filled_in
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
    shown: str

    @property
    def module(self) -> str:
        """The module that it belongs to."""
        return module_of(self.asked)[0]

    def again(self, house: Path, *, dry_run: bool = False) -> tuple[Taken, ...]:
        """The same in another house."""
        return (_take(house, self.asked, self.content, self.receipt, self.shown, dry_run=dry_run),)


def collect(
    root: Path, asked: Asked, file: Path, now: datetime, receipt: Receipt, *, dry_run: bool = False
) -> Collected:
    """Take in a table that was sent out to be filled in, with the request that its id names.

    Raises UsageError where it is words, InputError where it can't be used.
    """
    if asked.kind != "table":
        todo = f"Take them back: reckoner return {file.name}."
        raise UsageError("it holds words and is no table", Place(file.name), todo)
    module, name = module_of(asked)
    sources = [each for each in house_module(root, module).sources if each.files == name]
    if not sources:
        raise InputError(f"data/{module} has no table of {name} any more", Place(file.name))
    content = filled_in(file, file.name, sources[0].schema)
    receipt = replace(receipt, sender=receipt.sender or asked.person)
    taken = _take(root, asked, content, receipt, file.name, dry_run=dry_run)
    if not dry_run:
        mark_returned(root, asked.id, now.isoformat(timespec="seconds"))
    return Collected(asked, taken, content, receipt, file.name)


def module_of(asked: Asked) -> tuple[str, str]:
    """The module and the file that a table belongs to: data/MODULE/FILE."""
    _, module, name = asked.key.split("/")
    return module, name


def _take(root: Path, asked: Asked, content: bytes, receipt: Receipt, shown: str, *, dry_run: bool) -> Taken:
    module, name = module_of(asked)
    with tempfile.TemporaryDirectory(prefix="reckoner-table-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        with _named(str(path), shown):
            return take_file(root, module, path, receipt, target=name, dry_run=dry_run)


@contextmanager
def _named(path: str, shown: str) -> Iterator[None]:
    """What is wrong in these steps lies in the file that somebody sent, not in the copy of its rows."""
    try:
        yield
    except InputError as error:
        raise InputError.of(
            replace(fault, where=replace(fault.where, path=shown))
            if fault.where and fault.where.path == path
            else fault
            for fault in error.faults
        ) from None
