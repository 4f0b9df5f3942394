"""A Document as a Word file: its cover, contents, sections, sources and imprint, in reading order."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reckoner.reports.content.edition import EditionWords
from reckoner.reports.document import (
    Cell,
    ChartSlot,
    Document,
    DocumentBlock,
    KeyFigure,
    NumberedParagraph,
    Section,
    Table,
)
from reckoner.reports.figures.printed import plain
from reckoner.reports.prose import Block, Grid, ItemList, Paragraph, Quotation, Subheading
from reckoner.reports.settings.office import Design
from reckoner.reports.word.body import Body, anchor_name, marked
from reckoner.reports.word.map import UNKNOWN_ID, WordMap
from reckoner.reports.word.package import About, package
from reckoner.reports.word.picture import is_drawn, write_picture
from reckoner.reports.word.piece import Piece, characters, pieces
from reckoner.reports.word.style import LISTS, NUMBERED, TEXT, styles, twips
from reckoner.reports.word.table import Row, WordCell, write_table
from reckoner.reports.word.written import Written
from reckoner.reports.word.xml import Xml, element, joined, part, text, valued

_PAGES = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "Letter": (215.9, 279.4)}
_POINTS = 72 / 25.4
Words = Mapping[str, str]


@dataclass(frozen=True)
class WordFile:
    """A Word file, and what is kept beside it."""

    content: bytes
    map: WordMap


def write_word(
    document: Document, editions: Sequence[EditionWords], words: Words, design: Design
) -> WordFile:
    """The Word file of a document. ``editions`` are the words it was composed from."""
    writer = Writer(document, Written(editions), words, design)
    return writer.file()


def write_section(
    document: Document, editions: Sequence[EditionWords], words: Words, design: Design
) -> WordFile:
    """The Word file of a document that has one section, for whoever owes that."""
    return Writer(document, Written(editions), words, design).section_alone()


class Writer:
    """Writes the parts of a document in order; a file of another shape takes them one by one."""

    def __init__(self, document: Document, written: Written, words: Words, design: Design) -> None:
        self.document, self.written, self.words, self.design = document, written, words, design
        self.body = Body()
        self.page = _PAGES[design.page.size]
        self.width = self.page[0] - 2 * design.page.margin

    def file(self) -> WordFile:
        """The whole document; the file's id is the hash of its words."""
        self.cover()
        self.contents()
        self.corrections()
        self.blocks(self.document.introduction)
        for section in self.document.sections:
            self.section(section)
        self.imprint()
        self.sources()
        return self.finished()

    def section_alone(self) -> WordFile:
        """The document's only section, to be written by somebody else: what is added at its end is theirs."""
        self.cover()
        for section in self.document.sections:
            self.section(section)
            if not section.blocks:
                self.body.parts.append(self.body.paragraph(TEXT, Xml("")))
        self.sources()
        return self.finished()

    def finished(self) -> WordFile:
        """What was written so far as a file."""
        inside = joined(*self.body.parts, self.layout())
        ident = hashlib.sha256(inside.encode()).hexdigest()[: len(UNKNOWN_ID)]
        main = part("w:document", element("w:body", None, Xml(inside.replace(UNKNOWN_ID, ident))))
        document, body = self.document, self.body
        about = About(
            document.title,
            document.subject,
            document.author,
            document.language,
            document.dated.isoformat(),
            ident,
        )
        parts = {
            "document.xml": main,
            "styles.xml": styles(self.design, document.language),
            "numbering.xml": body.numbering.part(),
            "settings.xml": _settings(document.language),
            "header1.xml": part("w:hdr", _plain("Header", document.title)),
            "footer1.xml": part("w:ftr", self.footer()),
        }
        kept = replace(body.map, id=ident, publication=document.publication, edition=document.edition)
        return WordFile(package(parts, body.links, body.pictures, about), kept)

    def say(self, style: str, words: str, *, what: str, anchor: str = "") -> None:
        """A line that no editor wrote; none where it has no words."""
        if words:
            self.body.line(style, [Piece(words)], what=what, anchor=anchor)

    def cover(self) -> None:
        cover = self.document.cover
        for style, said in (
            ("CoverDetail", self.document.imprint.office),
            ("CoverDetail", cover.marking),
            ("Title", cover.title),
            ("Subtitle", cover.subtitle),
        ):
            self.say(style, said, what="cover")
        self.say("CoverDetail", self.document.imprint.notice, what="cover")
        for name, said in cover.details:
            self.body.line("CoverDetail", [Piece(f"{name}: ", bold=True), Piece(said)], what="cover")

    def contents(self) -> None:
        """A field that Word can make anew, filled already, without page numbers that nobody knows yet."""
        if len(self.document.sections) < 2:
            return
        self.say("TOCHeading", self.words["contents"], what="contents")
        entries = [
            (" ".join(part for part in (section.number, plain(section.title)) if part), section.anchor)
            for section in self.document.sections
        ]
        for number, (said, anchor) in enumerate(entries):
            link = element("w:hyperlink", {"w:anchor": anchor_name(anchor)}, _run(said))
            begin = _field_begins('TOC \\o "1-1" \\n \\h \\z \\u') if number == 0 else Xml("")
            end = _field_ends() if number == len(entries) - 1 else Xml("")
            self.body.parts.append(self.body.paragraph("TOC1", joined(begin, link, end)))
            self.body.note("", "contents", said)

    def corrections(self) -> None:
        for note in self.document.corrections:
            self.say("Heading1", note.heading, what="correction", anchor=note.anchor)
            self.say(TEXT, note.reason, what="correction")
            for change in note.changes or (self.words["no_figures_corrected"],):
                bullet = self.body.numbering.bullets(0)
                self.body.line(LISTS[False], [Piece(change)], what="correction", numbered=bullet)

    def section(self, section: Section) -> None:
        title, file = self.written.title(section.anchor)
        numbered = self.body.numbering.of(section.number) if section.number else None
        said = list(pieces(section.title, title))
        if section.number and numbered is None:
            said.insert(0, Piece(f"{section.number} "))
        self.body.line(
            "Heading1",
            said,
            file=file,
            what="heading",
            numbered=numbered,
            anchor=section.anchor,
            labels=section.source.labels,
        )
        self.inside(section)

    def inside(self, section: Section) -> None:
        """What stands below a section's heading."""
        self.picture(section)
        for figure, *words in section.key_numbers:
            said = [piece for part in words for piece in (Piece(" "), *pieces(part))]
            self.body.line(TEXT, [*pieces(figure), *said], what="key number")
        self.blocks(section.blocks)

    def picture(self, section: Section) -> None:
        found = section.picture
        if found is None:
            return
        if kind := is_drawn(found.name):
            width = min(self.width * _POINTS, found.width * 0.75)
            write_picture(
                self.body, found.content, kind, found.alt, width, width * found.height / found.width
            )
        elif found.is_decoration:
            return
        else:
            self.say(TEXT, found.alt, what="picture")
        if said := " ".join(part for part in (found.caption, found.credit) if part):
            self.say("NoteText", said, what="picture")

    def blocks(self, blocks: Sequence[DocumentBlock]) -> None:
        """Blocks, in order."""
        for block in blocks:
            self.block(block)

    def block(self, block: DocumentBlock) -> None:
        match block:
            case NumberedParagraph():
                self.numbered(block)
            case Subheading():
                self.body.line(
                    f"Heading{min(block.level + 1, 3)}",
                    pieces(block.runs, self.written.runs(block)),
                    file=block.where.path if self.written.has(block) else "",
                    what="subheading",
                )
            case Table():
                self.table(block)
            case ChartSlot():
                self.chart(block)
            case KeyFigure():
                self.key_figure(block)

    def key_figure(self, key: KeyFigure) -> None:
        said = [Piece(f"{key.label}: "), *pieces(key.figure), Piece(f", {key.when}")]
        for more in filter(None, (key.before, key.move)):
            said += [Piece("; "), *pieces(more)]
        anchor, labels = f"chart-{key.name}", key.source.labels
        self.body.line(TEXT, said, what="key figure", anchor=anchor, labels=labels)

    def numbered(self, block: NumberedParagraph) -> None:
        inner, labels = block.block, block.source.labels
        if not isinstance(inner, Paragraph):
            self.body.parts.append(self.body.bookmark(anchor_name(block.anchor)))
            self.inner(inner, 0)
            if labels:
                self.body.parts.append(self.body.paragraph("NoteText", self.body.marks(labels)))
                self.body.note("", "sources", marked(labels))
            return
        style = NUMBERED if block.number else TEXT
        numbered = self.body.numbering.of(block.number) if block.number else None
        self.paragraph(inner, style, numbered, block.anchor, labels)

    def paragraph(
        self,
        block: Paragraph,
        style: str,
        numbered: Xml | None = None,
        anchor: str = "",
        labels: Sequence[str] = (),
    ) -> None:
        self.body.line(
            style,
            pieces(block.runs, self.written.runs(block)),
            file=block.where.path if self.written.has(block) else "",
            what="paragraph",
            numbered=numbered,
            anchor=anchor,
            labels=labels,
        )

    def inner(self, block: Block, depth: int) -> None:
        """A list, a quotation or a table of the words, and what is in it."""
        match block:
            case ItemList():
                numbered = self.body.numbering.new_list() if block.ordered else 0
                for item in block.items:
                    self.item(item, block.ordered, numbered, depth)
            case Quotation():
                for each in block.blocks:
                    if isinstance(each, Paragraph):
                        self.paragraph(each, "Quote")
                    else:
                        self.inner(each, depth)
            case Grid():
                self.grid(block)
            case Paragraph():
                self.paragraph(block, TEXT)
            case Subheading():
                self.block(block)

    def item(self, item: Sequence[Block], ordered: bool, numbered: int, depth: int) -> None:
        numbering = self.body.numbering
        place = numbering.item(numbered, depth) if ordered else numbering.bullets(depth)
        for number, each in enumerate(item):
            if isinstance(each, Paragraph):
                self.paragraph(each, LISTS[ordered], place if number == 0 else None)
            else:
                self.inner(each, depth + 1)

    def grid(self, grid: Grid) -> None:
        rows = (grid.header, *grid.rows)
        written = self.written.cells(grid)
        made: list[Row] = []
        for y, row in enumerate(rows):
            cells = []
            for x, runs in enumerate(row):
                source = written[y][x] if written else ()
                align = "end" if grid.aligned[x] == "end" else ""
                cells.append(WordCell(list(pieces(runs, source)), align=align, heads=y == 0 or x == 0))
            made.append(cells)
        heads = " / ".join(characters(cell.words) for cell in made[0])
        title = characters(pieces(grid.title)) or heads
        if grid.title:
            self.body.line("Caption", [Piece(f"{grid.label} "), *pieces(grid.title)], what="table")
        write_table(
            self.body, made, 1, title=title, about=f"{len(rows) - 1} rows", width=self.width,
            file=grid.where.path if written else "", what="row",
        )  # fmt: skip

    def table(self, table: Table) -> None:
        caption = [Piece(f"{table.label} "), *pieces(table.caption)]
        self.body.line(
            "Caption", caption, what="table", anchor=f"table-{table.name}", labels=table.source.labels
        )
        self.data(table)
        for note in table.notes:
            self.body.line("NoteText", pieces(note), what="table")

    def data(self, table: Table) -> None:
        rows = [[self.cell(cell) for cell in row] for row in (*table.header, *table.body)]
        write_table(
            self.body, rows, len(table.header), title=plain(table.caption),
            about=table.label or plain(table.caption),
            width=self.width, file="", what="table",
        )  # fmt: skip

    def cell(self, cell: Cell) -> WordCell:
        words = list(pieces(cell.first))
        if words and cell.below:
            words = [*(words if words[-1].text.strip() else words[:-1]), Piece("\n")]
        words += [replace(piece, size=self.design.sizes.small) for piece in pieces(cell.second)]
        align = "end" if cell.align == "end" else ""
        return WordCell(words, cell.columns, cell.rows, align, bool(cell.heads))

    def chart(self, slot: ChartSlot) -> None:
        caption = [Piece(f"{slot.label} "), *pieces(slot.spec.title)]
        anchor = f"chart-{slot.spec.name}"
        self.body.line("Caption", caption, what="chart", anchor=anchor, labels=slot.source.labels)
        self.say("ChartSubtitle", slot.spec.subtitle, what="chart")
        drawing = slot.drawing
        scale = min(1.0, self.width * _POINTS / drawing.width)
        write_picture(
            self.body,
            drawing.png,
            "png",
            slot.alt,
            drawing.width * scale,
            drawing.height * scale,
            drawing.svg,
        )
        for note in drawing.notes:
            self.say("NoteText", note, what="chart")
        self.say("NoteText", f"{self.words['source']}: {slot.spec.source}", what="chart")

    def imprint(self) -> None:
        imprint, words = self.document.imprint, self.words
        self.say("Heading1", words["imprint"], what="imprint", anchor="imprint")
        self.say(TEXT, imprint.statement, what="imprint")
        for name, who in imprint.published():
            self.say(TEXT, f"{words[name]}: {who}.", what="imprint")
        said = [Piece(f"{words['contact']}: "), Piece(imprint.email, address=f"mailto:{imprint.email}")]
        said += [Piece(f", {imprint.telephone}")] if imprint.telephone else []
        said += [Piece(", "), Piece(imprint.website, address=imprint.website)]
        self.body.line(TEXT, said, what="imprint")
        if self.document.web_address:
            self.say(TEXT, f"{words['web_version']}: {self.document.web_address}", what="imprint")

    def sources(self) -> None:
        if not self.document.sources:
            return
        words = self.words
        self.say("Heading1", words["sources"], what="sources", anchor="sources")
        calculated = f" {words['sources_calculated']}" if self.document.shows_workings else ""
        self.say(TEXT, words["sources_intro"] + calculated, what="sources")
        for shared in self.document.source_notes:
            marks = " ".join(f"[{label}]" for label in shared.source.labels)
            self.say("NoteText", f"{marks} {shared.text}", what="sources")
        for source in self.document.sources:
            self.say("Heading2", f"[{source.number}] {source.topic}", what="sources", anchor=source.anchor)
            self.body.line(TEXT, [Piece(source.citation, address=source.address)], what="sources")
            for note in source.notes:
                self.say("NoteText", note, what="sources")
            for working in source.workings:
                figures = _listed([list(pieces((figure,))) for figure in working.listed])
                said = [*figures, *([Piece(": ")] if figures else []), *pieces(working.formula)]
                bullet = self.body.numbering.bullets(0)
                self.body.line(LISTS[False], said, what="sources", numbered=bullet)
            places = _listed([[Piece(each.label, address=f"#{each.anchor}")] for each in source.places])
            self.body.line("NoteText", [Piece(f"{words['used_in']}: "), *places], what="sources")

    def footer(self) -> Xml:
        said = joined(
            _run(f"{self.words['page']} "),
            *_field("PAGE"),
            _run(f" {self.words['of']} "),
            *_field("NUMPAGES"),
        )
        return self.body.paragraph("Footer", said)

    def layout(self) -> Xml:
        margin = twips(self.design.page.margin)
        sides = {f"w:{side}": margin for side in ("top", "right", "bottom", "left")}
        return element(
            "w:sectPr",
            None,
            element("w:headerReference", {"w:type": "default", "r:id": "header1"}),
            element("w:footerReference", {"w:type": "default", "r:id": "footer1"}),
            element("w:pgSz", {"w:w": twips(self.page[0]), "w:h": twips(self.page[1])}),
            element("w:pgMar", {**sides, "w:header": "567", "w:footer": "567", "w:gutter": "0"}),
        )


