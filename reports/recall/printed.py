"""A kept draft as readers hold it: the sentence and the page where a figure of its ledger stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reckoner.reports.checks.page import FIGURE, TextBlock, read_page
from reckoner.reports.checks.pdf.pages import pages_of
from reckoner.reports.compare.ledgers import Stated
from reckoner.reports.drafts.kept import Kept

_NUMBERED = re.compile(r"(?:^|, )paragraph ([0-9]+)\.([0-9]+)$")
_SECTION = re.compile(r"^(.*), paragraph ([0-9]+)$")
_SLOT = re.compile(r"^(?:.*, )?(chart|table|key figure) ([a-z0-9_-]+)")
_END = re.compile(r"[.?!](?=\s+[A-Z“‘\"'(\ufffc])")
# The mail and what stands only for print say the same as the page.
_NOT_PAGES = ("email.html",)


@dataclass(frozen=True)
class Spot:
    """Where a figure stands in a draft: what the ledger calls the place, the PDF's page, the words."""

    place: str
    page: int | None
    words: str

    def line(self) -> str:
        """For a terminal."""
        page = f"page {self.page}, " if self.page else ""
        return f"{page}{self.place}" + (f": {self.words}" if self.words else "")


@dataclass(frozen=True)
class PrintedDraft:
    """The pages of a kept draft, read when they are asked for."""

    folder: Path
    files: tuple[str, ...]

    @classmethod
    def of(cls, kept: Kept) -> PrintedDraft:
        """The draft's own pages and PDF."""
        return cls(kept.folder, tuple(sorted(kept.manifest.files)))

    def spots(self, stated: Stated) -> Iterator[Spot]:
        """Each place of a figure where a reader meets it; the list of sources is left out."""
        whole = (_SLOT.match(place) for place in stated.places)
        named = [found[0] if found else place for found, place in zip(whole, stated.places, strict=True)]
        for place in dict.fromkeys(named):
            if not place.startswith("source "):
                yield self.spot(place, stated.printed)

    def spot(self, place: str, printed: tuple[str, ...]) -> Spot:
        """One place: its page by its anchor, and the sentence that holds one of the printed texts."""
        anchors = [each for each in self._anchors(place) if each]
        for anchor in anchors:
            head = ""
            for block in self._below(anchor):
                if words := sentence_with(block, printed):
                    alone = words in printed
                    said = f"{head}: {words}" if alone and head else "" if alone else words
                    return Spot(place, self._page(block.where[1:]) or self._page(anchor), said)
                head = block.text if FIGURE not in block.text else head
        page = next((number for each in anchors if (number := self._page(each))), None)
        return Spot(place, page, "")

    @cached_property
    def _blocks(self) -> list[TextBlock]:
        names = [name for name in self.files if name.endswith(".html") and name not in _NOT_PAGES]
        texts = ((self.folder / name).read_text("utf-8", "replace") for name in names)
        return [block for text in texts for block in read_page(text).blocks]

    @cached_property
    def _pages(self) -> dict[str, int]:
        names = [name for name in self.files if name.endswith(".pdf")]
        return pages_of(self.folder / names[0]) if names else {}

    def _page(self, anchor: str) -> int | None:
        return self._pages.get(anchor)

    def _anchors(self, place: str) -> Iterator[str]:
        if match := _NUMBERED.search(place):
            yield f"p{match[1]}-{match[2]}"
        elif match := _SECTION.match(place):
            yield self._in_section(match[1].rpartition(", ")[2], match[2])
            yield self._in_section(match[1], match[2])
        elif match := _SLOT.match(place):
            yield f"{match[1].replace('key figure', 'chart')}-{match[2]}"
        elif place.startswith(("heading", "key number", "introduction")):
            yield from dict.fromkeys(block.where[1:] for block in self._blocks)

    def _in_section(self, title: str, number: str) -> str:
        """The anchor of a section's paragraph, where paragraphs have no numbers."""
        begun = False
        for block in self._blocks:
            begun = begun or (block.text.endswith(title) and block.where.endswith("-heading"))
            if begun and re.fullmatch(rf"#p[0-9]+-{number}", block.where):
                return block.where[1:]
        return ""

    def _below(self, anchor: str) -> Iterator[TextBlock]:
        """The blocks at an anchor and at those that go on from it."""
        for block in self._blocks:
            where = block.where[1:]
            if where == anchor or where.startswith(f"{anchor}-") or anchor in block.inside:
                yield block


def sentence_with(block: TextBlock, printed: tuple[str, ...]) -> str:
    """The sentence of a block that holds one of these figures; nothing where none does."""
    numbers = [number for number, figure in enumerate(block.figures) if figure in printed]
    if not numbers:
        return ""
    at = [place for place, letter in enumerate(block.text) if letter == FIGURE][numbers[0]]
    ends = [match.end() for match in _END.finditer(block.text)]
    start = max((end for end in ends if end <= at), default=0)
    stop = min((end for end in ends if end > at), default=len(block.text))
    figures = iter(block.figures[block.text.count(FIGURE, 0, start) :])
    return "".join(next(figures, "") if c == FIGURE else c for c in block.text[start:stop]).strip()
