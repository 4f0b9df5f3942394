"""One rendering, in the process that is allowed to fail: HTML through WeasyPrint to PDF bytes.

WeasyPrint lays out and paints. What makes the file one that everyone can read is ours, done while the
objects are still in memory (WeasyPrint's ``finisher``): parsing a finished file again would cost
a fifth more time.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pydyf
import weasyprint
from weasyprint.formatting_structure import boxes

from reckoner.reports.render.pdf.attached import attach
from reckoner.reports.render.pdf.fetcher import HouseFetcher
from reckoner.reports.render.pdf.fit import lay_out
from reckoner.reports.render.pdf.inside import fonts, page_box, resources, tags
from reckoner.reports.render.pdf.job import Job, PdfMeta
from reckoner.reports.render.pdf.marks import Marks
from reckoner.reports.render.pdf.metadata import PROGRAM, pdf_date, xmp
from reckoner.reports.render.pdf.tree import write_tree
from reckoner.reports.render.pdf.walk import PaintedPage, Tree, cut_boxes, tag_page
from reckoner.reports.render.pdf.words import readable

_VARIANT = "pdf/a-3a"


@dataclass(frozen=True)
class RenderedPdf:
    """What came off the render."""

    pdf: bytes
    pages: int
    log: tuple[str, ...]


def render(job: Job, refused: list[str]) -> RenderedPdf:
    """Render one job. What the page asks for and may not have is added to ``refused``."""
    capture = _listen()
    fetcher = HouseFetcher(job.assets, refused)
    page, document = lay_out(job.html, fetcher, only=job.only, pdf_variant=_VARIANT)
    refused += [f"the attachment {address}" for address in _attachments(page.etree_element)]
    _describe(document, job.meta)
    tree = Tree(page.etree_element, job.meta.language)
    document.pages = [_TaggedPage(rendered, number, tree) for number, rendered in enumerate(document.pages)]

    def finish(_: weasyprint.Document, pdf: pydyf.PDF) -> None:
        _drop(pdf, tree.dropped)
        write_tree(pdf, tree.elements.root)
        _metadata(pdf, job.meta)
        attach(pdf, job.attachments, job.meta)

    written = document.write_pdf(finisher=finish, pdf_variant=_VARIANT)
    return RenderedPdf(written, len(document.pages), tuple(dict.fromkeys(capture.lines)))


def _attachments(page: Any) -> Iterator[str]:
    """The files that a page wants attached. Only the build attaches files."""
    for element in page.iter():
        if "attachment" in (element.get("rel") or "").lower().split():
            yield element.get("href") or ""


class _TaggedPage:
    """A page that adds itself to the tree as soon as it is painted.

    To WeasyPrint's own tagging, which comes later, it then looks empty.
    """

    def __init__(self, page: weasyprint.Page, number: int, tree: Tree) -> None:
        self._page, self._number, self._tree = page, number, tree
        self.bookmarks = [
            (level, readable(label), place, state) for level, label, place, state in page.bookmarks
        ]
        self._page_box = _Nothing()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint, then tag."""
        groups = resources(stream)["XObject"]
        known, box = set(groups), page_box(self._page)
        cut = dict(cut_boxes(box))
        self._page.paint(stream, scale)
        drawn = [group for name, group in groups.items() if name not in known and hasattr(group, "stream")]
        marks, used = Marks(stream, drawn), fonts(stream).values()
        tag_page(self._tree, PaintedPage(self._number, box, tags(stream), marks, used, cut))
        tags(stream).clear()


class _Nothing(boxes.BlockBox):  # type: ignore[misc]
    """A page's content with nothing in it."""

    def __init__(self) -> None:
        self.element = self.element_tag = "html"
        self.children = ()


class LogCapture(logging.Handler):
    """Keeps every line at WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(f"{record.name}: {record.getMessage()}")


def _listen() -> LogCapture:
    capture = LogCapture()
    for name in ("weasyprint", "fontTools"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [capture]
        logger.propagate = False
    return capture


def _describe(document: weasyprint.Document, meta: PdfMeta) -> None:
    words = document.metadata
    words.title, words.authors, words.description = meta.title, [meta.author], meta.subject
    words.lang, words.generator, words.keywords = meta.language, PROGRAM, []
    words.created = words.modified = meta.dated.isoformat()
    words.attachments, words.custom = [], {}


def _drop(pdf: pydyf.PDF, annotations: list[Any]) -> None:
    """Take links in running headers and footers off their pages: an Artifact can't hold one."""
    gone = {annotation.reference for annotation in annotations}
    for reference in pdf.page_references if gone else ():
        page = pdf.objects[int(reference.split()[0])]
        page["Annots"] = pydyf.Array(entry for entry in page.get("Annots", ()) if entry not in gone)


def _metadata(pdf: pydyf.PDF, meta: PdfMeta) -> None:
    dated = pydyf.String(pdf_date(meta))
    pdf.info["CreationDate"], pdf.info["ModDate"] = dated, dated
    number = int(pdf.catalog["Metadata"].split()[0])
    pdf.objects[number].stream = [xmp(meta, pdf.info["Producer"].string)]


def warm_up() -> None:
    """Do once what each rendering would otherwise do first: load fonts, find the libraries."""
    words = "".join(
        f'<p style="font-family:{family}">A <b>b</b> <i>c</i>' for family in ("sans-serif", "serif")
    )
    weasyprint.HTML(string=words).write_pdf(pdf_variant=_VARIANT)
