"""A finished document before ink: frozen, every number in it a printed figure.

The only noun that composing, rendering and checking share. Text in it has been worded and numbered;
renderers decide how it looks, and may not add, drop or reword anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import groupby
from typing import Any, Literal, TypeVar

from reckoner.charts.drawing import Drawing
from reckoner.charts.spec import ChartSpec
from reckoner.reports.figures.ledger import Entry
from reckoner.reports.figures.printed import Printed, Sentence, plain, printed_in, unparted
from reckoner.reports.findings import Finding
from reckoner.reports.picture import Picture
from reckoner.reports.prose import Grid, ItemList, Paragraph, Quotation, Subheading, figures_in


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: text or a figure. ``heads`` says what it is a header of, if anything.

    ``columns`` and ``rows`` are how many of each it spans. ``picture`` is a small line (SVG) before the
    words, which tell its ends; it is called ``alt``. The last ``below`` parts of its content stand smaller
    on a line of their own; ``tone`` says whether they are good news.
    """

    content: Sentence
    heads: Literal["", "col", "row", "colgroup", "rowgroup"] = ""
    columns: int = 1
    rows: int = 1
    align: Literal["start", "end"] = "start"
    picture: bytes = b""
    alt: str = ""
    below: int = 0
    tone: Literal["", "good", "bad"] = ""

    @property
    def first(self) -> Sentence:
        """What stands on its first line."""
        return self.content[: len(self.content) - self.below]

    @property
    def second(self) -> Sentence:
        """What stands below that, if anything."""
        return self.content[len(self.content) - self.below :]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; ``header`` rows stand above ``body`` rows. ``data`` is its CSV."""

    name: str
    caption: Sentence
    header: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    source: SourceMark
    notes: tuple[Sentence, ...] = ()
    data: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class ChartSlot:
    """A chart in its place, drawn for the page's measure and, for a phone, ``narrow``.

    ``table`` has its values for those who would rather read than look; a key figure needs none.
    """

    spec: ChartSpec
    drawing: Drawing
    source: SourceMark
    label: str = ""
    narrow: Drawing | None = None
    table: Table | None = None

    @property
    def alt(self) -> str:
        """The alt text as plain words."""
        return plain(self.drawing.alt)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number that stands out, as live text: ``label`` says what it counts, ``when`` its period.

    ``before`` is the earlier value, ``move`` how it moved since, ``way`` where an arrow points. ``picture``
    is a small line (SVG) called ``alt``, where there are values enough, and ``span`` says from when to when
    it runs. ``before_source`` is what ``before`` alone rests on.
    """

    name: str
    label: str
    figure: Sentence
    when: str
    before: Sentence = ()
    move: Sentence = ()
    way: Literal["", "up", "down", "same"] = ""
    picture: bytes = b""
    alt: str = ""
    span: str = ""
    source: SourceMark = field(default_factory=lambda: SourceMark())
    before_source: SourceMark = field(default_factory=lambda: SourceMark())

    @property
    def own_source(self) -> SourceMark:
        """What ``figure`` rests on."""
        return self.source.without(self.before_source)


@dataclass(eq=False, slots=True)
class SourceNumber:
    """The number of a source in the list at the end: known once every source of the document is."""

    value: int = 0


