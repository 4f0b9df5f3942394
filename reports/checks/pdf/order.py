"""The structure tree: is everything in it, once, at its place, under headings in order?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from reckoner.reports.checks.pdf.content import ARTIFACT
from reckoner.reports.checks.pdf.tags import Element, Reading
from reckoner.reports.findings import Finding

RULES = ("pdf-tags", "pdf-untagged", "pdf-tag-links", "pdf-artifact", "pdf-headings", "pdf-bookmarks")
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


def find(reading: Reading) -> Iterator[Finding]:
    """Findings of these checks."""
    yield from _tags(reading)
    yield from _untagged(reading)
    yield from _links_back(reading)
    yield from _artifacts(reading)
    headings = list(reading.tree.all(*_HEADINGS))
    yield from _headings(headings)
    yield from _bookmarks(reading.pdf, headings)


def page_of(element: Element) -> str:
    """The page that an element begins on, for a finding."""
    first = next((page for part in element.walk() for page, _ in part.marks if page >= 0), None)
    return "" if first is None else f"page {first + 1}"


def _tags(reading: Reading) -> Iterator[Finding]:
    if not reading.pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False):
        yield Finding("error", "pdf-tags", "the file does not say that it is tagged")
    if not reading.tree.kids:
        yield Finding("error", "pdf-tags", "the file has no structure: a screen reader finds nothing in it")


def _untagged(reading: Reading) -> Iterator[Finding]:
    used = Counter(mark for element in reading.tree.walk() for mark in element.marks)
    for number, content in reading.pages.items():
        where = f"page {number + 1}" if number >= 0 else "a group"
        for text in content.loose:
            if text.strip():
                yield Finding("error", "pdf-untagged", "words or a picture without a tag", where, text[:60])
        for mark, text in content.marked.items():
            if mark != ARTIFACT and (number, mark) not in used and text.strip():
                yield Finding(
                    "error", "pdf-untagged", "marked words that are not in the structure", where, text[:60]
                )
    for (number, mark), count in used.items():
        if count > 1:
            yield Finding(
                "error", "pdf-untagged", f"mark {mark} is heard {count} times", f"page {number + 1}"
            )
        elif number not in reading.pages or mark not in reading.pages[number].marked:
            yield Finding(
                "error",
                "pdf-untagged",
                f"mark {mark} of the structure is not on its page",
                f"page {number + 1}",
            )


def _links_back(reading: Reading) -> Iterator[Finding]:
    """From the content back to the structure: what is pointed at on a page must be found in the tree."""
    owners = {mark: element for element in reading.tree.walk() for mark in element.marks}
    tree = reading.pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary()).get("/ParentTree")
    entries = dict(_number_tree(tree)) if tree is not None else {}
    for number, page in enumerate(reading.pdf.pages):
        parents = entries.get(int(page.obj.get("/StructParents", -1)))
        for mark in reading.pages[number].marked:
            owner = owners.get((number, mark))
            if owner is None:
                continue
            known = (
                isinstance(parents, pikepdf.Array)
                and mark < len(parents)
                and _same(parents[mark], owner.facts)
            )
            if not known:
                text = reading.pages[number].marked[mark][:60]
                yield Finding(
                    "error", "pdf-tag-links", "the page points to another element", f"page {number + 1}", text
                )


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.objgen == other.objgen


def _number_tree(node: Any) -> Iterator[tuple[int, Any]]:
    numbers = node.get("/Nums", [])
    for place in range(0, len(numbers) - 1, 2):
        yield int(numbers[place]), numbers[place + 1]
    for kid in node.get("/Kids", []):
        yield from _number_tree(kid)


def _artifacts(reading: Reading) -> Iterator[Finding]:
    running = Counter(text.strip() for content in reading.pages.values() for text in set(content.artifacts))
    for number, content in reading.pages.items():
        if content.nested:
            what = "an artifact of the page stands inside the text, or text inside an artifact"
            yield Finding("error", "pdf-artifact", what, f"page {number + 1}")
    if len(reading.pdf.pages) > 2 and not running:
        yield Finding("warning", "pdf-artifact", "no running header, footer or page number is marked as such")


def _headings(headings: list[Element]) -> Iterator[Finding]:
    level = 0
    for heading in headings:
        now = int(heading.kind[1])
        if now > level + 1:
            what = (
                f"a heading of level {now} follows one of level {level}"
                if level
                else f"the first heading has level {now}"
            )
            yield Finding("error", "pdf-headings", what, page_of(heading), heading.text[:60])
        if not heading.text:
            yield Finding("error", "pdf-headings", "a heading has no words", page_of(heading))
        level = now
    titles = [heading for heading in headings if heading.kind == "H1"]
    if len(titles) != 1:
        yield Finding(
            "error", "pdf-headings", f"there are {len(titles)} headings of level 1; there should be one"
        )


def _bookmarks(pdf: pikepdf.Pdf, headings: list[Element]) -> Iterator[Finding]:
    with pdf.open_outline() as outline:
        marked = [" ".join(item.title.split()) for item in _flat(outline.root)]
    for heading in headings:
        if heading.kind in ("H1", "H2") and heading.text:
            if not marked or marked[0] != heading.text:
                if heading.text not in marked:
                    yield Finding(
                        "error",
                        "pdf-bookmarks",
                        "a heading has no bookmark",
                        page_of(heading),
                        heading.text[:60],
                    )
                    continue
                marked = marked[marked.index(heading.text) :]
            marked = marked[1:]


def _flat(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _flat(item.children)
