"""A Word template of somebody else's: where its named places are, and how it is filled and left as it is.

Its parts are not written anew: what goes into a place is put between the bytes that are there, so that all
that a council's Word put into its file stays. A place is a content control, a bookmark or a heading.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from reckoner.reports.audit.reading.package import Package, opened
from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.word.parts import KINDS, Outside, Styles, carries_macros, main_part
from reckoner.reports.word.xml import W

_KIND = "Word document"
_TAG = re.compile(rb"""<[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>""")
_OTHER = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_BLOCKS = frozenset({"w:body", "w:tc", "w:hdr", "w:ftr", "w:txbxContent"})
_LINES = frozenset({"w:p", "w:hyperlink", "w:ins", "w:smartTag"})
_MOST = 200 * 1024 * 1024  # bytes of all parts, unpacked
_HELD = frozenset({"w:showingPlcHdr", "w:dataBinding", "w:text"})  # what would put other words in their place


@dataclass
class Node:
    """An element with its bytes: from ``begin`` to ``end``, what is in it from ``inner`` to ``close``."""

    name: str
    given: Mapping[str, str]
    begin: int
    inner: int
    parent: Node | None
    close: int = 0
    end: int = 0
    kids: list[Node] = field(default_factory=list)
    said: str = ""

    def kid(self, *path: str) -> Node | None:
        """The first element of that name in it, and of the next name in that."""
        found: Node | None = self
        for name in path:
            found = next((kid for kid in found.kids if kid.name == name), None) if found else None
        return found

    def all(self) -> Iterator[Node]:
        """It, and every element in it, as they stand."""
        yield self
        for kid in self.kids:
            yield from kid.all()

    def text(self) -> str:
        """Its words."""
        return "".join(node.said for node in self.all() if node.name == "w:t")

    def value(self) -> str:
        """What it says by itself."""
        return self.given.get("w:val", "")


@dataclass(frozen=True)
class Spot:
    """A place in a part: the bytes that make way, and whether it takes paragraphs or words of a line alone.

    ``held`` are bytes beside it that would hide what is put there; ``shell`` is what has to stand around it;
    ``sample`` is what stands there now.
    """

    part: str
    begin: int
    end: int
    takes: str
    held: tuple[tuple[int, int], ...] = ()
    shell: str = ""
    sample: Node | None = None


@dataclass(frozen=True)
class Edit:
    """Bytes of a part that are replaced."""

    begin: int
    end: int
    new: bytes


class Template:
    """An opened template: its parts as they are, its named places, its styles."""

    def __init__(self, content: bytes, shown: str) -> None:
        """Raises InputError where it can't be filled, or carries what nobody should open."""
        with opened(content, shown, _KIND) as package:
            self.shown, self.main = shown, main_part(package)
            with zipfile.ZipFile(BytesIO(content)) as archive:
                _refuse(package, archive, shown)
                styles = Styles()
                for part in (name for name in package.names if name.endswith(".xml")):
                    # no deeper, no larger than what is read here
                    package.read(part, styles if part == self.beside("styles.xml") else Outside())
                self.parts = {name: archive.read(name) for name in archive.namelist()}
        if not {self.main, KINDS} <= self.parts.keys():
            raise InputError(f"it is no {_KIND}, or it is damaged", Place(shown), _SAVE)
        _require_utf8(self.parts, shown)
        self.root = tree(self.parts[self.main], shown)
        if self.root.name != "w:document" or self.root.kid("w:body") is None:
            todo = "Save it in Word as `Word Document (*.docx)`, not as `Strict Open XML Document`."
            raise InputError("it is not written as Word usually writes", Place(shown), todo)
        self.styles = {name: ident for ident, name in reversed(styles.names.items())}
        self.spots = self._spots()

    @property
    def body(self) -> Node:
        """The document's body."""
        found = self.root.kid("w:body")
        assert found is not None
        return found

    @property
    def width(self) -> float:
        """How wide its text is, in millimetres; zero where it doesn't say."""
        layout = next((kid for kid in reversed(self.body.kids) if kid.name == "w:sectPr"), None)
        page, margins = (layout.kid(name) if layout else None for name in ("w:pgSz", "w:pgMar"))
        if page is None or margins is None:
            return 0.0
        sides = [margins.given.get(f"w:{side}", "0") for side in ("left", "right")]
        counted = [page.given.get("w:w", "0"), *sides]
        if not all(number.isascii() and number.isdigit() for number in counted):
            return 0.0
        whole, left, right = map(int, counted)
        return max(whole - left - right, 0) * 25.4 / 1440

    def beside(self, name: str) -> str:
        """The name of a part beside the main one, such as styles.xml."""
        return f"{self.main.rpartition('/')[0]}/{name}"

    def _spots(self) -> dict[str, list[Spot]]:
        """Its places by name: controls go before bookmarks, those before headings."""
        found: dict[str, list[Spot]] = {}
        roots = {self.main: self.root}
        for part in sorted(self.parts):
            if re.fullmatch(r".*/(?:header|footer)[0-9]*\.xml", part):
                roots[part] = tree(self.parts[part], self.shown)
        for finder in (_controls, _bookmarks):
            fresh: dict[str, list[Spot]] = {}
            for part, root in roots.items():
                for name, spot in finder(part, root):
                    fresh.setdefault(name, []).append(spot)
            found = {**fresh, **found}
        headings = {name: [spot] for name, spot in _headings(self.main, self.body, self.styles)}
        return {**headings, **found}


_SAVE = "Open it in Word and save it again."


def tree(content: bytes, shown: str) -> Node:
    """A part's elements with their bytes. Raises InputError where it is no XML, or defines entities."""
    parser = expat.ParserCreate("utf-8", " ")
    top = Node("", {}, 0, 0, None)
    now = [top]

    def start(name: str, given: dict[str, str]) -> None:
        at = parser.CurrentByteIndex
        tag = _TAG.match(content, at)
        assert tag is not None
        own = {_short(key): value for key, value in given.items()}
        node = Node(_short(name), own, at, tag.end(), now[-1])
        now[-1].kids.append(node)
        now.append(node)

    def end(_name: str) -> None:
        node, at = now.pop(), parser.CurrentByteIndex
        if content[node.inner - 2 : node.inner] == b"/>":  # it ends where it begins
            node.close = node.end = node.inner
        else:
            node.close, node.end = at, content.index(b">", at) + 1

    def text(said: str) -> None:
        now[-1].said += said

    def refuse(*_given: object) -> None:
        raise InputError("its text has a document type, which no program needs", Place(shown), _SAVE)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise InputError(f"its text is damaged: {problem}", Place(shown), _SAVE) from None
    return top.kids[0]


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"w:{local}" if space == W else local if not space else f"{space} {local}"


def _refuse(package: Package, archive: zipfile.ZipFile, shown: str) -> None:
    """Raises InputError for macros, and for what a reader's Word would fetch or run."""
    faults: list[tuple[str, str]] = []
    if sum(entry.file_size for entry in archive.infolist()) > _MOST:
        raise InputError(f"it unpacks to more than {_MOST >> 20} MB", Place(shown), "Take its pictures out.")
    if carries_macros(package):
        faults.append(("it carries macros", "Ask the council for it as .docx, without macros."))
    if any("/activex/" in name.lower() or "/embeddings/" in name.lower() for name in package.names):
        faults.append(("other programs' objects are embedded in it", "Take them out in Word, and save it."))
    for name in sorted(each for each in package.names if each.endswith(".rels")):
        links = Outside()
        package.read(name, links)
        faults += [(f"it fetches {each[:80]}", "Detach that in Word, and save it.") for each in links.found]
    if faults:
        raise InputError.of(Fault(what, Place(shown), todo) for what, todo in faults)


def _require_utf8(parts: Mapping[str, bytes], shown: str) -> None:
    """Raises InputError for text in another coding: what is put between its bytes would be none.

    What a council keeps in its file for its own programs is not touched, and may be in any.
    """
    for name, content in parts.items():
        own = name.startswith("customXml/") or not name.endswith((".xml", ".rels"))
        if not own and not _is_utf8(content):
            raise InputError(f"its {name} is in another coding than UTF-8", Place(shown), _SAVE)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in content and not _OTHER.match(content)


def _controls(part: str, root: Node) -> Iterator[tuple[str, Spot]]:
    for node in root.all():
        if node.name != "w:sdt" or (content := node.kid("w:sdtContent")) is None:
            continue
        properties = node.kid("w:sdtPr")
        names = [each.value() for key in ("w:tag", "w:alias") if (each := node.kid("w:sdtPr", key))]
        held = [
            (each.begin, each.end) for each in (properties.kids if properties else []) if each.name in _HELD
        ]
        spot = _control(part, node, content, tuple(held))
        if spot is not None:
            yield from ((name, spot) for name in dict.fromkeys(filter(None, names)))


def _control(part: str, node: Node, content: Node, held: tuple[tuple[int, int], ...]) -> Spot | None:
    above = node.parent
    while above is not None and above.name in ("w:sdtContent", "w:sdt"):
        above = above.parent
    name = above.name if above else ""
    cell = content.kid("w:tc")
    if name == "w:tr" and cell:
        looks = cell.kid("w:tcPr")
        return Spot(part, looks.end if looks else cell.inner, cell.close, "blocks", held, sample=cell)
    if name not in _BLOCKS | _LINES:
        return None
    takes = "blocks" if name in _BLOCKS else "line"
    if content.end == content.inner:  # <w:sdtContent/>
        return Spot(part, content.begin, content.end, takes, held, "w:sdtContent")
    return Spot(part, content.inner, content.close, takes, held, sample=content)


def _bookmarks(part: str, root: Node) -> Iterator[tuple[str, Spot]]:
    for node in root.all():
        name = node.given.get("w:name", "")
        paragraph = node.parent
        if node.name != "w:bookmarkStart" or name.startswith("_") or paragraph is None:
            continue
        if paragraph.name != "w:p" or paragraph.parent is None:
            continue
        ends = next(
            (
                each
                for each in paragraph.kids
                if each.name == "w:bookmarkEnd" and each.given.get("w:id") == node.given.get("w:id")
            ),
            None,
        )
        last = ends.begin if ends else paragraph.close
        around = [each for each in paragraph.kids if not node.end <= each.begin < last]
        if "".join(each.text() for each in around).strip() or paragraph.parent.name not in _BLOCKS:
            yield name, Spot(part, node.end, last, "line", sample=paragraph)
        else:
            yield name, Spot(part, paragraph.begin, paragraph.end, "blocks", sample=paragraph)


def _headings(part: str, body: Node, styles: Mapping[str, str]) -> Iterator[tuple[str, Spot]]:
    """The text below each heading, up to the next, to a new section of pages or to the end."""
    ids = {ident for name, ident in styles.items() if re.fullmatch(r"heading [1-9]", name)}
    for number, node in enumerate(body.kids):
        if not _is_heading(node, ids) or not node.text().strip():
            continue
        following = body.kids[number + 1 :]
        stop = next((n for n, each in enumerate(following) if _ends(each, ids)), len(following))
        below = following[:stop]
        last = below[-1].end if below else node.end
        name = " ".join(node.text().split()).lower()
        yield name, Spot(part, node.end, last, "blocks", sample=below[0] if below else None)


def _is_heading(node: Node, ids: set[str]) -> bool:
    style = node.kid("w:pPr", "w:pStyle") if node.name == "w:p" else None
    return style is not None and style.value() in ids


def _ends(node: Node, ids: set[str]) -> bool:
    return node.name == "w:sectPr" or _is_heading(node, ids) or node.kid("w:pPr", "w:sectPr") is not None


def spliced(content: bytes, edits: Sequence[Edit]) -> bytes:
    """A part with its edits. Those within a part of it that another replaces are gone with it."""
    made, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.begin, -edit.end)):
        if edit.begin < at:
            continue
        made += [content[at : edit.begin], edit.new]
        at = edit.end
    return b"".join([*made, content[at:]])
