"""A Word file that came back: sent, looked at change by change, taken into the words, undone."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote

from starlette.responses import Response

from reckoner.reports.desk import word_back
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.word_files import edition_of
from reckoner.reports.errors import UsageError
from reckoner.reports.returned.change import KIND_WORDS
from reckoner.reports.returned.returning import Answer, Returned

ANSWERS: dict[str, str] = {
    "source": "The source may be wrong: ask whoever owns the data",
    "wording": "The words are right as they were typed",
    "editor": "The figure is right and stays",
}


def form(call: Call) -> Response:
    """Where a Word file of an edition is sent."""
    publication, key = _edition(call)
    edition_of(call.desk, publication, key)
    return call.page("word.html.jinja", publication=publication, edition=key)


def upload(call: Call) -> Response:
    """Put the file by, keep its comments, and show its changes; nothing of the words changes yet."""
    given = call.files.get("file")
    if given is None:
        raise UsageError("no file came with the form", todo="Choose the Word file that came back.")
    path = word_back.put_by(call.desk, given.name, given.content)
    of = "/".join(_edition(call)) if call.value("of", 10) else ""
    found = word_back.opened(call.desk, _edition(call), path.parent.name, path.name, of)
    found.keep_remarks()
    new = word_back.keep_comments(call.desk, found, call.who.person.id)
    about = f"{found.shelved.draft} {found.digest}"
    call.desk.note(call.who.person.id, "Word file sent", about, call.address)
    said = f"{new} comments of the file are with the draft now." if new else ""
    return call.go(_place(call, path.parent.name, path.name, of), said)


def changes(call: Call) -> Response:
    """Each change: who made it, when, the words before and after, and what becomes of its figures."""
    found = _opened(call)
    tried = found.try_out(found.changes)
    lost = {change.number: why for change, why in tried.left}
    already = {change.number for change in tried.already}
    ready = {change.number for change in found.changes} - lost.keys() - already
    return call.page(
        "word_changes.html.jinja", found=found, lost=lost, kinds=KIND_WORDS, answers=ANSWERS,
        already=already, ready=ready, given=found.answers(), remarks=found.remarks(),
        here=call.url.split("?")[0], of=call.asked("of")[:10],
    )  # fmt: skip


def accept(call: Call) -> Response:
    """Take the chosen changes into the words, or all of them."""
    found, everything = _opened(call), bool(call.value("all", 10))
    chosen = found.changes if everything else found.chosen(_numbers(call))
    if not chosen:
        raise UsageError("no change was chosen", todo="Tick those to be taken in, and send the form again.")
    done = word_back.accept(call.desk, found, chosen, call.who.person.id)
    placed = ", ".join(str(change.number) for change in done.placed)
    about = f"{found.shelved.draft} {found.digest} changes {placed or 'none'}"
    call.desk.note(call.who.person.id, "Word changes accepted", about, call.address)
    said = f"Taken into the words: {placed}." if placed else "Nothing was taken in."
    left = "".join(f" {change.number} was not placed: {why}." for change, why in done.left)
    return call.go(_back(call), f"{said}{left}"[:1500])


def answer(call: Call) -> Response:
    """Say what is wrong where a figure was typed over."""
    found, said = _opened(call), call.value("answer", 20)
    if said not in ANSWERS:
        raise UsageError("say what is wrong", todo="Choose one of the three.")
    change = found.chosen(_numbers(call))[0:1]
    if not change:
        raise UsageError("no change was named", todo="Open the file's changes again.")
    if said == "wording":
        word_back.take_wording(call.desk, found, change[0], call.who.person.id)
        notes = []
    else:
        notes = found.answer(change[0], cast(Answer, said), call.desk.clock())
    about = f"{found.shelved.draft} {found.digest} change {change[0].number}: {said}"
    call.desk.note(call.who.person.id, "Word change answered", about, call.address)
    asked = "".join(f" To be asked: {note.to or 'whoever owns the data'}. {note.text}" for note in notes)
    return call.go(_back(call), f"Change {change[0].number} is answered.{asked}"[:1500])


def undo(call: Call) -> Response:
    """Take the last step back."""
    found = _opened(call)
    what = word_back.undo(call.desk, found, call.who.person.id)
    call.desk.note(call.who.person.id, "Word changes undone", f"{found.shelved.draft} {what}", call.address)
    return call.go(_back(call), f"Undone: {what}.")


def _edition(call: Call) -> tuple[str, str]:
    return call.path["publication"], call.path["edition"]


def _opened(call: Call) -> Returned:
    of = "/".join(_edition(call)) if call.asked("of") or call.value("of", 10) else ""
    return word_back.opened(call.desk, _edition(call), call.path["digest"], call.path["name"], of)


def _numbers(call: Call) -> list[int]:
    sent = call.form.get("change", ())
    if not all(each.isascii() and each.isdecimal() and len(each) < 6 for each in sent):
        raise UsageError("that is no number of a change", todo="Open the file's changes again.")
    return [int(each) for each in sent]


def _place(call: Call, digest: str, name: str, of: str) -> str:
    return f"/word/{'/'.join(_edition(call))}/{digest}/{quote(name)}{'?of=yes' if of else ''}"


def _back(call: Call) -> str:
    return _place(call, call.path["digest"], call.path["name"], call.value("of", 10))


_ALL = "/word/{publication}/{edition}"
_ONE = _ALL + "/{digest}/{name}"
ROUTES = (
    Route("GET", _ALL, "write", form),
    Route("POST", _ALL, "write", upload),
    Route("GET", _ONE, "write", changes, slow=True),
    Route("POST", _ONE + "/accept", "write", accept),
    Route("POST", _ONE + "/answer", "write", answer),
    Route("POST", _ONE + "/undo", "write", undo),
)
