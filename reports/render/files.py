"""Every file of a draft that readers open: the pages in their dresses, charts and their data, the mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reports.document import Document
from reports.errors import InternalError
from reports.render.email.letter import mail_files, mail_pictures, packs
from reports.render.html import Templates, render_html
from reports.render.leaves import joined, render_leaves
from reports.render.news import render_news
from reports.render.pdf.engine import Attachment, PdfMeta, Rendered, render_pdf
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
        pages = render_news(documents, templates)
        contents.update({name: text.encode() for name, text in pages.texts.items()})
        return Files(contents, tuple(Dressed(*page) for page in pages.pages))
    [document] = documents
    contents.update(_mail(document, templates, mail, reader))
    return _single(document, templates, contents, public_ledger)


def _single(
    document: Document, templates: Templates, contents: dict[str, bytes], public_ledger: str
) -> Files:
    outputs, name = templates.publication.outputs, document.publication
    pages: list[str] = []
    log: tuple[str, ...] = ()
    evidence = _attachments(contents, public_ledger)
    if "html" in outputs:
        screen = _screen(document, templates)
        pages.append(joined(screen))
        contents.update({file: page.encode() for file, page in screen.items()})
    if "pdf" in outputs:
        pages.append(render_html(document, templates, "print"))
        rendered = _pdf(document, pages[-1], contents, evidence)
        contents[f"{name}.pdf"] = rendered.pdf
        log = rendered.log
        if templates.publication.bleed:
            for_print = f"{pages[-1]}<style>{_bleeding(templates.publication.bleed)}</style>"
            contents[f"{name}-for-print.pdf"] = _pdf(document, for_print, contents, evidence).pdf
    attached = {attachment.name: attachment.content for attachment in evidence}
    return Files(contents, (Dressed(document, tuple(pages)),), log, attached)


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
    """Charts, tables and pictures."""
    contents: dict[str, bytes] = {}
    for document in documents:
        for slot in document.charts():
            stem = f"charts/{slot.spec.name}"
            contents[f"{stem}.svg"] = slot.drawing.svg
            contents[f"{stem}.png"] = slot.drawing.png
            contents[f"{stem}.csv"] = slot.drawing.csv.encode()
        for table in document.tables():
            contents[f"tables/{table.name}.csv"] = table.data.encode()
        contents.update({picture.path: picture.content for picture in document.pictures()})
    return contents


def _pdf(
    document: Document, html: str, contents: Mapping[str, bytes], evidence: Sequence[Attachment]
) -> Rendered:
    shown = [f"charts/{slot.spec.name}.svg" for slot in document.charts()]
    shown += [picture.path for picture in document.pictures()]
    assets = {name: contents[name] for name in shown}
    meta = PdfMeta(document.title, document.author, document.subject, document.language, document.dated)
    return render_pdf(html, assets, meta, evidence)


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
