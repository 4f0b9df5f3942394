"""The pages that are made for a pack: its front with the list of papers, and the sheets with page numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from reckoner.reports.errors import Place
from reckoner.reports.figures.wording import Wording
from reckoner.reports.pack.joining import PLACE
from reckoner.reports.pack.plan import Line, Plan
from reckoner.reports.settings.office import as_css
from reckoner.reports.settings.paths import named, read_text
from reckoner.reports.settings.publication import shipped_templates, shown_name


@dataclass(frozen=True)
class Placed:
    """A paper's place in a pack: its number among those bound, its title, its first page, how many it has."""

    number: int
    title: str
    first: int
    pages: int


def with_places(plan: Plan, placed: Sequence[Placed]) -> Iterator[tuple[Line, Placed | None]]:
    """Each item of a pack, with the place of its paper where that is bound."""
    waiting = iter(placed)
    for line in plan.lines:
        yield line, next(waiting) if line.paper else None


def title_of(plan: Plan, wording: Wording) -> str:
    """What the pack is called."""
    key, meeting = "title", plan.meeting
    if plan.asked.exempt:
        key = "members_title"
    elif plan.asked.supplement:
        key = "supplement_title"
    date = wording.day(meeting.date)
    say = wording.language.say
    title = say(f"pack.{key}", meeting=meeting.name, date=date, number=str(plan.asked.supplement))
    is_proof = any(paper.approved_on is None for paper in plan.papers)
    return f"{say('pack.is_draft')}: {title}" if is_proof else title


def front(plan: Plan, placed: Sequence[Placed], wording: Wording) -> str:
    """The front page as HTML: the meeting, its day, and each item with its paper and page."""
    say = wording.language.say
    office, title = plan.house.office.on(plan.meeting.date), title_of(plan, wording)
    parts = [f"<h1>{escape(title)}</h1>"]
    if plan.asked.exempt:
        parts.append(f'<p class="closed">{escape(say("pack.not_public_whole"))}</p>')
    for said in (
        wording.weekday(plan.meeting.date),
        say("pack.host", host=plan.host.name),
        say("pack.office", office=office.name),
    ):
        parts.append(f"<p>{escape(said)}</p>")
    heads = "".join(f'<th scope="col">{escape(say(f"pack.{key}"))}</th>' for key in ("item", "paper", "page"))
    parts.append(f"<h2>{escape(say('pack.papers'))}</h2><table><thead><tr>{heads}</tr></thead><tbody>")
    parts += [_row(line, place, wording) for line, place in with_places(plan, placed)]
    parts.append("</tbody></table>")
    return _page(plan, title, "front.css", "".join(parts))


def _row(line: Line, placed: Placed | None, wording: Wording) -> str:
    title = escape(line.item.title or (placed.title if placed else line.item.paper))
    said = f'<a href="{PLACE}{placed.number}">{title}</a>' if placed else title
    notes = "".join(f"<p>{escape(note)}</p>" for note in _notes(line, wording))
    if line.paper and line.paper.approved_on is None:
        notes = f'<p class="mark">{escape(wording.language.say("pack.is_draft"))}</p>{notes}'
    page = str(placed.first) if placed else "–"
    return f'<tr><th scope="row">{escape(line.item.item)}</th><td>{said}{notes}</td><td>{page}</td></tr>'


def _notes(line: Line, wording: Wording) -> Iterator[str]:
    say, item = wording.language.say, line.item
    if item.exempt:
        number = item.exempt.paragraph
        what = wording.language.several("pack.paragraphs")[number - 1]
        yield say("pack.exempt", paragraph=str(number), what=what, reason=ended(item.exempt.reason))
    if item.to_follow:
        by = wording.day(item.to_follow.by)
        yield say("pack.to_follow", date=by, reason=ended(item.to_follow.reason))
    elif item.supplement and line.paper is None and not item.exempt:
        yield say("pack.in_supplement", number=str(item.supplement))
    if late := item.late:
        day = wording.day(late.agreed_on)
        yield say("pack.late", chair=late.agreed_by, date=day, reason=ended(late.reason))


def ended(text: str) -> str:
    """A reason as the end of a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def sheets(plan: Plan, fronts: int, placed: Sequence[Placed], wording: Wording) -> str:
    """What is laid over each page: its number in the pack, and what it is where it is no public paper."""
    marks = [""] * fronts
    for line, place in with_places(plan, placed):
        marks += [_mark(line, wording)] * (place.pages if place else 0)
    say = wording.language.say
    if plan.asked.exempt:
        marks = [mark or say("pack.not_public") if n < fronts else mark for n, mark in enumerate(marks)]
    numbers = [_number(plan, page, wording) for page in range(1, len(marks) + 1)]
    rows = "".join(
        f'<div data-mark="{escape(mark)}" data-number="{escape(number)}"></div>'
        for mark, number in zip(marks, numbers, strict=True)
    )
    return _page(plan, say("pack.front"), "sheets.css", rows)


def _mark(line: Line, wording: Wording) -> str:
    said = []
    if line.item.exempt:
        said.append(wording.language.say("pack.exempt_sheet", paragraph=str(line.item.exempt.paragraph)))
    if line.paper and line.paper.approved_on is None:
        said.append(wording.language.say("pack.is_draft"))
    return " · ".join(said)


def _number(plan: Plan, page: int, wording: Wording) -> str:
    say, supplement = wording.language.say, plan.asked.supplement
    if plan.asked.exempt:
        return say("pack.members_sheet", page=str(page))
    if supplement:
        return say("pack.supplement_sheet", number=str(supplement), page=str(page))
    return say("pack.sheet", page=str(page))


def _style(plan: Plan, name: str) -> str:
    """The house's own stylesheet of that name in templates/pack, or the one that comes with the program."""
    root, where = plan.house.root, Place("templates/pack")
    own = named((root / "templates" / "pack",), name, where, root, (".css",))
    path = own or shipped_templates(root) / "pack" / name
    return read_text(path, shown_name(root, path))


def _page(plan: Plan, title: str, style: str, body: str) -> str:
    office = plan.house.office
    tokens = "".join(f"--{name}: {value};" for name, value in as_css(office.design).items())
    looks = f":root{{{tokens}}}{_style(plan, style)}"
    return (
        f'<!DOCTYPE html><html lang="{escape(office.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{looks}</style></head><body>{body}</body></html>"
    )
