"""What is out stays as it is: a draft may change a delivered figure only as a correction of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reckoner.reports.compare.corrected import changed_since
from reckoner.reports.compare.ledgers import FigureChange, Stated
from reckoner.reports.drafts.kept import read_draft
from reckoner.reports.drafts.row import Row
from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.figures.ledger import LEDGER

_MOST_PLACES = 3


def require_unchanged(output: Path, rows: Iterable[Row], edition: str, corrects: str, ledger: str) -> None:
    """Hold a new ledger against the draft of the edition that was delivered last.

    ``corrects`` is the hash of the delivered draft that the new one corrects, if it is a correction. Raises
    InputError that names each published figure which would change, with both values and where it stands.
    """
    out = [row for row in rows if row.what == "delivered" and row.draft.rpartition("/")[0] == edition]
    if not out or out[-1].digest == corrects:
        return
    folder = output / out[-1].draft
    if not (folder / LEDGER).is_file():
        return  # taken away since; `reckoner verify` tells of it
    faults = list(_faults(edition, out[-1].draft, changed_since(read_draft(folder), ledger)))
    if faults:
        raise InputError.of(faults)


def _faults(edition: str, draft: str, changes: Iterable[FigureChange]) -> Iterator[Fault]:
    todo = f'Put it right in public: reckoner correct {edition} --reason "What was wrong, and why".'
    for change in changes:
        assert change.old is not None
        old, places = change.old, ", ".join(change.old.places[:_MOST_PLACES])
        now = f"would now be {_said(change.new, old)}" if change.new else "would no longer be given"
        what = f"{change.name} was published as {_said(old, change.new)} in {places}, and {now}"
        yield Fault(what, Place(draft), todo)


def _said(figure: Stated, other: Stated | None) -> str:
    """The figure as printed, with its period where that is what differs."""
    period = f" of {figure.period}" if other and other.period != figure.period and figure.period else ""
    return " / ".join(figure.printed) + period
