"""One paper's PDF: what it must have to be merged, and how it is taken whole into the pack's file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.pack.graph import as_array, dictionaries, prefixed, read_tree

MOST_PAGES = 5_000
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_MARKS = ("/StructParents", "/StructParent")
_GRAY_AND_RGB = (1, 3)
_TAGGED = "Save it as a tagged PDF: in Word, Save as PDF with `Document structure tags for accessibility`."
_PARKED = "/ReckonerPages"


@dataclass
class Taken:
    """A paper as it lies in the pack's file: its catalogue there, its pages in order."""

    root: Any
    pages: list[Any]
    prefix: str
    title: str
    language: str
    names: str = ""

    @property
    def tags(self) -> Any:
        """Its tree of tags."""
        return self.root.StructTreeRoot


def opened(content: bytes, shown: str) -> pikepdf.Pdf:
    """A PDF that can be merged. Raises InputError, which says all that it lacks."""
    try:
        pdf = pikepdf.open(io.BytesIO(content))
    except pikepdf.PasswordError:
        raise InputError("is locked with a password", Place(shown), "Ask for it without one.") from None
    except pikepdf.PdfError:
        raise InputError("is not a PDF that can be read", Place(shown), "Fetch it again.") from None
    faults = [Fault(what, Place(shown), todo) for what, todo in _objections(pdf)]
    if faults:
        raise InputError.of(faults)
    return pdf


def _objections(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    if pdf.is_encrypted:
        yield "is protected, so that it may not be put together with others", "Ask for it without protection."
    if len(pdf.pages) > MOST_PAGES:
        yield f"has {len(pdf.pages):,} pages; the most is {MOST_PAGES:,}", "Split it."
        return
    if not _is_tagged(pdf):
        yield "is not tagged, so that nobody could hear it read in order", _TAGGED
        return
    for number in _untagged(pdf):
        yield f"its page {number} has text outside its tags", _TAGGED
    if not str(pdf.Root.get("/Lang", "")):
        yield "names no language", "Set the document's language where it was written, and save it again."
    if list(pdf.Root.get("/AcroForm", pikepdf.Dictionary()).get("/Fields", ())):
        yield "holds a form or a signature, which a pack can't keep", "Print it as a PDF without fields."
    if not all(_is_for_screens(each) for each in as_array(pdf.Root.get("/OutputIntents"))):
        yield "is made for a printing press (CMYK)", "Save it with the colours of a screen (sRGB)."


def _is_tagged(pdf: pikepdf.Pdf) -> bool:
    tags = pdf.Root.get("/StructTreeRoot")
    marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)
    return bool(marked) and isinstance(tags, pikepdf.Dictionary) and "/K" in tags and "/ParentTree" in tags


def _untagged(pdf: pikepdf.Pdf) -> Iterator[int]:
    """Pages of which no tag knows though they draw, and say nowhere that it is an ornament."""
    for number, page in enumerate(pdf.pages, 1):
        if "/StructParents" in page.obj or "/Contents" not in page.obj:
            continue
        page.contents_coalesce()
        drawn = page.obj.Contents.read_bytes()
        if drawn.strip() and b"/Artifact" not in drawn:
            yield number


def _is_for_screens(intent: Any) -> bool:
    profile = intent.get("/DestOutputProfile")
    return profile is None or int(profile.get("/N", 3)) in _GRAY_AND_RGB


def title_of(pdf: pikepdf.Pdf) -> str:
    """What a PDF says that it is called."""
    try:
        found = pdf.open_metadata().get("dc:title", "")
    except (ValueError, KeyError, NotImplementedError):
        found = ""
    return " ".join(str(found or pdf.docinfo.get("/Title", "")).split())


def take(pack: pikepdf.Pdf, source: pikepdf.Pdf, number: int, title: str, names: str) -> Taken:
    """Take a paper into the pack's file, with every name in it made its own. ``names`` go before its files'.

    A page copied alone would lose what leads to other pages: the whole graph is copied, its pages parked
    where the library doesn't take them for pages.
    """
    pages = [_alone(page.obj) for page in source.pages]
    for page in pages:
        del page["/Type"]
    source.Root[_PARKED] = pikepdf.Array(pages)
    source.Root.Pages = source.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array(), Count=0)
    )
    root = pack.copy_foreign(source.Root)
    taken = list(root[_PARKED])
    for page in taken:
        page.Type = pikepdf.Name.Page
    _make_own(root, f"p{number}.")
    return Taken(root, taken, f"p{number}.", title, str(source.Root.Lang), names)


def _alone(page: Any) -> Any:
    """A page with what it has from the branches above it, and without them."""
    for key in _INHERITED:
        above, depth = page.get("/Parent"), 0
        while key not in page and isinstance(above, pikepdf.Dictionary) and depth < 100:
            if key in above:
                page[key] = above[key]
            above, depth = above.get("/Parent"), depth + 1
    if "/Parent" in page:
        del page["/Parent"]
    return page


def _make_own(root: Any, prefix: str) -> None:
    """Put the prefix before every place's name, every tag's id, and wherever either is named."""
    for found in dictionaries(root):
        if isinstance(found.get("/Dest"), pikepdf.String | pikepdf.Name):
            found.Dest = prefixed(found.Dest, prefix)
        if found.get("/S") == "/GoTo" and isinstance(found.get("/D"), pikepdf.String | pikepdf.Name):
            found.D = prefixed(found.D, prefix)
        if isinstance(found.get("/ID"), pikepdf.String) and "/S" in found and "/P" in found:
            found.ID = prefixed(found.ID, prefix)
        if found.get("/O") == "/Table" and "/Headers" in found:
            named = [prefixed(each, prefix) for each in as_array(found.Headers)]
            found.Headers = pikepdf.Array(named)


def places(taken: Taken) -> Iterator[tuple[Any, Any]]:
    """The named places of a paper under their new names, those of old files too."""
    names = taken.root.get("/Names", pikepdf.Dictionary())
    for name, place in read_tree(names.get("/Dests"), "/Names"):
        yield prefixed(name, taken.prefix), place
    old = taken.root.get("/Dests", pikepdf.Dictionary())
    for name, place in old.items():
        yield prefixed(pikepdf.Name(name), taken.prefix), place


def move_marks(taken: Taken, first: int) -> int:
    """Count the paper's keys of its tags from ``first`` on; the next that is free."""
    last = first
    for found in dictionaries(taken.root):
        for key in _MARKS:
            if isinstance(value := found.get(key), int):
                found[key] = value + first
                last = max(last, value + first + 1)
    for key, _ in read_tree(taken.tags.get("/ParentTree"), "/Nums"):
        last = max(last, int(key) + first + 1)
    return last
