"""What was written for somebody's template made at home in it: styles, lists, pictures, links, its title."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from reckoner.reports.document import Document
from reckoner.reports.settings.office import Design
from reckoner.reports.word.body import Body
from reckoner.reports.word.package import CONTENT, PACKAGE, PICTURES, Relation, relation, zipped
from reckoner.reports.word.parts import KINDS
from reckoner.reports.word.style import PROOF, styles
from reckoner.reports.word.template import Edit, Template, spliced
from reckoner.reports.word.xml import HEAD, NAMESPACES, R, element, text

_USED = re.compile(r'(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]+)"')
_BASED = re.compile(r'(<w:(?:basedOn|next) w:val=")([^"]+)"')
_STYLE = re.compile(r'<w:style [^>]*w:styleId="([^"]+)".*?</w:style>', re.DOTALL)
_NAMED = re.compile(r'<w:name w:val="([^"]+)"')
_EMPTY = re.compile(rb"<([\w:]+)([^<>]*)/>\s*$")
_NUMBER = re.compile(r'(<w:numId w:val=")([0-9]+)"')


def fit_in(
    found: Template, edits: Mapping[str, Sequence[Edit]], body: Body, design: Design, document: Document
) -> bytes:
    """The template with its edits, and with what they need. The same arguments give the same bytes."""
    parts = dict(found.parts)
    at_home = _Styles(found, design, document.language)
    shift = _lists(found, parts, body)
    for part, those in edits.items():
        at_home_ones = [
            Edit(edit.begin, edit.end, _moved(at_home.renamed(edit.new.decode()), shift).encode())
            for edit in those
        ]
        parts[part] = _declared(spliced(parts[part], at_home_ones))
    at_home.add(parts)
    _relate(found, parts, body)
    _title(parts, document.title)
    return zipped(parts)


class _Styles:
    """Our styles under the names that the template has for them; those that it lacks are added."""

    def __init__(self, found: Template, design: Design, language: str) -> None:
        self.found = found
        ours = styles(design, language).decode()
        self.texts = {match[1]: match[0] for match in _STYLE.finditer(ours)}
        self.names = {
            ident: named[1].lower() for ident, said in self.texts.items() if (named := _NAMED.search(said))
        }
        self.added: dict[str, str] = {}
        self.renamed(f'<w:pStyle w:val="{PROOF}"/>')

    def renamed(self, said: str) -> str:
        """Markup whose styles are those of the template."""
        return _USED.sub(lambda match: f'{match[1]}{self.ident(match[2])}"', said)

    def ident(self, ours: str) -> str:
        """The template's id for a style of ours."""
        if ours not in self.texts:  # it is the template's: that stood in the place before
            return ours
        name = self.names.get(ours, "")
        if name in self.found.styles:
            return self.found.styles[name]
        own = ours if ours == PROOF else f"Reckoner{ours}"
        if ours not in self.added:
            self.added[ours] = ""
            text = self.texts[ours].replace(f'w:styleId="{ours}"', f'w:styleId="{own}"')
            text = text.replace(' w:default="1"', "")
            self.added[ours] = _BASED.sub(lambda match: f'{match[1]}{self.ident(match[2])}"', text)
        return own

    def add(self, parts: dict[str, bytes]) -> None:
        """Write those that the template lacks into its styles."""
        name = self.found.beside("styles.xml")
        if name in parts:
            parts[name] = _appended(parts[name], "".join(self.added.values()), b"</w:styles")


def _moved(said: str, shift: int) -> str:
    return _NUMBER.sub(lambda match: f'{match[1]}{int(match[2]) + shift}"', said)


