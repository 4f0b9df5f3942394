"""The parts of a Word file put together: what each is, how they belong together, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reckoner.reports.word.xml import HEAD, R, Xml, element, text

CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
Relation = tuple[str, str, str, bool]  # its id, its kind, a part or an address, whether that is outside
_WHEN = (1980, 1, 1, 0, 0, 0)
CUSTOM = {"/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml"}
"""What the part is that ``custom_properties`` writes."""
PICTURES = {"png": "image/png", "jpeg": "image/jpeg", "svg": "image/svg+xml"}


@dataclass(frozen=True)
class About:
    """What a file says of itself; ``day`` is the document's own, as 2026-02-19."""

    title: str
    subject: str
    author: str
    language: str
    day: str
    id: str


def package(
    parts: Mapping[str, bytes], links: Mapping[str, str], pictures: list[tuple[str, bytes]], about: About
) -> bytes:
    """A Word file of its parts by name (``document.xml``), its links out and its pictures."""
    names = [f"media/picture{number}.{kind}" for number, (kind, _) in enumerate(pictures, 1)]
    files = {
        "[Content_Types].xml": _types(parts, {kind for kind, _ in pictures}),
        "_rels/.rels": _package_relations(),
        **{f"word/{name}": content for name, content in parts.items()},
        "word/_rels/document.xml.rels": _relations(parts, links, names),
        "docProps/core.xml": _core(about),
        "docProps/app.xml": _app(),
        "docProps/custom.xml": custom_properties(about.id),
        **{f"word/{name}": content for name, (_, content) in zip(names, pictures, strict=True)},
    }
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip whose bytes follow from its files alone."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, content)
    return made.getvalue()


def _types(parts: Mapping[str, bytes], kinds: set[str]) -> bytes:
    pictures = {kind: PICTURES[kind] for kind in sorted(kinds)}
    overrides = {f"/word/{name}": f"{CONTENT}.{_named(name)}+xml" for name in parts}
    overrides |= {
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        **CUSTOM,
    }
    return content_types(overrides, pictures)


def content_types(overrides: Mapping[str, str], more: Mapping[str, str] | None = None) -> bytes:
    """What each part of a package is by its name; ``more`` are kinds of file by their ending."""
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= more or {}
    inside = [element("Default", {"Extension": end, "ContentType": kind}) for end, kind in defaults.items()]
    inside += [
        element("Override", {"PartName": name, "ContentType": kind}) for name, kind in overrides.items()
    ]
    return _whole(element("Types", {"xmlns": f"{PACKAGE}/content-types"}, *inside))


def _named(name: str) -> str:
    stem = name.removesuffix(".xml").rstrip("0123456789")
    return "document.main" if stem == "document" else stem


def _whole(root: Xml) -> bytes:
    return (HEAD + root).encode()


def relation(found: Relation, **given: str) -> Xml:
    """How a part says what it needs or leads to; ``given`` are attributes that go before."""
    ident, kind, target, outside = found
    mode = {"TargetMode": "External"} if outside else {}
    return element("Relationship", {**given, "Id": ident, "Type": kind, "Target": target, **mode})


def related(found: Iterable[Relation]) -> bytes:
    """How parts belong together."""
    inside = [relation(each) for each in found]
    return _whole(element("Relationships", {"xmlns": f"{PACKAGE}/relationships"}, *inside))


def _package_relations() -> bytes:
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    return related(
        [
            ("rId1", f"{R}/officeDocument", "word/document.xml", False),
            ("rId2", core, "docProps/core.xml", False),
            ("rId3", f"{R}/extended-properties", "docProps/app.xml", False),
            ("rId4", f"{R}/custom-properties", "docProps/custom.xml", False),
        ]
    )


def _relations(parts: Mapping[str, bytes], links: Mapping[str, str], pictures: list[str]) -> bytes:
    found = [
        (
            name.removesuffix(".xml"),
            f"{R}/{name.removesuffix('.xml').rstrip('0123456789')}",
            name,
            False,
        )
        for name in parts
        if name != "document.xml"
    ]
    found += [(ident, f"{R}/hyperlink", address, True) for address, ident in links.items()]
    found += [(f"picture{n}", f"{R}/image", name, False) for n, name in enumerate(pictures, 1)]
    return related(found)


def _core(about: About) -> bytes:
    day = {"xsi:type": "dcterms:W3CDTF"}
    when = text(f"{about.day}T00:00:00Z")
    return _whole(
        element(
            "cp:coreProperties",
            {
                "xmlns:cp": f"{PACKAGE}/metadata/core-properties",
                "xmlns:dc": "http://purl.org/dc/elements/1.1/",
                "xmlns:dcterms": "http://purl.org/dc/terms/",
                "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            },
            element("dc:title", None, text(about.title)),
            element("dc:subject", None, text(about.subject)),
            element("dc:creator", None, text(about.author)),
            element("cp:lastModifiedBy", None, text(about.author)),
            element("dcterms:created", day, when),
            element("dcterms:modified", day, when),
            element("dc:language", None, text(about.language)),
        )
    )


def _app() -> bytes:
    given = {"xmlns": f"{_OFFICE}/extended-properties"}
    return _whole(element("Properties", given, element("Application", None, text("Reckoner"))))


def custom_properties(ident: str) -> bytes:
    """The file's id, by which it is known again when it comes back."""
    types = f"{_OFFICE}/docPropsVTypes"
    about = {"fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid": "2", "name": "Reckoner"}
    said = element("property", about, element("vt:lpwstr", None, text(ident)))
    return _whole(element("Properties", {"xmlns": f"{_OFFICE}/custom-properties", "xmlns:vt": types}, said))
