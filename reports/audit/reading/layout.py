"""A page's letters into lines of text: paragraphs put together again, cells of a table's row apart by a tab.

Letters on one height are a strip. Strips that stand beside one another with wide gaps, in two rows or more
and under one another, are a table. All others are lines of prose: a line goes on in the next one of its
column where the next one's first word had no room on it any more. Small raised digits are marks of notes and
are left out.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from reckoner.reports.audit.reading.letters import Letter

_GAP = 0.18  # of the font's size: more between two letters is a space
_APART = 0.7  # more is another cell or column
_RAISED = 0.15
_SMALL = 0.93
_PROSE = 52  # letters: a strip as long is a line of prose and no cell
_LEADING = 1.75
_BULLETS = frozenset("•▪◦‣●■□○–-*·➢➤✓\uf0b7")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?:[/-][0-9]{2,4})?$")
_LABEL = re.compile(r"\(?(?:[0-9]{1,2}(?:\.[0-9]{1,3}){1,3}\.?|[0-9]{1,2}[.)]|[a-zA-Z][.)]|[ivx]{1,4}[.)])")


@dataclass
class Strip:
    """Letters beside one another on one height."""

    letters: list[Letter] = field(default_factory=list)
    order: int = 0

    @cached_property
    def left(self) -> float:
        """Where it starts."""
        return self.letters[0].left

    @cached_property
    def right(self) -> float:
        """Where it ends."""
        return max(letter.right for letter in self.letters)

    @cached_property
    def bottom(self) -> float:
        """The lower edge of its font."""
        return median(letter.bottom for letter in self.letters)

    @cached_property
    def top(self) -> float:
        """The upper edge of its font."""
        return median(letter.top for letter in self.letters)

    @cached_property
    def size(self) -> float:
        """The size of its font."""
        return max(self.top - self.bottom, 0.5)

    @cached_property
    def text(self) -> str:
        """Its words, a space where there is one or a gap; without the marks of notes."""
        words: list[str] = []
        last: Letter | None = None
        for letter in self.letters:
            if self._is_mark(letter):
                continue
            if last is not None and letter.left - last.right > _GAP * self.size and words[-1] != " ":
                words.append(" ")
            words.append(letter.text)
            last = letter
        return " ".join("".join(words).split())

    def _is_mark(self, letter: Letter) -> bool:
        small = letter.top - letter.bottom < _SMALL * self.size
        raised = letter.bottom - self.bottom > _RAISED * self.size
        return small and raised and (letter.text.isdigit() or letter.text in ",*†‡[]() ")

    @cached_property
    def first_word(self) -> float:
        """How wide its first word is."""
        end = self.letters[0].right
        for before, letter in zip(self.letters, self.letters[1:], strict=False):
            if letter.text.isspace() or letter.left - before.right > _GAP * self.size:
                break
            end = letter.right
        return end - self.left


def lines_of(letters: Sequence[Letter]) -> list[str]:
    """The text of a page: a line for each paragraph, an empty one between two, tabs in the rows of tables."""
    strips = [strip for strip in _strips(letters) if strip.text]
    starts = _starts(strips)
    strips = [strip for strip in strips if not _is_bullet(strip) or id(strip) not in starts.values()]
    tables = _tables(strips)
    inside = {id(strip): table for table in tables for row in table for strip in row}
    lines: list[str] = []
    told: set[int] = set()
    prose: list[Strip] = []
    for strip in strips:
        table = inside.get(id(strip))
        if table is None:
            prose.append(strip)
            continue
        if id(table) not in told:
            lines += [*_paragraphs(prose, starts), *_rows(table), ""]
            prose = []
            told.add(id(table))
    return [*lines, *_paragraphs(prose, starts)]


def _is_bullet(strip: Strip) -> bool:
    text = strip.text
    return (
        text in _BULLETS
        or (len(text) == 1 and "\ue000" <= text <= "\uf8ff")
        or _LABEL.fullmatch(text) is not None
    )


def _starts(strips: Sequence[Strip]) -> dict[int, int]:
    """The lines that a bullet or a paragraph's number stands before, each with that strip."""
    bullets = [strip for strip in strips if _is_bullet(strip)]
    found: dict[int, int] = {}
    for bullet in bullets:
        right = [s for s in strips if s is not bullet and _same_height(s, bullet)
                 and -0.5 * s.size < s.left - bullet.right < 7 * s.size]  # fmt: skip
        if right:
            line = min(right, key=lambda strip: strip.left)
            if not _is_bullet(line) and any(letter.text.isalpha() for letter in line.letters):
                found[id(line)] = id(bullet)
    return found


