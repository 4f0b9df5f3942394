"""Documents as hypothesis draws them: what an office could hand in, and worse."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from charts.drawing import Drawing
from charts.spec import ChartSpec
from reports.document import (
    Cell,
    ChartSlot,
    Cover,
    Document,
    DocumentBlock,
    Imprint,
    Mention,
    NumberedParagraph,
    Section,
    Source,
    SourceMark,
    Subheading,
    Table,
    Working,
)
from reports.errors import Place
from reports.figures.figure import Figure
from reports.figures.printed import Printed, Sentence
from reports.figures.unit import COUNT
from reports.prose import (
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
    Text,
)
from reports.prose import Subheading as ProseSubheading

HERE = Place("words.md", 1)
PLAIN = "the office of police and crime 999 calls fell in October efficient office first fluent – “quoted” £1.3m 45% it’s"
STRANGE = (
    "שלום", "עולם", "ירושלים 2025", "محمد", "الفارسي", "٣٤", "😀", "☎", "♥️", "Łukasz", "Ŵyn", "Ŷnys", "Ελλάδα",
    "Київ", "10\u00a0000", "non\u2011breaking", "soft\u00adhyphen\u00adated", "e\u0301te\u0301", "x\u0302", "½", "→", "a/b/c",
    "<b>", "&amp;", "\\(", "50%)", "((", "--", "…", "ﬁne", "Straße", "state-of-the-art", "AVATAR", "$$", "1\u202f000",
)  # fmt: skip
MARK = SourceMark(("1",))
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><title>A chart</title>'
    b'<rect x="10" y="10" width="80" height="30" fill="#124"/><text x="12" y="55" font-size="8">Label 12</text></svg>'
)

words = st.one_of(
    st.sampled_from(PLAIN.split()),
    st.sampled_from(PLAIN.split()),
    st.sampled_from(STRANGE),
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=30, max_size=160),
)
phrases = st.lists(words, min_size=1, max_size=8).map(" ".join)
sentences = st.lists(words, min_size=1, max_size=30).map(" ".join)
figures = st.builds(
    lambda value, text: Printed(Figure(Decimal(value), COUNT, "crimes.solved"), text, Decimal(value)),
    st.integers(0, 10**6),
    st.sampled_from(["8,665", "over 16,000", "94.08%", "£1.3 million", "−4", "two", "1:30"]),
)


def _with_spaces(parts: list[Run]) -> Runs:
    """Runs with a space between them here and there."""
    return tuple(part for run in parts for part in (run, Text(" ")))[:-1]


texts = sentences.map(Text)
leaves = st.one_of(
    texts,
    texts,
    figures,
    phrases.map(Code),
    st.just(LineBreak()),
    st.builds(lambda text: Text(f" {text}"), phrases),
)
runs: st.SearchStrategy[Runs] = st.lists(
    st.one_of(
        leaves,
        leaves,
        st.builds(lambda run: Strong((run,)), leaves.filter(lambda run: not isinstance(run, LineBreak))),
        st.builds(lambda run, more: Emphasis((run, Strong((more,)))), texts, figures),
        st.builds(lambda text: Link((Text(text),), "https://www.example.org/a%20b?c=d&e=f"), phrases),
        st.builds(lambda text: Foreign((Text(text),), "cy"), phrases),
    ),
    min_size=1,
    max_size=7,
).map(lambda parts: (Text("In "), *_with_spaces(parts), Text(" all.")))
titles: st.SearchStrategy[Sentence] = st.one_of(
    phrases.map(lambda text: (text,)), st.builds(lambda text, figure: (text, " ", figure), phrases, figures)
)
contents: st.SearchStrategy[Sentence] = st.one_of(
    st.just(("",)), figures.map(lambda figure: (figure,)), figures.map(lambda figure: (figure,)), titles
)


@st.composite
def tilings(draw: st.DrawFn, rows: int, columns: int) -> list[list[tuple[int, int]]]:
    """A rectangle cut into cells: for each row the sizes (rows, columns) of the cells that begin in it."""
    taken: set[tuple[int, int]] = set()
    cut: list[list[tuple[int, int]]] = []
    for row in range(rows):
        line: list[tuple[int, int]] = []
        for column in range(columns):
            if (row, column) in taken:
                continue
            free = next((c for c in range(column, columns) if (row, c) in taken), columns) - column
            high, wide = 1, 1
            if draw(st.integers(0, 7)) == 0:
                high = draw(st.integers(1, min(3, rows - row)))
                wide = draw(st.integers(1, min(3, free)))
            taken.update((row + r, column + c) for r in range(high) for c in range(wide))
            line.append((high, wide))
        cut.append(line)
    return cut


@st.composite
def headers(draw: st.DrawFn, columns: int) -> tuple[tuple[Cell, ...], ...]:
    """One row of headers, or groups of columns above it."""
    corner = draw(st.sampled_from(["", "Offence"]))
    names = [draw(titles) for _ in range(columns)]
    if columns < 2 or draw(st.booleans()):
        return ((Cell((corner,), "col"), *(Cell(name, "col", align="end") for name in names)),)
    cut = draw(st.integers(1, columns - 1))
    groups = (
        Cell(draw(titles), "colgroup", columns=cut),
        Cell(draw(titles), "colgroup", columns=columns - cut),
    )
    return ((Cell((corner,), "col", rows=2), *groups), tuple(Cell(name, "col") for name in names))


@st.composite
def bodies(draw: st.DrawFn, columns: int) -> tuple[tuple[Cell, ...], ...]:
    """Rows under their headers, some of them spanning, some under the name of a group."""
    rows: list[tuple[Cell, ...]] = []
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            rows.append((Cell(draw(titles), "rowgroup", columns=columns + 1),))
        height = draw(st.integers(1, 6))
        for line in draw(tilings(height, columns)):
            cells = [Cell(draw(contents), columns=wide, rows=high, align="end") for high, wide in line]
            rows.append((Cell(draw(titles), "row"), *cells))
    return tuple(rows)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of up to forty columns."""
    columns = draw(st.sampled_from([1, 2, 3, 4, 5, 8, 12, 40]))
    notes = tuple(draw(st.lists(sentences, max_size=3)))
    return Table(
        "t", draw(titles), draw(headers(columns)), draw(bodies(columns)), MARK, notes, "a,b\n", "Table 1"
    )


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A table that an editor wrote."""
    columns = draw(st.integers(2, 5))
    header = tuple((Text(draw(phrases)),) for _ in range(columns))
    rows = tuple(
        tuple((Text(draw(phrases)),) for _ in range(columns)) for _ in range(draw(st.integers(1, 5)))
    )
    return Grid(header, rows, ("start", *["end"] * (columns - 1)), HERE)  # type: ignore[arg-type]


@st.composite
def charts(draw: st.DrawFn) -> ChartSlot:
    """A picture with its words."""
    alt = draw(phrases)
    notes = tuple(draw(st.lists(phrases, max_size=2)))
    drawing = Drawing(PICTURE, b"", (alt,), (alt,), "a,b\n", (), notes, 120, 60)
    spec = ChartSpec("c", "bar", draw(titles), draw(phrases), (), COUNT, draw(phrases))
    return ChartSlot(spec, drawing, MARK, "Chart 1")


paragraphs = runs.map(lambda parts: Paragraph(parts, HERE))
lists = st.builds(
    lambda items, ordered: ItemList(tuple((item,) for item in items), ordered, HERE),
    st.lists(paragraphs, min_size=1, max_size=4),
    st.booleans(),
)
nested = st.builds(
    lambda first, inner: ItemList(((first, inner),), False, HERE),
    paragraphs,
    lists,
)
prose = st.one_of(
    paragraphs,
    paragraphs,
    paragraphs,
    lists,
    nested,
    grids(),
    st.builds(lambda p: Quotation((p,), HERE), paragraphs),
)
many_notes = st.builds(
    lambda notes: Table(
        "t", ("Notes",), ((Cell(("A",), "col"),),), ((Cell(("1",), ""),),), MARK, tuple(notes), "", ""
    ),
    st.lists(phrases, min_size=20, max_size=40),
)


@st.composite
def blocks(draw: st.DrawFn, section: int) -> tuple[DocumentBlock, ...]:
    """The blocks of a section: none, some, or a long run of paragraphs."""
    made: list[DocumentBlock] = []
    for place in range(draw(st.sampled_from([0, 1, 2, 3, 4, 12]))):
        kind = draw(st.integers(0, 11))
        number = f"{section}.{place + 1}"
        if kind == 0:
            made.append(ProseSubheading((Text(draw(phrases)),), 1, HERE))
        elif kind == 1:
            table = draw(tables())
            made.append(_renamed(table, f"t{section}-{place}"))
        elif kind == 2:
            slot = draw(charts())
            made.append(
                ChartSlot(_spec(slot.spec, f"c{section}-{place}"), slot.drawing, slot.source, slot.label)
            )
        elif kind == 3:
            made.append(_renamed(draw(many_notes), f"n{section}-{place}"))
        else:
            label = f"paragraph {number}"
            made.append(NumberedParagraph(number, label, f"p{section}-{place}", draw(prose), MARK))
    return tuple(made)


def _renamed(table: Table, name: str) -> Table:
    return Table(
        name, table.caption, table.header, table.body, table.source, table.notes, table.data, table.label
    )


def _spec(spec: ChartSpec, name: str) -> ChartSpec:
    return ChartSpec(name, spec.kind, spec.title, spec.subtitle, (), spec.unit, spec.source)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A whole document of one to several pages."""
    sections = tuple(
        Section(
            str(number),
            f"s{number}",
            draw(titles),
            draw(blocks(number)),
            draw(st.sampled_from(["", "recommendations"])),
        )
        for number in range(1, draw(st.integers(1, 5)))
    )
    figure = draw(figures)
    source = Source(
        "1", draw(phrases), draw(sentences), draw(phrases), "https://www.example.org/", (Mention("1.1", "s1"),),
        (Working((figure,), ("is ", figure, " and ", draw(figures))),),
    )  # fmt: skip
    imprint = Imprint(
        "The office",
        ("1 High Street", "Hertford"),
        "a@example.org",
        "01707 1",
        "https://www.example.org",
        "It says.",
    )
    return Document(
        publication="panel-paper",
        edition="2025-11",
        language="en-GB",
        cover=Cover(
            "Item 6", draw(phrases), draw(phrases), (("Meeting", draw(phrases)), ("Date", "28 November 2025"))
        ),
        introduction=(),
        sections=(Section("", "s1" if not sections else "s0", ("Summary",), (), ""), *sections)
        if draw(st.booleans())
        else (sections or (Section("1", "s1", ("Summary",), (), ""),)),
        sources=(source,),
        imprint=imprint,
        twin="https://www.example.org/reports/panel-paper/2025-11/",
        dated=date(2025, 11, 28),
        author="The office",
        subject="Progress",
    )
