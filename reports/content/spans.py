"""Where each character of an editor's words stands in its file, so that a change can be put in its place.

A reader of Markdown says what is printed and not from where. Here the printed characters are followed through
the text of their lines; a line in which that fails is ``locked``, and nobody changes it by a program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from reckoner.reports.content.markdown import markdown_parser

_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"'})
_MARKUP = frozenset("*_[]\\`")
_TITLE = re.compile(r"title:[ \t]+(?P<quote>[\"']?)(?P<title>.*?)(?P=quote)[ \t]*$", re.MULTILINE)
_MARKER = re.compile(r"[ \t>]*(?:[-+*]|[0-9]+[.)])[ \t]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """A printed character and where it stands; ``placeholder`` is what stands there instead of characters."""

    text: str
    start: int
    end: int
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class WordsLine:
    """A heading, a paragraph, an item of a list or a row of a table as it stands in a file.

    ``start`` and ``end`` hold its words, ``first`` and ``last`` its whole lines. ``before`` is what goes in
    front of another one like it: ``- ``, ``> ``.
    """

    kind: str  # title, heading, paragraph, item, quote, row, head, slot
    letters: tuple[Letter, ...]
    start: int
    end: int
    first: int
    last: int
    before: str = ""
    locked: bool = False

    @property
    def text(self) -> str:
        """Its words, each placeholder as it is written."""
        return "".join(
            f"{{{{ {each.placeholder} }}}}" if each.placeholder else each.text for each in self.letters
        )


def words_lines(text: str) -> list[WordsLine]:
    """The lines of a file of words: first the title of its front matter, then what is below it."""
    lines = _Lines(text)
    body = lines.body
    found = [title] if (title := _title(text, lines.starts[body])) else []
    reader = _Reader(lines)
    tokens = markdown_parser().parse("\n".join(text.split("\n")[body:]))
    found += reader.read(tokens)
    return found


class _Lines:
    """The lines of a file: where each starts, and at which the Markdown begins."""

    def __init__(self, text: str) -> None:
        self.text = text
        rows = text.split("\n")
        self.starts = [0]
        for row in rows:
            self.starts.append(self.starts[-1] + len(row) + 1)
        ends = [number for number, row in enumerate(rows) if row.rstrip() == "---"]
        self.body = ends[1] + 1 if len(ends) > 1 and ends[0] == 0 else 0

    def bounds(self, first: int, last: int) -> tuple[int, int]:
        """Where lines of the Markdown begin, and where the last of them ends."""
        start = self.starts[self.body + first]
        end = min(self.starts[self.body + last] - 1, len(self.text))
        while end > start and self.text[end - 1] in "\n ":
            end -= 1
        return start, end


def _title(text: str, body: int) -> WordsLine | None:
    found = _TITLE.search(text, 0, body)
    if not found:
        return None
    inside, start = found["title"], found.start("title")
    letters = tuple(_plain(inside, start))
    locked = "\\" in inside or "''" in inside
    return WordsLine("title", letters, start, found.end("title"), found.start(), found.end(), locked=locked)


def _plain(inside: str, start: int) -> Iterator[Letter]:
    at = 0
    for match in _PLACEHOLDER.finditer(inside):
        yield from (Letter(inside[n], start + n, start + n + 1) for n in range(at, match.start()))
        yield Letter("", start + match.start(), start + match.end(), match[1].strip())
        at = match.end()
    yield from (Letter(inside[n], start + n, start + n + 1) for n in range(at, len(inside)))


class _Reader:
    """Follows the tokens of a text, with where it stands in the file."""

    def __init__(self, lines: _Lines) -> None:
        self.lines = lines
        self.open: list[str] = []
        self.begun = False  # whether the item of a list has its first words already

    def read(self, tokens: list[Token]) -> list[WordsLine]:
        found: list[WordsLine] = []
        cells: list[Token] = []
        rows: tuple[int, int] = (0, 0)
        for token in tokens:
            if token.nesting > 0:
                self.open.append(token.type)
                self.begun = self.begun and token.type != "list_item_open"
                if token.type == "tr_open" and token.map:
                    cells, rows = [], (token.map[0], token.map[1])
            elif token.nesting < 0:
                self.open.pop()
                if token.type == "tr_close":
                    found.append(self.row(cells, rows))
            elif token.type == "inline" and "tr_open" in self.open:
                cells.append(token)
            elif token.type == "inline" and token.map:
                found.append(self.inline(token))
        return found

    def inline(self, token: Token) -> WordsLine:
        assert token.map
        first, last = self.lines.bounds(*token.map)
        children = token.children or []
        start = self._start(token.content, first, last)
        if start is None:
            return WordsLine("paragraph", (), first, last, first, last, locked=True)
        kind, before = self._kind(first, start)
        if len(children) == 1 and children[0].type == "placeholder" and kind == "paragraph":
            kind = "slot" if re.match(r"(chart|table)\b", children[0].content) else kind
        letters = _letters(children, self.lines.text, start, last)
        locked = letters is None
        end = letters[-1].end if letters else last
        while end < last and self.lines.text[end] in "*_)]}`":  # what closes the last words
            end += 1
        if self.lines.text[end:last].strip():
            end = last
        return WordsLine(kind, tuple(letters or ()), start, end, first, last, before, locked)

    def _start(self, content: str, first: int, last: int) -> int | None:
        """Where the words of a line begin, behind the marks of lists, quotations and headings."""
        row = content.split("\n")[0]
        at = self.lines.text.find(row, first, last + 1)
        return at if at >= 0 and row else None

    def _kind(self, first: int, start: int) -> tuple[str, str]:
        marks = self.lines.text[first:start]
        if "heading_open" in self.open:
            return "heading", marks
        if "list_item_open" in self.open:
            begins = not self.begun and _MARKER.search(marks)
            self.begun = True
            return ("item", marks) if begins else ("inside", marks)
        if "blockquote_open" in self.open:
            return "quote", marks
        return "paragraph", marks

    def row(self, cells: list[Token], rows: tuple[int, int]) -> WordsLine:
        first, last = self.lines.bounds(*rows)
        kind = "head" if "thead_open" in self.open else "row"
        letters: list[Letter] = []
        at = first + (self.lines.text[first:last].startswith("|"))
        for cell in cells:
            found = self.lines.text.find(cell.content, at, last) if cell.content else at
            inner = _letters(cell.children or [], self.lines.text, found, last) if found >= 0 else None
            if inner is None:
                return WordsLine(kind, (), first, last, first, last, locked=True)
            end = found + len(cell.content)
            bar = self.lines.text.find("|", end, last)
            close = bar if bar >= 0 else last
            letters += inner
            letters.append(Letter("\t", end, close))
            at = close + 1
        return WordsLine(kind, tuple(letters), first, last, first, last)


def _letters(children: list[Token], text: str, start: int, last: int) -> list[Letter] | None:
    """The printed characters of a line with their places; None where one can't be found."""
    found: list[Letter] = []
    at = start
    for child in children:
        match child.type:
            case "placeholder":
                match_ = _PLACEHOLDER.match(text, at := _skipped(text, at, "{", last))
                if not match_ or match_[1].strip() != child.content:
                    return None
                found.append(Letter("", match_.start(), match_.end(), child.content))
                at = match_.end()
            case "softbreak" | "hardbreak":
                at = _skipped(text, at, "\n", last)
                end = at
                while end < last and text[end] in " \t\n>\\":
                    end += 1
                found.append(Letter(" " if child.type == "softbreak" else "\n", at, end))
                at = end
            case "text" | "code_inline":
                for letter in child.content:
                    at = _skipped(text, at, letter, last)
                    if at >= last or not _same(text[at], letter):
                        return None
                    found.append(Letter(letter, at, at + 1))
                    at += 1
    return found


def _same(written: str, printed: str) -> bool:
    return written.translate(_QUOTES) == printed.translate(_QUOTES)


def _skipped(text: str, at: int, wanted: str, last: int) -> int:
    """The next place at which a character can stand: behind markup that is not printed."""
    while at < last and not (_same(text[at], wanted) and not text.startswith("](", at)):
        if text.startswith(("](", "]{"), at):
            close = text.find(")" if text[at + 1] == "(" else "}", at)
            at = close + 1 if close >= 0 else last
        elif text[at] in _MARKUP or (wanted == "\n" and text[at] in " \\"):
            at += 1
        else:
            break
    return at
