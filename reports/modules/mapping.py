"""``reckoner take MODULE FILE --map``: a received sheet proposed as a table, tried, and taken in."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from reckoner.reports.confined.plainfile import require_file
from reckoner.reports.errors import Fault, InputError, Place, UsageError
from reckoner.reports.modules.drafted import Draft, is_monthly, module_text
from reckoner.reports.modules.library import DATA, load_library, module_folder, module_names
from reckoner.reports.modules.module import MODULE
from reckoner.reports.modules.taking import house_module, take_file
from reckoner.reports.sources.apart import read_grids
from reckoner.reports.sources.atomic import copy_whole
from reckoner.reports.sources.mapping import MAPPINGS, Mapped, mappings_text, read_mappings
from reckoner.reports.sources.origin import Origin
from reckoner.reports.sources.proposal import Asked, Proposal, choose_region, propose, with_totals
from reckoner.reports.sources.raw import shortened, typed_rows
from reckoner.reports.sources.read import TableSource, is_pattern
from reckoner.reports.sources.schema import Column, Schema, default_key
from reckoner.reports.sources.shorthand import MISSING
from reckoner.reports.sources.sums import sums_in
from reckoner.reports.sources.table import Table
from reckoner.reports.sources.take import Receipt, Taken

KINDS = (".xlsx", ".ods", ".csv", ".csv.gz")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Plan:
    """What taking a file in would write: the mapping, and for a new module its declaration.

    ``table`` is the table's name, ``target`` the file in the module's folder. ``faults`` keep it back.
    """

    module: str
    table: str
    target: str
    proposal: Proposal
    declaration: str
    faults: tuple[Fault, ...]


def plan_taking(
    root: Path, name: str, incoming: Path, receipt: Receipt, asked: Asked, *, target: str | None = None
) -> Plan:
    """What a file would be read as. Raises UsageError and InputError where it can't be said."""
    require_file(incoming, str(incoming))
    if not incoming.is_file():
        raise UsageError("there is no such file", Place(str(incoming)), "Name the file that was received.")
    if not incoming.name.lower().endswith(KINDS):
        todo = f"Kinds: {', '.join(KINDS)}."
        raise UsageError("it is no kind of file that can be mapped", Place(str(incoming)), todo)
    region = choose_region(read_grids(incoming, str(incoming)), str(incoming), asked)
    if name in module_names(root):
        source = _source(root, name, incoming, target)
        declared = {column.name: column for column in source.schema.columns}
        proposal = propose(region, asked, name, declared)
        columns = tuple(declared[each] for each in proposal.types)
        proposal, faults = _summed(proposal, columns, source.schema.key)
        return Plan(name, source.name, source.files, proposal, "", faults)
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} can't be a module's name", todo="Small letters, digits and _, a letter first."
        )
    proposal = propose(region, asked, name)
    columns = tuple(Column(each, kind, each) for each, kind in proposal.types.items())
    proposal, faults = _summed(proposal, columns, default_key(columns))
    file = name + next(each for each in KINDS if incoming.name.lower().endswith(each))
    draft = Draft(name, file, incoming.name, receipt)
    text = "" if faults else module_text(draft, proposal, every_month=is_monthly(proposal))
    return Plan(name, name, file, proposal, text, faults)


def _source(root: Path, name: str, incoming: Path, target: str | None) -> TableSource:
    """The table of a module that a file is for."""
    module = house_module(root, name)
    filed = [each for each in module.sources if each.query is None and not is_pattern(each.files)]
    fitting = [each for each in filed if each.files == (target or incoming.name)]
    fitting = fitting or [
        each for each in filed if not target and each.files.endswith(incoming.suffix.lower())
    ]
    if len(fitting) != 1:
        known = ", ".join(f"{each.files} ({each.name})" for each in filed) or "none"
        todo = f"Say which it replaces: --as FILE. The module's files: {known}."
        raise UsageError(f"{incoming.name} may be for {len(fitting)} tables of {name}", todo=todo)
    return fitting[0]


def _summed(
    proposal: Proposal, columns: Sequence[Column], key: Sequence[str]
) -> tuple[Proposal, tuple[Fault, ...]]:
    """The proposal with the labels of rows that are sums, and all that is wrong with it."""
    marked = tuple(f"[{each}]" for each in MISSING)
    schema = Schema(tuple(replace(each, markers=(*each.markers, *marked)) for each in columns), tuple(key))
    if proposal.faults:
        return proposal, proposal.faults
    rows, spots, faults = typed_rows(proposal.table, schema)
    if faults:
        return proposal, tuple(faults)
    table = Table("received", "", schema, tuple(rows), tuple(spots), _NOWHERE)
    totals: dict[str, tuple[str, ...]] = {}
    for found in sums_in(table):
        totals[found.column] = (*totals.get(found.column, ()), found.label)
    return with_totals(proposal, totals), ()


_NOWHERE = Origin("none", "kept", "", "", date.min, "", "")


def try_plan(root: Path, plan: Plan, incoming: Path, receipt: Receipt) -> Taken:
    """What taking the file in by the plan would change. Raises InputError with all that keeps it from it."""
    if plan.faults:
        raise InputError.of(shortened(plan.faults, str(incoming)))
    if plan.proposal.open:
        raise InputError.of([_open(mark, incoming) for mark in plan.proposal.open])
    mappings = _mappings(root, plan)
    if not plan.declaration:
        return take_file(
            root, plan.module, incoming, receipt, target=plan.target, dry_run=True, mappings=mappings
        )
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder)
        _write(trial, plan, mappings)
        taken = take_file(trial, plan.module, incoming, receipt, target=plan.target)
        load_library(trial, [plan.module])
    return replace(taken, written=False)


def _open(mark: str, incoming: Path) -> Fault:
    what = f"nobody has said what {mark!r} stands for"
    return Fault(
        what,
        Place(str(incoming)),
        f"Say it: --mark '{mark}=0' for zero, --mark '{mark}=x' for not available.",
    )


def _mappings(root: Path, plan: Plan) -> dict[str, Mapped]:
    folder = module_folder(root, plan.module)
    return {**read_mappings(folder.path, folder.shown), plan.table: plan.proposal.mapped}


def carry_out(root: Path, plan: Plan, incoming: Path, receipt: Receipt) -> Taken:
    """Write what the plan says and take the file in. Raises as ``take_file`` does."""
    _write(root, plan, _mappings(root, plan))
    return take_file(root, plan.module, incoming, receipt, target=plan.target)


def _write(root: Path, plan: Plan, mappings: Mapping[str, Mapped]) -> None:
    folder = root / DATA / plan.module
    folder.mkdir(parents=True, exist_ok=True)
    texts = {MAPPINGS: mappings_text(mappings), **({MODULE: plan.declaration} if plan.declaration else {})}
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in texts.items():
            written = Path(scratch) / name
            written.write_text(text, encoding="utf-8")
            copy_whole(written, folder / name)
