"""A small paper with one of everything, and how it becomes a PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from reckoner.charts.drawing import Drawing
from reckoner.charts.spec import ChartSpec
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.confined.limits import Limits
from reckoner.reports.document import (
    Cell,
    ChartSlot,
    Cover,
    Document,
    Imprint,
    Mention,
    NumberedParagraph,
    Section,
    Source,
    SourceMark,
    SourceNumber,
    Table,
)
from reckoner.reports.errors import Place
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Printed
from reckoner.reports.figures.unit import COUNT
from reckoner.reports.prose import Foreign, Grid, ItemList, Link, Paragraph, Subheading, Text
from reckoner.reports.render.html import Templates, render_html
from reckoner.reports.render.pdf.engine import Rendered, rendering
from reckoner.reports.render.pdf.job import Attachment, Job, PdfMeta
from reckoner.reports.settings.house import read_house

ROOT = Path(__file__).resolve().parents[3]
FILES: Mapping[str, bytes] = {
    "figures.csv": b"figure,value\nsolved,8665\n",
    "tables-solved.csv": b"a,b\n1,2\n",
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 60"><rect width="80" height="30"/></svg>'
HERE = Place("words.md", 1)
MARK = SourceMark((SourceNumber(1),))


def figure(text: str, value: int) -> Printed:
    """A printed figure."""
    return Printed(Figure(Decimal(value), COUNT, "crimes.solved"), text, Decimal(value))


def paragraph(number: str, *runs: object) -> NumberedParagraph:
    """A numbered paragraph."""
    return NumberedParagraph(number, f"paragraph {number}", f"p{number}", Paragraph(runs, HERE), MARK)  # type: ignore[arg-type]


def table() -> Table:
    """Two years of two quarters each, under headers that span."""
    header = (
        (Cell(("Offence",), "col", rows=2), *(Cell((y,), "colgroup", columns=2) for y in ("2024", "2025"))),
        tuple(Cell((name,), "col", align="end") for name in ("Q1", "Q2", "Q1", "Q2")),
    )  # fmt: skip
    body = (
        (Cell(("Violence",), "rowgroup", columns=5),),
        (Cell(("Assault",), "row"), *(Cell((figure(str(n), n),)) for n in (11, 12, 13, 14))),
        (
            Cell(("Robbery",), "row"),
            Cell((figure("21", 21),), rows=2),
            Cell(("22",), columns=2),
            Cell(("24",)),
        ),
        (Cell(("Threats",), "row"), Cell(("32",)), Cell(("",)), Cell(("34",))),
    )
    return Table("solved", ("Crimes solved",), header, body, MARK, (("A note.",),), "a,b\n1,2\n", "Table 1")


IMPRINT = Imprint(
    "The office", ("1 High Street",), "a@example.org", "01707 1", "https://www.example.org", "It says."
)


def paper() -> Document:
    """The paper."""
    link = Link((Text("the plan"),), "https://www.example.org/plan")
    grid = Grid(
        ((Text("Area"),), (Text("Count"),)), (((Text("Hertford"),), (Text("4"),)),), ("start", "end"), HERE
    )
    items = ItemList(
        ((Paragraph((Text("one thing"),), HERE),), (Paragraph((Text("another"),), HERE),)), False, HERE
    )
    chart = ChartSlot(
        ChartSpec(
            "solved_by_year", "bar", ("More crimes were solved",), "A year", (), COUNT, "The Constabulary"
        ),
        Drawing(
            SVG, bytes, ("A bar chart of crimes solved",), ("More",), "a,b\n", (), ("A caution.",), 120, 60
        ),
        MARK,
        "Chart 1",
    )
    blocks = (
        paragraph(
            "1.1",
            Text("The Constabulary solved "),
            figure("8,665", 8665),
            Text(" crimes under "),
            link,
            Text("."),
        ),
        paragraph("1.2", Text("In Welsh: "), Foreign((Text("Heddlu Swydd Hertford"),), "cy"), Text(".")),
        Subheading((Text("Tables"),), 1, HERE),
        table(),
        NumberedParagraph("1.3", "paragraph 1.3", "p1.3", grid, MARK),
        NumberedParagraph("1.4", "paragraph 1.4", "p1.4", items, MARK),
        chart,
    )
    source = Source("1", "Crimes", "A paper of November 2025", (), "", (Mention("1.1", "p1.1"),), ())
    return Document(
        publication="panel-paper",
        edition="2025-11",
        language="en-GB",
        cover=Cover("", "Progress on the Plan", "A paper", (("Meeting", "The Panel"),)),
        introduction=(),
        sections=(
            Section("1", "solved", ("Crimes solved",), blocks),
            Section("2", "next", ("What comes next",), ()),
        ),
        sources=(source,),
        imprint=IMPRINT,
        web_address="https://www.example.org/reports/panel-paper/2025-11/",
        dated=date(2025, 11, 28),
        author="The office",
        subject="Progress",
    )


@cache
def templates() -> Templates:
    """The Panel paper's templates."""
    house = read_house(ROOT)
    return Templates(ROOT, house.publication("panel-paper"), house.office.design, wording_of(house).language)


def page_of(document: Document) -> str:
    """The page that is printed."""
    return render_html(document, templates(), "print")


def meta_of(document: Document) -> PdfMeta:
    """What the PDF says about itself."""
    return PdfMeta(document.title, document.author, document.subject, document.language, document.dated)


_LIMITS = Limits()


def render_pdf(
    html: str,
    assets: Mapping[str, bytes],
    meta: PdfMeta,
    attachments: Sequence[Attachment] = (),
    limits: Limits = _LIMITS,
) -> Rendered:
    """A page as a PDF, waited for."""
    with rendering(Job(html, assets, meta, tuple(attachments), limits)) as finished:
        return finished()


def printed(document: Document, files: Mapping[str, bytes] = FILES) -> Rendered:
    """A document as a PDF with files in it."""
    charts = {f"charts/{slot.spec.name}.svg": slot.drawing.svg for slot in document.charts()}
    attachments = [
        Attachment(name, content, "text/csv", "Data", "Figures") for name, content in files.items()
    ]
    return render_pdf(page_of(document), charts, meta_of(document), attachments)
