"""Whether the history is whole, and every file as it says: in the drafts and where they were delivered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.drafts.copies import copies, wrong_copies
from reckoner.reports.drafts.history import START, History, Row, faults, sound_rows, tail
from reckoner.reports.drafts.kept import Kept, all_drafts, read_draft
from reckoner.reports.errors import Fault, Place, ReckonerError
from reckoner.reports.settings.house import House

_BACKUP = "Bring the history back from the backup; approve nothing until then."
_REBUILD = "Put it back as it was from the backup, or reject that draft and build anew."


@dataclass(frozen=True)
class ChainCheck:
    """What was looked at, what is wrong, and what a reader should know although it is not wrong.

    ``rows`` counts those that are sound; ``head`` is the hash of the last of them: noting it down elsewhere
    lets anyone see later that no row was taken off the end. ``key`` signed it.
    """

    rows: int
    drafts: int
    files: int
    copies: int
    head: str
    key: str
    wrong: tuple[Fault, ...]
    notes: tuple[str, ...]


def prove(output: Path, history: History, head: str = "", house: House | None = None) -> ChainCheck:
    """Walk the chain, check each signature, and hash every file of every draft and of every delivered copy.

    ``head`` is the hash of a row noted earlier, to be found again. Without a ``house`` neither delivered
    copies nor its people are looked at.
    """
    rows, wrong = _read(history)
    kept: dict[str, Kept] = {}
    for folder in all_drafts(output):
        try:
            draft = read_draft(folder)
        except ReckonerError as problem:
            wrong += problem.faults
            continue
        kept[draft.name] = draft
        name = folder.relative_to(output).as_posix()
        wrong += [Fault(f"{name}: {what}", None, _REBUILD) for what in draft.damage]
    wrong += _against(rows, kept)
    wrong += wrong_copies(house.root, rows) if house else ()
    if head and head not in {START, *(row.hash for row in rows)}:
        what = f"no row has the hash {head}; rows were taken away or written anew"
        wrong.append(Fault(what, Place(str(history.path)), _BACKUP))
    last = rows[-1] if rows else None
    files = sum(len(draft.hashes) for draft in kept.values())
    return ChainCheck(
        len(rows), len(kept), files, copies(rows),
        last.hash if last else START, last.key if last else "",
        tuple(wrong), tuple(_notes(house, history, rows)),
    )  # fmt: skip


def _read(history: History) -> tuple[tuple[Row, ...], list[Fault]]:
    """The sound rows from the first on, and what is wrong with the rest, or with what is not there."""
    try:
        found = [Fault(what, Place(str(history.path), n), _BACKUP) for n, what in faults(history.path)]
        if found:
            return sound_rows(history.path), found
        return history.rows(), []
    except ReckonerError as problem:
        try:
            return sound_rows(history.path), list(problem.faults)
        except ReckonerError:
            return (), list(problem.faults)


def _against(rows: Iterable[Row], kept: Mapping[str, Kept]) -> Iterator[Fault]:
    """What the history says of drafts, held against them: the last word on each counts."""
    sealed = {row.draft: row for row in rows if "files" in row.details}
    for name, row in sealed.items():
        found = kept.get(name)
        if found is None:
            todo = "Bring its folder back from the backup."
            yield Fault(f"{name}: it was {row.what} on {row.at[:10]} and is gone", None, todo)
            continue
        files: Mapping[str, str] = row.details["files"]
        for file in sorted(files.keys() | found.hashes.keys()):
            if files.get(file) != found.hashes.get(file):
                what = f"{name}: {file} is not as it was {row.what} on {row.at[:10]}"
                yield Fault(what, None, _REBUILD)


def _notes(house: House | None, history: History, rows: Sequence[Row]) -> Iterator[str]:
    yield from _steps(rows)
    yield from _strangers(house, rows) if house else ()
    try:
        if half := tail(history.path):
            yield (
                f"half a row ({len(half)} bytes) stands at the end; it was never confirmed, and the next "
                "row cuts it away and says so"
            )
        yield from _trust(history, rows)
    except ReckonerError:
        return  # it is among what is wrong


def _steps(rows: Iterable[Row]) -> Iterator[str]:
    """The rows in which the history itself changed."""
    for row in rows:
        if row.what == "repaired":
            yield f"row {row.number}: half a row of {row.details['cut']} bytes was cut away on {row.at[:10]}"
        if row.what == "adopted":
            by, missing = row.person or row.user, "; ".join(row.details["missing"])
            lost = f"; what was missing then: {missing}" if missing else ""
            was = f"the key {row.details['key_before'][:16]}..." if row.details["key_before"] else "nobody"
            yield (
                f"row {row.number}: {by} took the history over on {row.at[:10]} with "
                f"{row.details['rows']} rows, signed by {was}: {row.details['reason']}{lost}"
            )


def _strangers(house: House, rows: Iterable[Row]) -> Iterator[str]:
    """People who acted as another user of the machine than office.yaml gives them."""
    for row in rows:
        if row.what not in ("approved", "rejected"):
            continue
        person = house.office.person(row.person)
        if person is None:
            yield f"row {row.number}: {row.what} by {row.person}, who is nobody in office.yaml now"
        elif person.user != row.user:
            now = f"the user {person.user}" if person.user else "no user of this machine"
            yield (
                f"row {row.number}: {row.what} by {row.person} as the user {row.user}, "
                f"and office.yaml gives them {now}"
            )


def _trust(history: History, rows: Sequence[Row]) -> Iterator[str]:
    """Whose signatures these are, as far as this machine can know."""
    if not rows:
        return
    key, safe = rows[-1].key, history.safe
    if not key:
        yield (
            "the rows are from before rows were signed: whoever could write the file could write them. "
            "Look whether they are right, then sign for them: reckoner verify --adopt --reason WHY"
        )
    elif safe is not None and not safe.heads():
        yield (
            f"the rows are signed by the key {key}, which this user has not noted: compare it with what "
            "`reckoner verify` shows where the house's history is written, then: reckoner verify --trust KEY"
        )
