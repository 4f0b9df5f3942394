"""Every file of a draft that readers open: the page in two dresses, the charts and their data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.document import Document
from reports.render.html import Templates, render_html
from reports.render.pdf.engine import Attachment, PdfMeta, Rendered, render_pdf


@dataclass(frozen=True)
class Files:
    """The bytes by name, the HTML of each dress, what the engine said, and the files inside the PDF."""

    contents: dict[str, bytes]
    pages: tuple[str, ...]
    log: tuple[str, ...]
    attached: Mapping[str, bytes]


def render_files(document: Document, templates: Templates, public_ledger: str) -> Files:
    """Render a document. Raises SettingsError for a wrong template, InputError for a runaway page."""
    name = document.publication
    contents = _charts(document)
    pages: list[str] = []
    log: tuple[str, ...] = ()
    evidence = _attachments(contents, public_ledger)
    if "html" in templates.publication.outputs:
        pages.append(render_html(document, templates, "screen"))
        contents[f"{name}.html"] = pages[-1].encode()
    if "pdf" in templates.publication.outputs:
        pages.append(render_html(document, templates, "print"))
        rendered = _pdf(document, pages[-1], contents, evidence)
        contents[f"{name}.pdf"] = rendered.pdf
        log = rendered.log
    return Files(
        contents, tuple(pages), log, {attachment.name: attachment.content for attachment in evidence}
    )


def _charts(document: Document) -> dict[str, bytes]:
    contents: dict[str, bytes] = {}
    for slot in document.charts():
        stem = f"charts/{slot.spec.name}"
        contents[f"{stem}.svg"] = slot.drawing.svg
        contents[f"{stem}.png"] = slot.drawing.png
        contents[f"{stem}.csv"] = slot.drawing.csv.encode()
    for table in document.tables():
        contents[f"tables/{table.name}.csv"] = table.data.encode()
    return contents


def _pdf(
    document: Document, html: str, contents: Mapping[str, bytes], evidence: Sequence[Attachment]
) -> Rendered:
    assets = {name: content for name, content in contents.items() if name.endswith(".svg")}
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
