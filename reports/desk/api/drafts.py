"""Drafts to read: how one stands, its findings, figures, files, comments and history; what happened."""

from __future__ import annotations

import csv
import io
import json
import mimetypes
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Literal

from reckoner.reports.desk import comments
from reckoner.reports.desk.api.models import Given, Line, Listing, Model, Nothing, Paged, Words, part_of
from reckoner.reports.desk.api.operation import Asked, Missing, Operation, Reply, found, require_publication
from reckoner.reports.desk.api.reading import Invalid
from reckoner.reports.desk.spots import Spot, spots
from reckoner.reports.desk.standing import Standing, all_standing, standing
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept, find_draft
from reckoner.reports.drafts.state import State
from reckoner.reports.errors import ReckonerError
from reckoner.reports.figures.ledger import LEDGER
from reckoner.reports.recall.published import names_out

_CHECKS = "checks.json"


class DraftSummary(Model):
    """A draft and how it stands. ``hash`` binds its bytes; null where it can't be read."""

    draft: str
    publication: str
    edition: str
    state: str
    why: str
    hash: str | None


class Drafts(Listing[DraftSummary]):
    """Drafts, the newest edition first."""


class File(Model):
    """A file of a draft."""

    name: str
    sha256: str


class Draft(DraftSummary):
    """A draft with its files; ``out`` says that it is the one that readers have."""

    out: bool
    files: tuple[File, ...]


class Finding(Model):
    """What a check found. ``number`` is that by which a person waives an error at the desk."""

    id: str
    number: int | None
    severity: str
    rule: str
    what: str
    where: str
    quote: str


class Findings(Listing[Finding]):
    """What the checks of a draft found."""


class Figure(Model):
    """A number as it is printed in one place: what it is, how it was computed, and from what sources."""

    number: str
    place: str
    printed: str
    name: str
    value: str
    unit: str
    period: str
    qualifier: str
    how: str
    sources: str
    noun: str


class Figures(Listing[Figure]):
    """The ledger of a draft."""


class Comment(Model):
    """What somebody said about a draft, at a place or about the whole."""

    comment: int
    person: str
    at: datetime
    text: str
    anchor: str
    settled_by: str | None


class Comments(Listing[Comment]):
    """The comments on a draft, oldest first."""


class NewComment(Given):
    """What to say, and where: words of a paragraph or figure, as printed; empty for the whole draft."""

    text: Words
    anchor: Line = ""


class Event(Model):
    """A row of the history. ``number`` grows by one; ``how`` says how the person proved who they are."""

    number: int
    at: datetime
    what: str
    draft: str
    hash: str
    person: str
    user: str
    how: str
    reason: str
    channel: str


class Events(Listing[Event]):
    """What happened, oldest first: ask again with the last ``number`` as ``after`` to hear of what is new."""


class Which(Paged):
    """Drafts of a publication, an edition or in a state."""

    publication: Line = ""
    edition: Line = ""
    state: State | Literal[""] = ""


def listed(asked: Asked, given: Which) -> Drafts:
    """Every draft, the newest edition first."""
    if given.publication:
        require_publication(asked, given.publication)
    rows = asked.desk.history.rows()
    known = [_summary(each) for each in all_standing(asked.desk, rows)][::-1]
    wanted = [each for each in known if asked.sees(each.publication) and _is_wanted(each, given)]
    return part_of(wanted, given, lambda each: each.draft, Drafts)


def one(asked: Asked, _given: Nothing) -> Reply:
    """One draft; its ETag is the hash that acts on it are bound to."""
    return draft_reply(asked)


def draft_reply(asked: Asked) -> Reply:
    """A draft as it stands now."""
    name = "/".join(asked.path[part] for part in ("publication", "edition", "draft"))
    folder = found(lambda: find_draft(asked.desk.house.output, name, asked.sees))
    rows = asked.desk.history.rows()
    stands = standing(asked.desk, folder, rows)
    kept = stands.kept
    files = tuple(File(name=name, sha256=kept.hashes[name]) for name in kept.plain) if kept else ()
    is_out = kept is not None and names_out(rows).get(kept.edition) == kept.name
    content = Draft(**_summary(stands).model_dump(), out=is_out, files=files)
    return Reply(content, {"ETag": f'"{kept.digest}"'} if kept else {})


def findings(asked: Asked, given: Paged) -> Findings:
    """What the checks of a draft found: errors forbid its approval."""
    known = list(_findings(asked))
    return part_of(known, given, lambda each: each.id, Findings)


def figures(asked: Asked, given: Paged) -> Figures:
    """Every number that a draft prints, where, how it was computed and from what source."""
    rows = csv.DictReader(io.StringIO(_read(asked, LEDGER).decode()))
    known = [Figure(**{name: row.get(name) or "" for name in Figure.model_fields}) for row in rows]
    return part_of(known, given, lambda each: each.number, Figures)