def _strips(letters: Sequence[Letter]) -> Iterator[Strip]:
    strip = Strip()
    order = 0
    for letter in letters:
        if letter.text.isspace() and not strip.letters:
            continue
        if strip.letters and not _goes_on(strip, letter):
            yield _trimmed(strip)
            order += 1
            strip = Strip([], order)
            if letter.text.isspace():
                continue
        strip.letters.append(letter)
    if strip.letters:
        yield _trimmed(strip)


def _trimmed(strip: Strip) -> Strip:
    while len(strip.letters) > 1 and strip.letters[-1].text.isspace():
        strip.letters.pop()
    return strip


def _goes_on(strip: Strip, letter: Letter) -> bool:
    """Whether a letter stands behind the last one of a strip, on its height and close to it."""
    last = strip.letters[-1]
    size = max(last.top - last.bottom, letter.top - letter.bottom, 0.5)
    overlap = min(last.top, letter.top) - max(last.bottom, letter.bottom)
    if overlap < 0.4 * min(last.top - last.bottom, letter.top - letter.bottom):
        return False
    joined = letter.left >= last.left - 0.2 * size  # the letters of a ligature share its box
    return joined and letter.left - last.right <= _APART * size


def _tables(strips: Sequence[Strip]) -> list[list[list[Strip]]]:
    """Groups of rows with two cells or more each, one close under another, their cells under one another."""
    rows = [row for row in _visual_rows(strips) if _is_row(row)]
    tables: list[list[list[Strip]]] = []
    for row in rows:
        table = tables[-1] if tables else None
        if table is not None and _is_under(table, row):
            table.append(row)
        else:
            tables.append([row])
    found = [table for table in tables if len(table) > 1 and _is_table(table)]
    taken = {id(strip) for table in found for row in table for strip in row}
    for table in found:
        _take_in(table, [strip for strip in strips if id(strip) not in taken])
        taken |= {id(strip) for row in table for strip in row}
    return found


