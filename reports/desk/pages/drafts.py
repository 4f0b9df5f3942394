"""Drafts to read: how one stands, its pages and files, findings, figures, changes, and what was said."""

from __future__ import annotations

import getpass
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import Response

from reckoner.reports.desk import comments, words_kept
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.changed import changed, earlier
from reckoner.reports.desk.comments import Comment
from reckoner.reports.desk.inert import inert
from reckoner.reports.desk.painting import page_count
from reckoner.reports.desk.painting import picture as painted
from reckoner.reports.desk.spots import Spot, paragraphs, rows_of, spots
from reckoner.reports.desk.standing import all_standing
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.makers import desk_user, makers
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.drafts.state import state_of
from reckoner.reports.errors import ReckonerError, UsageError
from reckoner.reports.recall.published import names_out
from reckoner.reports.settings.office import Person
from reckoner.reports.settings.paths import require_plain

_MOST_PAGES, _MOST_SOURCE = 150, 5000
_SEVERITIES = ("error", "warning", "note")
_PLACE = re.compile(r"(.+?):([0-9]+)")


def listed(call: Call) -> Response:
    """Every draft, newest edition first."""
    found = list(all_standing(call.desk, call.desk.history.rows()))
    said = comments.open_by_draft(call.desk)
    return call.page("drafts.html.jinja", found=found[::-1], said=said)


def named(call: Call) -> Kept:
    """The draft that the address names. Raises UsageError where there is none."""
    path = call.path
    return call.desk.draft(f"{path['publication']}/{path['edition']}/{path['draft']}")


def seen(call: Call) -> Kept:
    """The same to be shown, whose bytes aren't hashed again while no file of it changes."""
    path = call.path
    return call.desk.seen(f"{path['publication']}/{path['edition']}/{path['draft']}")


def as_read(call: Call) -> Kept:
    """The draft, if it is still what was on the page. Raises UsageError."""
    kept = named(call)
    if call.value("hash", 64) != kept.digest:
        raise UsageError(
            f"{kept.name} is not what you read: it has changed since", todo="Open it and read it again."
        )
    return kept


def draft(call: Call) -> Response:
    """One draft, all that a person reads before saying yes."""
    kept, rows = seen(call), call.desk.history.rows()
    made = makers(kept, rows)
    pages = [name for name in kept.plain if name.endswith(".html")]
    pdfs = [name for name in kept.plain if name.endswith(".pdf")]
    return call.page(
        "draft.html.jinja",
        kept=kept,
        stands=state_of(kept, rows),
        builders=made_by(call, made.builders),
        editors=made_by(call, made.editors),
        mine=[row for row in rows if row.draft == kept.name],
        pages=pages,
        pdfs=pdfs,
        pictures=[(name, pages_of(call, kept, name)) for name in pdfs],
        findings=_findings(kept),
        channels=call.desk.house.office.channels,
        is_out=names_out(rows).get(kept.edition) == kept.name,
        figures=rows_of(kept),
        changes={
            title: (name, changed(call.desk, kept, name)) for name, title in earlier(call.desk, kept).items()
        },
        said=_said(call, kept),
        aside=words_kept.brought_back(call.desk, call.asked("kept")),
        askable=[
            each
            for each in call.desk.house.office.people
            if "approve" in each.rights(kept.manifest.publication) and each.id != call.who.person.id
        ],
    )


def made_by(call: Call, users: Iterable[str]) -> list[str]:
    """People by their role.

    Files that are written at the desk are the server's own user's, which says nothing of whose words they
    are: that user is named where nobody else is known.
    """
    people = {user: each.role for each in call.desk.house.office.people for user in _users(each)}
    known, own = list(dict.fromkeys(users)), getpass.getuser()
    others = [each for each in known if each in people or each != own]
    return [people.get(each, f"{each}, a user of the machine") for each in others or known]


def _users(person: Person) -> tuple[str, ...]:
    return tuple(filter(None, (desk_user(person.id), person.user)))


@dataclass(frozen=True)
class Said:
    """The comments on a draft, and what is open from drafts before it: in it still, or not."""

    here: list[Comment]
    carried: list[Comment]
    earlier: list[Comment]


def _said(call: Call, kept: Kept) -> Said:
    there, gone = comments.carried(call.desk, kept.name, _keys(call, kept))
    return Said(comments.of_draft(call.desk, kept.name), there, gone)


def _keys(call: Call, kept: Kept) -> Collection[str]:
    return call.desk.held.get(("spots", kept.name), kept.digest, lambda: spots(kept))


def pages_of(call: Call, kept: Kept, name: str) -> int:
    """How many pages of a PDF can be shown as pictures; none where it can't be read."""
    try:
        return min(
            page_count(call.desk.root, kept.hashes[name], kept.read(name), f"{kept.name}/{name}"), _MOST_PAGES
        )
    except ReckonerError:
        return 0


def picture(call: Call) -> Response:
    """A page of a PDF as a picture."""
    kept, name, number = seen(call), call.path["name"], call.path["page"]
    if name not in kept.plain or not name.endswith(".pdf") or not re.fullmatch(r"[1-9][0-9]{0,3}", number):
        raise UsageError(f"{kept.name} has no such page", todo="Open the draft and take a link from there.")
    png = painted(call.desk.root, kept.hashes[name], kept.read(name), f"{kept.name}/{name}", int(number))
    return Response(png, media_type="image/png")


