"""Publications and their editions, each with its newest draft, and building one on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.jobs import Work
from reckoner.reports.desk.standing import Standing, newest
from reckoner.reports.drafts.history import Row
from reckoner.reports.errors import ReckonerError, UsageError, nearest
from reckoner.reports.kinds.registry import editions_of, kind_of
from reckoner.reports.recall.published import names_out
from reckoner.reports.schedule.edition import edition_due
from reckoner.reports.settings.publication import Publication, publication_names

_SHORTEST = 10


@dataclass(frozen=True)
class Edition:
    """An edition: whether it has words, how its newest draft stands, and which draft of it is out."""

    key: str
    has_words: bool
    newest: Standing | None
    out: str


@dataclass(frozen=True)
class Shown:
    """A publication with its editions, the newest first; ``problem`` is why its settings can't be read."""

    name: str
    settings: Publication | None
    editions: tuple[Edition, ...] = ()
    due: str = ""
    problem: str = ""


def listed(call: Call) -> Response:
    """Every publication of the house."""
    rows = call.desk.history.rows()
    found = [_shown(call, name, rows) for name in publication_names(call.desk.root)]
    return call.page("publications.html.jinja", found=found)


def publication(call: Call) -> Response:
    """One publication: its editions, and a form that builds one."""
    found = _shown(call, _named(call), call.desk.history.rows())
    return call.page("publication.html.jinja", found=found, wanted=call.asked("edition"))


def build(call: Call) -> Response:
    """Build an edition in a process of its own; the page of the job shows how far it is."""
    name, edition = _named(call), call.value("edition", 80)
    known = _editions(call, name)
    if edition not in known:
        todo = nearest(
            edition, known, none="Write its words first: content/ holds a folder for each edition."
        )
        raise UsageError(f"{name} has no words for an edition {edition!r}", todo=todo)
    again = "again" if call.value("again", 10) else ""
    asked = Work(
        "build", f"{name}/{edition}", (call.who.user, name, edition, again),
        call.desk.house.schedules.build_within,
    )  # fmt: skip
    return _begun(call, asked)


def correct(call: Call) -> Response:
    """Draft the correction of what is out; its reason is printed."""
    name, edition = _named(call), call.value("edition", 80)
    reason = " ".join(call.value("reason", 1000).split())
    if f"{name}/{edition}" not in names_out(call.desk.history.rows()):
        raise UsageError(
            f"no draft of {name}/{edition} is out", todo="Nothing needs a correction: build it again."
        )
    if len(reason) < _SHORTEST:
        raise UsageError(
            "a correction needs a reason", todo="Say in a sentence what was wrong; it is printed."
        )
    asked = Work(
        "correction", f"{name}/{edition}", (call.who.user, call.who.person.id, f"{name}/{edition}", reason),
        call.desk.house.schedules.build_within,
    )  # fmt: skip
    return _begun(call, asked)


def _begun(call: Call, asked: Work) -> Response:
    number = call.desk.jobs.begin(asked, call.who.person.id)
    call.desk.note(call.who.person.id, f"began {asked.kind}", f"{asked.about} job {number}", call.address)
    return call.go(f"/jobs/{number}")


def _named(call: Call) -> str:
    """The publication of the address. Raises UsageError where there is none."""
    name = call.path["publication"]
    call.desk.house.publication(name)
    return name


def _editions(call: Call, name: str) -> list[str]:
    return list(editions_of(call.desk.root, call.desk.house.publication(name)))


def _shown(call: Call, name: str, rows: Sequence[Row]) -> Shown:
    try:
        settings = call.desk.house.publication(name)
        words = _editions(call, name)
    except ReckonerError as problem:
        return Shown(name, None, problem=" ".join(problem.lines()))
    out = names_out(rows)
    kept = [path.name for path in (call.desk.root / "output" / name).glob("*") if path.is_dir()]
    editions = (
        Edition(key, key in words, newest(call.desk, name, key, rows), out.get(f"{name}/{key}", ""))
        for key in sorted({*words, *kept}, reverse=True)
    )
    found = tuple(each for each in editions if each.has_words or each.newest)
    return Shown(name, settings, found, _due(call, name, settings))


def _due(call: Call, name: str, settings: Publication) -> str:
    """The edition that is due now; nothing where nobody can tell."""
    try:
        current = kind_of(settings).current(call.desk.root)
        return current or edition_due(call.desk.root, name, call.desk.clock().date())
    except ReckonerError:
        return ""


ROUTES = (
    Route("GET", "/publications", "read", listed),
    Route("GET", "/publications/{publication}", "read", publication),
    Route("POST", "/publications/{publication}/build", "write", build),
    Route("POST", "/publications/{publication}/correct", "write", correct),
)
