"""Every file of a draft that readers open: the page in two dresses, the charts and their data."""

from __future__ import annotations

from dataclasses import dataclass

from reports.document import Document
from reports.render.html import Templates, render_html
from reports.render.leaves import joined, render_leaves
from reports.render.pdf.engine import Attachment, PdfMeta, Rendered, render_pdf


@dataclass(frozen=True)
class Files:
    """The bytes by name, the HTML of each dress, and what the engine said while it made them."""

    contents: dict[str, bytes]
    pages: tuple[str, ...]
    log: tuple[str, ...]


def render_files(document: Document, templates: Templates, public_ledger: str) -> Files:
    """Render a document. Raises SettingsError for a wrong template, InputError for a runaway page."""
    name = document.publication
    contents = _charts(document)
    pages: list[str] = []
    log: tuple[str, ...] = ()
    if "html" in templates.publication.outputs:
        screen = _screen(document, templates)
        pages.append(joined(screen))
        contents.update({file: page.encode() for file, page in screen.items()})
    if "pdf" in templates.publication.outputs:
        pages.append(render_html(document, templates, "print"))
        rendered = _pdf(document, pages[-1], contents, public_ledger)
        contents[f"{name}.pdf"] = rendered.pdf
        log = rendered.log
        if templates.publication.bleed:
            for_print = f"{pages[-1]}<style>{_bleeding(templates.publication.bleed)}</style>"
            contents[f"{name}-for-print.pdf"] = _pdf(document, for_print, contents, public_ledger).pdf
    return Files(contents, tuple(pages), log)


def _screen(document: Document, templates: Templates) -> dict[str, str]:
    """The web page by its file's name, or those of a report in parts."""
    if document.booklet and templates.publication.leaves:
        return render_leaves(document, templates)
    return {f"{document.publication}.html": render_html(document, templates, "screen")}


def _bleeding(bleed: int) -> str:
    """What a printer needs: colour beyond the edge, and marks where to cut."""
    return f"@page {{ bleed: {bleed}mm; marks: crop cross; }}"


def _charts(document: Document) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    for slot in document.charts():
        stem = f"charts/{slot.spec.name}"
        contents[f"{stem}.svg"] = slot.drawing.svg
        contents[f"{stem}.png"] = slot.drawing.png
        contents[f"{stem}.csv"] = slot.drawing.csv.encode()
    for table in document.tables():
        contents[f"tables/{table.name}.csv"] = table.data.encode()
    contents.update({picture.path: picture.content for picture in document.pictures()})
    return contents


def _pdf(document: Document, html: str, contents: dict[str, bytes], public_ledger: str) -> Rendered:
    shown = [f"charts/{slot.spec.name}.svg" for slot in document.charts()]
    assets = {name: contents[name] for name in (*shown, *(picture.path for picture in document.pictures()))}
    meta = PdfMeta(document.title, document.author, document.subject, document.language, document.dated)
    return render_pdf(html, assets, meta, _attachments(contents, public_ledger))


def _attachments(contents: dict[str, bytes], public_ledger: str) -> list[Attachment]:
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
