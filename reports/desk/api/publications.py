"""Publications and their editions; a build or a correction of one."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from reckoner.reports.content.due import due_in
from reckoner.reports.desk.api.models import Given, Line, Listing, Model, Nothing, Paged, Reason, part_of
from reckoner.reports.desk.api.operation import Asked, Operation, Reply, require_publication
from reckoner.reports.desk.api.work import Job, job_begun
from reckoner.reports.desk.making import begin_build, begin_correction
from reckoner.reports.desk.publishing import Shown, shown
from reckoner.reports.desk.times import Times
from reckoner.reports.settings.publication import publication_names


class Edition(Model):
    """An edition: its newest draft with how it stands, and the draft that is out."""

    edition: str
    has_words: bool
    draft: str | None
    state: str | None
    out: str | None


class Publication(Model):
    """A publication. ``due`` is the edition that is due now; ``problem`` why its settings can't be read."""

    publication: str
    title: str
    kind: str
    due: str | None
    editions: tuple[Edition, ...]
    problem: str | None


class Publications(Listing[Publication]):
    """Publications, by name."""


class Build(Given):
    """Which edition to build: its key is its period or its meeting. ``again`` keeps a draft even if equal."""

    edition: Line = Field(min_length=1)
    again: bool = False


class Correction(Given):
    """Which edition to correct; the reason is printed."""

    edition: Line = Field(min_length=1)
    reason: Reason


class Missing(Model):
    """A figure that words wait for. ``days`` are the working days left, none where nobody can tell."""

    id: str
    what: str
    person: str
    role: str
    by: str
    days: int | None
    overdue: bool
    publication: str
    edition: str


class MissingList(Listing[Missing]):
    """What words wait for, what is overdue first."""


def listed(asked: Asked, given: Paged) -> Publications:
    """Every publication with its editions."""
    rows = asked.desk.history.rows()
    known = [
        _publication(shown(asked.desk, name, rows))
        for name in publication_names(asked.desk.root)
        if asked.sees(name)
    ]
    return part_of(known, given, lambda each: each.publication, Publications)


def one(asked: Asked, _given: Nothing) -> Publication:
    """One publication with its editions."""
    return _publication(shown(asked.desk, _named(asked), asked.desk.history.rows()))


def build(asked: Asked, given: Build) -> Reply:
    """Build an edition: answers at once with a job to be asked about."""
    name = _named(asked)
    number = begin_build(asked.desk, asked.who, name, given.edition, given.again, asked.address)
    return job_begun(asked, number)


def correct(asked: Asked, given: Correction) -> Reply:
    """Draft the correction of what is out: answers at once with a job."""
    name = _named(asked)
    number = begin_correction(asked.desk, asked.who, name, given.edition, given.reason, asked.address)
    return job_begun(asked, number)


def missing(asked: Asked, given: Paged) -> MissingList:
    """The figures that words still wait for, from whom and by when."""
    known = [each for each in _missing(asked) if asked.sees(each.publication)]
    return part_of(known, given, lambda each: each.id, MissingList)


def _missing(asked: Asked) -> Iterator[Missing]:
    house = asked.desk.house
    calendar, today = house.schedules.calendar.work_calendar(), Times.of(asked.desk).today
    for number, each in enumerate(due_in(house.root, house.office, calendar, today), 1):
        awaited, figure = each.awaited, each.awaited.figure
        yield Missing(
            id=str(number), what=figure.what, person=figure.person, role=each.role,
            by=figure.by.isoformat(), days=each.days, overdue=each.is_overdue,
            publication=awaited.publication or "", edition=awaited.edition or "",
        )  # fmt: skip


def _named(asked: Asked) -> str:
    return require_publication(asked, asked.path["publication"])


def _publication(each: Shown) -> Publication:
    settings = each.settings
    editions = tuple(
        Edition(
            edition=edition.key, has_words=edition.has_words, out=edition.out or None,
            draft=edition.newest.name if edition.newest else None,
            state=edition.newest.state if edition.newest else None,
        )
        for edition in each.editions
    )  # fmt: skip
    return Publication(
        publication=each.name, title=settings.title if settings else each.name,
        kind=settings.kind if settings else "", due=each.due or None, editions=editions,
        problem=each.problem or None,
    )  # fmt: skip


_ONE = "/publications/{publication}"
OPERATIONS = (
    Operation("listPublications", "GET", "/publications", "read", listed, Publications, Paged),
    Operation("getPublication", "GET", _ONE, "read", one, Publication),
    Operation("build", "POST", f"{_ONE}/builds", "build", build, Job, Build, 202),
    Operation("correct", "POST", f"{_ONE}/corrections", "build", correct, Job, Correction, 202),
    Operation("listMissing", "GET", "/missing", "read", missing, MissingList, Paged),
)
