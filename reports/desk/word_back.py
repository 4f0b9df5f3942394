"""A Word file that came back to the desk: put by, read in a process apart, its changes taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from reckoner.reports.adopt.edits import last_step
from reckoner.reports.desk import comments, received
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.spots import Spot, paragraphs
from reckoner.reports.desk.word_files import WRITING
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.makers import record_edited
from reckoner.reports.errors import ReckonerError, UsageError
from reckoner.reports.returned.accept import Accepted
from reckoner.reports.returned.change import Change
from reckoner.reports.returned.returning import Remark, Returned

_LEAST = 0.5  # how much of a paragraph's words a comment's line must share with it


def put_by(desk: Desk, name: str, content: bytes) -> Path:
    """Keep the file for a day. Raises UsageError where it is no Word file by its name, WriteError."""
    if not name.lower().endswith(".docx"):
        raise UsageError("that is no Word file", todo="Choose the .docx that came back.")
    return received.put_by(desk.root, name, content)


def opened(desk: Desk, edition: tuple[str, str], digest: str, name: str, of: str = "") -> Returned:
    """A file that was put by, held against what was sent.

    Raises InputError where it can't be read, UsageError where it is gone, or of another edition: the right to
    write is asked for the edition of the address.
    """
    path = received.fetch(desk.root, digest, name)
    found = Returned(desk.house, path.read_bytes(), path.name, of)
    if found.edition != edition:
        what = f"{path.name} is of {' '.join(found.edition)}, not of {' '.join(edition)}"
        raise UsageError(what, todo=f"Send it under /word/{'/'.join(found.edition)} instead.")
    return found


def accept(desk: Desk, found: Returned, changes: Sequence[Change], person: str) -> Accepted:
    """Take changes into the words; whoever does has written them. Raises InputError, WriteError."""
    with WRITING:
        _record(desk, found.try_out(changes), person)
        return found.accept(changes, desk.clock())


def take_wording(desk: Desk, found: Returned, change: Change, person: str) -> None:
    """Take the words as they were typed over a figure. Raises UsageError, InputError, WriteError."""
    with WRITING:
        _record(desk, found.try_out([change], [change.number]), person)
        found.answer(change, "wording", desk.clock())


def undo(desk: Desk, found: Returned, person: str) -> str:
    """Take the last step of the edition back; what it was. Raises UsageError where there is none."""
    with WRITING:
        for name, kept in sorted(last_step(found.journal)["files"].items()):
            record_edited(desk.house, name, (kept["before"] or "").encode(), person, desk.clock())
        return found.undo()


def _record(desk: Desk, done: Accepted, person: str) -> None:
    for name, text in sorted(done.files.items()):
        record_edited(desk.house, name, text.encode(), person, desk.clock())


def keep_comments(desk: Desk, found: Returned, person: str) -> int:
    """The comments of the file as comments on its draft, each at its paragraph; how many are new.

    The same file sent twice says nothing twice.
    """
    name = found.shelved.draft
    try:
        kept = desk.draft(name)
    except ReckonerError:
        kept = None
    there = {each.text for each in comments.of_draft(desk, name)}
    blocks = _blocks(kept) if kept else []
    new = 0
    for remark, line in _said(found):
        by = f"{remark.who or 'Somebody'}, in Word{_on(remark.when)}"
        text = f"{by}, on “{remark.quote}”: {remark.text}"[:5000]
        if text not in there:
            comments.add(desk, name, remark.place, person, text, _spot(blocks, line, remark))
            there.add(text)
            new += 1
    return new


def _said(found: Returned) -> Iterator[tuple[Remark, str]]:
    """Each comment with the line that it is about."""
    for said, remark in zip(found.read.comments, found.remarks(), strict=True):
        near = [line.text for line in found.lines if said.line >= 0 and line.number <= said.line]
        yield remark, near[-1] if near else remark.quote


def _blocks(kept: Kept) -> list[tuple[Spot, set[str]]]:
    """The paragraphs of the draft's first page, each with its words."""
    page = next((name for name in kept.plain if name.endswith(".html")), "")
    found = paragraphs(kept, page) if page else []
    return [(each.spot, set("".join(text for text, _ in each.parts).split())) for each in found]


def _spot(blocks: Sequence[tuple[Spot, set[str]]], line: str, remark: Remark) -> Spot | None:
    """The paragraph that is most like the line; none where none is."""
    words = set(line.split()) or set(remark.quote.split())
    best, spot = _LEAST, None
    for place, own in blocks:
        alike = 2 * len(words & own) / ((len(words) + len(own)) or 1)
        if alike > best:
            best, spot = alike, place
    return spot


def _on(when: str) -> str:
    try:
        return f" on {datetime.fromisoformat(when):%Y-%m-%d}"
    except ValueError:
        return ""
