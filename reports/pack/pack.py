"""The story of a pack: which papers, what each is, the front page, the numbers, all bound as one."""

from __future__ import annotations

from dataclasses import dataclass

from reckoner.reports.compose.wording import wording_of
from reckoner.reports.errors import InternalError
from reckoner.reports.figures.wording import Wording
from reckoner.reports.pack.front import Placed, front, sheets, title_of, with_places
from reckoner.reports.pack.joining import Bound, Leaf, Look, bind, look_at
from reckoner.reports.pack.plan import Asked, Plan, plan
from reckoner.reports.render.pdf.engine import Rendered, rendering
from reckoner.reports.render.pdf.job import Job, PdfMeta
from reckoner.reports.settings.house import House

_MOST_TRIES = 5


@dataclass(frozen=True)
class Pack:
    """A finished pack: what it is of, where each paper begins in it, and the PDF."""

    plan: Plan
    placed: tuple[Placed, ...]
    bound: Bound


def make_pack(house: House, asked: Asked) -> Pack:
    """The pack of a meeting. The same papers give the same bytes.

    Raises SettingsError, UsageError or InputError with everything that forbids it.
    """
    planned, wording = plan(house, asked), wording_of(house)
    looks = look_at({paper.name: paper.pdf for paper in planned.papers})
    office = house.office.on(planned.meeting.date).name
    title, subject = title_of(planned, wording), wording.language.say("pack.subject")
    meta = PdfMeta(title, office, subject, house.office.language, planned.meeting.date)
    first, placed = _front(planned, looks, meta, wording)
    laid = _rendered(sheets(planned, first.pages, placed, wording), meta)
    leaves = [Leaf("the front page", first.pdf, wording.language.say("pack.front"))]
    for line, place in with_places(planned, placed):
        if line.paper and place:
            name = line.item.paper.replace("/", "-")
            leaves.append(Leaf(line.paper.name, line.paper.pdf, f"{line.item.item} {place.title}", name))
    number = asked.supplement
    label = wording.language.say("pack.label", number=str(number)) if number else ""
    return Pack(planned, placed, bind(leaves, laid.pdf, meta, label))


def _front(
    planned: Plan, looks: list[Look], meta: PdfMeta, wording: Wording
) -> tuple[Rendered, tuple[Placed, ...]]:
    """The front page and where the papers begin: how long it is moves them, and is known when it is made."""
    pages = 1
    for _ in range(_MOST_TRIES):
        placed = _placed(planned, looks, pages)
        made = _rendered(front(planned, placed, wording), meta)
        if made.pages == pages:
            return made, placed
        pages = made.pages
    raise InternalError("the list of papers finds no end of its pages")


def _placed(planned: Plan, looks: list[Look], fronts: int) -> tuple[Placed, ...]:
    titles = [line.item.title for line in planned.lines if line.paper]
    found, first = [], fronts + 1
    for number, (title, look) in enumerate(zip(titles, looks, strict=True), 1):
        found.append(Placed(number, title or look.title, first, look.pages))
        first += look.pages
    return tuple(found)


def _rendered(page: str, meta: PdfMeta) -> Rendered:
    with rendering(Job(page, {}, meta)) as finished:
        made = finished()
    if made.log:
        raise InternalError(f"a page of the pack could not be made cleanly: {made.log[0]}")
    return made
