"""What was changed between the file that was sent and the one that came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reckoner.reports.returned.align import Unit, align
from reckoner.reports.returned.change import Change, FigureChange, Kind, Span
from reckoner.reports.returned.figures import Passage, passage
from reckoner.reports.returned.hunks import Hunk, hunks
from reckoner.reports.returned.moves import with_moves
from reckoner.reports.returned.sent import Sent, flat
from reckoner.reports.returned.token import BREAK, NOBODY, Line, Token, Tokens, said
from reckoner.reports.word.line import Stamp

_NOBODYS = {
    "table": "this table is made from data: ask whoever owns it to correct it there",
    "chart": "this chart is made from data and its settings: change it there",
    "cover": "the cover comes from edition.md and the settings: change it there",
    "contents": "the list of contents follows from the headings",
    "sources": "the list of sources follows from the data and its origins",
    "imprint": "the imprint comes from office.yaml: change it there",
    "correction": "the note of a correction comes from corrections.md: change it there",
    "key number": "a key number comes from the front matter of its item: change it there",
    "picture": "the words of a picture come from front matter: change them there",
}
_AT_THE_END = frozenset({"sources", "imprint"})


class Comparison:
    """Finds the changes of one file that came back."""

    def __init__(self, sent: Sent, back: Sequence[Line], gone: Sequence[tuple[str, Stamp]]) -> None:
        self.sent, self.back, self.gone = sent, back, gone
        old = [each.line for each in sent.lines]
        before = [line.before for line in back]
        self.units = align(old, back, before if any(line.gone or _is_new(line) for line in back) else None)
        self.removed = {number for unit in self.units if not unit.new for number in unit.old}

    def changes(self) -> list[Change]:
        """Every change in the order of the text, numbered from 1."""
        found: list[Change] = []
        last = -1
        for unit in self.units:
            if unit.old and unit.new:
                found += self._changed(unit)
            elif unit.old:
                found.append(self._removed(unit.old[0]))
            else:
                found.append(self._added(unit.new[0], last))
            last = unit.old[-1] if unit.old else last
        found = with_moves(self.sent, found)
        _new_sections(found)
        _settle(found)
        _stack(found)
        for number, change in enumerate(found, 1):
            change.number = number
        return found

    def restyled(self) -> int:
        """How many lines have the words that they had, and others of them in bold or italic type.

        Rows are left out: a program may write the bold type of a table's style into each cell.
        """
        pairs = [
            (self.sent.lines[unit.old[0]].line, self.back[unit.new[0]])
            for unit in self.units
            if len(unit.old) == len(unit.new) == 1 and not self.back[unit.new[0]].is_row
        ]
        return sum(old.keys == new.keys and _looks(old) != _looks(new) for old, new in pairs)

    def _changed(self, unit: Unit) -> Iterator[Change]:
        old = self.sent.tokens(unit.old)
        new = flat([self.back[n].tokens for n in unit.new])
        for hunk in hunks(old, new):
            if change := self._hunk(unit, old, new, hunk):
                yield change

    def _hunk(self, unit: Unit, old: Tokens, new: Tokens, hunk: Hunk) -> Change | None:
        a, b, c, d = hunk
        mapped = [self.sent.lines[n].mapped for n in unit.old]
        file = mapped[0].file if len({each.file for each in mapped}) == 1 else ""
        taken, put = old[a:b], new[c:d]
        stamp = self._stamp(put, taken, unit)
        change = Change("words", self.sent.place(unit.old[0]), said(taken), said(put), stamp, file)
        if not file:
            change.kind, change.why = "unplaced", _why(mapped[0].what, len(mapped))
            change.figures = tuple(self._in_data(taken, put))
            return change
        grouped = self.sent.grouped(old)
        start, end = self.sent.counted(old, a), self.sent.counted(old, b)
        here = frozenset().union(*(self.sent.lines[n].figures for n in unit.old))
        found = passage(grouped[start:end], put, self.sent.known, here)
        change.span = Span(unit.old[0], unit.old[-1], start, end)
        _fill(change, found, grouped[start:end])
        change.kind = _kind(change, grouped[start:end])
        if (
            change.kind == "words"
            and _keys(change.tokens) == _keys(grouped[start:end])
            and not change.figures
        ):
            return None
        return change

    def _in_data(self, taken: Tokens, put: Tokens) -> Iterator[FigureChange]:
        for tag, group in groupby(taken, key=lambda token: token.figure):
            if figure := self.sent.known.get(tag):
                now = said([token for token in put if token.figure in (tag, "")]) or said(put)
                called = figure.placeholder or figure.name
                yield FigureChange("overtyped" if put else "deleted", called, said(group), now.strip())

    def _removed(self, number: int) -> Change:
        each = self.sent.lines[number]
        tokens = self.sent.grouped(each.line.tokens)
        stamp = self._taken_by(said(each.line.tokens))
        change = Change("removed", self.sent.place(number), said(tokens), "", stamp, each.mapped.file)
        change.span, change.tokens = Span(number, number, 0, len(tokens)), tokens
        change.line_kind, change.level = each.line.kind, each.line.level
        change.figures = tuple(
            FigureChange("deleted", token.placeholder, token.text) for token in tokens if token.placeholder
        )
        if not each.mapped.file:
            change.kind, change.why = "unplaced", _why(each.mapped.what, 1)
        elif each.mapped.what == "heading":
            change.kind, change.why = "unplaced", f"it is the heading of {each.mapped.file}: remove that file"
        return change

    def _added(self, number: int, last: int) -> Change:
        line = self.back[number]
        found = passage((), line.tokens, self.sent.known, frozenset())
        where = self._neighbour(line, last)
        place = self.sent.place(last) if last >= 0 else "the beginning"
        change = Change("added", f"after {place}", "", said(line.tokens), self._stamp_of(line))
        _fill(change, found, ())
        change.typed = line.tokens
        change.line_kind, change.level, change.after = line.kind, line.level, where
        if line.part:
            change.kind, change.why = (
                "unplaced",
                f"it stands in the {line.part}, which the words have none of",
            )
        elif where < 0:
            change.kind, change.why = "unplaced", "no words of the edition stand there"
        else:
            change.file = self.sent.lines[where].mapped.file
        return change

    def _neighbour(self, line: Line, last: int) -> int:
        """The line of words that an added one follows; -1 where it stands among what nobody wrote."""
        for number in range(last, -1, -1):
            each = self.sent.lines[number]
            if each.mapped.what in _AT_THE_END:
                return -1
            if each.mapped.file and number not in self.removed:
                return number if each.line.is_row == line.is_row or not line.is_row else -1
        kept = (n for n, each in enumerate(self.sent.lines) if each.mapped.file and n not in self.removed)
        return next(kept, -1)

    def _stamp(self, put: Tokens, taken: Tokens, unit: Unit) -> Stamp:
        """Who did it: by what they put in, or else by what they took out."""
        stamp = next((token.stamp for token in put if token.stamp.what), None)
        if stamp:
            return stamp
        if any(token.text == BREAK for token in (*put, *taken)):
            marked = (self.back[n].stamp for n in unit.new)
            if stamp := next((each for each in marked if each.what), None):
                return stamp
        words = {token.key for token in taken if not token.is_space}
        gone = [token for n in unit.new for token in self.back[n].gone if token.key in words]
        return gone[0].stamp if gone else self._taken_by(said(taken))

    def _taken_by(self, words: str) -> Stamp:
        wanted = words.strip()[:40]
        return next((stamp for text, stamp in self.gone if wanted and wanted in text), NOBODY)

    def _stamp_of(self, line: Line) -> Stamp:
        stamps = (token.stamp for token in line.tokens)
        return next((each for each in stamps if each.what), line.stamp)


def _is_new(line: Line) -> bool:
    return bool(line.stamp.what) or any(token.stamp.what for token in line.tokens)


def _looks(line: Line) -> list[tuple[bool, bool]]:
    return [(token.bold, token.italic) for token in line.tokens if not token.is_space]


def _keys(tokens: Sequence[Token]) -> list[str]:
    return [token.key for token in tokens]


def _fill(change: Change, found: Passage, old: Sequence[Token]) -> None:
    change.tokens, change.worded = found.until_answered(old), found.worded
    change.figures, change.numbers = found.figures, found.numbers


def _kind(change: Change, old: Sequence[Token]) -> Kind:
    before, after = (
        sum(token.text == BREAK for token in tokens) for tokens in (old, change.worded or change.tokens)
    )
    if after > before:
        return "split"
    if after < before:
        return "joined"
    is_same = _keys(change.tokens) == _keys(old)
    return "figure" if change.asks and is_same else "words"


def _why(what: str, lines: int) -> str:
    if lines > 1:
        return "it joins lines of several files, or lines that nobody wrote"
    return _NOBODYS.get(what, "nobody wrote this line: the program did")


def _new_sections(found: list[Change]) -> None:
    """What follows a new section's heading needs a file of its own, which no program should begin."""
    within = -2
    for change in found:
        if change.kind == "added" and change.line_kind == "heading" and change.level <= 1:
            within = change.after
        if change.kind == "added" and change.after == within:
            change.kind = "unplaced"
            change.why = f"it belongs to a new section: write a file for it beside {change.file}"


def _settle(found: Sequence[Change]) -> None:
    """A figure that turns up elsewhere was moved where it is gone from its place, or else copied."""
    deleted = [(change, figure) for change in found for figure in change.figures if figure.fate == "deleted"]
    for change in found:
        for figure in [each for each in change.figures if each.fate == "moved"]:
            source = next((each for each in deleted if each[1].placeholder == figure.placeholder), None)
            if source:
                deleted.remove(source)
                source[0].figures = tuple(each for each in source[0].figures if each is not source[1])
            elif change.kind != "moved":
                copied = replace(figure, fate="copied")
                change.figures = tuple(copied if each is figure else each for each in change.figures)


def _stack(found: Sequence[Change]) -> None:
    """Lines that were added in one place, taken in one by one, keep their order."""
    above: dict[int, tuple[Tokens, ...]] = {}
    kinds: dict[int, str] = {}
    for change in found:
        if change.kind in ("added", "moved"):
            change.above, change.above_kind = above.get(change.after, ()), kinds.get(change.after, "")
            above[change.after] = (*change.above, change.tokens)
            kinds[change.after] = change.line_kind
