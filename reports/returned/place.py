"""Changes put into the files of words as they are now, each in its place or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from reckoner.reports.returned.align import align
from reckoner.reports.returned.change import Change, Span
from reckoner.reports.returned.present import PresentLine, flat_spots, present_lines
from reckoner.reports.returned.sent import Sent, flat
from reckoner.reports.returned.token import BREAK, Line, Token, Tokens, with_placeholders

_SPECIAL = re.compile(r"([\\`*_\[\]])")
_LINE_START = re.compile(r"(?:([#>+-])|([0-9]+)([.)]))(?=\s|$)")
_NEAR = 5  # lines below which an added one is looked for
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|<!--|<[A-Za-z/]")


class Unplaceable(Exception):
    """The change has no place in the words as they are now; the text says why."""


class Already(Exception):
    """The words say so already."""


@dataclass(frozen=True)
class Edit:
    """Characters of a file that others come in the place of."""

    file: str
    start: int
    end: int
    text: str


@dataclass
class _File:
    text: str
    lines: list[PresentLine]
    places: dict[int, range] = field(default_factory=dict)  # line of the sent file -> lines here


class Words:
    """The files of an edition as they are now, with the lines of the sent file found again in them."""

    def __init__(self, sent: Sent, read: Callable[[str], str]) -> None:
        self.sent = sent
        names = dict.fromkeys(each.mapped.file for each in sent.lines if each.mapped.file)
        tags = {tag: figure.placeholder for tag, figure in sent.known.items()}
        self.old: list[Line] = [with_placeholders(each.line, tags) for each in sent.lines]
        self.files: dict[str, _File] = {}
        for name in names:
            self.files[name] = self._found(name, read(name))

    def _found(self, name: str, text: str) -> _File:
        made = _File(text, present_lines(text))
        numbers = [n for n, each in enumerate(self.sent.lines) if each.mapped.file == name]
        for unit in align([self.old[n] for n in numbers], [each.line for each in made.lines]):
            for old in unit.old if unit.new else ():
                made.places[numbers[old]] = unit.new
        return made

    def edit(self, change: Change, *, worded: bool = False) -> list[Edit]:
        """What a change comes to. Raises Unplaceable, or Already."""
        if change.kind == "unplaced":
            raise Unplaceable(change.why)
        tokens = change.worded if worded else change.tokens
        if any(_BRACES.search(part) for part in _texts(tokens)):
            raise Unplaceable("it has braces or markup in it, which words can't hold: write it yourself")
        match change.kind:
            case "added":
                if self._follows(change, tokens):
                    raise Already
                return [self._put(change, tokens)]
            case "removed":
                assert change.span
                if change.span.first not in self.files[change.file].places:
                    raise Already  # no line of the file is like it any more
                return [self._take(change.file, change.span)]
            case "moved":
                assert change.goes
                source = self.sent.lines[change.goes.first].mapped.file
                if change.goes.first not in self.files[source].places and self._follows(change, tokens):
                    raise Already
                return [self._take(source, change.goes), self._put(change, tokens)]
        return [self._replace(change, tokens)]

    def _here(self, file: str, numbers: range) -> list[PresentLine]:
        """The lines that some of the sent file are now."""
        known = self.files[file]
        if any(number not in known.places for number in numbers):
            raise Unplaceable(f"{file} was edited since: this line is no longer there")
        found = sorted({place for number in numbers for place in known.places[number]})
        if any(known.lines[place].source.locked for place in found):
            raise Unplaceable(f"{file} has markup in this line that a program should leave alone")
        return [known.lines[place] for place in found]

    def _replace(self, change: Change, tokens: Tokens) -> Edit:
        assert change.span
        span = change.span
        numbers = range(span.first, span.last + 1)
        here = self._here(change.file, numbers)
        old = flat([self.old[number].tokens for number in numbers])
        now, spots = flat([each.line.tokens for each in here]), flat_spots(here)
        start, end = _same_place(old, now, span, tokens)
        if start < end:
            at, last = spots[start][0], spots[end - 1][1]
        else:
            at = last = spots[start - 1][1] if start else (spots[0][0] if spots else here[0].source.start)
        marks = _open_marks(self.files[change.file].text, here[0], at)
        text = self._written(tokens, here[0], marks, at_start=start == 0)
        if start < end:
            if text and at < here[0].source.start:
                raise Unplaceable("it begins outside its line")
            self._require_together(change.file, here)
        return Edit(change.file, at, last, text)

    def _require_together(self, file: str, here: Sequence[PresentLine]) -> None:
        """Lines that are joined must follow each other: nothing may stand between them."""
        text = self.files[file].text
        for one, other in pairwise(here):
            gap = text[one.source.end : other.source.start]
            if gap.removesuffix(other.source.before).strip(" \n>*_"):
                raise Unplaceable("something else stands between the lines that it joins")

    def _written(self, tokens: Tokens, here: PresentLine, marks: Sequence[str], *, at_start: bool) -> str:
        if not any(token.text == BREAK for token in tokens):
            return markdown(tokens, row=here.line.is_row, first=at_start and here.source.kind != "title")
        if here.line.is_row or here.source.kind in ("title", "heading"):
            raise Unplaceable("a heading or a row of a table can't be split")
        parts: list[list[Token]] = [[]]
        for token in tokens:
            if token.text == BREAK:
                parts.append([])
            else:
                parts[-1].append(token)
        written = [markdown(part, first=bool(n) or at_start) for n, part in enumerate(parts)]
        gap = "".join(reversed(marks)) + between(here) + "".join(marks)
        return gap.join(part.strip(" ") if n else part.rstrip(" ") for n, part in enumerate(written))

    def _take(self, file: str, span: Span) -> Edit:
        here = self._here(file, range(span.first, span.first + 1))[0]
        if here.line.keys != self.old[span.first].keys:
            raise Unplaceable(f"{file} was edited since: this line says something else now")
        if here.source.kind in ("title", "head"):
            raise Unplaceable("a section's heading and the head of a table can't be taken out by a program")
        text = self.files[file].text
        start = text.rfind("\n", 0, here.source.first) + 1
        end = here.source.last
        while end < len(text) and text[end] in " \t":
            end += 1
        blank = here.source.kind not in ("row", "item", "inside")
        end += 1 if end < len(text) else 0
        while blank and end < len(text) and text[end] == "\n":
            end += 1
        return Edit(file, start, end, "")

    def _put(self, change: Change, tokens: Tokens) -> Edit:
        number = change.after
        here = self._below(change, self._here(change.file, range(number, number + 1))[-1])
        if change.line_kind == "row" or here.line.is_row:
            return self._put_row(change, tokens, here)
        words = markdown(tokens, first=True)
        prefix, gap = _prefix(change, here)
        if here.source.kind == "title":
            body = _body(self.files[change.file].text)
            return Edit(change.file, body, body, f"{prefix}{words}\n\n")
        return Edit(change.file, here.source.last, here.source.last, f"{gap}{prefix}{words}")

    def _below(self, change: Change, here: PresentLine) -> PresentLine:
        """The last of the lines below it that were added there before this one."""
        lines = self.files[change.file].lines
        wanted = [_solid([token.key for token in each]) for each in change.above]
        at = lines.index(here)
        if here.line.is_row and change.line_kind != "row" and wanted:
            at = next((n - 1 for n in range(at, len(lines)) if not lines[n].line.is_row), len(lines) - 1)
        found = here
        for line in lines[at + 1 :]:
            if _solid(line.line.keys) not in wanted:
                break
            found = line
        return found

    def _put_row(self, change: Change, tokens: Tokens, here: PresentLine) -> Edit:
        if not (change.line_kind == "row" and here.line.is_row):
            if change.line_kind == "row":
                raise Unplaceable("it is a row of a new table: write the table yourself")
            words = markdown(tokens, first=True)
            last = self._last_row(change.file, here)
            return Edit(change.file, last, last, f"\n\n{words}")
        wanted = sum(token.text == "\t" for token in here.line.tokens)
        if sum(token.text == "\t" for token in tokens) != wanted:
            raise Unplaceable("the row has more cells, or fewer, than the table has columns")
        at = here.source.last
        text = self.files[change.file].text
        if here.source.kind == "head":
            at = text.find("\n", at + 1)
            at = len(text) if at < 0 else at
        return Edit(change.file, at, at, f"\n| {markdown(tokens, row=True)} |")

    def _last_row(self, file: str, here: PresentLine) -> int:
        """The end of the table that a row belongs to."""
        last = here.source.last
        text = self.files[file].text
        while (end := text.find("\n", last + 1)) >= 0 and text[last + 1 : end].strip().startswith("|"):
            last = end
        if end < 0 and text[last + 1 :].strip().startswith("|"):
            last = len(text.rstrip())
        return last

    def _follows(self, change: Change, tokens: Tokens) -> bool:
        """Whether an added line stands below the one that it follows already."""
        known = self.files[change.file]
        if change.after not in known.places:
            return False
        first = known.places[change.after][-1] + 1
        keys = _solid([token.key for token in tokens])
        return any(_solid(each.line.keys) == keys for each in known.lines[first : first + _NEAR])


def _texts(tokens: Sequence[Token]) -> list[str]:
    """The words between placeholders, each run of them as one."""
    parts = [""]
    for token in tokens:
        if token.placeholder:
            parts.append("")
        else:
            parts[-1] += token.text
    return parts


def _same_place(old: Tokens, now: Tokens, span: Span, new: Tokens) -> tuple[int, int]:
    """Where the passage stands now. Raises Unplaceable where it or the words beside it were edited since."""
    one, other = [token.key for token in old], [token.key for token in now]
    if one == other:
        return span.start, span.end
    same: dict[int, int] = {}
    for a, b, size in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        same.update({a + n: b + n for n in range(size)})
    same[-1], same[len(one)] = -1, len(other)
    before, after = span.start - 1, span.end
    while before >= 0 and before not in same:
        before -= 1
    while after < len(one) and after not in same:
        after += 1
    start, end = same[before] + 1, same[after]
    here = _solid(other[start:end])
    if here == _solid([token.key for token in new]) and here != _solid(one[span.start : span.end]):
        raise Already
    if before == span.start - 1 and after == span.end and here == _solid(one[span.start : span.end]):
        return start, end
    raise Unplaceable("these words were edited since they were sent")


def _open_marks(text: str, here: PresentLine, at: int) -> list[str]:
    """The marks of bold and italic words that are open at a place of a line: a break repeats them."""
    marks: list[str] = []
    end = here.source.start
    for letter in here.source.letters:
        if letter.start > at:
            break
        for mark in re.findall(r"\*\*|__|[*_]", text[end : letter.start]):
            if mark in marks:
                marks.remove(mark)
            else:
                marks.append(mark)
        end = letter.end
    return marks


def _solid(keys: Sequence[str]) -> list[str]:
    return [key for key in keys if key != " "]


def markdown(tokens: Sequence[Token], *, row: bool = False, first: bool = False) -> str:
    """Tokens as they are written: placeholders in braces, signs that mean something with a backslash."""
    parts = []
    for number, token in enumerate(tokens):
        if token.placeholder:
            parts.append(f"{{{{ {token.placeholder} }}}}")
        elif token.text == "\t":
            parts.append(" | " if row else " ")
        elif token.is_space:
            parts.append("" if row and _beside_cell(tokens, number) else " ")
        else:
            parts.append(_SPECIAL.sub(r"\\\1", token.text))
    text = "".join(parts)
    if first and (found := _LINE_START.match(text)):
        mark = found.start(1) if found[1] else found.start(3)
        text = f"{text[:mark]}\\{text[mark:]}"
    return text.replace("|", "\\|") if "|" in text and not row else text


def _beside_cell(tokens: Sequence[Token], number: int) -> bool:
    around = (tokens[n].text for n in (number - 1, number + 1) if 0 <= n < len(tokens))
    return "\t" in around


def between(here: PresentLine) -> str:
    """What stands between two lines of a kind: a blank line, the mark of an item, of a quotation."""
    before = here.source.before
    if here.source.kind == "item":
        return f"\n{before}"
    if here.source.kind == "quote":
        return f"\n{before.rstrip()}\n{before}"
    return f"\n\n{before}"


def _prefix(change: Change, here: PresentLine) -> tuple[str, str]:
    """What goes before an added line, and what keeps it apart from the one above."""
    if change.line_kind == "heading":
        return "#" * max(2, change.level) + " ", "\n\n"
    if change.line_kind in ("item", "numbered"):
        if here.source.kind == "item":
            return here.source.before, "\n"
        gap = "\n" if change.above_kind == change.line_kind else "\n\n"  # the list goes on
        return ("1. " if change.line_kind == "numbered" else "- "), gap
    if here.source.kind == "quote" and change.line_kind == "text":
        return here.source.before, f"\n{here.source.before.rstrip()}\n"
    return "", "\n\n"


def _body(text: str) -> int:
    found = re.match(r"---[ \t]*\n.*?\n---[ \t]*\n", text, re.DOTALL)
    return found.end() if found else 0


def _ended(text: str, before: str) -> str:
    """With one line end at its end where the file had one, also where it had no words."""
    if not before.endswith("\n") or before.endswith("\n\n"):
        return text
    return text.rstrip("\n") + "\n"


def applied(texts: Mapping[str, str], edits: Sequence[Edit]) -> dict[str, str]:
    """The files with edits made, from the last place to the first. Raises Unplaceable where two overlap."""
    made = dict(texts)
    for file in {edit.file for edit in edits}:
        mine = [edit for edit in edits if edit.file == file]
        ordered = sorted(enumerate(mine), key=lambda each: (each[1].start, each[1].end, each[0]))
        last = -1
        for _, edit in ordered:
            if edit.start < last:
                raise Unplaceable("two changes are in each other's way: accept one, then the other")
            last = edit.end
        text = texts[file]
        for _, edit in reversed(ordered):
            text = text[: edit.start] + edit.text + text[edit.end :]
        made[file] = _ended(text, texts[file])
    return made