def _findings(kept: Kept) -> list[dict[str, str]]:
    """Findings of every severity: ``number`` is that by which an error is waived, ``file`` where it is."""
    try:
        found = json.loads(kept.read("checks.json"))["findings"]
        errors, listed = 0, list[dict[str, str]]()
        for each in found:
            errors += each["severity"] == "error"
            number = str(errors) if each["severity"] == "error" else ""
            at = _PLACE.fullmatch(each["where"])
            file, line = (at[1], at[2]) if at and at[1] in kept.manifest.inputs else ("", "")
            listed.append({**each, "number": number, "file": file, "line": line})
        return sorted(listed, key=lambda each: _SEVERITIES.index(each["severity"]))
    except (ReckonerError, ValueError, KeyError, TypeError):
        return []


def source(call: Call) -> Response:
    """A file that went into the draft, as it is now, with a line marked."""
    kept, name = named(call), call.asked("file")
    path = call.desk.root / name
    if name not in kept.manifest.inputs or not path.is_file():
        raise UsageError(f"no such file went into {kept.name}", todo="Take a link from its findings.")
    require_plain(call.desk.root, path)
    content = path.read_bytes()
    lines = content.decode("utf-8", "replace").splitlines()[:_MOST_SOURCE]
    same = sha256(content) == kept.manifest.inputs[name]
    line = call.asked("line")
    marked = int(line) if re.fullmatch(r"[1-9][0-9]{0,6}", line) else 0
    return call.page("source.html.jinja", kept=kept, name=name, lines=lines, marked=marked, same=same)


def words(call: Call) -> Response:
    """The words of the web version; each number leads to what the ledger says of it."""
    kept, name = seen(call), call.path["name"]
    if name not in kept.plain or not name.endswith(".html"):
        raise UsageError(f"{kept.name} has no page {name}", todo="Open the draft and take a link from there.")
    return call.page(
        "words.html.jinja", kept=kept, name=name, blocks=paragraphs(kept, name), said=by_place(call, kept),
        at=call.asked("at")[:40],
    )  # fmt: skip


def by_place(call: Call, kept: Kept) -> Mapping[str, list[Comment]]:
    """The comments that are bound to a place, by its key; those of earlier drafts are open still."""
    found: dict[str, list[Comment]] = {}
    said = _said(call, kept)
    for each in (*said.carried, *said.here):
        if each.key:
            found.setdefault(each.key, []).append(each)
    return found


def file(call: Call) -> Response:
    """A file of a draft as it lies there; a page of it can run nothing and reach nothing."""
    return file_of(seen(call), call.path["name"])


def file_of(kept: Kept, name: str) -> Response:
    """A file of a draft. Raises UsageError where it has none of that name."""
    if name not in kept.hashes:
        raise UsageError(f"{kept.name} has no file {name}", todo="Open the draft and take a link from there.")
    return inert(name, kept.read(name))


def comment(call: Call) -> Response:
    """Say something about a draft, or about a place in it."""
    kept, text = named(call), call.value("text", 5000)
    if not text:
        raise UsageError("the comment is empty", todo="Go back and write it.")
    spot = _spot(call, kept)
    comments.add(call.desk, kept.name, call.value("anchor", 200), call.who.person.id, text, spot)
    return call.go(_place(call, kept), "Your comment is kept.")


def _spot(call: Call, kept: Kept) -> Spot | None:
    """The place that a form is about. Raises UsageError where the draft has no such place."""
    key = call.value("key", 40)
    if not key:
        return None
    if found := spots(kept).get(key):
        return found
    raise UsageError(f"{kept.name} has no such paragraph or figure", todo="Open its words again.")


def _place(call: Call, kept: Kept) -> str:
    """Back to where a comment was written or settled."""
    key, page = call.value("key", 40), call.value("page", 200)
    if re.fullmatch(r"p[0-9a-f]{20}", key) and page in kept.plain:
        return f"/drafts/{kept.name}/words/{quote(page)}#{key}"
    number = call.value("figure", 10)
    if re.fullmatch("[0-9]+", number):
        return f"/drafts/{kept.name}/figures?number={number}#comments"
    return f"/drafts/{kept.name}#comments"


def keep_comment(call: Call) -> str:
    """Put a comment aside that came after its session's end; where it comes back."""
    text = call.value("text", 5000)
    fields = {"text": text, "key": call.value("key", 40), "page": call.value("page", 200)}
    return words_kept.put_aside(call, fields, "/comments") if text else ""


def settle(call: Call) -> Response:
    """Mark a comment as dealt with."""
    kept = named(call)
    comments.settle(call.desk, kept.name, call.value("comment", 20), call.who.person.id)
    return call.go(_place(call, kept), "The comment is settled. It can be opened again.")


def reopen(call: Call) -> Response:
    """Take back that a comment was dealt with."""
    kept = named(call)
    comments.reopen(call.desk, kept.name, call.value("comment", 20))
    return call.go(_place(call, kept), "The comment is open again.")


_ONE = "/drafts/{publication}/{edition}/{draft}"
ROUTES = (
    Route("GET", "/drafts", "read", listed),
    Route("GET", _ONE, "read", draft),
    Route("GET", _ONE + "/files/{name:path}", "read", file),
    Route("GET", _ONE + "/pictures/{page}/{name:path}", "read", picture, slow=True),
    Route("GET", _ONE + "/words/{name:path}", "read", words),
    Route("GET", _ONE + "/source", "read", source),
    Route("POST", _ONE + "/comments", "read", comment, keeps=keep_comment),
    Route("POST", _ONE + "/comments/settle", "read", settle),
    Route("POST", _ONE + "/comments/reopen", "read", reopen),
)
