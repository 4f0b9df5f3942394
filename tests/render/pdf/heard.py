"""A page as it is heard: rendered, read back, and written down so that a test can show it."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from reckoner.reports.checks.pdf.tags import Element, Reading, read_pdf
from tests.render.pdf.paper import meta_of, paper, render_pdf

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10"/></svg>'
STYLE = "@page { size: 100mm 80mm; margin: 10mm } html { font: 11pt/1.3 Source Sans Pro } body { margin: 0 }"


def read(body: str, style: str = "") -> Reading:
    """A body of HTML, rendered and read back. Nothing else may be said in the log."""
    head = f"<head><style>{STYLE} {style}</style></head>"
    html = f'<!DOCTYPE html><html lang="en-GB">{head}<body>{body}</body></html>'
    rendered = render_pdf(html, {"a.svg": SVG}, meta_of(paper()))
    assert [line for line in rendered.log if "run out of their box" not in line] == []
    return read_pdf(rendered.pdf)


def outline(body: str, style: str = "") -> list[str]:
    """Its elements, indented, each with the words directly in it."""
    reading = read(body, style)
    return list(_lines(next(iter(reading.tree.all("Document"))), 0))[1:]


def _lines(element: Element, depth: int) -> Iterator[str]:
    words = "".join(kid for kid in element.kids if isinstance(kid, str)).strip()
    said = element.fact("/ActualText")
    yield "  " * (depth - 1) + f"{element.kind} {words if said is None else said}".strip()
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from _lines(kid, depth + 1)


def links(reading: Reading) -> list[str]:
    """The descriptions of all links, in the order of their pages."""
    return [
        str(annotation.Contents)
        for page in reading.pdf.pages
        for annotation in page.obj.get("/Annots", pikepdf.Array())
    ]
