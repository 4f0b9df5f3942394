"""Lines of text into blocks and tables: lists, headings, wrapped paragraphs, tables of tabs or bars."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reckoner.reports.audit.document import Block, BlockKind, Mark, Row, Table
from reckoner.reports.audit.reading.clean import clean

_BULLET = re.compile(r"\s*(?:[-*•●▪◦–·‣o○■]|\(?[0-9]{1,2}[.)]|\(?[a-z][.)]|\(?[ivx]{1,4}\))\s+(?=\S)")
_HEADING_MARK = re.compile(r"#{1,6} +")
_PAGE_NUMBER = re.compile(r"\s*(?:[Pp]age\s+)?[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?\s*")
_WIDE = re.compile(r"(?<=\S) {2,}(?=\S)")
_EMPHASIS = re.compile(r"\*\*|__")
_BAR_RULE = re.compile(r"[\s|:+=-]+")
_UNFINISHED = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "by",
        "in",
        "on",
        "for",
        "with",
        "and",
        "or",
        "from",
        "at",
        "than",
        "as",
        "over",
        "under",
        "about",
        "around",
        "was",
        "were",
    ]
)
_LONG = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, with its number and page."""

    text: str
    number: int | None
    page: int | None = None


@dataclass
class _Draft:
    """A block being put together."""

    kind: BlockKind
    text: str
    marks: list[Mark] = field(default_factory=list)
    open: bool = True

    def add(self, text: str, line: Line) -> None:
        """Join a further line."""
        if self.text.endswith("-") and text[:1].islower() and self.text[-2:-1].isalpha():
            self.text = self.text[:-1]
        elif self.text:
            self.text += " "
        self.marks.append(Mark(len(self.text), line.number, line.page))
        self.text += text

    def block(self) -> Block:
        """The finished block."""
        return Block(self.text, self.kind, tuple(self.marks))


def parts_of(lines: Iterable[Line]) -> Iterator[Block | Table]:
    """The blocks and tables of a text, in order."""
    cleaned = [Line(clean(line.text), line.number, line.page) for line in lines]
    kept = _without_running_heads(cleaned)
    wrapped = _is_wrapped(kept)
    draft: _Draft | None = None
    at = 0
    while at < len(kept):
        rows = _table_at(kept, at)
        if rows:
            if draft:
                yield draft.block()
                draft = None
            table, at = rows
            yield table
            continue
        done, draft = _take(kept[at], draft, wrapped)
        if done:
            yield done.block()
        at += 1
    if draft:
        yield draft.block()


def _take(line: Line, draft: _Draft | None, wrapped: bool) -> tuple[_Draft | None, _Draft | None]:
    """What a line finishes, and the block that is open after it."""
    text = _EMPHASIS.sub("", line.text).strip()
    if not text:
        if draft:
            draft.open = False
        return None, draft
    bullet = _BULLET.match(line.text) or _BULLET.match(text)
    marked = _HEADING_MARK.match(text)
    if draft and not bullet and not marked and _continues(draft, text, wrapped):
        draft.add(text, line)
        draft.open = True
        return None, draft
    kind: BlockKind = "item" if bullet else "heading" if marked or _looks_like_heading(text) else "text"
    if marked:
        text = text[marked.end() :]
    elif bullet:
        text = _BULLET.sub("", text, count=1)
    fresh = _Draft(kind, "")
    fresh.add(text, line)
    return draft, fresh