def _visual_rows(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Strips by height, top to bottom, each row from left to right."""
    rows: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda strip: -(strip.top + strip.bottom)):
        if rows and _same_height(rows[-1][0], strip):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return [sorted(row, key=lambda strip: strip.left) for row in rows]


def _same_height(first: Strip, second: Strip) -> bool:
    middle = (second.top + second.bottom) / 2
    return abs((first.top + first.bottom) / 2 - middle) < 0.45 * min(first.size, second.size)


def _is_row(row: Sequence[Strip]) -> bool:
    """Two cells or more, none of them prose."""
    apart = all(b.left - a.right > 0.6 * b.size for a, b in itertools.pairwise(row))
    return len(row) > 1 and apart and all(len(strip.text) <= _PROSE for strip in row)


def _is_under(table: Sequence[Sequence[Strip]], row: Sequence[Strip]) -> bool:
    above = table[-1]
    gap = above[0].bottom - row[0].top
    return gap < 2.4 * row[0].size and _aligned(above, row) >= min(2, len(row), len(above))


def _aligned(above: Sequence[Strip], row: Sequence[Strip]) -> int:
    """How many cells of a row stand under one of the other."""
    return sum(any(min(a.right, b.right) - max(a.left, b.left) > -0.5 * b.size for a in above) for b in row)


def _is_table(table: Sequence[Sequence[Strip]]) -> bool:
    """Some of its cells are numbers; else it is a list in columns or a form."""
    cells = [strip.text for row in table for strip in row]
    return sum(any(c.isdigit() for c in cell) for cell in cells) * 4 >= len(cells)


def _take_in(table: list[list[Strip]], others: Sequence[Strip]) -> None:
    """Further lines of a cell, or a heading of one column, above, below or between the rows of a table."""
    columns = _columns(table)
    top = max(strip.top for strip in table[0])
    bottom = min(strip.bottom for strip in table[-1])
    size = median(strip.size for row in table for strip in row)
    for strip in others:
        fits = sum(strip.left < right and left < strip.right for left, right in columns) == 1
        inside = bottom - 1.3 * size < strip.bottom and strip.top < top + 3.5 * size
        if fits and inside and len(strip.text) <= _PROSE and strip.size < 1.3 * size:
            table.append([strip])
    table.sort(key=lambda row: -(row[0].top + row[0].bottom))


def _columns(table: Sequence[Sequence[Strip]]) -> list[tuple[float, float]]:
    """The columns of a table, from left to right: where cells under one another reach to."""
    spans = sorted((strip.left, strip.right) for row in table if len(row) > 1 for strip in row)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _rows(table: Sequence[Sequence[Strip]]) -> list[str]:
    """The rows of a table with their cells; a line that goes on in a cell is joined to it."""
    columns = _columns(table)
    cells: list[list[str]] = []
    heights: list[float] = []
    for at, row in enumerate(table):
        made = [""] * len(columns)
        for strip in row:
            at = min(range(len(columns)), key=lambda n: _off(columns[n], strip))
            made[at] = f"{made[at]} {strip.text}".strip()
        nearer = bool(cells) and _belongs_below(row, table[at + 1 : at + 2], heights[-1])
        if cells and not nearer and _continues_row(cells[-1], made, heights[-1] - row[0].top, row[0].size):
            cells[-1] = [
                " ".join(part for part in pair if part) for pair in zip(cells[-1], made, strict=True)
            ]
        else:
            cells.append(made)
        if len(cells) > 1 and _leads_row(cells[-2], cells[-1]):
            label = cells.pop(-2)[0]
            cells[-1][0] = f"{label} {cells[-1][0]}"
        heights.append(row[0].bottom)
    return ["\t".join(row) for row in cells]


def _is_number(cell: str) -> bool:
    """It has a digit, and is no year and no heading that ends in one."""
    return any(c.isdigit() for c in cell) and _YEAR.search(cell) is None and not cell[:1].isalpha()


def _belongs_below(row: Sequence[Strip], following: Sequence[Sequence[Strip]], above: float) -> bool:
    """Whether a row is nearer to the numbers under it than to what stands above it."""
    if not following or not any(_is_number(strip.text) for strip in following[0]):
        return False
    return row[0].bottom - following[0][0].top < above - row[0].top - 0.1 * row[0].size


def _leads_row(above: Sequence[str], row: Sequence[str]) -> bool:
    """The first line of a label whose second stands beside the numbers."""
    alone = bool(above[0]) and not any(above[1:])
    return alone and row[0][:1].islower() and any(any(c.isdigit() for c in cell) for cell in row[1:])


def _off(column: tuple[float, float], strip: Strip) -> float:
    middle = (strip.left + strip.right) / 2
    return max(column[0] - middle, middle - column[1], 0)


def _continues_row(above: Sequence[str], row: Sequence[str], gap: float, size: float) -> bool:
    """Words only, close under the row, and fewer cells than it: the rest of a cell or heading that
    was broken.
    """
    filled = [cell for cell in row if cell]
    if any(_is_number(cell) for cell in filled) or gap > 0.6 * size:
        return False
    numbers = any(_is_number(cell) for cell in above[1:])
    return len(filled) < len(row) if numbers else True


def _paragraphs(strips: Sequence[Strip], starts: dict[int, int]) -> Iterator[str]:
    """Lines of prose in the order of the content, those of one paragraph joined; "•" before an item."""
    edges = _edges(strips)
    text, last = "", None
    for strip, begins in _side_by_side(strips, starts):
        if last is not None and not begins and _is_one(last, strip, edges, text):
            text = _joined(text, strip.text)
        else:
            if text:
                yield from (text, "")
            text = f"• {strip.text}" if begins else strip.text
        last = strip
    if text:
        yield from (text, "")


def _side_by_side(strips: Sequence[Strip], starts: dict[int, int]) -> list[tuple[Strip, bool]]:
    """Strips of one height that follow one another as one line: words set apart, justified lines; and whether
    a bullet stands before it."""
    made: list[tuple[Strip, bool]] = []
    for strip in strips:
        last, begins = made[-1] if made else (None, False)
        if last is not None and _same_height(last, strip) and 0 <= strip.left - last.right < 3 * strip.size:
            made[-1] = (Strip([*last.letters, *strip.letters], last.order), begins)
        else:
            made.append((strip, id(strip) in starts))
    return made


def _edges(strips: Sequence[Strip]) -> dict[int, float]:
    """For each place where lines start how far the longest of them reaches."""
    edges: dict[int, float] = {}
    for strip in strips:
        for place in (round(strip.left / 6) - 1, round(strip.left / 6), round(strip.left / 6) + 1):
            edges[place] = max(edges.get(place, 0), strip.right)
    return edges


def _is_one(above: Strip, strip: Strip, edges: dict[int, float], text: str) -> bool:
    """Whether a line goes on in the next: one column, one size, close, and no room for the next
    word before.
    """
    size = max(above.size, strip.size)
    gap = above.bottom - strip.top
    if abs(above.size - strip.size) > 0.12 * size or not -0.5 * size < gap < (_LEADING - 1) * size:
        return False
    shifted = abs(above.left - strip.left)
    if shifted > 2.5 * size:
        return False
    if text[-1:] in ("\u00ad", "-", ","):
        return True
    room = edges.get(round(above.left / 6), above.right) - above.right
    full = room < strip.first_word + 0.3 * size
    ended = text[-1:] in ".!?:;"
    goes_on = strip.text[:1].islower() and not ended
    return full or (
        goes_on and shifted < 0.5 * size and room < 0.5 * (edges.get(round(above.left / 6), 0) - above.left)
    )


def _joined(text: str, more: str) -> str:
    if text.endswith("\u00ad"):
        return text[:-1] + more
    if text.endswith("-") and more[:1].islower() and text[-2:-1].isalpha():
        return text[:-1] + more
    return f"{text} {more}"
