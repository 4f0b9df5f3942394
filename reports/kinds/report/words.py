"""A report's words: parts, items with what they have beside their text, priorities, abbreviations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from reckoner.reports.content.edition import (
    PICTURES,
    EditionFront,
    EditionWords,
    SectionFront,
    SectionWords,
    gather_edition,
)
from reckoner.reports.content.fields import PictureFront
from reckoner.reports.content.pictures import WIDEST_IN_PRINT, as_picture, make_ready, read_drawing
from reckoner.reports.errors import Fault, Place, ReckonerError, nearest
from reckoner.reports.findings import Finding
from reckoner.reports.kinds.report.document import Outcome
from reckoner.reports.settings.form import form
from reckoner.reports.settings.typographer import Typeset
from reckoner.reports.settings.yaml import Settings

PICTURE = "missing-picture"
OPENING, CONTACT = "opening", "contact"
BoxKind = Literal["recommendations", "opening", "case study", "to be supplied", "gap", "contact"]


class PartEntry(Settings):
    """A part: what sections call it, its title, the line above it, the name of its colour.

    ``about`` says in a line what it holds, for the web's first page. With ``opener`` it begins with a page
    of its own, whose words a section with ``box: opening`` gives.
    """

    id: Annotated[str, form(r"[a-z][a-z0-9-]*", "one word of small letters, digits and -", "rural")]
    title: Typeset
    colour: str
    over: Typeset = ""
    about: Typeset = ""
    opener: bool = True


class KeyNumberEntry(Settings):
    """A number pulled out of the text: what it counts, and ``against`` what it is compared with.

    All three may hold placeholders; ``group`` heads those from it on. A date (``when``) may stand for
    the figure.
    """

    figure: str = ""
    when: Typeset = ""
    words: Typeset
    against: Typeset = ""
    group: Typeset = ""


class SupplyEntry(Settings):
    """What somebody has yet to bring, in words for the marked place."""

    portrait: Typeset = ""
    signature: Typeset = ""


class ReportFront(EditionFront):
    """Front matter of a report's ``edition.md``: ``published`` is the day on which it comes out, ``plan`` the
    table of the plan's priorities."""

    published: date | None = None
    parts: tuple[PartEntry, ...] = Field(min_length=1)
    plan: str | None = None
    glossary: dict[str, str] = Field(default_factory=dict)


def _entries(given: object) -> object:
    """A number alone stands for a priority that says nothing of its own."""
    each = given if isinstance(given, list | tuple) else [given]
    told = [entry if isinstance(entry, dict) else {"number": entry} for entry in each]
    return [{**entry, "number": str(entry.get("number", ""))} for entry in told]


class PriorityEntry(Settings):
    """A priority that an item answers, by its number; with a ``result`` and an ``outcome`` of its own."""

    number: str
    result: Typeset = ""
    outcome: Outcome | None = None


class ItemFront(SectionFront):
    """Front matter of a section of a report.

    The web's first page shows what has ``summary``. ``result`` says for the table of priorities what is known
    to have come of them, ``outcome`` whether that is measured, only reported, or only what was done; a
    priority may have both of its own.
    """

    box: BoxKind | None = None  # type: ignore[assignment]
    part: str | None = None
    priorities: Annotated[tuple[PriorityEntry, ...], BeforeValidator(_entries)] = ()
    result: Typeset = ""
    outcome: Outcome | None = None
    numbers: tuple[KeyNumberEntry, ...] = ()
    picture: PictureFront | None = None
    cards: str | None = None
    layout: Literal["text", "numbers"] = "text"
    summary: bool = False
    supply: SupplyEntry = SupplyEntry()
    glossary: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class ItemWords(SectionWords):
    """A section of a report as its editor wrote it."""

    front: ItemFront

    @property
    def is_gap(self) -> bool:
        """Whether it only marks the place of something that is still to come."""
        return self.front.box in ("gap", "to be supplied")


@dataclass(frozen=True)
class ReportWords(EditionWords):
    """All words of a report, its sections grouped by part, what opens a part first."""

    front: ReportFront
    sections: tuple[ItemWords, ...]

    @property
    def naming(self) -> tuple[str, ...]:
        """The texts whose placeholders name figures, charts and tables, and the tables named without them."""
        numbers = (number for section in self.sections for number in section.front.numbers)
        tables = (self.front.plan, *(section.front.cards for section in self.sections))
        shown = (f"{{{{ table {table} }}}}" for table in tables if table)
        return (
            *super().naming,
            *(section.front.result for section in self.sections),
            *(entry.result for section in self.sections for entry in section.front.priorities),
            *(text for number in numbers for text in (number.figure, number.words, number.against)),
            *shown,
        )


def read_report(house: Path, publication: str, key: str) -> ReportWords:
    """Read a report's words, with the faults in them. Raises InputError where edition.md can't be read."""
    words = gather_edition(house, publication, key, ReportFront, ItemFront)
    front, remarks = words.front, list(words.remarks)
    assert isinstance(front, ReportFront)
    sections = tuple(_item(section, remarks) for section in words.sections)
    order = {entry.id: number for number, entry in enumerate(front.parts)}

    def rank(section: ItemWords) -> tuple[int, bool]:
        return order.get(section.front.part or "", len(order)), section.front.box != OPENING

    return ReportWords(
        key=words.key,
        front=front,
        introduction=words.introduction,
        sections=tuple(sorted(sections, key=rank)),
        file=words.file,
        charts=words.charts,
        faults=words.faults,
        corrections=words.corrections,
        remarks=tuple(remarks),
    )


def _item(section: SectionWords, remarks: list[Finding]) -> ItemWords:
    assert isinstance(section.front, ItemFront)
    item = ItemWords(section.front, section.blocks, section.file)
    front = section.front.picture
    if front is None:
        return item
    where = section.file.front.place("picture")
    remarks += (Finding.of(fault, PICTURE) for fault in _unsaid(front, where))
    path = section.file.front.path.parent / PICTURES / front.file
    if not path.is_file():
        known = [other.name for other in path.parent.glob("*")]
        what = f"there is no picture {front.file!r} in {PICTURES}/"
        remarks.append(Finding.of(Fault(what, where, nearest(front.file, known)), PICTURE))
        return item
    try:
        is_drawing = path.suffix.lower() == ".svg"
        ready = read_drawing(path, where) if is_drawing else make_ready(path, where, WIDEST_IN_PRINT)
    except ReckonerError as problem:
        remarks += (Finding.of(fault, PICTURE) for fault in problem.faults)
        return item
    return replace(item, picture=as_picture(ready, front, path.stem), picture_path=path)


def _unsaid(front: PictureFront, where: Place) -> Iterator[Fault]:
    if not front.credit.strip():
        yield Fault(f"the picture {front.file} has no credit", where, "Say who made it.")
    if front.lacks_words:
        yield Fault(f"the picture {front.file} has no alt", where, "Say what it shows.")