def file(asked: Asked, _given: Nothing) -> Reply:
    """A file of a draft, byte by byte."""
    name = asked.path["name"]
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    content, digest = _read(asked, name), asked.draft().hashes[name]
    return Reply(content, {"ETag": f'"{digest}"', "Content-Disposition": "attachment"}, kind)


def commented(asked: Asked, given: Paged) -> Comments:
    """What people said about a draft."""
    known = [_comment(row) for row in comments.of_draft(asked.desk, asked.draft().name)]
    return part_of(known, given, lambda each: str(each.comment), Comments)


def comment(asked: Asked, given: NewComment) -> Comment:
    """Say something about a draft, or about a place in it."""
    kept = asked.draft()
    spot = _spot(kept, given.anchor) if given.anchor else None
    number = comments.add(asked.desk, kept.name, given.anchor, asked.who.person.id, given.text, spot)
    return next(
        each for each in map(_comment, comments.of_draft(asked.desk, kept.name)) if each.comment == number
    )


def log(asked: Asked, given: Paged) -> Events:
    """What happened to a draft."""
    name = asked.draft().name
    known = [_event(row) for row in asked.desk.history.rows() if row.draft == name]
    return part_of(known, given, lambda each: str(each.number), Events)


def events(asked: Asked, given: Paged) -> Events:
    """All that happened: built, edited, approved, rejected, delivered, withdrawn."""
    rows = [row for row in asked.desk.history.rows() if _is_seen(asked, row)]
    known = [_event(row) for row in rows]
    return part_of(known, given, lambda each: str(each.number), Events)


def _summary(each: Standing) -> DraftSummary:
    publication, edition, _ = each.name.split("/")
    digest = each.kept.digest if each.kept else None
    return DraftSummary(
        draft=each.name, publication=publication, edition=edition, state=each.state, why=each.why, hash=digest
    )


def _is_wanted(each: DraftSummary, given: Which) -> bool:
    wanted = (given.publication, given.edition, given.state)
    mine = (each.publication, each.edition, each.state)
    return all(not asked or asked == had for asked, had in zip(wanted, mine, strict=True))


def _is_seen(asked: Asked, row: Row) -> bool:
    """A row about no draft, such as one of edited words, is for tokens of every publication."""
    return asked.sees(row.draft.split("/")[0]) if row.draft else not asked.token.publications


def _read(asked: Asked, name: str) -> bytes:
    kept = asked.draft()
    if name not in kept.plain:
        raise Missing(f"{kept.name} has no file {name[:80]!r}", todo="Take one of its `files`.")
    return kept.read(name)


def _findings(asked: Asked) -> Iterator[Finding]:
    try:
        found = json.loads(_read(asked, _CHECKS))["findings"]
        errors = 0
        for number, each in enumerate(found, 1):
            is_error = each["severity"] == "error"
            errors += is_error
            told = {name: str(each[name]) for name in ("severity", "rule", "what", "where", "quote")}
            yield Finding(id=str(number), number=errors if is_error else None, **told)
    except (ValueError, KeyError, TypeError):
        what = f"what was checked of {asked.draft().name} can't be read"
        raise ReckonerError(what, todo="Build it again.") from None


def _spot(kept: Kept, anchor: str) -> Spot:
    """The first paragraph or figure of a draft that says so. Raises Invalid."""
    for each in spots(kept).values():
        if anchor in each.said:
            return each
    what = f"no paragraph or figure of {kept.name} says {anchor[:80]!r}"
    raise Invalid(what, todo="Send words of it as they are printed, or no anchor for the whole draft.")


def _comment(row: Any) -> Comment:
    return Comment(
        comment=row.id, person=row.person, at=row.at, text=row.text, anchor=row.anchor,
        settled_by=row.settled_by,
    )  # fmt: skip


def _event(row: Row) -> Event:
    told = {name: str(row.details.get(name, "")) for name in ("how", "reason", "channel")}
    return Event(
        number=row.number, at=row.instant, what=row.what, draft=row.draft, hash=row.digest,
        person=row.person, user=row.user, **told,
    )  # fmt: skip


_ONE = "/drafts/{publication}/{edition}/{draft}"
OPERATIONS = (
    Operation("listDrafts", "GET", "/drafts", "read", listed, Drafts, Which),
    Operation("getDraft", "GET", _ONE, "read", one, Draft),
    Operation("listFindings", "GET", f"{_ONE}/findings", "read", findings, Findings, Paged),
    Operation("listFigures", "GET", f"{_ONE}/figures", "read", figures, Figures, Paged),
    Operation("getFile", "GET", f"{_ONE}/files/{{name:path}}", "read", file, None),
    Operation("listComments", "GET", f"{_ONE}/comments", "read", commented, Comments, Paged),
    Operation("comment", "POST", f"{_ONE}/comments", "comment", comment, Comment, NewComment, 201),
    Operation("listDraftHistory", "GET", f"{_ONE}/history", "read", log, Events, Paged),
    Operation("listHistory", "GET", "/history", "read", events, Events, Paged),
)
