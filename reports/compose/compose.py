"""Publication, modules and words put together into one frozen Document."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Generic, TypeVar

from reckoner.charts.look import Look
from reckoner.charts.spec import ChartSpec
from reckoner.reports.compose import exhibits
from reckoner.reports.compose import followed as follow
from reckoner.reports.compose.chartdata import chart_table, table_exhibit
from reckoner.reports.compose.charts import (
    compose_chart,
    draw_chart,
    edition_charts,
    edition_performance,
    source_line,
)
from reckoner.reports.compose.freshness import ACCEPTED, OLD_EDITION, Freshness, is_long_ago, period_of
from reckoner.reports.compose.keyfigures import alike, key_figure
from reckoner.reports.compose.numbering import Numbering
from reckoner.reports.compose.performance import Performance
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.compose.sourcebook import Cited, SourceBook
from reckoner.reports.compose.tables import compose_table
from reckoner.reports.compose.task import Task
from reckoner.reports.compose.year import year_details
from reckoner.reports.content.edition import EditionWords, SectionWords
from reckoner.reports.document import (
    ChartSlot,
    Cover,
    Document,
    DocumentBlock,
    Imprint,
    KeyFigure,
    NumberedParagraph,
    Section,
    SourceMark,
    Table,
)
from reckoner.reports.errors import Fault, InputError, Place, ReckonerError, nearest
from reckoner.reports.figures.measure import Measure
from reckoner.reports.figures.printed import Gap, plain, printed_in
from reckoner.reports.figures.typographer import typographic_sentence
from reckoner.reports.findings import Finding
from reckoner.reports.modules.library import KnownOrigin
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import Block, Grid, ItemList, Paragraph, Slot, Subheading, figures_in, words_in
from reckoner.reports.settings.office import Office, OfficeSettings

MISSING, MISPLACED = "missing-figure", "misplaced-words"
Form = TypeVar("Form", bound=Document)
Part = TypeVar("Part", bound=Section)
_PHONE_MM = 90.0  # up to here a chart is read on a phone as it is


def compose(task: Task, words: EditionWords, look: Look | None = None) -> Document:
    """The finished document. Every fault in words and declarations is gathered. Raises InputError."""
    return PlainComposer(task, words, Document, look).document()


class Composer(ABC, Generic[Form, Part]):
    """Walks the words once, in reading order, handing out numbers and noting sources.

    A kind of publication that has more to a document overrides ``sections`` and ``more``.
    """

    rests_on_said: tuple[type, ...] = (Grid,)
    """What rests on the ``source`` of its section where it has no figure."""

    def __init__(
        self, task: Task, words: EditionWords, form: Callable[..., Form], look: Look | None = None
    ) -> None:
        self.task, self.words, self.form, self.look = task, words, form, look or task.look
        self.library, self.wording = task.library, task.wording
        self.periods: Mapping[str, Period] = words.front.periods
        names = task.office.on(self.dated).names
        self.freshness = Freshness(self.library.catalogue, self.wording, task.occasion.interval)
        self.resolver = Resolver(
            self.library.catalogue,
            self.wording,
            self.periods,
            task.occasion.dates,
            names,
            freshness=self.freshness,
            people=[person.id for person in task.office.people],
        )
        self.remarks: list[Finding] = []
        self.within({}, {})
        self.numbering = Numbering(self.wording.language, task.publication.numbered)
        known, sites = self.library.origins, task.office.websites
        origins = {name: _cited(found, self.dated, sites) for name, found in known.items()}
        self.book = SourceBook(origins, self.wording)
        self.charts = {**self.library.charts, **edition_charts(words)}
        self.performance = edition_performance(words)
        self.faults: list[Fault] = []
        self.said_by: tuple[Cited, ...] = ()

    def document(self) -> Form:
        """The finished document. Raises InputError with every fault."""
        task, front = self.task, self.words.front
        introduction = tuple(alike(self.blocks(self.words.introduction)))
        for block in introduction:
            self.look_at(block)
        sections = self.sections()
        more = self.more(sections)
        if self.words.faults:
            raise InputError.of([*self.words.faults, *self.faults, *self.resolver.faults])
        publisher = task.office.on(self.dated)
        details = task.occasion.details or year_details(task.occasion, task.office, self.dated, self.wording)
        own = [(name, said) for name, said in front.details.items() if said.strip()]  # no empty fields
        return self.form(
            publication=task.publication.name,
            edition=self.words.key,
            language=task.office.language,
            cover=Cover(task.occasion.marking, front.title, front.subtitle, (*details, *own)),
            introduction=introduction,
            sections=sections,
            sources=self.book.sources(),
            source_notes=self.book.shared_notes(),
            imprint=_imprint(publisher, task.office),
            web_address=self.address,
            dated=self.dated,
            author=task.office.publisher or publisher.name,
            subject=task.publication.subject,
            remarks=tuple(self.found()),
            **more,
        )

    @property
    def dated(self) -> date:
        """The document's own date."""
        return self.task.occasion.dated

    @property
    def address(self) -> str:
        """Where its web version will stand; nothing where its publication makes none."""
        if "html" not in self.task.publication.outputs:
            return ""
        return f"{self.task.office.web_versions}{self.task.publication.name}/{self.words.key}/"

    @abstractmethod
    def sections(self) -> tuple[Part, ...]:
        """The sections, in order."""

    def more(self, sections: tuple[Part, ...]) -> Mapping[str, Any]:  # noqa: ARG002  # for those that do
        """What the kind's own document has more, by field."""
        return {}

    def found(self) -> Iterator[Finding]:
        """What composing found: figures missing, still to come or old, and what could not be placed."""
        yield from self.resolver.to_come
        yield from dict.fromkeys(self.resolver.remarks)
        yield from (Finding.of(fault, MISSING) for fault in self.resolver.faults)
        yield from (Finding.of(fault, MISPLACED) for fault in self.faults)
        yield from self.remarks
        yield from self.old_edition()
        if self.task.followed:
            yield from follow.overdue(self.task.followed)
        yield from self.unused()

    def old_edition(self) -> Iterator[Finding]:
        """A meeting's edition whose newest period ended long before it: then all its figures are old."""
        own, occasion = self.own_period(self.periods), self.task.occasion
        if own and self.periods and not occasion.own and is_long_ago(own, occasion):
            days = (occasion.dated - own.last).days
            what = f"the edition's newest period, {own}, ended {days} days before its own day"
            todo = "Move `periods:` on, or say in the words why there are no newer figures."
            yield Finding(
                "warning", OLD_EDITION, what, str(self.words.file.front.place("periods")), todo=todo
            )

    def unused(self) -> Iterator[Finding]:
        """What is accepted as old and isn't."""
        listed = [(self.words.file, self.words.front.accept_old)]
        listed += [(section.file, section.front.accept_old) for section in self.printed_whole()]
        for file, accepted in listed:
            for name in sorted(accepted.keys() - self.freshness.used):
                what = f"accept_old lists {name}, of which nothing here is old"
                where = str(file.front.place("accept_old", name))
                yield Finding("warning", ACCEPTED, what, where, todo="Remove the entry.")

    def printed_whole(self) -> Iterable[SectionWords]:
        """The sections of which everything is in the document."""
        return self.words.sections

    def within(self, periods: Mapping[str, Period], accepted: Mapping[str, str]) -> None:
        """From here on these periods and acceptances of a section go before the edition's."""
        self.resolver.periods = {**self.periods, **periods}
        self.freshness.own = self.own_period(self.resolver.periods)
        self.freshness.accepted = {**self.words.front.accept_old, **accepted}

    def own_period(self, periods: Mapping[str, Period]) -> Period | None:
        """The edition's own latest period."""
        return period_of(self.task.occasion, periods)

    def section(self, section: SectionWords) -> Section:
        number = self.numbering.next_section()
        self.within(section.front.periods, section.front.accept_old)
        title = self.resolver.sentence(section.front.title, section.file.front.place("title"))
        self.numbering.called = plain(title)
        source = self.book.mark(
            printed_in(title), self.numbering.section_label or plain(title), section.anchor
        )
        self.said_by = self.stated(section)
        blocks = tuple(alike(self.blocks(section.blocks)))
        self.remarks += self.freshness.find(
            printed_in(title), plain(title), section.file.front.place("title")
        )
        for block in blocks:
            self.look_at(block, plain(title))
        self.remarks += exhibits.find(blocks, plain(title))
        front = section.front
        return Section(number, section.anchor, title, blocks, front.box or "", source, front.group)

    def look_at(self, block: DocumentBlock, around: str = "") -> None:
        """Hold a paragraph's figures against the edition's period; ``around`` is the heading above it."""
        if isinstance(block, NumberedParagraph):
            inner = block.block
            text = f"{around} {words_in(inner)}"
            self.remarks += self.freshness.find(figures_in(inner), text, inner.where)

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[DocumentBlock]:
        before: DocumentBlock | None = None
        for block in blocks:
            if isinstance(block, Slot):
                for before in self.slot(block):
                    yield before
                continue
            resolved = self.resolver.block(block)
            if isinstance(resolved, Subheading):
                before = self.subheading(resolved)
            else:
                before = _led(self.paragraph(resolved), before)
            yield before

    def subheading(self, block: Subheading) -> Subheading:
        if figures_in(block):
            what = "a subheading can't carry a figure: it has no number that its source could point to"
            self.faults.append(Fault(what, block.where, "Put the figure into the text below."))
        return block

    def paragraph(self, block: Block) -> NumberedParagraph:
        assert not isinstance(block, Slot | Subheading)
        starts = isinstance(block, Paragraph)
        number, label, anchor = self.numbering.next_paragraph() if starts else self.numbering.continued()
        mention = self.numbering.mention
        if isinstance(block, Grid):
            block = replace(block, label=self.numbering.label("table"))
            mention = block.label or mention
        source = self.book.mark(figures_in(block), mention, anchor)
        if isinstance(block, self.rests_on_said) and not source.numbers:
            source = self.book.cite(self.said_by, mention, anchor)
        marks = self.marks(block, anchor) if isinstance(block, ItemList) else ()
        return NumberedParagraph(number, label, anchor, block, source, marks)

    def stated(self, section: SectionWords) -> tuple[Cited, ...]:
        """The sources that a section names for what it says without a figure."""
        known = self.book.cited
        for name in section.front.source:
            if name not in known:
                where = section.file.front.place("source")
                self.faults.append(Fault(f"there is no origin {name!r}", where, nearest(name, known)))
        return tuple(known[name] for name in section.front.source if name in known)

    def marks(self, block: ItemList, anchor: str) -> tuple[SourceMark, ...]:
        """The sources of each entry of a list; none where those that have some all have the same."""
        figures = [[each for part in item for each in figures_in(part)] for item in block.items]
        marks = tuple(self.book.mark(found, self.numbering.mention, anchor) for found in figures)
        return marks if len({mark.numbers for mark in marks if mark.numbers}) > 1 else ()

    def slot(self, slot: Slot) -> Iterator[DocumentBlock]:
        known = self.charts if slot.kind == "chart" else {**self.charts, **self.tables}
        if slot.name not in known:
            self.faults.append(
                Fault(f"there is no {slot.kind} {slot.name!r}", slot.where, nearest(slot.name, known))
            )
            yield self.hole(slot)
            return
        try:
            yield self.table(slot.name) if slot.kind == "table" else self.chart(slot.name)
        except ReckonerError as problem:
            self.faults.extend(problem.faults)
            yield self.hole(slot)

    @property
    def tables(self) -> Mapping[str, object]:
        """The tables that words may show, by name."""
        own = {follow.NAME: self.task.followed} if self.task.followed else {}
        return {**self.library.tables, **self.performance, **own}

    def table(self, name: str) -> Table:
        """What earlier meetings asked for, a performance table, a module's table, or a chart's values in the
        place of its picture."""
        if name == follow.NAME and self.task.followed:
            writer = follow.ActionsTable(self.task.followed, self.resolver, self.book, self.task.office)
            return writer.table(self.numbering.label("table"))
        label = self.numbering.label("table")
        if name in self.performance:
            performance = Performance(self.resolver, self.book, self.look)
            return performance.table(self.performance[name], label)
        if name in self.library.tables:
            loaded = self.library.tables[name]
            return compose_table(loaded, self.wording, self.book, label, self.freshness.own)
        return table_exhibit(self.spec(name), label, self.wording, self.book)

    def hole(self, slot: Slot) -> NumberedParagraph:
        """The mark in the place of a chart or a table that isn't there."""
        gap = Gap(self.wording.language.say("document.no_figure", what=f"{slot.kind} {slot.name}"))
        return self.paragraph(Paragraph((gap,), slot.where))

    def spec(self, name: str) -> ChartSpec:
        """What a declared chart shows; its figures are held against the edition's period."""
        spec = self.unread_spec(name)
        self.look_at_chart(spec, self.charts[name].place)
        return spec

    def unread_spec(self, name: str) -> ChartSpec:
        """The same, before anything is held against the edition's period."""
        loaded = self.charts[name]
        return compose_chart(loaded, self.resolver, source_line(self.library, loaded))

    def first_measure(self, name: str) -> Measure | None:
        """The measure that a chart shows first; None where it shows facts."""
        named = self.charts[name].declaration.measures
        return self.library.catalogue.measure(named[0]) if named else None

    def chart(self, name: str) -> ChartSlot | KeyFigure:
        loaded, spec = self.charts[name], self.spec(name)
        if spec.kind == "tile":
            measure = self.first_measure(name)
            remark = self.resolver.sentence("; ".join(loaded.declaration.notes), loaded.place)
            remark = typographic_sentence(remark)
            return key_figure(spec, measure, self.wording, self.look, self.book, remark, self.moved)
        label = self.numbering.label("chart")
        spec = replace(spec, label=label, notice=self.task.office.notice)
        drawing = draw_chart(loaded, spec, self.look, self.wording)
        is_wide = self.look.width_mm > _PHONE_MM
        narrow = draw_chart(loaded, spec, self.look.narrow(), self.wording) if is_wide else None
        figures = [*printed_in(spec.title), *drawing.labels]
        named = [each for each in (loaded.declaration.source,) if each in self.library.origins]
        source = self.book.mark(figures, label, f"chart-{spec.name}", named)
        return ChartSlot(spec, drawing, source, label, narrow, chart_table(spec, label, self.wording))

    @property
    def moved(self) -> bool:
        """Whether key figures say which way they went."""
        return True

    def look_at_chart(self, spec: ChartSpec, where: Place) -> None:
        """A chart over time says its periods below it; one of a single period has to name an old one."""
        points = [point for series in spec.series for point in series.points if point.figure]
        is_headline = spec.kind == "tile"
        if spec.kind == "dumbbell":
            return  # it names its two periods
        if not is_headline and any(point.period for point in points):
            return
        newest = points[-1:] if is_headline else points
        figures = [self.wording.word(point.figure) for point in newest if point.figure]
        text = " ".join((plain(spec.title), spec.subtitle, *spec.notes))
        self.remarks += self.freshness.find(figures, text, where, "error" if is_headline else "warning")


class PlainComposer(Composer[Form, Section]):
    """Composes a document whose sections are as those of any."""

    def sections(self) -> tuple[Section, ...]:
        """The sections, in order."""
        return tuple(self.section(section) for section in self.words.sections)


def _led(block: NumberedParagraph, before: DocumentBlock | None) -> NumberedParagraph:
    """The block; a list whose sources are those of the words that lead to it doesn't name them again."""
    if isinstance(block.block, ItemList) and isinstance(before, NumberedParagraph):
        left = block.source.without(before.source)
        return block if left.numbers else replace(block, source=left)
    return block


def _cited(found: KnownOrigin, day: date, websites: Mapping[str, str]) -> Cited:
    origin = found.origin
    return Cited(
        found.topic,
        origin.citation,
        origin.note_public,
        origin.address or "",
        origin.producer,
        tuple((note.about, note.text) for note in origin.note_for if note.is_known(day)),
        websites.get(origin.producer, ""),
    )


def _imprint(office: Office, settings: OfficeSettings) -> Imprint:
    contacts = office.contacts
    return Imprint(
        office.name,
        office.address,
        contacts.email,
        contacts.telephone,
        contacts.website,
        settings.imprint,
        settings.notice,
        settings.publisher,
    )
