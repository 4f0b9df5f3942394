"""Editions made with this version and compared with the drafts there are; nothing of the house changes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.build import STEPS, Checked, Progress, make
from reckoner.reports.drafts.history import Row, history_of
from reckoner.reports.drafts.kept import read_draft
from reckoner.reports.drafts.state import judged
from reckoner.reports.drafts.store import drafts
from reckoner.reports.errors import ReckonerError
from reckoner.reports.kinds.registry import editions_of
from reckoner.reports.settings.house import House, read_house
from reckoner.reports.settings.publication import publication_names
from reckoner.reports.upgrade.pictures import PagePair, differing_pages

Job = tuple[str, str]
_TEXT = (".html", ".eml", ".txt", ".csv", ".xml", ".svg", ".json", ".md")


@dataclass(frozen=True)
class FileChange:
    """A file that differs: how, and the lines or the pages that do."""

    name: str
    how: str
    lines: tuple[str, ...] = ()
    pages: tuple[PagePair, ...] = ()


@dataclass(frozen=True)
class Trial:
    """One edition. ``against`` is the draft compared with, if any; ``failed`` says why it can't be made.

    ``inputs`` changed since that draft, so that not all that differs need come from the new version.
    """

    edition: str
    against: str
    versions: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    changes: tuple[FileChange, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the new version gives anything else than is there."""
        return bool(self.changes or self.failed)


def jobs(root: Path, *, newest: bool) -> list[Job]:
    """Every edition that has words; or the newest of each publication. Raises SettingsError."""
    house = read_house(root)
    found: list[Job] = []
    for name in publication_names(root):
        editions = editions_of(root, house.publication(name))
        found += [(name, key) for key in (editions[-1:] if newest else editions)]
    return found


def try_out(root: Path, job: Job, progress: Progress) -> Trial:
    """Make an edition and compare it with its delivered draft, or where none is out its newest."""
    name = "/".join(job)
    house = read_house(root)
    folder = _draft(house, job)
    against = folder.name if folder else ""
    try:
        made = make(root, *job, lambda number: progress(number, STEPS[number - 1])).checked()
        return _compared(name, folder, made) if folder else Trial(name, "")
    except ReckonerError as problem:
        return Trial(name, against, failed=tuple(problem.lines()))


def _draft(house: House, job: Job) -> Path | None:
    found = {path.name: path for path in drafts(house.output, *job)}
    rows = history_of(house).rows()
    out = [
        row.draft.rpartition("/")[2]
        for row in rows
        if row.what == "delivered" and row.draft.rpartition("/")[0] == "/".join(job) and _stands(rows, row)
    ]
    return next((found[name] for name in reversed(out) if name in found), [None, *found.values()][-1])


def _stands(rows: Sequence[Row], out: Row) -> bool:
    """Whether nobody took the approval of what was delivered back."""
    word = judged(rows, out.draft)
    return word is not None and word.what == "approved"


def _compared(name: str, folder: Path, made: Checked) -> Trial:
    old = read_draft(folder).manifest
    new = made.manifest
    changes = [
        _change(file, _bytes(folder / file), made.contents.get(file))
        for file in sorted(old.files.keys() | new.files.keys())
        if old.files.get(file) != new.files.get(file)
    ]
    return Trial(
        name,
        folder.name,
        tuple(
            f"{key} {old.versions.get(key, 'none')} -> {new.versions.get(key, 'none')}"
            for key in _differing(old.versions, new.versions)
        ),
        tuple(_differing(old.inputs, new.inputs)),
        tuple(change for change in changes if change),
    )


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    return (key for key in sorted(old.keys() | new.keys()) if old.get(key) != new.get(key))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _change(name: str, old: bytes | None, new: bytes | None) -> FileChange | None:
    if old is None or new is None:
        return FileChange(name, "is new" if old is None else "is gone")
    if name.endswith(".pdf"):
        pages = tuple(differing_pages(old, new))
        said = f"{len(pages)} page{'s' * (len(pages) != 1)} differ{'s' * (len(pages) == 1)}"
        return FileChange(name, said if pages else "looks the same; its bytes differ", pages=pages)
    if name.endswith(_TEXT):
        lines = tuple(_lines(old.decode("utf-8", "replace"), new.decode("utf-8", "replace")))
        return FileChange(name, f"{len(lines)} lines differ", lines)
    return FileChange(name, "its bytes differ")


def _lines(old: str, new: str) -> Iterator[str]:
    """What was taken out and put in, tag by tag: a page may be one long line."""
    for line in difflib.unified_diff(_parts(old), _parts(new), lineterm="", n=0):
        if line[:1] in "+-" and not line.startswith(("+++", "---")):
            yield line if len(line) < 300 else f"{line[:300]}…"


def _parts(text: str) -> list[str]:
    return [part for line in text.splitlines() for part in re.split(r"(?<=>)(?=<)", line.strip()) if part]
