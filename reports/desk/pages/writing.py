"""Writing: an edition's files, a form for each, a preview before anything is saved, earlier versions."""

from __future__ import annotations

import difflib
import secrets
from collections import OrderedDict
from dataclasses import dataclass
from http import HTTPStatus
from threading import Lock
from urllib.parse import quote

from starlette.responses import Response

from reckoner.reports.desk import words_kept
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.inert import inert
from reckoner.reports.desk.placeholders import MOST, names_of
from reckoner.reports.desk.trial import Tried, preview
from reckoner.reports.desk.word_files import (
    LONGEST,
    Conflict,
    Edition,
    Text,
    WordFile,
    edition_of,
    editions,
    hashed,
    save,
)
from reckoner.reports.errors import Fault, ReckonerError, UsageError

_MOST_PREVIEWS = 12
_PREVIEWS: OrderedDict[str, tuple[str, Tried]] = OrderedDict()
_PREVIEWS_LOCK = Lock()


@dataclass(frozen=True)
class Shown:
    """A form of words as it is given back: what stands in it, and what there is to say about it."""

    text: Text
    opened: str
    find: str = ""
    faults: tuple[Fault, ...] = ()
    problem: str = ""
    now: str | None = None  # what stands in the file, where somebody else has changed it
    message: str = ""
    status: int = 200


def listed(call: Call) -> Response:
    """The editions whose words can be written."""
    found = [each for each in editions(call.desk) if call.who.may("write", each[0])]
    return call.page("write.html.jinja", found=found)


def edition(call: Call) -> Response:
    """An edition's files."""
    return call.page("write_edition.html.jinja", edition=_edition(call))


def form(call: Call) -> Response:
    """A file's words in a form, or those of an earlier version, or those that were put aside."""
    at, file = _named(call)
    content = file.read()
    text, message = Text.of(content), ""
    opened = hashed(content)
    if aside := words_kept.brought_back(call.desk, call.asked("kept")):
        text, opened = Text(aside.get("front", ""), aside.get("body", "")), aside.get("opened", "")
        message = "These are your words from before you were signed out. They are not saved yet."
    elif number := call.asked("version"):
        text = Text.of(_version(call, file, number))
        message = "This is an earlier version. It counts once you save it."
    return _page(call, at, file, Shown(text, opened, message=message))


def change(call: Call) -> Response:
    """Save what is in a form, or look at it without saving."""
    at, file = _named(call)
    text = Text(long_text(call, "front"), long_text(call, "body"))
    asked = Shown(
        text.as_read() if call.value("read", 10) else text,
        call.value("opened", 64),
        call.value("find", 200),
    )
    if call.value("search", 10):
        return _page(call, at, file, asked)
    wanted = call.value("preview", 10)
    if wanted:
        return _preview(call, at, file, asked, is_checked=wanted != "pages")
    person = call.who.person.id
    try:
        faults = save(call.desk, at, file, asked.text, asked.opened, person)
    except Conflict as problem:
        now = file.read()
        return _page(call, at, file, Shown(
            asked.text, hashed(now), asked.find, problem=problem.what, now=now, status=HTTPStatus.CONFLICT,
        ))  # fmt: skip
    except ReckonerError as problem:
        return _page(call, at, file, Shown(
            asked.text, asked.opened, asked.find, problem=str(problem), status=HTTPStatus.CONFLICT
        ))  # fmt: skip
    if faults:
        return _page(call, at, file, Shown(
            asked.text, asked.opened, asked.find, faults, status=HTTPStatus.BAD_REQUEST
        ))  # fmt: skip
    call.desk.note(person, "saved words", file.shown, call.address)
    return call.go(_place(at, file), f"{file.title} is saved. The edition can be built with it now.")


def _preview(call: Call, at: Edition, file: WordFile, asked: Shown, *, is_checked: bool) -> Response:
    changed = {file.shown: asked.text.content.encode()}
    tried = preview(call.desk.root, at.publication, at.key, changed, is_checked=is_checked)
    key = secrets.token_urlsafe(16)
    with _PREVIEWS_LOCK:
        _PREVIEWS[key] = call.who.person.id, tried
        while len(_PREVIEWS) > _MOST_PREVIEWS:
            _PREVIEWS.popitem(last=False)
    view = tried.view(whole=file.is_story)
    where = f"{_home(at)}/previews/{key}/{view}" if view else ""
    if call.headers.get("x-desk") == "part":
        return call.page("_preview.html.jinja", tried=tried, where=where)
    return _page(call, at, file, asked, tried, where)


