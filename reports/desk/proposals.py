"""Words that somebody's assistant proposes for a file: kept apart until a person accepts or refuses them.

A proposal with a typed number is refused at once. Accepting saves as the editor does, and records both as
authors of the words: whoever accepted them, and whoever had them proposed. Neither can approve them.
"""

from __future__ import annotations

import difflib
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select, update

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.jobs import WORKER
from reckoner.reports.desk.store import proposals
from reckoner.reports.desk.trial import faults_in
from reckoner.reports.desk.word_files import LONGEST, Edition, Text, WordFile, edition_of, hashed, save
from reckoner.reports.drafts.approval import Identity
from reckoner.reports.drafts.makers import record_edited
from reckoner.reports.errors import Fault, InputError, Place, ReckonerError, UsageError
from reckoner.reports.schedule.building import work
from reckoner.reports.schedule.tables import reading, transaction
from reckoner.reports.settings.office import Person

_LIMIT = timedelta(minutes=3)
_MOST_OPEN = 100


@dataclass(frozen=True)
class Proposal:
    """Words for a file; "open", "accepted" or "refused". ``opened`` is the hash of what stood there."""

    id: int
    publication: str
    edition: str
    file: str
    opened: str
    words: str
    note: str
    person: str
    how: str
    at: datetime
    state: str
    settled_by: str
    settled_at: datetime | None
    reason: str


def propose(
    desk: Desk, who: Identity, publication: str, edition: str, name: str, words: str, note: str = ""
) -> Proposal:
    """Keep a proposal. Raises InputError with each reason where it can't be used, and UsageError."""
    found = edition_of(desk, publication, edition)
    file = found.file(name)
    now = Text.of(file.read())
    text = Text(now.front, words)
    if len(words) > LONGEST:
        raise UsageError("the words are too long", todo="Propose one section at a time.")
    if text.content == now.content:
        raise UsageError("these words are those that stand there", todo="Change something, or leave it.")
    unread = faults_in(desk.root, publication, edition, file, text.content.encode())
    if faults := unread or _typed(desk, found, file, text):
        raise InputError.of(faults)
    row = {
        "publication": publication, "edition": edition, "file": name, "opened": hashed(file.read()),
        "words": words, "note": note, "person": who.person.id, "how": who.how, "at": desk.clock(),
        "state": "open", "settled_by": "", "settled_at": None, "reason": "",
    }  # fmt: skip
    if len(all_of(desk, state="open")) >= _MOST_OPEN:
        what = f"{_MOST_OPEN} proposals wait already"
        raise UsageError(what, todo="Ask somebody who writes to accept or refuse some.")
    with transaction(desk.engine) as connection:
        key = connection.execute(insert(proposals).values(row)).inserted_primary_key
    assert key is not None
    return get(desk, str(key[0]))


def all_of(desk: Desk, state: str = "") -> list[Proposal]:
    """Every proposal, the newest first."""
    wanted = select(proposals).order_by(proposals.c.id.desc())
    with reading(desk.engine) as connection:
        rows = connection.execute(wanted.where(proposals.c.state == state) if state else wanted).all()
    return [Proposal(**row._mapping) for row in rows]


def get(desk: Desk, number: str) -> Proposal:
    """One of them. Raises UsageError where there is none."""
    row = None
    if number.isascii() and number.isdecimal() and len(number) < 12:
        with reading(desk.engine) as connection:
            row = connection.execute(select(proposals).where(proposals.c.id == int(number))).one_or_none()
    if row is None:
        raise UsageError(f"there is no proposal {number[:20]!r}", todo="Take one of the list of proposals.")
    return Proposal(**row._mapping)


def difference(desk: Desk, proposal: Proposal) -> list[str]:
    """What accepting would change, line by line."""
    file = edition_of(desk, proposal.publication, proposal.edition).file(proposal.file)
    now, then = Text.of(file.read()).body.splitlines(), proposal.words.splitlines()
    return list(difflib.unified_diff(now, then, f"{file.shown} now", "as proposed", lineterm="", n=2))


def accept(desk: Desk, number: str, person: Person) -> Proposal:
    """Save the words as this person's and the proposer's.

    Raises UsageError where they may not write there or it is settled, Conflict where the file has changed
    since, InputError where it can't be read with them.
    """
    proposal = get(desk, number)
    _require_right(person, proposal)
    found = edition_of(desk, proposal.publication, proposal.edition)
    file = found.file(proposal.file)
    text = Text(Text.of(file.read()).front, proposal.words)
    _settle(desk, proposal, "accepted", person.id, "")
    try:
        _save(desk, found, file, text, proposal, person)
    except ReckonerError:
        _back(desk, proposal)
        raise
    return get(desk, number)


def refuse(desk: Desk, number: str, person: Person, reason: str) -> Proposal:
    """Say no, and why. Raises UsageError."""
    proposal = get(desk, number)
    _require_right(person, proposal)
    if not reason.strip():
        raise UsageError("say why it is refused", todo="A few words are enough.")
    _settle(desk, proposal, "refused", person.id, " ".join(reason.split())[:1000])
    return get(desk, number)


def _save(desk: Desk, found: Edition, file: WordFile, text: Text, proposal: Proposal, person: Person) -> None:
    content = text.content.encode()
    faults = faults_in(desk.root, found.publication, found.key, file, content)
    if not faults and hashed(file.read()) == proposal.opened and proposal.person != person.id:
        record_edited(desk.house, file.shown, content, proposal.person, desk.clock())
    faults = faults or save(desk, found, file, text, proposal.opened, person.id)
    if faults:
        raise InputError.of(faults)


def _typed(desk: Desk, found: Edition, file: WordFile, text: Text) -> list[Fault]:
    """Numbers that are typed, found in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="reckoner-proposal-") as folder:
        path = Path(folder) / "words.md"
        path.write_text(text.content, "utf-8")
        given = ("typed", str(desk.root), found.publication, found.key, file.shown, str(path))
        told = work(WORKER, given, _LIMIT, lambda _number, _name: None)
    return [Fault(each["what"], Place(each["where"]), each["todo"]) for each in told["faults"]]


def _require_right(person: Person, proposal: Proposal) -> None:
    if "write" not in person.rights(proposal.publication):
        what = f"{person.id} has no right to write for {proposal.publication}"
        raise UsageError(what, todo="Ask somebody who may (office.yaml, `people`).")


def _settle(desk: Desk, proposal: Proposal, state: str, person: str, reason: str) -> None:
    """Of two who settle it at once, one does."""
    mine = (proposals.c.id == proposal.id) & (proposals.c.state == "open")
    values = {"state": state, "settled_by": person, "settled_at": desk.clock(), "reason": reason}
    with transaction(desk.engine) as connection:
        if not connection.execute(update(proposals).where(mine).values(values)).rowcount:
            what = f"proposal {proposal.id} is settled already"
            raise UsageError(what, todo="Look at the list of proposals.")


def _back(desk: Desk, proposal: Proposal) -> None:
    values = {"state": "open", "settled_by": "", "settled_at": None}
    with transaction(desk.engine) as connection:
        connection.execute(update(proposals).where(proposals.c.id == proposal.id).values(values))
