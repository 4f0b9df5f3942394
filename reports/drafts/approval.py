"""A person's approval of exactly these bytes. Only this module makes an ``Approved``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from reckoner.reports.drafts.disk import read_plain
from reckoner.reports.drafts.history import Act, History, Row
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.drafts.state import Request, Role, decide, state_of
from reckoner.reports.errors import InputError, Place, UsageError
from reckoner.reports.settings.office import OfficeSettings, Person

_SEAL = object()
_SHORTEST = 10


@dataclass(frozen=True)
class Approved:
    """A draft that a person approved: the sha256 of every file as it was then. Release takes nothing else."""

    kept: Kept
    files: Mapping[str, str]
    person: str
    role: str
    _seal: object = field(repr=False)

    def __post_init__(self) -> None:
        if self._seal is not _SEAL:
            raise TypeError("only reports.drafts.approval makes an Approved")

    def read(self) -> dict[str, bytes]:
        """The bytes of every file, hashed as they are read. Raises InputError where one has changed."""
        contents = {}
        for name, expected in self.files.items():
            path = self.kept.folder / name
            try:
                contents[name] = read_plain(path)
            except OSError:
                raise _altered(path) from None
            if sha256(contents[name]) != expected:
                raise _altered(path)
        return contents


def _altered(path: Path) -> InputError:
    return InputError("it has changed since it was approved", Place(str(path)), "Approve the draft anew.")


@dataclass(frozen=True)
class Waiver:
    """A finding, by its number, that a person lets stand, and why."""

    number: int
    reason: str


@dataclass(frozen=True)
class Identity:
    """Somebody of the office, and the operating system's user as whom they came.

    ``how`` says how they proved who they are, where that was not to the operating system.
    """

    person: Person
    user: str
    how: str = ""


def identify(office: OfficeSettings, user: str) -> Identity:
    """The person of office.yaml whose ``user`` this is. Raises UsageError where there is none."""
    found = [person for person in office.people if person.user == user]
    if not found:
        todo = f"Add `user: {user}` to one of the `people` in office.yaml, or sign in as somebody else."
        raise UsageError(f"the user {user!r} of this machine is nobody in office.yaml", todo=todo)
    return Identity(found[0], user)


def approve(
    history: History,
    kept: Kept,
    who: Identity,
    office: OfficeSettings,
    now: datetime,
    *,
    role: Role = "approver",
    waivers: Sequence[Waiver] = (),
) -> Row:
    """Approve a draft and record it. Raises UsageError with the reason where it can't be approved."""
    waived = {waiver.number: waiver.reason for waiver in waivers}
    asked = Request("approve", who.person, role, frozenset(waived), tuple(waived.values()), who.user)
    details = {
        "role": role,
        "files": dict(kept.hashes),
        "waived": [
            {"finding": finding.line(), "quote": finding.quote, "reason": waived[finding.number]}
            for finding in kept.errors
            if finding.number in waived
        ],
    }
    return _record(history, kept, who, office, now, "approved", asked, details)


def reject(
    history: History, kept: Kept, who: Identity, office: OfficeSettings, now: datetime, reason: str
) -> Row:
    """Reject a draft, or withdraw its approval. Raises UsageError where that can't be done."""
    details = {"reason": reason, "files": dict(kept.hashes)}
    asked = Request("reject", who.person, reasons=(reason,), user=who.user)
    return _record(history, kept, who, office, now, "rejected", asked, details)


def withdraw(
    history: History, kept: Kept, who: Identity, office: OfficeSettings, now: datetime, reason: str
) -> Row:
    """Take a delivered draft back with none in its place. Raises UsageError where that can't be done."""
    if len(reason.strip()) < _SHORTEST:
        todo = "Say why readers should no longer rely on it; the notice prints it."
        raise UsageError("a withdrawal needs a reason of ten letters or more", todo=todo)
    asked, details = Request("withdraw", who.person, user=who.user), {"reason": reason.strip()}
    return _record(history, kept, who, office, now, "withdrawn", asked, details)


def _record(
    history: History,
    kept: Kept,
    who: Identity,
    office: OfficeSettings,
    now: datetime,
    what: str,
    asked: Request,
    details: Mapping[str, object],
) -> Row:
    told = {**details, "how": who.how} if who.how else details
    act = Act(what, kept.name, kept.digest, who.person.id, who.user, now, told)
    return history.append(act, lambda rows: decide(kept, rows, asked, office))


def question(history: History, kept: Kept, reason: str, now: datetime, user: str) -> Row | None:
    """Mark an approval for another look, as when the meeting has moved. None where nothing was approved."""
    if state_of(kept, history.rows()).state != "approved":
        return None
    return history.append(Act("questioned", kept.name, kept.digest, "", user, now, {"reason": reason}))


def approved(kept: Kept, rows: Sequence[Row], office: OfficeSettings, held: str = "") -> Approved:
    """The approval of a draft, for release. ``held`` is why delivery waits for the monitoring officer.

    Raises UsageError where nobody approved these bytes, or where it is held.
    """
    row = _approval(kept, rows)
    nobody = Person.model_construct(id="", role="", email="")
    decide(kept, rows, Request("release", nobody), office)
    assert row is not None
    if held and row.details.get("role") != "monitoring officer":
        todo = "The monitoring officer can approve it: reckoner drafts approve --as monitoring-officer."
        raise UsageError(f"{kept.name} is held: {held}", todo=todo)
    return Approved(kept, row.details["files"], row.person, row.details.get("role", ""), _SEAL)


def _approval(kept: Kept, rows: Iterable[Row]) -> Row | None:
    found = [row for row in rows if row.draft == kept.name and row.what == "approved"]
    return found[-1] if found else None
