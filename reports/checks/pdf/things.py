"""What a PDF carries: pictures with words, fonts with letters, links that lead somewhere, whole files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import md5
from typing import Any
from urllib.parse import urlsplit

import pikepdf

from reckoner.reports.checks.pdf.cmap import read_font
from reckoner.reports.checks.pdf.expected import Expected
from reckoner.reports.checks.pdf.order import page_of
from reckoner.reports.checks.pdf.tags import Element, Reading
from reckoner.reports.findings import Finding

RULES = ("pdf-alt-text", "pdf-figure-box", "pdf-fonts", "pdf-glyphs", "pdf-links", "pdf-attachments")
_FILE_NAME = re.compile(r"\S+\.(svg|png|jpe?g|gif|webp|pdf)", re.IGNORECASE)
_SCHEMES = {"https", "http", "mailto", "tel"}
_RELATIONSHIPS = {"/Data", "/Source", "/Supplement", "/Alternative"}


def find(reading: Reading, expected: Expected | None) -> Iterator[Finding]:
    """Findings of these checks."""
    for figure in reading.tree.all("Figure"):
        yield from _figure(figure, reading.pdf)
    yield from _fonts(reading)
    yield from _links(reading)
    yield from _attachments(reading.pdf, None if expected is None else expected.attachments)


def _figure(figure: Element, pdf: pikepdf.Pdf) -> Iterator[Finding]:
    alt = (figure.fact("/Alt") or figure.fact("/ActualText") or "").strip()
    if not alt:
        yield Finding("error", "pdf-alt-text", "a picture has no alt text", page_of(figure))
    elif _FILE_NAME.fullmatch(alt):
        yield Finding("error", "pdf-alt-text", "a picture's alt text is a file name", page_of(figure), alt)
    box = figure.attribute("/BBox")
    page = next((number for number, _ in figure.marks if number >= 0), None)
    if page is not None and not _is_inside(box, pdf.pages[page].mediabox):
        yield Finding(
            "error", "pdf-figure-box", "a picture's box is not on its page", page_of(figure), alt[:60]
        )


def _is_inside(box: Any, page: Any) -> bool:
    if not isinstance(box, pikepdf.Array) or len(box) != 4:
        return False
    left, bottom, right, top = (float(value) for value in box)
    x1, y1, x2, y2 = (float(value) for value in page)
    return x1 - 1 <= left < right <= x2 + 1 and y1 - 1 <= bottom < top <= y2 + 1


def _fonts(reading: Reading) -> Iterator[Finding]:
    for item in reading.pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item:
            font = read_font(item)
            if not font.embedded:
                yield Finding("error", "pdf-fonts", f"the font {font.name} is not in the file")
    for number, content in reading.pages.items():
        if content.silent:
            what = f"{content.silent} letters are drawn that say nothing: the fonts lack them"
            yield Finding("error", "pdf-glyphs", what, f"page {number + 1}")


def _links(reading: Reading) -> Iterator[Finding]:
    tagged = {
        kid.objgen: element
        for element in reading.tree.walk()
        for kid in element.kids
        if isinstance(kid, pikepdf.Dictionary)
    }
    places = _destinations(reading.pdf)
    for number, page in enumerate(reading.pdf.pages):
        for annotation in page.obj.get("/Annots", []):
            if annotation.get("/Subtype") == "/Link":
                element = tagged.get(annotation.objgen)
                for what in _wrong_link(annotation, element, places):
                    quote = str(annotation.get("/Contents", ""))[:60]
                    yield Finding("error", "pdf-links", what, f"page {number + 1}", quote)


def _wrong_link(annotation: Any, element: Element | None, places: set[str]) -> Iterator[str]:
    if element is None or element.kind != "Link":
        yield "a link is not in the structure"
    if not str(annotation.get("/Contents", "")).strip():
        yield "a link does not say where it goes"
    address = annotation.get("/A", {}).get("/URI")
    if address is not None:
        parts = urlsplit(str(address))
        if parts.scheme not in _SCHEMES or (parts.hostname or "").endswith(".invalid"):
            yield f"a link leads to {address}, which no reader can open"
    elif str(annotation.get("/Dest", "")) not in places:
        yield f"a link leads to {annotation.get('/Dest', 'nowhere')}, which is not in the file"


def _destinations(pdf: pikepdf.Pdf) -> set[str]:
    names: Any = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    return set() if names is None else {str(name) for name in pikepdf.NameTree(names)}


def _attachments(pdf: pikepdf.Pdf, expected: Mapping[str, bytes] | None) -> Iterator[Finding]:
    associated = {item.objgen for item in pdf.Root.get("/AF", [])}
    found: dict[str, bytes] = {}
    for name, specification in pdf.attachments.items():
        for what in _wrong_attachment(specification, associated):
            yield Finding("error", "pdf-attachments", what, quote=name)
        found[name] = specification.get_file().read_bytes()
    for name, content in (expected or {}).items():
        if name not in found:
            yield Finding("error", "pdf-attachments", "a file is missing from the PDF", quote=name)
        elif found[name] != content:
            yield Finding(
                "error", "pdf-attachments", "a file in the PDF is not what was put into it", quote=name
            )
    for name in found.keys() - (expected if expected is not None else found).keys():
        yield Finding("error", "pdf-attachments", "a file is in the PDF that nobody put there", quote=name)


def _wrong_attachment(
    specification: pikepdf.AttachedFileSpec, associated: set[tuple[int, int]]
) -> Iterator[str]:
    attached = specification.get_file()
    content = attached.read_bytes()
    facts: Any = attached.obj.get("/Params", {})
    if int(facts.get("/Size", -1)) != len(content):
        yield "a file in the PDF is broken: its size is not what the PDF says"
    if bytes(facts.get("/CheckSum", b"")) != md5(content, usedforsecurity=False).digest():
        yield "a file in the PDF is broken: its checksum is not what the PDF says"
    if str(specification.obj.get("/AFRelationship", "")) not in _RELATIONSHIPS:
        yield "a file in the PDF does not say what it is to the document"
    if specification.obj.objgen not in associated:
        yield "a file in the PDF is not associated with the document"
