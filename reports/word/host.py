"""A paper in the Word template of the council that takes it: its parts go where the council wants them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reckoner.reports.content.edition import EditionWords
from reckoner.reports.document import Document, NumberedParagraph, Section
from reckoner.reports.errors import Fault, Place, SettingsError, nearest
from reckoner.reports.figures.printed import plain
from reckoner.reports.prose import Paragraph
from reckoner.reports.settings.office import Design
from reckoner.reports.word.body import Body
from reckoner.reports.word.fitting import fit_in
from reckoner.reports.word.piece import Piece, pieces
from reckoner.reports.word.style import TEXT
from reckoner.reports.word.template import Edit, Spot, Template
from reckoner.reports.word.write import Words, Writer
from reckoner.reports.word.written import Written
from reckoner.reports.word.xml import NOTHING, Xml, element, joined, text

REST, _SECTION = "sections", "section "


@dataclass(frozen=True)
class HostFile:
    """The filled template. ``missing`` says what the edition lacks for it, in sentences."""

    content: bytes
    missing: tuple[str, ...]


def write_host(
    template: bytes,
    shown: str,
    document: Document,
    editions: Sequence[EditionWords],
    words: Words,
    design: Design,
    places: Mapping[str, str],
    where: Callable[[str], Place],
) -> HostFile:
    """A document in a council's template: ``places`` says by the name of each place what goes there.

    ``where`` tells where a place is written in the settings. Raises InputError for a template that can't be
    filled, SettingsError with all places that it doesn't have.
    """
    found = Template(template, shown)
    _require_places(found, places, where)
    writer = _HostWriter(document, Written(editions), words, design, found.width or None)
    missing: list[str] = []
    edits: dict[str, list[Edit]] = {}
    for name, what in places.items():
        filled = writer.filled(what, places.values())
        if filled is None:
            missing.append(f"the council's template has a place for {name!r}, and there is no {_said(what)}")
            continue
        for spot in found.spots[_key(found, name)]:
            if spot.takes == "line" and filled.line is None:
                what = f"{name!r} stands within a line of {shown}, and {_said(what)} needs a paragraph there"
                raise SettingsError(what, where(name), "Have the place begin a paragraph of its own.")
            edits.setdefault(spot.part, []).extend(_edits(found, spot, filled))
    missing += [
        f"section {name!r} goes into no place of the council's template" for name in writer.left(places)
    ]
    return HostFile(fit_in(found, edits, writer.body, design, document), tuple(missing))


def _require_places(found: Template, places: Mapping[str, str], where: Callable[[str], Place]) -> None:
    faults = [
        Fault(
            f"{found.shown} has no place called {name!r}",
            where(name),
            nearest(name, sorted(found.spots), none="Give it a content control with that tag, or a heading."),
        )
        for name in places
        if _key(found, name) not in found.spots
    ]
    if faults:
        raise SettingsError.of(faults)


def _key(found: Template, name: str) -> str:
    """A control's or a bookmark's name as it is; a heading's words in small letters."""
    return name if name in found.spots else " ".join(name.split()).lower()


def _said(what: str) -> str:
    kind, _, name = what.partition(" ")
    return f"{kind} {name!r}" if name else kind


@dataclass(frozen=True)
class Filled:
    """What goes into a place: paragraphs, or words that also fit into a line."""

    blocks: Xml
    line: str | None = None


def _edits(found: Template, spot: Spot, filled: Filled) -> Iterator[Edit]:
    for begin, end in spot.held:
        yield Edit(begin, end, b"")
    if filled.line is None:
        inside = filled.blocks
    else:
        looks = _looks(found, spot)
        run = element("w:r", None, looks[1], element("w:t", {"xml:space": "preserve"}, text(filled.line)))
        inside = run if spot.takes == "line" else element("w:p", None, looks[0], run)
    if spot.shell:
        inside = element(spot.shell, None, inside)
    yield Edit(spot.begin, spot.end, inside.encode())


