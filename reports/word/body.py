"""A Word document's body as it is written: paragraphs, runs, figures, links, and the map of its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from reckoner.reports.word.map import UNKNOWN_ID, MappedFigure, MappedLine, WordMap
from reckoner.reports.word.numbering import Numbering
from reckoner.reports.word.piece import Piece, characters
from reckoner.reports.word.style import ABOVE, MARK
from reckoner.reports.word.xml import NOTHING, Xml, element, joined, text, valued

_LONGEST_NAME = 64  # Word calls a file damaged that has a longer tag or alias
_LONGEST_BOOKMARK = 40


def anchor_name(anchor: str) -> str:
    """A place of the page as Word names one."""
    return ("a_" + re.sub(r"[^A-Za-z0-9]", "_", anchor))[:_LONGEST_BOOKMARK]


class Body:
    """Gathers the markup of a document's lines with what has to be known about them afterwards."""

    def __init__(self) -> None:
        self.parts: list[Xml] = []
        self.map = WordMap()
        self.numbering = Numbering()
        self.links: dict[str, str] = {}
        self.pictures: list[tuple[str, bytes]] = []
        self._bookmarks = 0

    def relation(self, address: str) -> str:
        """The id of a link out of the document."""
        return self.links.setdefault(address, f"link{len(self.links) + 1}")

    def picture(self, content: bytes, kind: str) -> str:
        """The id of a picture."""
        self.pictures.append((kind, content))
        return f"picture{len(self.pictures)}"

    def bookmark(self, name: str, inside: Xml = NOTHING) -> Xml:
        """A named place."""
        self._bookmarks += 1
        number = str(self._bookmarks)
        begins = element("w:bookmarkStart", {"w:id": number, "w:name": name})
        return joined(begins, inside, element("w:bookmarkEnd", {"w:id": number}))

    def paragraph(
        self,
        style: str,
        runs: Xml,
        *,
        numbered: Xml | None = None,
        align: str = "",
    ) -> Xml:
        """A paragraph."""
        looks = [valued("w:pStyle", style)]
        looks += [element("w:keepNext")] if style in ABOVE else []  # a council's own style may not say so
        looks += [numbered] if numbered else []
        looks += [valued("w:jc", align)] if align else []
        return element("w:p", None, element("w:pPr", None, *looks), runs)

    def line(
        self,
        style: str,
        words: Iterable[Piece],
        *,
        file: str = "",
        what: str = "",
        numbered: Xml | None = None,
        anchor: str = "",
        labels: Sequence[str] = (),
    ) -> None:
        """Write a paragraph, and note where it is from. ``labels`` are the numbers of its sources."""
        found = list(words)
        runs = joined(self.runs(found), self.marks(labels))
        if anchor:
            runs = joined(self.bookmark(anchor_name(anchor)), runs)
        self.parts.append(self.paragraph(style, runs, numbered=numbered))
        self.note(file, what, characters(found) + marked(labels))

    def note(self, file: str, what: str, said: str) -> None:
        """Enter a line into the map; one without words is none."""
        if said.strip():
            self.map.lines.append(MappedLine(file, what, said))

    def runs(self, words: Sequence[Piece]) -> Xml:
        """Pieces as runs, those of one link together."""
        parts = []
        for address, group in groupby(words, key=lambda piece: piece.address):
            inside = joined(*(self.run(piece) for piece in group))
            parts.append(self._link(address, inside) if address else inside)
        return joined(*parts)

    def _link(self, address: str, inside: Xml) -> Xml:
        if address.startswith("#"):
            return element("w:hyperlink", {"w:anchor": anchor_name(address[1:])}, inside)
        return element("w:hyperlink", {"r:id": self.relation(address)}, inside)

    def run(self, piece: Piece) -> Xml:
        """A piece as a run; a figure as a control with a bookmark round it."""
        run = element("w:r", None, *_looks(piece), *_characters(piece.text))
        return self._control(piece, run) if piece.is_governed else run

    def _control(self, piece: Piece, run: Xml) -> Xml:
        """A rich control: programs that don't know a plain one's changes flatten them."""
        number = len(self.map.figures)
        self.map.figures.append(MappedFigure(piece.text, piece.placeholder, piece.name))
        called = (piece.placeholder or piece.name)[:_LONGEST_NAME]
        properties = element(
            "w:sdtPr",
            None,
            valued("w:alias", called),
            valued("w:tag", f"rk-{UNKNOWN_ID}-{number}"),
            valued("w:id", str(100_000 + number)),
        )
        control = element("w:sdt", None, properties, element("w:sdtContent", None, run))
        return self.bookmark(f"_rk_{UNKNOWN_ID}_{number}", control)

    def marks(self, labels: Sequence[str]) -> Xml:
        """The numbers of sources, each a link to where it is listed."""
        looks = element("w:rPr", None, valued("w:rStyle", MARK))
        parts = []
        for label in labels:
            parts.append(element("w:r", None, looks, *_characters(" ")))
            run = element("w:r", None, looks, *_characters(f"[{label}]"))
            parts.append(element("w:hyperlink", {"w:anchor": anchor_name(f"source-{label}")}, run))
        return joined(*parts)


def marked(labels: Sequence[str]) -> str:
    """The numbers of sources as they stand behind a line."""
    return "".join(f" [{label}]" for label in labels)


def _looks(piece: Piece) -> Iterator[Xml]:
    looks = []
    if piece.address or piece.code:
        looks.append(valued("w:rStyle", "Hyperlink" if piece.address else "QuotedCharacters"))
    looks += [element("w:b")] if piece.bold else []
    looks += [valued("w:b", "0")] if piece.size and not piece.bold else []
    looks += [element("w:i")] if piece.italic else []
    looks += [element("w:noProof")] if piece.code else []
    looks += [valued("w:sz", str(2 * piece.size))] if piece.size else []
    looks += [valued("w:lang", piece.language)] if piece.language else []
    if looks:
        yield element("w:rPr", None, *looks)


def _characters(words: str) -> Iterator[Xml]:
    for number, row in enumerate(words.split("\n")):
        if number:
            yield element("w:br")
        if row:
            yield element("w:t", {"xml:space": "preserve"}, text(row))