def _lists(found: Template, parts: dict[str, bytes], body: Body) -> int:
    """Put our lists among the template's; by how much their numbers move."""
    name = found.beside("numbering.xml")
    ours = body.numbering.part()
    if name not in parts:
        parts[name] = ours
        _announce(parts, f"/{name}", f"{CONTENT}.numbering+xml")
        _add_relations(found, parts, [("rkNumbering", f"{R}/numbering", "numbering.xml", False)])
        return 0
    theirs = _opened(parts[name]).decode()
    taken = [int(number) for number in re.findall(r'w:(?:numId|abstractNumId)="([0-9]+)"', theirs)]
    shift = max(taken, default=0) + 1
    said = re.sub(
        r'(w:(?:numId|abstractNumId)="|<w:abstractNumId w:val=")([0-9]+)"',
        lambda match: f'{match[1]}{int(match[2]) + shift}"',
        ours.decode(),
    )
    kinds = "".join(re.findall(r"<w:abstractNum .*?</w:abstractNum>", said, re.DOTALL))
    numbers = "".join(re.findall(r"<w:num .*?</w:num>", said, re.DOTALL))
    first = re.search(r"<w:num |<w:numIdMacAtCleanup|</w:numbering>", theirs)
    last = re.search(r"<w:numIdMacAtCleanup|</w:numbering>", theirs)
    if first and last:
        one, two = first.start(), last.start()
        parts[name] = "".join([theirs[:one], kinds, theirs[one:two], numbers, theirs[two:]]).encode()
    return shift


def _declared(content: bytes) -> bytes:
    """A part whose root declares the prefixes that our markup uses."""
    root = re.search(rb"<[A-Za-z][^>]*>", content)
    assert root is not None
    lacking = [f' {key}="{value}"' for key, value in NAMESPACES.items() if f"{key}=".encode() not in root[0]]
    at = root.end() - 1
    return content[:at] + "".join(lacking).encode() + content[at:]


def _appended(content: bytes, said: str, end: bytes = b"</") -> bytes:
    """A part with more at its end, within its root."""
    content = _opened(content)
    at = content.rfind(end)
    return content[:at] + said.encode() + content[at:] if at >= 0 else content


def _opened(content: bytes) -> bytes:
    """A part whose root has an end, also where nothing stands in it."""
    return _EMPTY.sub(rb"<\1\2></\1>", content)


def _relate(found: Template, parts: dict[str, bytes], body: Body) -> None:
    """Put the pictures in, and tell the main part of them and of the links."""
    folder = found.main.rpartition("/")[0]
    related = [(ident, f"{R}/hyperlink", address, True) for address, ident in body.links.items()]
    for number, (kind, content) in enumerate(body.pictures, 1):
        name = f"media/reckoner{number}.{kind}"
        parts[f"{folder}/{name}"] = content
        related.append((f"rkPicture{number}", f"{R}/image", name, False))
        _announce(parts, kind, PICTURES[kind])
    _add_relations(found, parts, related)


def _add_relations(found: Template, parts: dict[str, bytes], related: Sequence[Relation]) -> None:
    folder, _, name = found.main.rpartition("/")
    where = f"{folder}/_rels/{name}.rels"
    space = f"{PACKAGE}/relationships"
    there = parts.get(where, f'{HEAD}<Relationships xmlns="{space}"/>'.encode())
    parts[where] = _appended(there, "".join(relation(each, xmlns=space) for each in related))


def _announce(parts: dict[str, bytes], named: str, kind: str) -> None:
    """Say of what kind a part is, or all parts with an ending."""
    types = parts[KINDS]
    tag, key = ("Override", "PartName") if named.startswith("/") else ("Default", "Extension")
    if f'{key}="{named}"'.lower().encode() in types.lower():
        return
    said = element(tag, {"xmlns": f"{PACKAGE}/content-types", key: named, "ContentType": kind})
    parts[KINDS] = _appended(types, said)


def _title(parts: dict[str, bytes], title: str) -> None:
    name = "docProps/core.xml"
    if name in parts:
        core = re.sub(r"<dc:title>.*?</dc:title>|<dc:title/>", "", parts[name].decode(), flags=re.DOTALL)
        space = {} if "xmlns:dc=" in core else {"xmlns:dc": "http://purl.org/dc/elements/1.1/"}
        parts[name] = _appended(core.encode(), element("dc:title", space, text(title)))