def previewed(call: Call) -> Response:
    """A file of a preview, to whoever made it; it can run nothing and reach nothing."""
    with _PREVIEWS_LOCK:
        person, tried = _PREVIEWS.get(call.path["key"], ("", Tried({}, ())))
    content = tried.files.get(call.path["name"]) if person == call.who.person.id else None
    if content is None:
        raise UsageError("this preview is gone", todo="Go back to the words and make it anew.")
    return inert(call.path["name"], content)


def placeholders(call: Call) -> Response:
    """The names that words can use, all of them or those that hold what was typed."""
    at, find = _edition(call), call.asked("find")[:200]
    names = names_of(call.desk, at)
    if call.headers.get("x-desk") == "part":
        return call.page(
            "_placeholders.html.jinja", found=names.found(find)[:MOST], find=find, fault=names.fault
        )
    return call.page(
        "placeholders.html.jinja", edition=at, found=names.found(find), find=find, fault=names.fault
    )


def version(call: Call) -> Response:
    """What stood in a file before, and how it differs from what stands there now."""
    at, file = _named(call)
    number = call.path["number"]
    old = _version(call, file, number)
    lines = list(difflib.unified_diff(old.splitlines(), file.read().splitlines(), "then", "now", lineterm=""))
    return call.page("version.html.jinja", edition=at, file=file, number=number, old=old, lines=lines)


def _version(call: Call, file: WordFile, number: str) -> str:
    for row in words_kept.versions_of(call.desk, file.shown):
        if str(row.id) == number:
            return str(row.words)
    raise UsageError("there is no such version", todo="Open the file and choose one of those below it.")


def _page(
    call: Call, at: Edition, file: WordFile, shown: Shown, tried: Tried | None = None, where: str = ""
) -> Response:
    names = names_of(call.desk, at)
    now = shown.now
    return call.page(
        "write_file.html.jinja",
        shown.status,
        edition=at,
        file=file,
        place=_place(at, file),
        home=_home(at),
        shown=shown,
        lines=_difference(now, shown.text.content) if now is not None else [],
        found=names.found(shown.find)[:MOST],
        fault=names.fault,
        versions=words_kept.versions_of(call.desk, file.shown),
        tried=tried,
        where=where,
    )


def _difference(now: str, ours: str) -> list[str]:
    return list(difflib.unified_diff(now.splitlines(), ours.splitlines(), "theirs", "yours", lineterm=""))


def long_text(call: Call, name: str) -> str:
    """A field that holds a file's words, as typed. Raises UsageError for what is doubled or too long."""
    values = call.form.get(name, ())
    if len(values) > 1:
        raise UsageError(f"the field {name} was sent more than once", todo="Send the form again.")
    text = (values[0] if values else "").replace("\r\n", "\n")
    if len(text) > LONGEST:
        raise UsageError(f"there are more than {LONGEST:,} characters", todo="Divide them into two sections.")
    return text


def put_aside(call: Call) -> str:
    """Keep the words of a form that came after its session's end; where they come back."""
    fields = {name: long_text(call, name) for name in ("front", "body", "opened")}
    return words_kept.put_aside(call, fields) if fields["body"] else ""


def _edition(call: Call) -> Edition:
    return edition_of(call.desk, call.path["publication"], call.path["edition"])


def _named(call: Call) -> tuple[Edition, WordFile]:
    at = _edition(call)
    return at, at.file(call.path["name"])


def _home(at: Edition) -> str:
    return f"/write/{at.publication}/{at.key}"


def _place(at: Edition, file: WordFile) -> str:
    return f"{_home(at)}/words/{quote(file.name)}"


_ONE = "/write/{publication}/{edition}"
ROUTES = (
    Route("GET", "/write", "write", listed),
    Route("GET", _ONE, "write", edition),
    Route("GET", _ONE + "/words/{name:path}", "write", form),
    Route("POST", _ONE + "/words/{name:path}", "write", change, keeps=put_aside),
    Route("GET", _ONE + "/placeholders", "write", placeholders),
    Route("GET", _ONE + "/previews/{key}/{name:path}", "write", previewed),
    Route("GET", _ONE + "/versions/{number}/{name:path}", "write", version),
)
