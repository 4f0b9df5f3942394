"""The small parts of a Word file: styles, lists, comments, its id; and where its text is."""

from __future__ import annotations

from dataclasses import dataclass, field

from reckoner.reports.audit.reading.package import Attributes, Package

KINDS = "[Content_Types].xml"
_MACROS = ("vbaproject.bin", "vbadata.xml")


class _Quiet:
    skipped: frozenset[str] = frozenset()

    def start(self, name: str, given: Attributes) -> None:
        """Nothing."""

    def end(self, name: str) -> None:
        """Nothing."""

    def text(self, text: str) -> None:
        """Nothing."""


class Styles(_Quiet):
    """The name of each style, in small letters; what kind of list it belongs to."""

    skipped = frozenset({"tblStylePr", "latentStyles"})

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.numbered: dict[str, str] = {}
        self._style = ""

    def start(self, name: str, given: Attributes) -> None:
        """A style, its name, its list."""
        if name == "style":
            self._style = given.get("styleId", "")
        elif name == "name" and self._style:
            self.names.setdefault(self._style, given.get("val", "").lower())
        elif name == "numId":
            self.numbered[self._style] = given.get("val", "")


class Lists(_Quiet):
    """Which lists have numbers: by the list's id and the level."""

    def __init__(self) -> None:
        self.formats: dict[tuple[str, str], str] = {}
        self.kinds: dict[str, str] = {}
        self._abstract = self._level = self._number = ""

    def start(self, name: str, given: Attributes) -> None:
        """A kind of list with its levels, or a list of that kind."""
        value = given.get("val", "")
        match name:
            case "abstractNum":
                self._abstract = given.get("abstractNumId", "")
            case "lvl":
                self._level = given.get("ilvl", "0")
            case "numFmt":
                self.formats.setdefault((self._abstract, self._level), value)
            case "num":
                self._number = given.get("numId", "")
            case "abstractNumId":
                self.kinds[self._number] = value

    def has_numbers(self, number: str, level: int) -> bool:
        """Whether a list counts its items."""
        return self.formats.get((self.kinds.get(number, ""), str(level)), "bullet") not in ("bullet", "none")


@dataclass
class Said:
    """A comment before its place is known."""

    who: str
    when: str
    words: list[str] = field(default_factory=list)


class Comments(_Quiet):
    """What was said, by the comments' ids."""

    skipped = frozenset({"del", "instrText"})

    def __init__(self) -> None:
        self.said: dict[str, Said] = {}
        self._now: Said | None = None
        self._speaking = False

    def start(self, name: str, given: Attributes) -> None:
        """A comment, or words of one."""
        if name == "comment":
            self._now = Said(given.get("author", ""), given.get("date", ""))
            self.said[given.get("id", "")] = self._now
        elif name == "p" and self._now and self._now.words:
            self._now.words.append(" ")
        self._speaking = name == "t" or (self._speaking and name != "p")

    def end(self, name: str) -> None:
        """Words end."""
        self._speaking = self._speaking and name != "t"

    def text(self, text: str) -> None:
        """Words of a comment."""
        if self._speaking and self._now:
            self._now.words.append(text)


class Main(_Quiet):
    """Where the text is: some programs call it document2.xml."""

    def __init__(self) -> None:
        self.part = "word/document.xml"

    def start(self, name: str, given: Attributes) -> None:
        """A relation of the whole file."""
        if name == "Relationship" and given.get("Type", "").endswith("/officeDocument"):
            self.part = given.get("Target", "").lstrip("/")


class Properties(_Quiet):
    """The id that we gave the file."""

    def __init__(self) -> None:
        self.id = ""
        self._ours = self._speaking = False

    def start(self, name: str, given: Attributes) -> None:
        """A property or its value."""
        if name == "property":
            self._ours = given.get("name") == "Reckoner"
        self._speaking = self._ours and name == "lpwstr"

    def text(self, text: str) -> None:
        """Its value."""
        if self._speaking:
            self.id += text


class Kinds(_Quiet):
    """What the parts of the file are said to be."""

    def __init__(self) -> None:
        self.has_macros = False

    def start(self, name: str, given: Attributes) -> None:
        """A part, or an ending of names."""
        kind = given.get("ContentType", "").lower() if name in ("Default", "Override") else ""
        self.has_macros |= "macroenabled" in kind or "vba" in kind


class Outside(_Quiet):
    """What a part fetches from elsewhere by itself; a link that a person follows is none of it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, name: str, given: Attributes) -> None:
        """A relation."""
        outside = name == "Relationship" and given.get("TargetMode") == "External"
        if outside and not given.get("Type", "").endswith("/hyperlink"):
            self.found.append(given.get("Target", ""))


def carries_macros(package: Package) -> bool:
    """Whether a file has macros in it, under their own names or any other."""
    kinds = Kinds()
    if KINDS in package.names:
        package.read(KINDS, kinds)
    return kinds.has_macros or any(name.lower().endswith(_MACROS) for name in package.names)


def main_part(package: Package) -> str:
    """The name of the part that holds the text."""
    found = Main()
    if "_rels/.rels" in package.names:
        package.read("_rels/.rels", found)
    return found.part
