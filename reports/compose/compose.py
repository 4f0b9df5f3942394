"""Publication, modules and words put together into one frozen Document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from charts.draw import draw
from charts.look import Look
from charts.spec import ChartSpec
from reports.booklet import Booklet
from reports.compose.booklet import booklet_of
from reports.compose.chartdata import chart_table
from reports.compose.charts import compose_chart, edition_charts, source_line
from reports.compose.items import Items
from reports.compose.numbering import Numbering
from reports.compose.occasion import Occasion
from reports.compose.sourcebook import Cited, SourceBook
from reports.compose.stories import story_of
from reports.compose.tables import compose_table
from reports.compose.year import year_details
from reports.content.edition import EditionWords, SectionWords
from reports.content.report import ItemWords, ReportWords
from reports.content.resolve import Resolver
from reports.document import (
    ChartSlot,
    Cover,
    Document,
    DocumentBlock,
    Imprint,
    NumberedParagraph,
    Section,
)
from reports.errors import Fault, InputError, ReckonerError, nearest
from reports.figures.printed import plain, printed_in
from reports.figures.wording import Wording
from reports.modules.library import Library
from reports.periods.period import Period
from reports.prose import Block, Paragraph, Slot, Subheading, figures_in
from reports.settings.office import Office, OfficeSettings
from reports.settings.publication import Publication

_PHONE_MM = 100.0  # up to here a chart is read on a phone as it is
_TILE_MM = 46.0  # three of them stand side by side in a mail


def compose(
    publication: Publication,
    words: EditionWords,
    library: Library,
    office: OfficeSettings,
    occasion: Occasion,
    wording: Wording,
    look: Look,
) -> Document:
    """The finished document. Every fault in words and declarations is gathered. Raises InputError."""
    composer = _Composer(publication, words, library, occasion, wording, look)
    introduction = tuple(composer.blocks(words.introduction))
    sections = tuple(composer.section(section) for section in words.sections)
    booklet = composer.booklet(sections)
    if composer.all_faults:
        raise InputError.of(composer.all_faults)
    dated = (words.front.published if isinstance(words, ReportWords) else None) or occasion.dated
    publisher = office.on(dated)
    details = occasion.details or year_details(occasion, office, dated, wording)
    return Document(
        publication=publication.name,
        edition=words.key,
        language=office.language,
        cover=Cover(occasion.marking, words.front.title, words.front.subtitle, details),
        introduction=introduction,
        sections=sections,
        sources=composer.book.sources(),
        imprint=_imprint(publisher, office.imprint),
        twin=f"{office.twins}{publication.name}/{words.key}/",
        dated=dated,
        author=publisher.name,
        subject=publication.subject,
        booklet=booklet,
    )


def _imprint(office: Office, statement: str) -> Imprint:
    contacts = office.contacts
    return Imprint(
        office.name, office.address, contacts.email, contacts.telephone, contacts.website, statement
    )


class _Composer:
    """Walks the words once, in reading order, handing out numbers and noting sources."""

    def __init__(
        self,
        publication: Publication,
        words: EditionWords,
        library: Library,
        occasion: Occasion,
        wording: Wording,
        look: Look,
    ) -> None:
        self.library, self.wording, self.look = library, wording, look
        self.periods: Mapping[str, Period] = words.front.periods
        self.resolver = Resolver(library.catalogue, wording, self.periods, occasion.dates)
        self.numbering = Numbering(wording.language, publication.numbered)
        self.book = SourceBook({origin: _cited(library, origin) for origin in library.origins}, wording)
        self.charts = {**library.charts, **edition_charts(words)}
        self.faults: list[Fault] = list(words.faults)
        self.items: Items | None = None
        if isinstance(words, ReportWords):
            self.items = Items(words, library, self.resolver, self.book, self.faults)
        self.colours = publication.colours

    @property
    def all_faults(self) -> list[Fault]:
        return [*self.faults, *self.resolver.faults]

    def section(self, section: SectionWords) -> Section:
        number = self.numbering.next_section()
        self.resolver.periods = {**self.periods, **section.front.periods}
        title = self.resolver.sentence(section.front.title, section.file.front.place("title"))
        self.numbering.called = plain(title)
        source = self.book.mark(
            printed_in(title), self.numbering.section_label or plain(title), section.anchor
        )
        blocks = tuple(self.blocks(section.blocks))
        box, story = section.front.box or "", story_of(section, self.wording)
        item = self.items.item(section) if self.items and isinstance(section, ItemWords) else None
        return Section(number, section.anchor, title, blocks, box, source, story, item)

    def booklet(self, sections: tuple[Section, ...]) -> Booklet | None:
        """What a report in parts has beside its sections."""
        return booklet_of(self.items, self.colours, sections) if self.items else None

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[DocumentBlock]:
        for block in blocks:
            if isinstance(block, Slot):
                yield from self.slot(block)
                continue
            resolved = self.resolver.block(block)
            if isinstance(resolved, Subheading):
                yield self.subheading(resolved)
            else:
                yield self.paragraph(resolved)

    def subheading(self, block: Subheading) -> Subheading:
        if figures_in(block):
            what = "a subheading can't carry a figure: it has no number that its source could point to"
            self.faults.append(Fault(what, block.where, "Put the figure into the text below."))
        return block

    def paragraph(self, block: Block) -> NumberedParagraph:
        assert not isinstance(block, Slot | Subheading)
        starts = isinstance(block, Paragraph)
        number, label, anchor = self.numbering.next_paragraph() if starts else self.numbering.continued()
        source = self.book.mark(figures_in(block), self.numbering.mention, anchor)
        return NumberedParagraph(number, label, anchor, block, source)

    def slot(self, slot: Slot) -> Iterator[DocumentBlock]:
        known = self.charts if slot.kind == "chart" else self.library.tables
        if slot.name not in known:
            self.faults.append(
                Fault(f"there is no {slot.kind} {slot.name!r}", slot.where, nearest(slot.name, known))
            )
            return
        try:
            if slot.kind == "table":
                label = self.numbering.label("table")
                yield compose_table(self.library.tables[slot.name], self.wording, self.book, label)
            else:
                yield self.chart(slot.name)
        except ReckonerError as problem:
            self.faults.extend(problem.faults)

    def chart(self, name: str) -> ChartSlot:
        loaded = self.charts[name]
        spec = compose_chart(loaded, self.resolver, source_line(self.library, loaded))
        if spec.kind == "tile":
            return self.tile(spec)
        drawing = draw(spec, self.look, self.wording)
        is_wide = self.look.width_mm > _PHONE_MM
        narrow = draw(spec, self.look.narrow(), self.wording) if is_wide else None
        label = self.numbering.label("chart")
        figures = [*(part for part in spec.title if not isinstance(part, str)), *drawing.labels]
        source = self.book.mark(figures, label, f"chart-{spec.name}")
        return ChartSlot(spec, drawing, source, label, narrow, chart_table(spec, label, self.wording))

    def tile(self, spec: ChartSpec) -> ChartSlot:
        """A key figure: its title is what stands above the number, so it needs no number of its own."""
        title = plain(spec.title)
        spec = replace(spec, subtitle=title, series=tuple(replace(s, name=title) for s in spec.series))
        drawing = draw(spec, self.look.narrow(_TILE_MM), self.wording)
        anchor = f"chart-{spec.name}"
        return ChartSlot(spec, drawing, self.book.mark(drawing.labels, title, anchor), title)


def _cited(library: Library, origin: str) -> Cited:
    found = library.origins[origin]
    return Cited(found.topic, found.origin.citation, found.origin.notes, found.origin.address or "")
