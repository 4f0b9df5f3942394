"""Requests to those who owe something: one mail each, a draft that a person sends."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from reckoner.reports.commission.owed import Owed, owed_in
from reckoner.reports.commission.requests import Asked
from reckoner.reports.commission.section import section_file
from reckoner.reports.commission.sheet import sheet_to_fill
from reckoner.reports.composed import Composed, compose_edition
from reckoner.reports.content.edition import without_day
from reckoner.reports.delivery.mail import mail
from reckoner.reports.delivery.marks import MARK, Marking
from reckoner.reports.delivery.payload import notice
from reckoner.reports.delivery.wordmark import marked_word
from reckoner.reports.errors import UsageError
from reckoner.reports.settings.house import House
from reckoner.reports.settings.office import Person
from reckoner.reports.word.write import WordFile


@dataclass
class Request:
    """What one person is asked for.

    ``files`` go along; ``parts`` are the Word files among them, each with its bytes as they go, to be kept;
    ``asked`` is what is noted.
    """

    person: Person
    owed: list[Owed] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    parts: list[tuple[WordFile, bytes]] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    mail: bytes = b""


def requests_for(
    house: House, publication: str, edition: str, now: datetime, only: Iterable[str] = ()
) -> list[Request]:
    """A request to everybody who owes something to an edition, or to those named. Nothing is written.

    Raises UsageError where nobody says by when a section is to come, or somebody owes nothing; ReckonerError.
    """
    composed = compose_edition(house.root, publication, edition, lambda _step: None, without=("pdf",))
    _require_days(composed)
    owed = owed_in(house, publication, edition, house.schedules.day(now))
    found: dict[str, Request] = {}
    for each in owed:
        person = house.office.person(each.due.awaited.figure.person)
        if person is not None:
            found.setdefault(person.id, Request(person)).owed.append(each)
    wanted = list(only) or list(found)
    if strange := [name for name in wanted if name not in found]:
        who = ", ".join(found) or "nobody"
        raise UsageError(
            f"{strange[0]} owes nothing to {publication} {edition}", todo=f"It is owed by: {who}."
        )
    for name in wanted:
        _fill(house, composed, found[name], now)
    return [found[name] for name in wanted]


def _require_days(composed: Composed) -> None:
    for words in composed.words.editions:
        for section in without_day(words.front, words.sections):
            what = f"{section.front.owner} is to write it, and nobody says by when"
            todo = f"Write `wanted_by: 2026-01-20` into {words.file.shown}, or `by:` here."
            raise UsageError(what, section.file.front.place("owner"), todo)


def _fill(house: House, composed: Composed, request: Request, now: datetime) -> None:
    at = now.isoformat(timespec="seconds")
    for each in request.owed:
        ident = _attach(composed, request, each)
        awaited = each.due.awaited
        request.asked.append(
            Asked(
                awaited.publication, awaited.edition, awaited.kind, each.key, request.person.id,
                awaited.figure.by.isoformat(), at, ident,
            )
        )  # fmt: skip
    edition = f"{composed.publication.name} {composed.words.key}"
    last = min(each.due.awaited.figure.by for each in request.owed)
    subject = f"{composed.document.title}: needed from you by {_day(last)}"
    text = "\n".join(_lines(composed, request))
    payload = notice(edition, subject, text, house.office.email, (request.person.email,), now)
    request.mail = mail(payload.carrying(request.files), unsent=True)


def _attach(composed: Composed, request: Request, owed: Owed) -> str:
    """Put the file in which it is to be written among the request's; its id."""
    awaited = owed.due.awaited
    if awaited.kind == "section":
        part = section_file(composed, awaited.where.path)
        name, mark = _name(awaited.where.path, ".docx"), f"{MARK}: {awaited.publication}/{awaited.edition}"
        request.files[name] = marked_word(name, part.content, Marking(mark, {}))
        request.parts.append((part, request.files[name]))
        return part.map.id
    if owed.table is not None and owed.table.is_received:
        source = owed.table.source
        said = f"{awaited.publication} {awaited.edition} {owed.key} {owed.table.period}"
        ident = hashlib.sha256(said.encode()).hexdigest()[:8]
        content = (source.folder / source.files).read_bytes()
        request.files[_name(owed.key, ".xlsx")] = sheet_to_fill(source, content, owed.table.period, ident)
        return ident
    return ""


def _name(path: str, ending: str) -> str:
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return re.sub(r"^[0-9]+-", "", stem) + ending


def _lines(composed: Composed, request: Request) -> Iterator[str]:
    title, day = composed.document.title, composed.document.dated
    yield f"For “{title}” ({composed.publication.name} {composed.words.key}, {_day(day)}) we need from you:"
    yield ""
    for each in request.owed:
        yield f"- {each.due.awaited.figure.what}, by {_day(each.due.awaited.figure.by)}"
        yield from (f"  {line}" for line in _how(each))
    yield ""
    if request.files:
        yield "Please write in the attached files and send them back. They may have any name."
    yield f"Thank you. {composed.document.imprint.office}"


def _how(owed: Owed) -> Sequence[str]:
    awaited = owed.due.awaited
    if awaited.kind == "section":
        return (
            f"Attached: {_name(awaited.where.path, '.docx')}. Change the words with changes tracked or not.",
            "Figures are boxed: please don't type over one; say in a comment what is wrong with it.",
        )
    if owed.table is None:
        return ("Please answer with the figure, and say where it is from.",)
    if owed.table.is_received:
        return (
            f"Attached: {_name(owed.key, '.xlsx')}. Its last row is yours; a second sheet says the units.",
        )
    if owed.table.source.origin.kind == "snapshot":
        return ("Please send the table in the form in which it came before.",)
    return (f"The office keeps this table itself: {owed.key}.",)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