def _looks(found: Template, spot: Spot) -> tuple[Xml, Xml]:
    """How the paragraph and the words look that stand in a place now; words that only hint do not count."""
    paragraph, run = NOTHING, NOTHING
    content = found.parts[spot.part]
    for node in spot.sample.all() if spot.sample else ():
        inside = content[node.begin : node.end].decode()
        if node.name == "w:pPr" and not paragraph and "<w:sectPr" not in inside:
            paragraph = Xml(inside)
        if node.name == "w:rPr" and node.parent is not None and node.parent.name == "w:r" and not run:
            run = Xml("" if "PlaceholderText" in inside else inside)
    return paragraph, run


class _HostBody(Body):
    """Lines for somebody else's file: figures are plain words, and ids are none that it has."""

    def __init__(self) -> None:
        super().__init__()
        self._bookmarks = 100_000

    def run(self, piece: Piece) -> Xml:
        return super().run(replace(piece, name="", placeholder=""))

    def relation(self, address: str) -> str:
        return self.links.setdefault(address, f"rkLink{len(self.links) + 1}")

    def picture(self, content: bytes, kind: str) -> str:
        return f"rkP{super().picture(content, kind)[1:]}"


class _HostWriter(Writer):
    def __init__(
        self, document: Document, written: Written, words: Words, design: Design, width: float | None
    ) -> None:
        super().__init__(document, written, words, design)
        self.body = _HostBody()
        self.width = width or self.width

    def filled(self, what: str, asked: Iterable[str]) -> Filled | None:
        """What a place gets; None where the edition has nothing for it."""
        document = self.document
        kind, _, name = what.partition(" ")
        lines = {
            "title": document.title,
            "subtitle": document.cover.subtitle,
            "office": document.imprint.office,
            "email": document.imprint.email,
            "telephone": document.imprint.telephone,
            "website": document.imprint.website,
            "words": name,
            "detail": dict(document.cover.details).get(name, ""),
        }
        if kind in lines:
            return self._line(lines[kind]) if lines[kind] else None
        match kind:
            case "introduction":
                return self._gathered(lambda: self.blocks(document.introduction))
            case "sources":
                return self._gathered(self.sources)
            case "section":
                found = self._section(name)
                return self._gathered(lambda: self.inside(found)) if found else None
        placed = _placed(asked)
        rest = [section for section in document.sections if section.anchor not in placed]
        return self._gathered(lambda: self.rest(rest))

    def rest(self, sections: Sequence[Section]) -> None:
        """Sections that have no place of their own."""
        for section in sections:
            self.whole(section)

    def left(self, places: Mapping[str, str]) -> list[str]:
        """The sections that go nowhere."""
        if REST in places.values():
            return []
        placed = _placed(places.values())
        return [section.anchor for section in self.document.sections if section.anchor not in placed]

    def _section(self, anchor: str) -> Section | None:
        return next((each for each in self.document.sections if each.anchor == anchor), None)

    def _line(self, said: str) -> Filled:
        return Filled(self.body.paragraph(TEXT, self.body.runs([Piece(said)])), said)

    def _gathered(self, write: Callable[[], object]) -> Filled | None:
        before = len(self.body.parts)
        write()
        made = joined(*self.body.parts[before:])
        return Filled(made) if made else None

    def whole(self, section: Section) -> None:
        """A section with its heading, which stands below one of the template's."""
        said = " ".join(part for part in (section.number, plain(section.title)) if part)
        self.body.line("Heading2", [Piece(said)], what="heading", labels=section.source.labels)
        self.inside(section)

    def numbered(self, block: NumberedParagraph) -> None:
        """A paragraph with the number that it has elsewhere, in words: the template counts for itself."""
        inner = block.block
        if not block.number or not isinstance(inner, Paragraph):
            super().numbered(replace(block, number=""))
            return
        said = [Piece(f"{block.number}\u2003"), *pieces(inner.runs, self.written.runs(inner))]
        self.body.line(TEXT, said, what="paragraph", anchor=block.anchor, labels=block.source.labels)


def _placed(asked: Iterable[str]) -> set[str]:
    """The anchors of the sections that have a place of their own."""
    return {what.removeprefix(_SECTION) for what in asked if what.startswith(_SECTION)}
