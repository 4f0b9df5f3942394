"""Every file of a draft that readers open: the pages in their dresses, charts and their data, the mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from reports.document import Document
from reports.errors import InternalError
from reports.render.email.letter import mail_files, mail_pictures, packs
from reports.render.html import Templates, render_html
from reports.render.leaves import joined, render_leaves
from reports.render.news import render_news
from reports.render.pdf.engine import Rendered, rendering
from reports.render.pdf.job import Attachment, PdfMeta
from reports.settings.mail import Mail


@dataclass(frozen=True)
class Dressed:
    """A document with its HTML in each dress. ``folder`` is where its pages lie in the draft."""

    document: Document
    pages: tuple[str, ...]
    folder: str = ""


@dataclass(frozen=True)
class Files:
    """The bytes by name, each document's pages, what the engine said, and the files inside the PDF."""

    contents: dict[str, bytes]
    dressed: tuple[Dressed, ...]
    log: tuple[str, ...] = ()
    attached: Mapping[str, bytes] = field(default_factory=dict)


def render_files(
    documents: Sequence[Document],
    templates: Templates,
    mail: Mail | None,
    public_ledger: str,
    reader: str = "",
) -> Files:
    """Render an edition's documents. ``reader`` is a name that the mail greets, in a preview.

    Raises SettingsError for a wrong template, InputError for a runaway page.
    """
    contents = _beside(documents)
    if templates.publication.made_from == "stories":
        contents.update(_pngs(documents))
        news = render_news(documents, templates)
        contents.update({name: text.encode() for name, text in news.texts.items()})
        return Files(contents, tuple(Dressed(*page) for page in news.pages))
    [document] = documents
    evidence = _attachments(contents, public_ledger)
    attached = {attachment.name: attachment.content for attachment in evidence}
    if "pdf" not in templates.publication.outputs:
        pages = _others(document, templates, mail, reader, contents)
        return Files(contents, (Dressed(document, pages),), (), attached)
    page = render_html(document, templates, "print")
    with _pdf(document, page, contents, evidence) as finished:  # it is made in a process of its own
        pages = _others(document, templates, mail, reader, contents)
        rendered = finished()
    contents[f"{document.publication}.pdf"] = rendered.pdf
    if templates.publication.bleed:
        for_print = f"{page}<style>{_bleeding(templates.publication.bleed)}</style>"
        with _pdf(document, for_print, contents, evidence) as finished:
            contents[f"{document.publication}-for-print.pdf"] = finished().pdf
    return Files(contents, (Dressed(document, (*pages, page)),), rendered.log, attached)


def _others(
    document: Document, templates: Templates, mail: Mail | None, reader: str, contents: dict[str, bytes]
) -> tuple[str, ...]:
    """Adds the files that are not the PDF; returns the web page, if there is one."""
    contents.update(_mail(document, templates, mail, reader))
    contents.update(_pngs([document]))
    if "html" not in templates.publication.outputs:
        return ()
    screen = _screen(document, templates)
    contents.update({file: page.encode() for file, page in screen.items()})
    return (joined(screen),)


def _screen(document: Document, templates: Templates) -> dict[str, str]:
    """The web page by its file's name, or those of a report in parts."""
    if document.booklet and templates.publication.leaves:
        return render_leaves(document, templates)
    name = "web.html" if "mail" in templates.publication.outputs else f"{document.publication}.html"
    return {name: render_html(document, templates, "screen")}


def _bleeding(bleed: int) -> str:
    """What a printer needs: colour beyond the edge, and marks where to cut."""
    return f"@page {{ bleed: {bleed}mm; marks: crop cross; }}"


def _mail(document: Document, templates: Templates, mail: Mail | None, reader: str) -> dict[str, bytes]:
    if "mail" not in templates.publication.outputs:
        return {}
    if mail is None:
        raise InternalError("a newsletter was composed without settings for mail")
    pictures = mail_pictures(document)
    return {
        **mail_files(document, templates, mail, pictures, reader),
        **packs(document, templates, mail, pictures),
    }


def _beside(documents: Iterable[Document]) -> dict[str, bytes]:
    """Charts, their data, tables and pictures."""
    contents: dict[str, bytes] = {}
    for document in documents:
        for slot in document.charts():
            stem = f"charts/{slot.spec.name}"
            contents[f"{stem}.svg"] = slot.drawing.svg
            contents[f"{stem}.csv"] = slot.drawing.csv.encode()
        for table in document.tables():
            contents[f"tables/{table.name}.csv"] = table.data.encode()
        contents.update({picture.path: picture.content for picture in document.pictures()})
    return contents


def _pngs(documents: Iterable[Document]) -> dict[str, bytes]:
    """Charts for mail and for slides."""
    charts = [slot for document in documents for slot in document.charts()]
    return {f"charts/{slot.spec.name}.png": slot.drawing.png for slot in charts}


def _pdf(
    document: Document, html: str, contents: Mapping[str, bytes], evidence: Sequence[Attachment]
) -> AbstractContextManager[Callable[[], Rendered]]:
    shown = [f"charts/{slot.spec.name}.svg" for slot in document.charts()]
    shown += [picture.path for picture in document.pictures()]
    assets = {name: contents[name] for name in shown}
    meta = PdfMeta(document.title, document.author, document.subject, document.language, document.dated)
    return rendering(html, assets, meta, evidence)


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
