"""A new news story: its words, and a picture from whoever took it."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import date
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from starlette.responses import Response

from reckoner.reports.content.pictures import WIDEST_IN_PRINT, Ready, make_ready
from reckoner.reports.desk import words_kept
from reckoner.reports.desk.call import Call, Route, Upload
from reckoner.reports.desk.pages.writing import long_text
from reckoner.reports.desk.trial import faults_in
from reckoner.reports.desk.word_files import Edition, Text, edition_of, picture_file, put, story_file
from reckoner.reports.errors import Place, ReckonerError, UsageError
from reckoner.reports.periods.period import Period

_FIELDS = ("title", "day", "summary", "body", "alt", "caption", "credit")
_LONGEST_NAME = 50
Faults = list[tuple[str, str]]  # the field, and what is wrong with it


def form(call: Call) -> Response:
    """An empty form, or the one that was put aside."""
    at = _edition(call)
    fields = {**dict.fromkeys(_FIELDS, ""), "day": _first_guess(call, at)}
    aside = words_kept.brought_back(call.desk, call.asked("kept"))
    fields |= {name: text for name, text in aside.items() if name in fields}
    return _page(call, at, fields, [], aside=bool(aside))


def begin(call: Call) -> Response:
    """Write the story and its picture, if both can be read."""
    at, fields = _edition(call), _fields(call)
    faults: Faults = list(_missing(call, at, fields))
    slug = _slug(fields)
    if not faults and story_file(call.desk.root, slug).path.exists():
        faults.append(("title", f"There is a story of that day with this title already: {slug}."))
    ready = None
    if (upload := call.files.get("picture")) and not faults:
        try:
            ready = _ready(upload)
        except ReckonerError as problem:
            faults.append(("picture", f"{problem.faults[0].what}. {problem.faults[0].todo or ''}"))
    if not faults:
        faults += _written(call, at, fields, slug, ready)
    if faults:
        return _page(call, at, fields, faults)
    call.desk.note(call.who.person.id, "began a story", slug, call.address)
    where = f"/write/{at.publication}/{at.key}/words/{quote(story_file(call.desk.root, slug).name)}"
    return call.go(where, "The story is saved. Look at the preview, or write on.")


def _written(call: Call, at: Edition, fields: dict[str, str], slug: str, ready: Ready | None) -> Faults:
    """Write both files; what keeps the story from being read. Raises what writing raises."""
    root, person = call.desk.root, call.who.person.id
    story = story_file(root, slug)
    picture = picture_file(root, f"{slug}.{ready.ending}") if ready else None
    content = _text(fields, PurePosixPath(picture.shown).name if picture else "").content.encode()
    beside = {picture.shown: ready.content} if picture and ready else {}
    found = faults_in(root, at.publication, at.key, story, content, beside)
    if found:
        return [("body", f"{each.what}. {each.todo or ''}") for each in found]
    if picture and ready:
        if picture.path.exists():
            return [
                ("picture", f"There is a picture {picture.path.name} already. Give the story another title.")
            ]
        put(call.desk, picture, ready.content, person)
    put(call.desk, story, content, person)
    return []


def _missing(call: Call, at: Edition, fields: dict[str, str]) -> Faults:
    found: Faults = []
    if len(fields["title"]) < 3:
        found.append(("title", "Give the story a title."))
    if not re.search("[a-z]", _bare(fields["title"])) and not found:
        found.append(("title", "The title needs a word in plain letters, which names the file."))
    found += _day_faults(at, fields["day"])
    if not fields["body"].strip():
        found.append(("body", "Write the story."))
    if call.files.get("picture") and len(fields["alt"]) < 10:
        found.append(("alt", "Say in a sentence what the picture shows, for people who can't see it."))
    return found


def _day_faults(at: Edition, day: str) -> Faults:
    try:
        dated = date.fromisoformat(day)
    except ValueError:
        return [("day", "Give the day as a date, such as 2026-02-14.")]
    month = Period.parse(at.key.partition("+")[0])
    if at.kind == "newsletter" and not month.start <= dated < month.end:
        return [("day", f"The newsletter takes stories of its own month, {month.start} to {month.last}.")]
    return []


def _ready(upload: Upload) -> Ready:
    """The picture upright, small enough, without what it says about place and camera. Raises InputError."""
    name = re.sub(r"[^a-z0-9.]+", "-", Path(upload.name).name.lower()).lstrip(".-") or "picture"
    with tempfile.TemporaryDirectory(prefix="reckoner-picture-") as folder:
        path = Path(folder) / name
        path.write_bytes(upload.content)
        return make_ready(path, Place(name), WIDEST_IN_PRINT)


def _text(fields: dict[str, str], picture: str) -> Text:
    lines = [f"title: {_quoted(fields['title'])}", f"date: {fields['day']}"]
    if fields["summary"]:
        lines.append(f"summary: {_quoted(fields['summary'])}")
    if picture:
        lines += ["picture:", f"  file: {picture}"]
        lines += [
            f"  {name}: {_quoted(fields[name])}" for name in ("alt", "caption", "credit") if fields[name]
        ]
    return Text("\n".join(lines), fields["body"])


def _quoted(text: str) -> str:
    """Text as YAML's double quotes have it, which are JSON's."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)


def _slug(fields: dict[str, str]) -> str:
    return f"{fields['day']}-{_bare(fields['title'])[:_LONGEST_NAME].strip('-')}"


def _bare(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _fields(call: Call) -> dict[str, str]:
    return {name: long_text(call, name) if name == "body" else call.value(name, 1000) for name in _FIELDS}


def _first_guess(call: Call, at: Edition) -> str:
    """Today, where the edition's month has it, or the month's first day."""
    today, month = call.desk.today, Period.parse(at.key.partition("+")[0])
    return str(today if month.start <= today < month.end else month.start)


def _page(
    call: Call, at: Edition, fields: dict[str, str], faults: Faults, *, aside: bool = False
) -> Response:
    status = HTTPStatus.BAD_REQUEST if faults else HTTPStatus.OK
    lost = bool(faults) and "picture" in call.files
    return call.page(
        "story.html.jinja",
        status,
        edition=at,
        fields=fields,
        faults=dict(reversed(faults)),
        aside=aside,
        lost=lost,
    )


def _edition(call: Call) -> Edition:
    at = edition_of(call.desk, call.path["publication"], call.path["edition"])
    if not at.has_stories:
        what = f"{at.publication} is not made of news stories"
        raise UsageError(what, todo="Begin the story from the newsletter or the news page.")
    return at


def put_aside(call: Call) -> str:
    """Keep the words of a form that came after its session's end; where they come back."""
    fields = _fields(call)
    return words_kept.put_aside(call, fields) if fields["body"] else ""


_ONE = "/write/{publication}/{edition}/story"
ROUTES = (
    Route("GET", _ONE, "write", form),
    Route("POST", _ONE, "write", begin, keeps=put_aside),
)
