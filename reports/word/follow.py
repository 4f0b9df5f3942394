"""Follows the text of a Word file, element by element, into lines with their changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reckoner.reports.audit.reading.package import Attributes
from reckoner.reports.word.line import (
    COMMENT_ENDS,
    DELETED,
    INSERTED,
    MOVED_AWAY,
    MOVED_HERE,
    Atom,
    Comment,
    RawLine,
    Stamp,
    WordLines,
)
from reckoner.reports.word.parts import Comments, Lists, Styles
from reckoner.reports.word.style import MARK, PROOF

FIGURE_TAG = re.compile(r"rk-([0-9a-f]{8})-([0-9]+)")
MARKED = "bookmark "  # before the tag of a figure that only a bookmark tells
_BOOKMARK = re.compile(r"_rk_([0-9a-f]{8})_([0-9]+)")
_CHANGES = frozenset({INSERTED, DELETED, MOVED_AWAY, MOVED_HERE})
_FORMATS = frozenset(
    {
        "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange", "sectPrChange", "tblGridChange",
        "tblPrExChange", "numberingChange",
    }
)  # fmt: skip
_LEFT_OUT = {
    "altChunk": "another document that is put into this one",
    "object": "an object of another program",
    "control": "a control of a form",
    "pict": "a drawing of an older kind",
}
_HEADING = re.compile(r"heading ([1-9])")
_OFF = ("0", "false", "off", "none")


@dataclass
class _Paragraph:
    line: RawLine
    list: str = ""
    level: int = 0
    outline: int = 0
    row: bool = False


@dataclass
class _Row:
    line: RawLine
    cells: int = 0


@dataclass
class _Run:
    bold: bool = False
    italic: bool = False
    marked: bool = False
    hidden: bool = False


@dataclass
class Follower:
    """What follows the body, or notes. ``part`` names where its lines stand."""

    found: WordLines
    styles: Styles
    lists: Lists
    comments: Comments
    part: str = ""
    skipped: frozenset[str] = frozenset({"Fallback", "instrText", "delInstrText", "sectPr", "rubyPr", "rt"})
    open: list[str] = field(default_factory=list)
    changes: list[Stamp] = field(default_factory=list)
    controls: list[str] = field(default_factory=list)
    bookmarks: dict[str, str] = field(default_factory=dict)
    paragraphs: list[_Paragraph] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    quotes: dict[str, str] = field(default_factory=dict)
    run: _Run = field(default_factory=_Run)
    tables: int = 0
    passing: int = 0
    speaking: bool = False

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""
        parent = self.open[-1] if self.open else ""
        self.open.append(name)
        if self.passing:
            return
        if name in _FORMATS:
            self.passing = len(self.open)
            self.found.formats.append(_stamp("format", given))
        elif name in _CHANGES:
            self._change(name, parent, given)
        elif parent == "rPr" or parent == "r":
            self._in_run(name, given)
        else:
            self._structure(name, parent, given)

    def _change(self, name: str, parent: str, given: Attributes) -> None:
        stamp = _stamp(name, given)
        if parent == "rPr":
            if "pPr" in self.open[-4:] and self.paragraphs:
                self.paragraphs[-1].line.mark = stamp
        elif parent == "trPr":
            if self.rows:
                self.rows[-1].line.mark = stamp
        elif not parent.endswith("Pr"):
            self.changes.append(stamp)

    def _in_run(self, name: str, given: Attributes) -> None:
        on = given.get("val", "1") not in _OFF
        match name:
            case "b":
                self.run.bold = on
            case "i":
                self.run.italic = on
            case "vanish":
                self.run.hidden = on
            case "rStyle":
                self.run.marked = given.get("val", "") == MARK or self._style(given) == "source mark"
            case "t" | "delText":
                self.speaking = True
            case _:
                self._sign(name, given)

    def _sign(self, name: str, given: Attributes) -> None:
        """What stands for a character, or for something that is none."""
        match name:
            case "tab" | "cr" | "ptab":
                self._say(" ")
            case "br":
                self._say("\n" if given.get("type", "textWrapping") == "textWrapping" else " ")
            case "noBreakHyphen":
                self._say("-")
            case "sym":
                self.found.notes.append(f"a sign of the font {given.get('font', '')}, which is no letter")
            case "commentReference":
                self._comment(given.get("id", ""))
            case "drawing" | "pict" | "object":
                self._picture(name)

    def _picture(self, name: str) -> None:
        if self.changes and self.changes[-1].what in (INSERTED, MOVED_HERE):
            self.found.notes.append("a picture that was put in")
        elif name in _LEFT_OUT:
            self.found.notes.append(_LEFT_OUT[name])

    def _style(self, given: Attributes) -> str:
        return self.styles.names.get(given.get("val", ""), "")

    def _structure(self, name: str, parent: str, given: Attributes) -> None:
        match name:
            case "p":
                self.paragraphs.append(_Paragraph(RawLine(part=self.part), row=bool(self.rows)))
            case "r":
                self.run = _Run()
            case "sdt":
                self.controls.append("")
            case "tag" if self.controls and FIGURE_TAG.fullmatch(given.get("val", "")):
                self.controls[-1] = given["val"]
            case "bookmarkStart" if found := _BOOKMARK.fullmatch(given.get("name", "")):
                self.bookmarks[given.get("id", "")] = f"rk-{found[1]}-{found[2]}"
            case "bookmarkEnd":
                self.bookmarks.pop(given.get("id", ""), None)
            case _:
                self._around(name, given)
                self._layout(name, parent, given)

    def _around(self, name: str, given: Attributes) -> None:
        """What runs from one place to another."""
        match name:
            case "hyperlink":
                self.links.append(given.get("anchor", "") or given.get("id", ""))
            case "commentRangeStart":
                self.remarks[given.get("id", "")] = []
            case "commentRangeEnd":
                self._end_remark(given.get("id", ""))
            case "altChunk":
                self.found.notes.append(_LEFT_OUT[name])

    def _layout(self, name: str, parent: str, given: Attributes) -> None:
        value = given.get("val", "")
        if name == "tbl":
            self.tables += not self.rows
        elif name == "tr":
            self.rows.append(_Row(RawLine("row", part=self.part, table=self.tables)))
        elif name == "tblHeader" and self.rows and parent == "trPr":
            self.rows[-1].line.heads = value not in _OFF
        elif self.paragraphs and parent == "pPr":
            now = self.paragraphs[-1]
            if name == "pStyle":
                now.line.style = value
            elif name == "outlineLvl" and value.isdigit():
                now.outline = int(value) + 1
        elif self.paragraphs and parent == "numPr":
            now = self.paragraphs[-1]
            if name == "numId":
                now.list = value
            elif name == "ilvl" and value.isdigit():
                now.level = int(value)

    def end(self, name: str) -> None:
        """An element ends."""
        depth = len(self.open)
        self.open.pop()
        if self.passing:
            self.passing = self.passing if depth > self.passing else 0
            return
        parent = self.open[-1] if self.open else ""
        match name:
            case "t" | "delText":
                self.speaking = False
            case "sdt" if self.controls:
                self.controls.pop()
            case "hyperlink" if self.links:
                self.links.pop()
            case "p":
                self._end_paragraph()
            case "tc" if self.rows:
                self._end_cell()
            case "tr" if self.rows:
                self._end_row()
            case _ if name in _CHANGES and not parent.endswith("Pr") and self.changes:
                self.changes.pop()

    def text(self, text: str) -> None:
        """Text, in pieces."""
        if self.speaking and not self.passing:
            self._say(text)

    def _say(self, text: str) -> None:
        if not self.paragraphs:
            return
        if self.run.hidden:
            self.found.notes.append(f"hidden text: {text}")
            return
        stamp = self.changes[-1] if self.changes else Stamp()
        gone = next((each for each in self.changes if each.what in (DELETED, MOVED_AWAY)), None)
        figure = next((each for each in reversed(self.controls) if each), "")
        figure = figure or next((f"{MARKED}{each}" for each in reversed(self.bookmarks.values())), "")
        address = self.links[-1] if self.links else ""
        run = self.run
        atom = Atom(text, gone or stamp, figure, run.bold, run.italic, run.marked, False, address)
        self.paragraphs[-1].line.atoms.append(atom)
        for words in self.remarks.values():
            words.append(text)

    def _end_remark(self, ident: str) -> None:
        if ident in self.remarks:
            self.quotes[ident] = "".join(self.remarks.pop(ident))[:COMMENT_ENDS]

    def _comment(self, ident: str) -> None:
        said = self.comments.said.pop(ident, None)
        if said is None:
            return
        self._end_remark(ident)
        quote = self.quotes.pop(ident, "")
        line = len(self.found.lines)
        self.found.comments.append(Comment(said.who, said.when, "".join(said.words), line, quote))

    def _end_paragraph(self) -> None:
        if not self.paragraphs:
            return
        done = self.paragraphs.pop()
        if done.row and self.rows:
            row = self.rows[-1].line
            if row.atoms and not row.atoms[-1].cell and done.line.atoms:
                row.atoms.append(Atom("\n"))
            row.atoms.extend(done.line.atoms)
            row.style = row.style or done.line.style
            return
        self._name(done)
        self.found.lines.append(done.line)

    def _name(self, done: _Paragraph) -> None:
        """What a paragraph is, by its style and its list."""
        line = done.line
        named = self.styles.names.get(line.style, line.style.lower())
        heading = _HEADING.match(named)
        listed = done.list or self.styles.numbered.get(line.style, "")
        if named == "proof mark" or line.style == PROOF:
            line.kind = "proof"
        elif named == "title":
            line.kind = "title"
        elif heading or done.outline:
            line.kind, line.level = "heading", int(heading[1]) if heading else done.outline
        elif named.startswith("toc "):
            line.kind = "contents"
        elif "list" in named or (listed and listed != "0" and "numbered paragraph" not in named):
            line.kind = "numbered" if self._counts(named, listed, done.level) else "item"
            line.level = done.level

    def _counts(self, named: str, listed: str, level: int) -> bool:
        if listed:
            return self.lists.has_numbers(listed, level)
        return "number" in named

    def _end_cell(self) -> None:
        if len(self.rows) == 1:
            self.rows[-1].line.atoms.append(Atom("\t", cell=True))

    def _end_row(self) -> None:
        done = self.rows.pop()
        if self.rows:  # a table within a cell: its words belong to that cell
            outer = self.rows[-1].line.atoms
            outer.extend(each for each in done.line.atoms)
            outer.append(Atom(" "))
            return
        self.found.lines.append(done.line)


def _stamp(what: str, given: Attributes) -> Stamp:
    return Stamp(what, given.get("author", ""), given.get("date", ""))
