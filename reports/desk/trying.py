"""A received file tried in a copy of the house: what it changes, and what that reaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reckoner.reports.drafts.history import history_of
from reckoner.reports.modules.library import DATA
from reckoner.reports.modules.taking import take_file
from reckoner.reports.recall.effects import Effects
from reckoner.reports.recall.trial import Reached, consequences
from reckoner.reports.settings.house import read_house
from reckoner.reports.sources.record import hash_file
from reckoner.reports.sources.take import Receipt, Taken

_MOST = 40


def tried(
    root: Path, module: str, file: Path, sender: str, target: str, reaching: Callable[[], None]
) -> dict[str, Any]:
    """What taking it in would do, as data for a page. Raises what ``take_file`` raises."""
    house = read_house(root)
    receipt = Receipt(house.schedules.day(datetime.now(UTC)), sender)
    taken = take_file(root, module, file, receipt, target=target or None, dry_run=True)
    told: dict[str, Any] = {
        "module": module, "file": taken.file, "changes": list(_changes(taken)), "open": [], "delivered": [],
        "compared": taken.compared, "received": file.parent.name, "name": file.name, "sender": sender,
        "target": target, "before": before(root, module, taken.file),
    }  # fmt: skip
    if not told["changes"]:
        return told
    reaching()

    def again(copy: Path) -> object:
        return take_file(copy, module, file, receipt, target=target or None)

    found = consequences(house, module, again, history_of(house).rows())
    told["open"] = [{"edition": each.edition, "lines": list(_effects(each))} for each in found.open]
    told["delivered"] = [_delivered(each) for each in found.delivered]
    return told


def before(root: Path, module: str, shown: str) -> str:
    """The hash of the file that would be replaced, or nothing where there is none."""
    path = root / DATA / module / Path(shown).name
    return hash_file(path) if path.is_file() else ""


def _changes(taken: Taken) -> Iterator[str]:
    for changes in taken.changes:
        yield from changes.lines(_MOST)


def _effects(each: Effects) -> Iterator[str]:
    if each.problem:
        yield each.problem
    for sentence in each.sentences:
        yield "\n".join(sentence.lines())
    for kind, values in (("chart", each.charts), ("table", each.tables), ("total", each.totals)):
        yield from (f"{kind}: {value.line()}" for value in values[:_MOST])
        if len(values) > _MOST:
            yield f"and {len(values) - _MOST} more in {kind}s"


def _delivered(each: Reached) -> dict[str, Any]:
    lines = [line for value in each.values for line in value.lines()]
    return {"draft": each.out.kept.name, "problem": each.problem, "lines": lines}
