"""A draft that supersedes a delivered one: its note beside the words, its build, and the row that says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from reckoner.reports.build import Built, Progress, Record, build
from reckoner.reports.compare.corrected import Quoting, changed_since, quoting, superseded
from reckoner.reports.compare.ledgers import FigureChange
from reckoner.reports.content.correction import Correction, add_correction, put_back
from reckoner.reports.drafts.approval import Identity
from reckoner.reports.drafts.history import Act, Row, history_of
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.manifest import NAME as MANIFEST
from reckoner.reports.drafts.manifest import Manifest
from reckoner.reports.errors import UsageError
from reckoner.reports.figures.ledger import LEDGER
from reckoner.reports.recall.published import names_out
from reckoner.reports.settings.house import House

PutBack = Callable[[], None]


@dataclass(frozen=True)
class Correcting:
    """Who corrects an edition, when and why; ``reason`` is printed."""

    house: House
    edition: str
    reason: str
    who: Identity
    now: datetime
    today: date


@dataclass(frozen=True)
class Corrected:
    """The new draft, the delivered one, the figures that differ, and who else quoted them."""

    built: Built
    delivered: str
    changes: tuple[FigureChange, ...]
    others: tuple[Quoting, ...]

    @property
    def draft(self) -> str:
        """The new draft's name."""
        return f"{self.delivered.rpartition('/')[0]}/{self.built.saved.name}"


def correct(
    asked: Correcting,
    progress: Progress,
    record: Record,
    kept: Callable[[Built], None],
    noted: Callable[[PutBack], None] = lambda _put_back: None,
) -> Corrected:
    """Build the correction and record what it puts right.

    ``kept`` hears of the draft once it is there. ``noted`` is given, before the build, what takes the note
    out again, for whoever ends the process. A build that fails leaves no note. Raises ReckonerError.
    """
    history = history_of(asked.house)
    delivered = delivered_draft(history.rows(), asked.edition)
    old = superseded(asked.house.output, asked.edition, delivered.draft.rpartition("/")[2], delivered.digest)
    built = _build(asked, delivered, progress, record, noted)
    kept(built)
    return _recorded(asked, old, built, delivered)


def _recorded(asked: Correcting, old: Kept, built: Built, delivered: Row) -> Corrected:
    history, output = history_of(asked.house), asked.house.output
    changes = changed_since(old, (built.saved.folder / LEDGER).read_text("utf-8"))
    others = tuple(quoting(output, asked.edition, changes, names_out(history.rows()).values()))
    done = Corrected(built, delivered.draft, changes, others)
    details = {
        "supersedes": delivered.draft,
        "reason": asked.reason,
        "figures": [change.line() for change in changes],
        "quoted": [each.line() for each in others],
    }
    who = asked.who
    history.append(
        Act("corrected", done.draft, built.saved.digest, who.person.id, who.user, asked.now, details)
    )
    return done


def delivered_draft(rows: Sequence[Row], edition: str) -> Row:
    """The row that says which draft of an edition is out. Raises UsageError where none is."""
    ours = [row for row in rows if row.draft.rpartition("/")[0] == edition]
    found = [row for row in ours if row.what == "delivered"]
    if found and any(row.what == "withdrawn" and row.draft == found[-1].draft for row in ours):
        todo = f"Build it again and deliver it: reckoner build {edition.replace('/', ' ')}"
        raise UsageError(f"{found[-1].draft} was withdrawn, so there is nothing to correct", todo=todo)
    if not found:
        todo = "Nothing needs a correction: build it again with `reckoner build`."
        raise UsageError(f"no draft of {edition!r} was delivered", todo=todo)
    return found[-1]


def _build(
    asked: Correcting, delivered: Row, progress: Progress, record: Record, noted: Callable[[PutBack], None]
) -> Built:
    """Note the correction beside the words and build; a build that fails leaves no note."""
    root = asked.house.root
    publication, _, key = asked.edition.partition("/")
    folder = root / "content" / publication / key
    before = add_correction(root, folder, _note(asked, delivered))
    noted(lambda: put_back(folder, before))
    try:
        built = build(root, publication, key, progress=progress, record=record)
        _require_note(built.saved.folder, delivered, publication)
        return built
    except BaseException:
        put_back(folder, before)
        raise


def _note(asked: Correcting, delivered: Row) -> Correction:
    name = delivered.draft.rpartition("/")[2]
    try:
        return Correction(date=asked.today, reason=asked.reason, supersedes=name, hash=delivered.digest)
    except ValueError as problem:
        what = str(problem).splitlines()[2].strip().removeprefix("Value error, ").partition(" [")[0]
        raise UsageError(f"--reason: {what}") from None


def _require_note(folder: Path, delivered: Row, publication: str) -> None:
    if Manifest.read((folder / MANIFEST).read_bytes()).corrects != delivered.digest:
        todo = "Its template can't print a note of correction: say it in the next edition's words."
        raise UsageError(f"{publication} prints no corrections", todo=todo)
