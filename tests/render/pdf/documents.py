"""Documents that nobody would write: hypothesis draws their shape, chance fills in the words.

(Were the words drawn by hypothesis too, a table of forty columns would take more choices than it allows
one example, and would never come.)
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from reckoner.charts.drawing import Drawing
from reckoner.charts.spec import ChartSpec
from reckoner.reports.document import (
    Cell,
    ChartSlot,
    Cover,
    Document,
    DocumentBlock,
    Mention,
    NumberedParagraph,
    Section,
    Source,
    SourceMark,
    SourceNumber,
    Table,
    Working,
)
from reckoner.reports.errors import Place
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Printed, Sentence
from reckoner.reports.figures.unit import COUNT
from reckoner.reports.prose import (
    Block,
    Code,
    Emphasis,
    Foreign,
    Grid,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Run,
    Runs,
    Strong,
    Subheading,
    Text,
)
from tests.render.pdf.paper import IMPRINT

HERE = Place("words.md", 1)
PLAIN = "the office of police and crime 999 calls fell in October efficient first – “quoted” £1.3m 45% it’s"
STRANGE = (
    "שלום", "עולם", "ירושלים 2025", "محمد", "الفارسي", "٣٤", "😀", "☎", "♥️", "Łukasz", "Ŵyn", "Ŷnys",
    "Ελλάδα", "Київ", "10\u00a0000", "non\u2011breaking", "soft\u00adhyphen\u00adated", "e\u0301te\u0301",
    "x\u0302", "½", "→", "a/b/c", "<b>", "&amp;", "\\(", "50%)", "((", "--", "…", "ﬁne", "Straße",
    "state-of-the-art", "AVATAR", "$$", "1\u202f000",
)  # fmt: skip
MARK = SourceMark((SourceNumber(1),))
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><title>A chart</title>'
    b'<rect x="10" y="10" width="80" height="30" fill="#124"/>'
    b'<text x="12" y="55" font-size="8">Label 12</text></svg>'
)

KINDS = (
    "paragraph",
    "paragraph",
    "list",
    "grid",
    "quotation",
    "subheading",
    "table",
    "wide table",
    "notes",
    "chart",
)
COLUMNS = (1, 2, 3, 5, 8, 12)


class Author:
    """Writes by chance: always the same from the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def word(self) -> str:
        """A plain word, mostly; a strange one; or one as long as a line."""
        kind = self.chance.random()
        if kind < 0.7:
            return self.chance.choice(PLAIN.split())
        if kind < 0.96:
            return self.chance.choice(STRANGE)
        return "".join(self.chance.choices("abcdefghijklmnopqrstuvwxyz", k=self.chance.randint(30, 160)))

    def name(self) -> str:
        """A few words without a long one."""
        return " ".join(self.chance.choices([*PLAIN.split(), *STRANGE], k=self.chance.randint(1, 4)))

    def phrase(self, most: int = 8) -> str:
        """A few words."""
        return " ".join(self.word() for _ in range(self.chance.randint(1, most)))

    def figure(self) -> Printed:
        """A printed figure."""
        value = self.chance.randint(0, 10**6)
        text = self.chance.choice(
            ["8,665", "over 16,000", "94.08%", "£1.3 million", "−4", "two", "1:30", f"{value:,}"]
        )
        return Printed(Figure(Decimal(value), COUNT, "crimes.solved"), text, Decimal(value))

    def sentence(self) -> Sentence:
        """A title or the words of a cell, with or without a figure."""
        return (self.name(), " ", self.figure()) if self.chance.random() < 0.3 else (self.name(),)

    def run(self) -> Run:
        """A piece of a paragraph."""
        runs: list[Callable[[], Run]] = [
            lambda: Text(self.phrase(30)),
            lambda: Text(f" {self.phrase()}"),
            self.figure,
            lambda: Code(self.phrase()),
            lambda: Strong((Text(self.phrase()),)),
            lambda: Emphasis((Text(self.phrase()), Strong((self.figure(),)))),
            lambda: Link((Text(self.phrase()),), "https://www.example.org/a%20b?c=d&e=f"),
            lambda: Foreign((Text(self.phrase()),), self.chance.choice(["cy", "ar", "he"])),
            LineBreak,
        ]
        return self.chance.choice(runs)()

    def runs(self) -> Runs:
        """A paragraph's words: pieces with a space between them."""
        pieces = [self.run() for _ in range(self.chance.randint(1, 6))]
        return (Text("In "), *(part for piece in pieces for part in (piece, Text(" "))), Text("all."))

    def paragraph(self) -> Paragraph:
        """A paragraph."""
        return Paragraph(self.runs(), HERE)

    def items(self, depth: int = 0) -> ItemList:
        """A list, some of whose items hold lists."""
        items: list[tuple[Block, ...]] = []
        for _ in range(self.chance.randint(1, 4)):
            inner = (self.items(depth + 1),) if depth < 2 and self.chance.random() < 0.3 else ()
            items.append((self.paragraph(), *inner))
        return ItemList(tuple(items), self.chance.random() < 0.5, HERE)

    def grid(self) -> Grid:
        """A table that an editor wrote."""
        columns = self.chance.randint(2, 5)
        lines = [
            tuple((Text(self.name()),) for _ in range(columns)) for _ in range(self.chance.randint(2, 6))
        ]
        return Grid(
            lines[0], tuple(lines[1:]), tuple("end" if column else "start" for column in range(columns)), HERE
        )

    def table(self, name: str, columns: int, notes: int) -> Table:
        """A table under one or two rows of headers, its rows in groups, its cells spanning here and there."""
        groups = tuple(self.rows(columns) for _ in range(1 if columns > 20 else self.chance.randint(1, 3)))
        body = tuple(row for group in groups for row in group)
        written = tuple((self.phrase(),) for _ in range(notes))
        return Table(name, self.sentence(), self.header(columns), body, MARK, written, "a,b\n", "Table 1")

    def header(self, columns: int) -> tuple[tuple[Cell, ...], ...]:
        """One row of headers, or groups of columns above it; the corner may be empty."""
        corner = Cell((self.chance.choice(["", "Offence"]),), "col")
        names = tuple(Cell(self.sentence(), "col", align="end") for _ in range(columns))
        if columns < 2 or self.chance.random() < 0.5:
            return ((corner, *names),)
        cut = self.chance.randint(1, columns - 1)
        groups = (Cell(self.sentence(), "colgroup", columns=size) for size in (cut, columns - cut))
        return ((replace(corner, rows=2), *groups), names)

    def rows(self, columns: int) -> tuple[tuple[Cell, ...], ...]:
        """Rows under their headers, perhaps under the name of their group."""
        named = self.chance.random() < 0.5
        name = ((Cell(self.sentence(), "rowgroup", columns=columns + 1),),) if named else ()
        cut = self.tiling(self.chance.randint(1, 3 if columns > 20 else 6), columns)
        return (
            *name,
            *(
                (Cell(self.sentence(), "row"), *(self.cell(high, wide) for high, wide in line))
                for line in cut
            ),
        )

    def cell(self, high: int, wide: int) -> Cell:
        """A cell, sometimes empty."""
        contents: list[Sentence] = [("",), (self.figure(),), (self.figure(),), self.sentence()]
        content = self.chance.choice(contents)
        return Cell(content, columns=wide, rows=high, align="end")

    def tiling(self, rows: int, columns: int) -> list[list[tuple[int, int]]]:
        """A rectangle cut into cells: for each row the sizes (rows, columns) of those that begin in it."""
        taken: set[tuple[int, int]] = set()
        cut: list[list[tuple[int, int]]] = []
        for row in range(rows):
            cut.append([])
            for column in range(columns):
                if (row, column) in taken:
                    continue
                free = next((c for c in range(column, columns) if (row, c) in taken), columns) - column
                spans = self.chance.random() < 0.15
                high = self.chance.randint(1, min(3, rows - row)) if spans else 1
                wide = self.chance.randint(1, min(3, free)) if spans else 1
                taken.update((row + r, column + c) for r in range(high) for c in range(wide))
                cut[-1].append((high, wide))
        return cut

    def chart(self, name: str) -> ChartSlot:
        """A picture with its words."""
        drawing = Drawing(
            PICTURE, bytes, (self.name(),), (self.name(),), "a,b\n", (), (self.phrase(),), 120, 60
        )
        spec = ChartSpec(name, "bar", self.sentence(), self.phrase(), (), COUNT, self.phrase())
        return ChartSlot(spec, drawing, MARK, "Chart 1")

    def block(self, kind: str, number: str, columns: int) -> DocumentBlock:
        """A block of a section."""
        name = number.replace(".", "-")
        match kind:
            case "subheading":
                return Subheading((Text(self.phrase()),), 1, HERE)
            case "table":
                return self.table(f"t{name}", columns, self.chance.randint(0, 3))
            case "wide table":
                return self.table(f"t{name}", 40, 1)
            case "notes":
                return self.table(f"t{name}", 1, self.chance.randint(20, 40))
            case "chart":
                return self.chart(f"c{name}")
        prose: dict[str, Callable[[], Paragraph | ItemList | Grid | Quotation]] = {
            "list": self.items,
            "grid": self.grid,
            "quotation": lambda: Quotation((self.paragraph(),), HERE),
        }
        written = prose.get(kind, self.paragraph)()
        return NumberedParagraph(number, f"paragraph {number}", f"p{name}", written, MARK)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A whole document of one to several pages; some of its sections are empty."""
    author = Author(draw(st.integers(0, 2**32)))
    shape = draw(st.lists(st.lists(st.sampled_from(KINDS), max_size=6), min_size=1, max_size=3))
    columns = draw(st.sampled_from(COLUMNS))
    sections = tuple(
        Section(
            str(number),
            f"s{number}",
            author.sentence(),
            tuple(author.block(kind, f"{number}.{place}", columns) for place, kind in enumerate(kinds, 1)),
            draw(st.sampled_from(["", "recommendations"])),
        )
        for number, kinds in enumerate(shape, 1)
    )
    return Document(
        publication="panel-paper",
        edition="2025-11",
        language="en-GB",
        cover=Cover(
            "Item 6", author.phrase(), author.phrase(), (("Meeting", author.name()), ("Date", "28 November"))
        ),
        introduction=(),
        sections=sections,
        sources=(source(author),),
        imprint=IMPRINT,
        web_address="https://www.example.org/reports/panel-paper/2025-11/",
        dated=date(2025, 11, 28),
        author="The office",
        subject="Progress",
    )


def source(author: Author) -> Source:
    """The one source that everything rests on."""
    working = Working((author.figure(),), ("is ", author.figure(), " and ", author.figure()))
    places = (Mention("1.1", "s1"),)
    return Source(
        "1",
        author.phrase(),
        author.phrase(30),
        (author.phrase(),),
        "https://www.example.org/",
        places,
        (working,),
    )
