"""Every file of a draft that readers open: pages for screen and paper, charts and their data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from reckoner.reports.document import Document
from reckoner.reports.render.download import pdf_facts, with_facts
from reckoner.reports.render.html import Templates, render_html
from reckoner.reports.render.pages import joined
from reckoner.reports.render.pdf.engine import rendering as pdf_rendering
from reckoner.reports.render.pdf.job import Attachment, Job, PdfMeta
from reckoner.reports.settings.office import OfficeSettings


@dataclass(frozen=True)
class RenderedDocument:
    """A document with its HTML in each medium. ``folder`` is where its pages lie in the draft."""

    document: Document
    pages: tuple[str, ...]
    folder: str = ""


@dataclass(frozen=True)
class Files:
    """The bytes by name, each document's pages, and the files inside the PDF.

    PDFs are made meanwhile, in a process of their own: ``finish`` waits for those ``awaited``, adds them, and
    gives what the engine said. It raises as ``render_document`` does. ``job`` is what the PDF is made from.
    """

    contents: dict[str, bytes]
    documents: tuple[RenderedDocument, ...]
    attached: Mapping[str, bytes] = field(default_factory=dict)
    awaited: tuple[str, ...] = ()
    finish: Callable[[], tuple[str, ...]] = tuple
    job: Job | None = None


@dataclass(frozen=True)
class Rendering:
    """What documents are rendered with. ``reader`` is a name that a mail greets, in a preview.

    ``making`` ends the PDF that is still in the making when nobody waits for it any more; without it no file
    but the PDF's own is made, and the PDF only asked for.
    """

    templates: Templates
    office: OfficeSettings
    public_ledger: str
    making: ExitStack | None
    reader: str = ""


Pages = dict[str, str]


def web_page(document: Document, templates: Templates) -> Pages:
    """The page for the screen, by its file's name."""
    return {f"{document.publication}.html": render_html(document, templates, "screen")}


def render_document(
    document: Document,
    rendering: Rendering,
    web: Callable[[], Pages] | None = None,
    more: Callable[[], dict[str, bytes]] = dict,
) -> Files:
    """Render one document. ``web`` makes its pages for the screen, ``more`` what other files there are.

    Raises SettingsError for a wrong template, InputError for a runaway page.
    """
    templates = rendering.templates
    contents = files_beside([document])
    evidence = _attachments(contents, rendering.public_ledger)
    attached = {attachment.name: attachment.content for attachment in evidence}
    screen: Pages = {}

    def others() -> tuple[str, ...]:
        contents.update(more())
        contents.update(chart_pngs([document], whole="mail" not in templates.publication.outputs))
        if "html" not in templates.publication.outputs:
            return ()
        screen.update(web() if web else web_page(document, templates))
        contents.update({file: page.encode() for file, page in screen.items()})
        return (joined(screen),)

    if "pdf" not in templates.publication.outputs:
        return Files(contents, (RenderedDocument(document, others()),), attached)
    page = render_html(document, templates, "print")
    job, making = _job(document, page, contents, evidence), rendering.making
    if making is None:
        return Files(contents, (RenderedDocument(document, (page,)),), attached, job=job)
    waits = making.enter_context(pdf_rendering(job))
    pages, bleed = others(), templates.publication.bleed
    names = [f"{document.publication}.pdf", *([f"{document.publication}-for-print.pdf"] if bleed else [])]

    def finish() -> tuple[str, ...]:
        with making:
            rendered = waits()
        contents[names[0]] = rendered.pdf
        facts = pdf_facts(rendered.pdf, rendered.pages, templates.language)
        contents.update({file: with_facts(page, facts).encode() for file, page in screen.items()})
        if bleed:
            cut = replace(job, html=f"{page}<style>{_bleeding(bleed)}</style>")
            with pdf_rendering(cut) as finished:
                contents[names[1]] = finished().pdf
        return rendered.log

    return Files(contents, (RenderedDocument(document, (*pages, page)),), attached, tuple(names), finish, job)


def _bleeding(bleed: int) -> str:
    """What a printer needs: colour beyond the edge, and marks where to cut."""
    return f"@page {{ bleed: {bleed}mm; marks: crop cross; }}"


def files_beside(documents: Iterable[Document]) -> dict[str, bytes]:
    """Charts, their data, tables and pictures."""
    contents: dict[str, bytes] = {}
    for document in documents:
        for slot in document.charts():
            stem = f"charts/{slot.spec.name}"
            contents[f"{stem}.svg"] = slot.drawing.svg
            contents[f"{stem}.csv"] = slot.drawing.csv.encode()
        for name, data in document.table_files().items():
            contents[f"tables/{name}.csv"] = data.encode()
        contents.update({picture.path: picture.content for picture in document.pictures()})
    return contents


def chart_pngs(documents: Iterable[Document], *, whole: bool = False) -> dict[str, bytes]:
    """Charts for mail, drawn for a phone, or ``whole`` ones, whose title and source stand in the picture, for
    slides."""
    charts = [slot for document in documents for slot in document.charts()]
    return {
        f"charts/{slot.spec.name}.png": slot.drawing.whole if whole else (slot.narrow or slot.drawing).png
        for slot in charts
    }


def _job(document: Document, html: str, contents: Mapping[str, bytes], evidence: Sequence[Attachment]) -> Job:
    shown = [f"charts/{slot.spec.name}.svg" for slot in document.charts()]
    shown += [picture.path for picture in document.pictures()]
    assets = {name: contents[name] for name in shown}
    meta = PdfMeta(document.title, document.author, document.subject, document.language, document.dated)
    return Job(html, assets, meta, tuple(evidence))


def _attachments(contents: Mapping[str, bytes], public_ledger: str) -> list[Attachment]:
    """The evidence inside the PDF: the public ledger, and the data of each chart and table."""
    evidence = [
        Attachment(
            "figures.csv", public_ledger.encode(), "text/csv", "Source", "Every figure with its source"
        )
    ]
    for name, content in contents.items():
        if name.endswith(".csv"):
            what, _, stem = name.partition("/")
            data = f"Data of the {what.removesuffix('s')} {stem.removesuffix('.csv')}"
            evidence.append(Attachment(name.replace("/", "-"), content, "text/csv", "Data", data))
    return evidence