def _listed(groups: Sequence[Sequence[Piece]]) -> list[Piece]:
    made: list[Piece] = []
    for number, group in enumerate(groups):
        made += [Piece(", ")] if number else []
        made += group
    return made


def _run(words: str) -> Xml:
    return element("w:r", None, element("w:t", {"xml:space": "preserve"}, text(words)))


def _plain(style: str, words: str) -> Xml:
    return element("w:p", None, element("w:pPr", None, valued("w:pStyle", style)), _run(words))


def _mark(kind: str) -> Xml:
    return element("w:r", None, element("w:fldChar", {"w:fldCharType": kind}))


def _field_begins(instruction: str) -> Xml:
    said = element("w:instrText", {"xml:space": "preserve"}, text(f" {instruction} "))
    return joined(_mark("begin"), element("w:r", None, said), _mark("separate"))


def _field_ends() -> Xml:
    return _mark("end")


def _field(instruction: str) -> tuple[Xml, ...]:
    return _field_begins(instruction), _run("1"), _field_ends()


def _settings(language: str) -> bytes:
    """Word's own settings: no prompt to update fields, and the present layout."""
    mode = element(
        "w:compatSetting",
        {
            "w:name": "compatibilityMode",
            "w:uri": "http://schemas.microsoft.com/office/word",
            "w:val": "15",
        },
    )
    return part(
        "w:settings",
        valued("w:defaultTabStop", "720"),
        element("w:compat", None, mode),
        element("w:themeFontLang", {"w:val": language}),
    )
