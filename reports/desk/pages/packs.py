"""The papers of a meeting: what goes under which item, what keeps them from being bound, and the pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.times import Times
from reckoner.reports.errors import Fault, ReckonerError, UsageError
from reckoner.reports.pack.pack import make_pack
from reckoner.reports.pack.plan import Asked, Days, Line, days_of, plan
from reckoner.reports.settings.agenda import AGENDA, Agenda, AgendaFile, read_agenda
from reckoner.reports.settings.schedules import Meeting


@dataclass(frozen=True)
class Binding:
    """One PDF of a meeting, the pack or a supplement: its items, and what keeps it from being made.

    ``stuck`` are the numbers of the items that do.
    """

    supplement: int
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...] = ()
    stuck: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Papers:
    """What goes to a meeting, by when, and what it is bound into; ``faults`` are of the meeting itself."""

    key: str
    meeting: Meeting | None = None
    days: Days | None = None
    bindings: tuple[Binding, ...] = ()
    faults: tuple[Fault, ...] = ()


def listed(call: Call) -> Response:
    """The meetings that have an agenda, the last one first."""
    root = call.desk.house.root
    agendas = read_agenda(root) if (root / AGENDA).is_file() else None
    found = [_papers(call, agendas, each) for each in agendas.agendas] if agendas else []
    found.sort(key=lambda papers: papers.key, reverse=True)
    return call.page("packs.html.jinja", agendas=agendas, found=found, times=Times.of(call.desk))


def _papers(call: Call, agendas: AgendaFile, agenda: Agenda) -> Papers:
    house = call.desk.house
    try:
        meeting = house.schedules.known_meeting(agenda.meeting)
        days = days_of(house, agendas.host, meeting)
    except ReckonerError as problem:
        return Papers(agenda.meeting, faults=problem.faults)
    return Papers(agenda.meeting, meeting, days, tuple(_bindings(call, agenda)))


def _bindings(call: Call, agenda: Agenda) -> Iterator[Binding]:
    for number in sorted({0, *(item.supplement for item in agenda.items)}):
        asked = Asked(agenda.meeting, call.desk.clock(), number)
        try:
            yield Binding(number, plan(call.desk.house, asked).lines)
        except ReckonerError as problem:
            items = [item for item in agenda.items if number in (0, item.supplement)]
            places = {fault.where for fault in problem.faults}
            stuck = {item.item for n, item in enumerate(agenda.items) if agenda.place(n) in places}
            yield Binding(number, tuple(map(Line, items)), problem.faults, frozenset(stuck))


def pack(call: Call) -> Response:
    """The public pack as a PDF; ``proof`` takes drafts that nobody approved, marked as such.

    Raises as ``make_pack`` does. A pack for members is not made here: its papers lie elsewhere.
    """
    number = call.asked("supplement") or "0"
    if not number.isdecimal() or len(number) > 2:
        raise UsageError(f"{number[:20]!r} is no supplement", todo="Take a link of the list of papers.")
    is_proof = call.asked("proof") == "yes"
    asked = Asked(call.path["meeting"], call.desk.clock(), int(number), drafts=is_proof)
    made = make_pack(call.desk.house, asked)
    name = f"{asked.name}-proof" if is_proof else asked.name
    call.desk.note(call.who.person.id, "took a pack", name, call.address)
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return Response(made.bound.pdf, media_type="application/pdf", headers=headers)


ROUTES = (
    Route("GET", "/calendar/packs", "read", listed),
    Route("GET", "/calendar/packs/{meeting}", "read", pack, slow=True),
)
