"""What a PDF says about itself: title, language, dates, and the two claims that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pikepdf

from reckoner.reports.checks.pdf.expected import Expected
from reckoner.reports.checks.pdf.tags import Reading
from reckoner.reports.findings import Finding

RULES = ("pdf-claims", "pdf-title", "pdf-language", "pdf-dates")
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
_CLAIMS = {
    "{http://www.aiim.org/pdfa/ns/id/}part": "3",
    "{http://www.aiim.org/pdfa/ns/id/}conformance": "A",
    "{http://www.aiim.org/pdfua/ns/id/}part": "1",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})*")


def find(reading: Reading, expected: Expected | None) -> Iterator[Finding]:
    """Findings of these checks."""
    packet = _packet(reading.pdf)
    yield from _claims(packet)
    yield from _title(reading.pdf, packet, expected)
    yield from _languages(reading, expected)
    yield from _dates(reading.pdf, packet, expected)


def _packet(pdf: pikepdf.Pdf) -> list[ElementTree.Element]:
    """The RDF blocks of the XMP packet; none where there is no packet that can be read."""
    metadata = pdf.Root.get("/Metadata")
    if metadata is None:
        return []
    try:
        return list(ElementTree.fromstring(metadata.read_bytes().decode("utf-8-sig")).iter(_RDF))
    except (ElementTree.ParseError, UnicodeDecodeError):
        return []


def _said(block: ElementTree.Element, name: str) -> str | None:
    """A property, which may be written as an element or as an attribute."""
    for element in block.iter():
        if element.tag == name:
            return "".join(element.itertext()).strip()
        if name in element.attrib:
            return element.attrib[name]
    return None


def _claims(packet: list[ElementTree.Element]) -> Iterator[Finding]:
    if len(packet) != 1:
        yield Finding("error", "pdf-claims", f"the metadata has {len(packet)} blocks; readers heed one alone")
    for name, value in _CLAIMS.items():
        said = _said(packet[0], name) if packet else None
        if said != value:
            short = name.rpartition("/ns/id/}")
            kind = "PDF/A" if "pdfa" in short[0] else "PDF/UA"
            yield Finding(
                "error", "pdf-claims", f"the file does not claim {kind} {short[2]} {value}", quote=said or ""
            )


def _title(
    pdf: pikepdf.Pdf, packet: list[ElementTree.Element], expected: Expected | None
) -> Iterator[Finding]:
    title = str(pdf.docinfo.get("/Title", "")) if "/Info" in pdf.trailer else ""
    metadata = _said(packet[0], "{http://purl.org/dc/elements/1.1/}title") if packet else ""
    if not title.strip():
        yield Finding("error", "pdf-title", "the file has no title")
    if " ".join((metadata or "").split()) != " ".join(title.split()):
        yield Finding("error", "pdf-title", "the metadata has another title", quote=metadata or "")
    if expected is not None and title != expected.document.title:
        yield Finding("error", "pdf-title", f"the title should be {expected.document.title!r}", quote=title)
    if not pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False):
        yield Finding("error", "pdf-title", "the window would show the file's name instead of its title")


def _languages(reading: Reading, expected: Expected | None) -> Iterator[Finding]:
    language = str(reading.pdf.Root.get("/Lang", ""))
    if not _LANGUAGE.fullmatch(language):
        yield Finding("error", "pdf-language", "the file does not say its language", quote=language)
    if expected is not None and language != expected.document.language:
        yield Finding(
            "error", "pdf-language", f"the language should be {expected.document.language}", quote=language
        )
    for element in reading.tree.walk():
        said = element.fact("/Lang")
        if said is not None and not _LANGUAGE.fullmatch(said):
            yield Finding("error", "pdf-language", f"{said!r} is no language", quote=element.text[:60])


def _dates(
    pdf: pikepdf.Pdf, packet: list[ElementTree.Element], expected: Expected | None
) -> Iterator[Finding]:
    info = pdf.docinfo if "/Info" in pdf.trailer else pikepdf.Dictionary()
    for name, other in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        day = str(info.get(name, ""))[2:10]
        metadata = (_said(packet[0], "{http://ns.adobe.com/xap/1.0/}" + other) or "") if packet else ""
        if not day or metadata[:10].replace("-", "") != day:
            yield Finding("error", "pdf-dates", f"{name[1:]} and {other} do not give the same day", quote=day)
        elif expected is not None and day != f"{expected.document.dated:%Y%m%d}":
            yield Finding("error", "pdf-dates", f"{name[1:]} is not the edition's date", quote=day)
