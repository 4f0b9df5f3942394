"""How a draft stands, read off the history and its own bytes; every move, with one sentence per refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.makers import desk_user, makers
from reckoner.reports.errors import UsageError
from reckoner.reports.settings.office import OfficeSettings, Person

State = Literal[
    "draft", "unfit", "damaged", "approved", "changed", "look again", "rejected", "delivered", "corrected",
    "superseded", "withdrawn",
]  # fmt: skip
Move = Literal["approve", "reject", "release", "withdraw"]
Role = Literal["author", "approver", "monitoring officer"]

# What a person must be allowed to do for a role.
ROLES: dict[Role, str] = {"author": "write", "approver": "approve", "monitoring officer": "waive"}


@dataclass(frozen=True)
class DraftState:
    """The state and the row that decided it, if one did; ``why`` says it in a sentence."""

    state: State
    row: Row | None
    why: str


@dataclass(frozen=True)
class Request:
    """What somebody wants to do: in which role, with which findings waived, and as whom.

    ``user`` is the machine's name for them.
    """

    move: Move
    person: Person
    role: Role = "approver"
    waived: frozenset[int] = frozenset()
    reasons: tuple[str, ...] = ()
    user: str = ""


def state_of(kept: Kept, rows: Sequence[Row]) -> DraftState:
    """How a draft stands. A person's last word counts, as long as it was about these very bytes.

    That it was delivered adds to an approval, and to nothing else: a delivery may end after a rejection.
    """
    said = [row for row in rows if row.draft == kept.name and row.what in _WORDS]
    word, out = judged(rows, kept.name), _out(said, kept.digest)
    row = out if out and (word is None or word.what == "approved") else word
    row = _taken_back(said, kept.digest) or row
    if kept.damage:
        return DraftState("damaged", row, f"it is not as it was kept: {'; '.join(kept.damage[:3])}")
    if row is None:
        if kept.manifest.fit and not kept.errors:
            return DraftState("draft", None, "nobody has approved or rejected it")
        return DraftState("unfit", None, f"it has {_counted(len(kept.errors))} approval")
    by = f"by {row.person} on {row.at[:10]}"
    if row.digest != kept.digest or _sealed(said) != dict(kept.hashes):
        return DraftState("changed", row, f"its bytes are not those that were {_WORDS[row.what]} {by}")
    if row.what == "delivered" and (later := _superseded(kept, rows)):
        return DraftState("superseded", later, f"{later.draft} was delivered after it, on {later.at[:10]}")
    if row.what == "delivered" and (correcting := _corrected(kept, rows)):
        why = f"{correcting.draft} corrects it and is not out yet: {correcting.details.get('reason', '')}"
        return DraftState("corrected", correcting, why)
    state: State = row.what if row.what in _STATES else "look again"  # type: ignore[assignment]
    reason = f": {row.details['reason']}" if row.details.get("reason") else ""
    late = out is not None and row.what in _JUDGED
    went = f"; it was delivered on {out.at[:10]} all the same" if out and late else ""
    return DraftState(state, row, f"{_WORDS[row.what]} {by}{reason}{went}")


_JUDGED = {"approved": "approved", "rejected": "rejected", "questioned": "marked for another look"}
_WORDS = {**_JUDGED, "delivered": "delivered", "withdrawn": "withdrawn"}
_STATES = ("approved", "rejected", "delivered", "withdrawn")


def judged(rows: Sequence[Row], draft: str) -> Row | None:
    """The last word of people on a draft: approved, rejected, or marked for another look."""
    return next((row for row in reversed(rows) if row.draft == draft and row.what in _JUDGED), None)


def _out(said: Sequence[Row], digest: str) -> Row | None:
    """The last delivery of these bytes."""
    return next((row for row in reversed(said) if row.what == "delivered" and row.digest == digest), None)


def _taken_back(said: Sequence[Row], digest: str) -> Row | None:
    """The withdrawal of these bytes."""
    return next((row for row in said if row.what == "withdrawn" and row.digest == digest), None)


def _counted(number: int) -> str:
    return "a finding that forbids" if number == 1 else f"{number} findings that forbid"


def _sealed(said: Iterable[Row]) -> object:
    """The hash of every file as it was when the draft was last approved or rejected."""
    sealing = [each for each in said if "files" in each.details]
    return sealing[-1].details["files"] if sealing else None


def _superseded(kept: Kept, rows: Iterable[Row]) -> Row | None:
    mine = [row.number for row in rows if row.draft == kept.name and row.what == "delivered"]
    later = [
        row
        for row in rows
        if row.what == "delivered"
        and row.draft != kept.name
        and row.draft.rpartition("/")[0] == kept.edition
        and row.number > mine[-1]
    ]
    return later[-1] if later else None


def _corrected(kept: Kept, rows: Sequence[Row]) -> Row | None:
    """The newest correction of a delivered draft, unless that was rejected."""
    found = [row for row in rows if row.what == "corrected" and row.details.get("supersedes") == kept.name]
    if not found:
        return None
    said = [row.what for row in rows if row.draft == found[-1].draft and row.what in _WORDS]
    return None if said[-1:] == ["rejected"] else found[-1]


def decide(kept: Kept, rows: Sequence[Row], asked: Request, office: OfficeSettings) -> DraftState:
    """Where the draft stands, if the move may be made from there; all moves go through here.

    Raises UsageError with the one sentence that says why not.
    """
    stands = state_of(kept, rows)
    for refused, sentence, todo in _refusals(kept, rows, stands, asked, office):
        if refused:
            raise UsageError(f"{kept.name} can't be {_DONE[asked.move]}: {sentence}", todo=todo)
    return stands


_DONE: dict[Move, str] = {
    "approve": "approved", "reject": "rejected", "release": "released", "withdraw": "withdrawn",
}  # fmt: skip
_ANEW = "Build it again and look at the new draft."
Refusal = tuple[bool, str, str]


def _refusals(
    kept: Kept, rows: Sequence[Row], stands: DraftState, asked: Request, office: OfficeSettings
) -> Iterable[Refusal]:
    state = stands.state
    yield state == "damaged", stands.why, _ANEW
    if asked.move == "release":
        yield from _release(kept, stands)
        return
    if asked.move == "withdraw":
        yield from _withdraw(kept, asked, stands)
        return
    yield state == "withdrawn", f"it was {stands.why}", _ANEW
    yield state == "delivered", f"it was {stands.why}", "Use `reckoner correct` to supersede it."
    yield state == "corrected", stands.why, "Approve that one, or reject it."
    yield state == "superseded", stands.why, "Use `reckoner correct` on the newest one."
    yield from _person(kept, asked)
    if asked.move == "reject":
        yield state == "rejected", f"it was {stands.why}", _ANEW
        yield _unsaid(asked), "it needs a reason of ten letters or more", "Say what is to be put right."
        return
    yield state == "approved", f"it is {stands.why} already", "Deliver it, or reject it first."
    lifts = stands.row is not None and stands.row.person == asked.person.id
    yield (
        state == "rejected" and not lifts,
        f"it was {stands.why}",
        f"{_ANEW} Only who rejected it can lift that.",
    )
    if not office.approval.author_may_approve:
        yield from _author(kept, asked, office)
        yield from _makers(kept, rows, asked, office)
    yield from _findings(kept, asked)


def _withdraw(kept: Kept, asked: Request, stands: DraftState) -> Iterable[Refusal]:
    yield stands.state == "withdrawn", f"it was {stands.why}", "There is nothing to withdraw."
    yield stands.state == "superseded", stands.why, "Withdraw that one."
    not_out = stands.state not in ("delivered", "corrected")
    yield not_out, f"it is not out: {stands.why}", "Reject it instead: reckoner drafts reject."
    can = {"approve", "waive"} & asked.person.rights(kept.manifest.publication)
    todo = "Ask somebody who may (office.yaml, `people`)."
    yield not can, f"{asked.person.id} may neither approve nor waive", todo


def _release(kept: Kept, stands: DraftState) -> Iterable[Refusal]:
    state = stands.state
    yield state == "superseded", stands.why, "Deliver that one."
    yield state == "withdrawn", f"it was {stands.why}", _ANEW
    yield state == "changed", stands.why, "Look at it and approve it anew, or build again."
    yield state == "look again", f"it was {stands.why}", "Look at it and approve it anew."
    yield state == "rejected", f"it was {stands.why}", _ANEW
    yield state in ("draft", "unfit"), stands.why, f"Approve it first: reckoner drafts approve {kept.name}"


def _person(kept: Kept, asked: Request) -> Iterable[Refusal]:
    may, who = asked.person.rights(kept.manifest.publication), asked.person.id
    if asked.move == "reject":
        can = {"approve", "waive"} & may
        yield not can, f"{who} may neither approve nor waive", "Ask somebody who may (office.yaml, `people`)."
        return
    needed = ROLES[asked.role]
    todo = "Ask somebody who may (office.yaml, `people`)."
    yield needed not in may, f"{who} may not {needed}, which the role of {asked.role} needs", todo
    yield bool(asked.waived) and "waive" not in may, f"{who} may not waive findings", todo


def _author(kept: Kept, asked: Request, office: OfficeSettings) -> Iterable[Refusal]:
    author = kept.manifest.author
    yield (
        not author,
        "it names no author, and the author may not approve",
        "Add `author:` to its edition.md or publication.yaml, with an id of office.yaml, and build again.",
    )
    yield (
        office.person(author) is None,
        f"its author {author!r} is nobody in office.yaml, so that anybody might be it",
        "Correct `author:` in its edition.md, or in publication.yaml, and build again.",
    )
    yield (
        author == asked.person.id or asked.role == "author",
        f"{author} is its author, and the author may not approve (office.yaml, `approval`)",
        "Ask an approver.",
    )


def _makers(kept: Kept, rows: Sequence[Row], asked: Request, office: OfficeSettings) -> Iterable[Refusal]:
    """Who built it and whose words it holds, whatever `author:` says: that can only add somebody."""
    made = makers(kept, rows)
    who = asked.person.id
    users = {asked.user, asked.person.user, desk_user(who)} - {""}
    edition = kept.edition.replace("/", " ")
    yield (
        not made.recorded and office.writer is not None,
        "nobody recorded who built it, and the owner of its files is the house's writer whoever that was",
        f"Build it anew, which is recorded: reckoner build {edition} --again",
    )
    yield (
        bool(users.intersection(made.builders)),
        f"{who} built it, and whoever built it may not approve (office.yaml, `approval`)",
        f"Ask another approver, or let somebody else build it: reckoner build {edition} --again",
    )
    for user in sorted(users & made.editors.keys()):
        file = made.editors[user]
        theirs = f"{who} edited {file}" if user == desk_user(who) else f"{file} is {who}'s file"
        what = f"{theirs}, and nobody may approve their own words (office.yaml, `approval`)"
        yield True, what, "Ask another approver."


def _unsaid(asked: Request) -> bool:
    return any(len(reason.strip()) < 10 for reason in asked.reasons)


def _findings(kept: Kept, asked: Request) -> Iterable[Refusal]:
    numbers = {finding.number for finding in kept.errors}
    unknown = sorted(asked.waived - numbers)
    yield (
        bool(unknown),
        f"it has no finding {unknown[:1]}".replace("[", "").replace("]", ""),
        "See `reckoner drafts show`.",
    )
    left = [finding for finding in kept.errors if finding.number not in asked.waived]
    todo = 'Mend it and build again, or waive each with a reason: --waive "1: why it may stand".'
    yield bool(left), f"a finding is not waived: {left[0].line() if left else ''}", todo
    invented = "it prints sample figures, which were invented for the start"
    yield bool(kept.samples), invented, "Put the office's own figures in their place, and build again."
    yield _unsaid(asked), "a waiver needs a reason of ten letters or more", todo
    strange = not kept.manifest.fit and not kept.errors
    yield strange, "it is marked as unfit without a finding", _ANEW