def _continues(draft: _Draft, text: str, wrapped: bool) -> bool:
    ended = draft.text[-1:] in '.!?:;"”' if draft.text else True
    last = draft.text.rpartition(" ")[2].lower()
    if not draft.open:
        if ended or len(draft.text) < _LONG:
            return False
        return text[0].islower() or text[0] == "(" or last in _UNFINISHED or last.isdigit()
    if draft.kind == "heading" and not text[0].islower():
        return False
    if ended:
        return wrapped and draft.kind == "text" and len(draft.text) >= _LONG and draft.text[-1:] not in ":;"
    if text[0].islower() or last in _UNFINISHED:
        return True
    return wrapped and (text[0] in "(£" or text[0].isdigit() or len(draft.text) >= 60)


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines end where the page does: hardly any is longer than a page is wide."""
    lengths = [len(line.text) for line in lines if len(line.text) > _LONG]
    return sum(length > 130 for length in lengths) * 10 < len(lengths)


def _looks_like_heading(text: str) -> bool:
    return len(text) < 90 and text[-1] not in ".,;:!?" and not text[0].islower() and "\t" not in text


def _without_running_heads(lines: list[Line]) -> list[Line]:
    """Page numbers that stand alone, and short lines that come back on three pages or more, left blank."""
    counts = Counter(line.text.strip() for line in lines if 0 < len(line.text.strip()) < 90)
    result = []
    for at, line in enumerate(lines):
        text = line.text.strip()
        alone = _is_blank(lines, at - 1) and _is_blank(lines, at + 1)
        edge = line.page is not None and _at_page_edge(lines, at)
        number = (alone or edge) and len(text) < 16 and _PAGE_NUMBER.fullmatch(text) is not None
        row = text.count("\t") > 1  # a table's heading stands on each of its pages, and is no running head
        head = (
            counts[text] >= 3
            and not row
            and (edge or (alone and "\t" not in text and not _BULLET.match(text)))
        )
        result.append(Line("", line.number, line.page) if text and (number or head) else line)
    return result


def _is_blank(lines: list[Line], at: int) -> bool:
    return not 0 <= at < len(lines) or not lines[at].text.strip()


def _at_page_edge(lines: list[Line], at: int) -> bool:
    page = lines[at].page
    return at < 2 or at >= len(lines) - 2 or lines[at - 2].page != page or lines[at + 2].page != page


def cells_of(text: str) -> tuple[str, ...] | None:
    """The cells of a line that looks like a table's row: tabs, bars, or columns apart by two spaces."""
    bare = _EMPHASIS.sub("", text)
    if bare.count("|") >= 2 or (bare.strip().startswith("|") and bare.count("|") >= 2):
        return tuple(cell.strip() for cell in bare.strip().strip("|").split("|"))
    if "\t" in bare.strip() or (bare.count("\t") >= 2 and bare.strip()):
        return tuple(cell.strip() for cell in bare.rstrip("\n").split("\t"))
    return None


def _table_at(lines: list[Line], at: int) -> tuple[Table, int] | None:
    """The table that starts at a line, and the index after it."""
    if not lines[at].text.strip():
        return None
    if cells_of(lines[at].text) is not None:
        return _gather(lines, at, cells_of)
    if _aligned(lines[at].text) is not None:
        found = _gather(lines, at, _aligned)
        widths = {len(row.cells) for row in found[0].rows}
        if len(found[0].rows) >= 3 and len(widths) <= 2 and max(widths) >= 2:
            return found
    return None


def _aligned(text: str) -> tuple[str, ...] | None:
    bare = text.strip()
    if _BULLET.match(text) and len(_WIDE.findall(bare)) < 2:
        return None
    cells = tuple(cell.strip() for cell in _WIDE.split(bare)) if "  " in bare else ()
    return cells if len(cells) >= 2 and max(map(len, cells)) < 60 else None


def _gather(lines: list[Line], at: int, split: object) -> tuple[Table, int]:
    assert callable(split)
    rows: list[Row] = []
    end = at
    while end < len(lines):
        cells = split(lines[end].text) if lines[end].text.strip() else None
        if cells is None:
            skipped = end == at or not lines[end].text.strip()
            resumes = end + 1 < len(lines) and lines[end + 1].text.strip() and split(lines[end + 1].text)
            follows = split(lines[end + 1].text) if resumes else ()
            if not (skipped and resumes and len(rows) and _same_width(rows, follows)):
                break
            if _is_header(follows) and len(rows) > 1:
                if follows != rows[0].cells:
                    break  # another table
                end += 1  # the heading again, on the next page
        elif not (
            ("|" in lines[end].text or set(lines[end].text) <= set("-=+ \t"))
            and _BAR_RULE.fullmatch(lines[end].text)
        ):
            rows.append(Row(cells, lines[end].number, lines[end].page))
        end += 1
    return Table(tuple(rows)), max(end, at + 1)


_NUMBER = re.compile(r"[-+(£$€]*[0-9][0-9,]*(?:\.[0-9]+)?[%)]*")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def _is_header(cells: tuple[str, ...]) -> bool:
    """Whether a row holds words and years, and no number."""
    return not any(_NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in cells)


def _same_width(rows: list[Row], cells: tuple[str, ...]) -> bool:
    return len(rows[-1].cells) == len(cells) and len(cells) >= 3