@dataclass(frozen=True, slots=True)
class SourceMark:
    """The numbers of the sources that something rests on, as they are listed at the end."""

    numbers: tuple[SourceNumber, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The numbers as they are printed, the smallest first."""
        return tuple(map(str, sorted(number.value for number in self.numbers)))

    def without(self, other: SourceMark) -> SourceMark:
        """Those that the other has not."""
        return SourceMark(tuple(number for number in self.numbers if number not in other.numbers))


@dataclass(frozen=True, slots=True)
class NumberedParagraph:
    """A paragraph with its number and its sources.

    ``number`` is printed ("2.3"; empty for a list that goes on from the paragraph before it, and where
    the publication numbers none). ``label`` is what the ledger calls the place, ``anchor`` the
    place in the page. ``marks`` are those of each entry of a list whose entries rest on different sources.
    """

    number: str
    label: str
    anchor: str
    block: Paragraph | ItemList | Quotation | Grid
    source: SourceMark
    marks: tuple[SourceMark, ...] = ()


Extended = TypeVar("Extended")
DocumentBlock = NumberedParagraph | Subheading | Table | ChartSlot | KeyFigure


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its number where sections have one, its heading with its sources, its blocks.

    ``group`` is the heading above it that it shares with its neighbours, if there is one.

    A kind of publication whose sections hold more has a class of its own for them, which overrides these
    properties.
    """

    number: str
    anchor: str
    title: Sentence
    blocks: tuple[DocumentBlock, ...]
    box: str = ""
    source: SourceMark = SourceMark()
    group: str = ""

    @property
    def picture(self) -> Picture | None:
        """Its picture, if it has one."""
        return None

    @property
    def key_numbers(self) -> tuple[tuple[Sentence, ...], ...]:
        """Numbers pulled out of the text: each figure, what it counts, and what it is compared with."""
        return ()

    @property
    def marks(self) -> tuple[SourceMark, ...]:
        """The sources of its heading, then those of each block that may have some."""
        return (self.source, *(block.source for block in self.blocks if not isinstance(block, Subheading)))

    def entries(self) -> Iterator[Entry]:
        """Its printed figures, each with the place where it stands."""
        name = plain(self.title)
        heading = f"heading of section {self.number}" if self.number else f"heading, {name}"
        yield from _entries(heading, printed_in(self.title))
        for number in self.key_numbers:
            said = tuple(printed for part in number for printed in printed_in(part))
            yield from _entries(f"key number, {name}", said)
        for block in self.blocks:
            yield from block_entries(block)


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that share a heading, in order; those that stand alone have none above them."""

    title: str
    sections: tuple[Section, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Working:
    """How figures came about: the figures that share a formula, then the formula with its inputs.

    Where there are ``many``, their formula says what they are and they are not listed.
    """

    figures: tuple[Printed, ...]
    formula: Sentence
    many: bool = False

    @property
    def listed(self) -> tuple[Printed, ...]:
        """The figures that stand before their formula."""
        return () if self.many else self.figures

    @property
    def is_ours(self) -> bool:
        """Whether any of the figures was calculated here: the others are as published."""
        return any(not printed.figure.published for printed in self.figures)


@dataclass(frozen=True, slots=True)
class Source:
    """One source, as "Where our numbers come from" lists it, with the places that rest on it.

    ``topic`` is what its figures are about, ``notes`` what a reader should know of them. ``workings`` explain
    the figures computed from it. Sources of one ``publication`` are listed together; ``part`` is which part
    of it this one is. ``website`` is that of the body that issued it.
    """

    number: str
    topic: str
    citation: str
    notes: tuple[str, ...]
    address: str
    places: tuple[Mention, ...]
    workings: tuple[Working, ...]
    publication: str = ""
    part: str = ""
    website: str = ""

    @property
    def anchor(self) -> str:
        """Its place in the page."""
        return f"source-{self.number}"

    @property
    def calculations(self) -> tuple[Working, ...]:
        """The workings of figures that were calculated here."""
        return tuple(working for working in self.workings if working.is_ours)


@dataclass(frozen=True, slots=True)
class Publication:
    """What sources are parts of, as it is cited, and these, in the order of their numbers, with what is to be
    known of all of them and of no others. ``website`` is that of the body, at its first publication."""

    name: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()
    website: str = ""

    @property
    def site(self) -> str:
        """The website as readers know it."""
        return self.website.partition("://")[2].removesuffix("/")


@dataclass(frozen=True, slots=True)
class SharedNote:
    """What readers should know of several sources, said once above their list."""

    text: str
    source: SourceMark


_PARAGRAPH = re.compile(r"(?<!\S)\d+(?:\.\d+)+$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that prints figures: its words for the list, and its anchor."""

    label: str
    anchor: str

    @property
    def number(self) -> str:
        """The number of a paragraph, which tells readers of a list enough: "1.1"; empty for other places."""
        found = _PARAGRAPH.search(self.label)
        return found[0] if found else ""

    @property
    def kind(self) -> str:
        """What stands before that number."""
        return self.label.removesuffix(self.number) if self.number else ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who publishes (the office, unless a ``publisher`` is named), and what kind of document this is."""

    office: str
    address: tuple[str, ...]
    email: str
    telephone: str
    website: str
    statement: str
    notice: str = ""
    publisher: str = ""

    @property
    def dials(self) -> str:
        """The address that rings its telephone, if that is a number."""
        number = re.sub(r"[\s()-]", "", self.telephone)
        return f"tel:{number}" if re.fullmatch(r"\+?[0-9]+", number) else ""

    @property
    def issuer(self) -> str:
        """Who publishes, by name alone, as it stands within a sentence."""
        return self.publisher or self.office

    @property
    def by(self) -> str:
        """The same where it begins one."""
        return self.publisher[:1].upper() + self.publisher[1:] or self.office

    def published(self, postal: str = "") -> tuple[tuple[str, str], ...]:
        """Who publishes, and where the office is if that is somebody else: the name of a word, and the text.

        ``postal`` is the address that a mail gives instead of the office's own.
        """
        office = postal or ", ".join((self.office, *map(unparted, self.address)))
        if not self.publisher:
            return (("published_by", office),)
        return (("published_by", self.publisher), ("office", office))


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands at the top of the first page: label and text pairs such as "Meeting", a date."""

    marking: str
    title: str
    subtitle: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A place that something leads to: its words and its anchor."""

    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """A table that tells where things are. A cell of a row says something, or leads somewhere."""

    name: str
    rows: tuple[tuple[str | tuple[Goal, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """What was put right since a delivered draft; ``changes`` are figures as printed, old and new."""

    anchor: str
    heading: str
    reason: str
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """The whole document. ``dated`` is the edition's own date, never the day of the build; ``remarks`` are
    for whoever reads the draft, and are printed nowhere. ``web_address`` is empty where there is none.

    ``source_notes`` hold for several sources; ``held`` names its meeting and the day, for whoever cites it.
    ``remarks`` are what composing found: figures that are missing, still to come, or old.

    A kind of publication that has more to a document than this has a class of its own for it.
    """

    publication: str
    edition: str
    language: str
    cover: Cover
    introduction: tuple[DocumentBlock, ...]
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    imprint: Imprint
    web_address: str
    dated: date
    author: str
    subject: str
    corrections: tuple[CorrectionNote, ...] = ()
    remarks: tuple[Finding, ...] = ()
    source_notes: tuple[SharedNote, ...] = ()
    held: str = ""

    @property
    def title(self) -> str:
        """The title as a reader's window shows it."""
        return self.cover.title

    def topic_of(self, label: str) -> str:
        """What the source of that number is about."""
        return next((source.topic for source in self.sources if source.number == label), "")

    def sources_of(self, *marks: SourceMark) -> tuple[Source, ...]:
        """What some marks lead to, in the order of the list."""
        wanted = {label for mark in marks for label in mark.labels}
        return tuple(source for source in self.sources if source.number in wanted)

    def cited(self, mark: SourceMark) -> str:
        """The sources of a mark in words, each once."""
        return "; ".join(dict.fromkeys(source.citation for source in self.sources_of(mark)))

    def places_of(self, source: Source) -> tuple[Mention, ...]:
        """Where a source is used, as its list says it."""
        return source.places

    def workings_of(self, source: Source) -> tuple[Working, ...]:
        """How its figures were computed, as its list says it."""
        return source.workings

    @property
    def unlinked(self) -> Literal["", "all", "some"]:
        """How many sources in its list have no address."""
        without = [not source.address for source in self.sources]
        return "" if not any(without) else "all" if all(without) else "some"

    @property
    def names_websites(self) -> bool:
        """Whether its list of sources says where a body that issued one is found."""
        return any(source.website for source in self.sources)

    @property
    def shows_workings(self) -> bool:
        """Whether its list of sources says how a figure was calculated."""
        return any(self.workings_of(source) for source in self.sources)

    @property
    def documents(self) -> tuple[Document, ...]:
        """Itself, and the documents that belong to it."""
        return (self,)

    @property
    def openings(self) -> tuple[str, ...]:
        """The anchors of what begins on a page of its own: the page before may end where it likes."""
        return ()

    @property
    def publications(self) -> tuple[Publication, ...]:
        """The sources by the publication that they are parts of, in the order in which each is first used."""
        held: dict[str, list[Source]] = {}
        for source in self.sources:
            held.setdefault(source.publication or source.citation, []).append(source)
        first = {found[0].website: name for name, found in reversed(held.items())}
        return tuple(
            self._publication(name, tuple(found), is_first=first[found[0].website] == name)
            for name, found in held.items()
        )

    def _publication(self, name: str, sources: tuple[Source, ...], *, is_first: bool) -> Publication:
        labels = tuple(source.number for source in sources)
        notes = tuple(note.text for note in self.source_notes if note.source.labels == labels)
        return Publication(name, sources, notes, sources[0].website if is_first else "")

    @property
    def wider_notes(self) -> tuple[SharedNote, ...]:
        """The notes that hold for several sources, but not for just those of one publication."""
        told = {note for publication in self.publications for note in publication.notes}
        return tuple(note for note in self.source_notes if note.text not in told)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The sections by the heading that they share with their neighbours."""
        runs = [(title, tuple(found)) for title, found in groupby(self.sections, lambda each: each.group)]
        return tuple(Group(title, found, f"group-{number}") for number, (title, found) in enumerate(runs, 1))

    def blocks(self) -> Iterator[DocumentBlock]:
        """Every block in reading order."""
        yield from self.introduction
        for section in self.sections:
            yield from section.blocks

    def charts(self) -> tuple[ChartSlot, ...]:
        """The charts in order."""
        return tuple(block for block in self.blocks() if isinstance(block, ChartSlot))

    def pictures(self) -> tuple[Picture, ...]:
        """The pictures of its sections, in order."""
        return tuple(section.picture for section in self.sections if section.picture)

    @property
    def credits(self) -> tuple[str, ...]:
        """Who made its pictures, each once."""
        return tuple(dict.fromkeys(picture.credit for picture in self.pictures() if picture.credit))

    def references(self) -> tuple[ReferenceTable, ...]:
        """The tables at its end that tell where things are, in order."""
        return ()

    def tables(self) -> tuple[Table, ...]:
        """The tables in order."""
        return tuple(block for block in self.blocks() if isinstance(block, Table))

    def table_files(self) -> dict[str, str]:
        """The data of its tables as CSV, by the files' names."""
        return {table.name: table.data for table in self.tables()}

    def data_name(self, _grid: Grid) -> str:
        """The name of the file with the data of a table in its words; none where it isn't offered."""
        return ""

    def entries(self) -> Iterator[Entry]:
        """Every printed figure with the place where it stands, in reading order."""
        for block in self.introduction:
            yield from block_entries(block)
        for section in self.sections:
            yield from section.entries()
        for source in self.sources:
            for working in self.workings_of(source):
                place = f"source {source.number}, working"
                yield from _entries(place, (*working.listed, *printed_in(working.formula)))


def block_entries(block: DocumentBlock) -> Iterator[Entry]:
    """The printed figures of one block."""
    match block:
        case NumberedParagraph():
            yield from _entries(block.label, figures_in(block.block))
        case Subheading():
            yield from _entries("subheading", figures_in(block))
        case Table():
            own = f"table {block.name}", block.label
            yield from _entries(own, printed_in(block.caption), ", caption")
            for row in (*block.header, *block.body):
                for cell in row:
                    yield from _entries(own, printed_in(cell.content))
            for note in block.notes:
                yield from _entries(own, printed_in(note), ", note")
        case KeyFigure():
            for words in (block.figure, block.before, block.move):
                yield from _entries(
                    (f"key figure {block.name}", f"key figure: {block.label}"), printed_in(words)
                )
        case ChartSlot():
            own = f"chart {block.spec.name}", block.label
            yield from _entries(own, printed_in(block.spec.title), ", title")
            yield from _entries(own, block.drawing.labels)
            yield from _entries(own, printed_in(block.drawing.alt), ", alt text")
            yield from data_entries(block)


def data_entries(slot: ChartSlot) -> Iterator[Entry]:
    """The printed figures of what a web page has below a chart: its longer description and its values."""
    own = f"chart {slot.spec.name}", slot.label
    yield from _entries(own, printed_in(slot.drawing.description), ", description")
    for row in slot.table.body if slot.table else ():
        for cell in row:
            yield from _entries(own, printed_in(cell.content), ", data")


def _entries(place: str | tuple[str, str], figures: tuple[Printed, ...], part: str = "") -> Iterator[Entry]:
    """A figure's place is its exhibit's name, beside it the label that readers know the exhibit by."""
    name, label = (place, "") if isinstance(place, str) else place
    shown = label and f"{label}{part}"
    return (Entry(f"{name}{part}", figure, shown) for figure in figures)


def extended(base: object, form: type[Extended], **more: Any) -> Extended:
    """A document or a section as one of a kind's own class, which has ``more``."""
    return form(**{each.name: getattr(base, each.name) for each in fields(base)}, **more)  # type: ignore[arg-type]
