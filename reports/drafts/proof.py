"""Whether the history is whole, and every file as it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from reports.drafts.history import START, History, Row, faults
from reports.drafts.kept import Kept, all_drafts, read_draft
from reports.errors import ReckonerError


@dataclass(frozen=True)
class Proved:
    """What was looked at and what is wrong. ``head`` is the hash of the last row: noting it down elsewhere
    lets anyone see later that no row was taken off the end."""

    rows: int
    drafts: int
    files: int
    head: str
    wrong: tuple[str, ...]


def prove(output: Path, history: History, head: str = "") -> Proved:
    """Walk the chain and hash every file of every draft. ``head`` is one noted earlier, to be found again."""
    wrong = [f"history, row {number}: {what}" for number, what in faults(history.path)]
    rows: tuple[Row, ...] = ()
    if not wrong:
        rows = history.rows()
    kept: dict[str, Kept] = {}
    for folder in all_drafts(output):
        try:
            draft = read_draft(folder)
        except ReckonerError as problem:
            wrong += [f"{folder.relative_to(output).as_posix()}: {fault.what}" for fault in problem.faults]
            continue
        kept[draft.name] = draft
        wrong += [f"{folder.relative_to(output).as_posix()}: {what}" for what in draft.damage]
    wrong += _against(rows, kept)
    if head and head not in {START, *(row.hash for row in rows)}:
        wrong.append(f"history: no row has the hash {head}; rows were taken away or written anew")
    last = rows[-1].hash if rows else START
    return Proved(len(rows), len(kept), sum(len(draft.hashes) for draft in kept.values()), last, tuple(wrong))


def _against(rows: tuple[Row, ...], kept: Mapping[str, Kept]) -> Iterator[str]:
    """What the history says of drafts, held against them: the last word on each counts."""
    sealed = {row.draft: row for row in rows if "files" in row.details}
    for name, row in sealed.items():
        found = kept.get(name)
        if found is None:
            yield f"{name}: it was {row.what} on {row.at[:10]} and is gone"
            continue
        files: Mapping[str, str] = row.details["files"]
        for file in sorted(files.keys() | found.hashes.keys()):
            if files.get(file) != found.hashes.get(file):
                yield f"{name}: {file} is not as it was {row.what} on {row.at[:10]}"
