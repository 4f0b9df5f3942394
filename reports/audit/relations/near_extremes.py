"""The highest and the lowest, and what rose every time, against the table beside it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.grid import Grid, when_of, words_of
from reckoner.reports.audit.language.sentence import Sentence, stem
from reckoner.reports.audit.language.vocabulary import CHANGE_NOUNS, CHANGE_VERBS, words
from reckoner.reports.audit.relations.claim import Claims, passage
from reckoner.reports.audit.relations.lines import is_total

HIGHEST = words("highest peak peaked peaking record largest most maximum greatest busiest biggest")
LOWEST = words("lowest minimum smallest fewest least quietest")
_RANKS = {"second": 2, "third": 3, "fourth": 4}
# Words that make a superlative one of a kind, or of another time or place.
_NOT_PLAIN = words(
    "since ever among one rise fall increase decrease drop growth change changes annual joint equal "
    "recent recently at almost common"
)
GENERAL = frozenset(
    {"month", "year", "number", "rate", "total", "the", "and", "each", "every", "all", "overall"}
)
_EVERY = ("every", "each")
_TIMES = ("month", "year", "quarter", "week")
_MOVES = {
    **dict.fromkeys(("rose", "risen", "increased", "grew", "grown", "rises", "increases"), "up"),
    **dict.fromkeys(("fell", "fallen", "decreased", "dropped", "declined", "falls", "reduced"), "down"),
}
_NEAR = 9


@dataclass(frozen=True, slots=True)
class _Named:
    """A row that a sentence names, and where; ``rank`` counts from the highest, or the lowest."""

    row: int
    at: int
    low: bool
    rank: int
    label: str


def extremes(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "The lowest, 0.71%, in May": a value of the table that is called its extreme."""
    lowers = set(sentence.lowers)
    wanted = (
        "highest"
        if lowers & HIGHEST and not lowers & LOWEST
        else "lowest"
        if lowers & LOWEST and not lowers & HIGHEST
        else ""
    )
    if not wanted or "since" in lowers or len(grid.body) < 3:
        return
    for at in sentence.quantities:
        quantity = sentence.items[at].quantity
        near = {word.lower for word in sentence.items[max(0, at - 9) : at + 6]}
        if (
            quantity is None
            or (quantity.kind == "count" and quantity.value < 10)
            or not near & (HIGHEST | LOWEST)
        ):
            continue
        for column in grid.numeric:
            values = [value for value in grid.column(column) if value and value.kind == quantity.kind]
            if len(values) < 3 or not any(value.value == quantity.value for value in values):
                continue
            claims.count("sentence-and-table", sentence.text)
            best = (max if wanted == "highest" else min)(values, key=lambda value: value.value)
            if best.value != quantity.value:
                because = f"the table's {wanted} value in that column is {best.text}, not {quantity.text}."
                yield passage(sentence, "error", f"not-the-{wanted}", quantity.text, best.text, because, at)
            return


def every_time(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "Fell every month": the column that the sentence names must do so."""
    lowers = sentence.lowers
    every = any(a in _EVERY and b in _TIMES for a, b in itertools.pairwise(lowers))
    ways = [way for word in lowers if (way := _MOVES.get(word))]
    if not every or len(set(ways)) != 1 or len(grid.body) < 3:
        return
    named = {stem(item.lower) for item in sentence.items if item.kind == "word"}
    columns = [c for c in grid.numeric if words_of(grid.header(c)) & named - GENERAL]
    columns = columns or (list(grid.numeric) if len(grid.numeric) == 1 else [])
    if len(columns) != 1:
        return
    column = columns[0]
    values = [
        v for row in range(len(grid.body)) if when_of(grid.label(row)) and (v := grid.value(row, column))
    ]
    claims.count("sentence-and-table", sentence.text)
    for before, after in itertools.pairwise(values):
        wrong = after.value <= before.value if ways[0] == "up" else after.value >= before.value
        if wrong:
            moved = (
                "stayed the same"
                if after.value == before.value
                else "rose"
                if after.value > before.value
                else "fell"
            )
            because = f"in the table beside it the value {moved} from {before.text} to {after.text}."
            verb = next(word for word in lowers if word in _MOVES)
            yield passage(sentence, "error", "every-time", verb, f"{before.text} to {after.text}", because, 0)
            return


def named_extremes(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "Eastgate had the most calls": the row that is called the highest must be it."""
    rows = [row for row in range(len(grid.body)) if grid.label(row) and not is_total(grid.label(row))]
    if not sentence.word_set & (HIGHEST | LOWEST) or len(rows) < 3:
        return
    if (_NOT_PLAIN | CHANGE_VERBS | CHANGE_NOUNS) & sentence.word_set:
        return
    columns = _columns(sentence, grid)
    for named in _named(sentence, grid, rows):
        ranked = {column: _ranked(grid, rows, column, named.low) for column in columns}
        found = {column: order for column, order in ranked.items() if len(order) >= 3}
        if not found:
            continue
        claims.count("sentence-and-table", sentence.text)
        holds = [column for column, order in found.items() if _is_at(grid, order, named, column)]
        if not holds:
            column, order = next(iter(found.items()))
            first = order[min(named.rank, len(order)) - 1]
            name, value = grid.label(first), grid.value(first, column)
            because = f"in the table beside it that is {name}, at {value.text if value else ''}."
            rule = "not-the-lowest" if named.low else "not-the-highest"
            yield passage(sentence, "error", rule, named.label, name, because, named.at)


def _columns(sentence: Sentence, grid: Grid) -> list[int]:
    """The columns that the sentence names; all of them where it names none."""
    said = {stem(item.lower) for item in sentence.items if item.kind == "word"}
    columns = [c for c in grid.numeric if c > 0]
    named = [c for c in columns if words_of(grid.header(c)) & said - GENERAL]
    return named or columns


def _named(sentence: Sentence, grid: Grid, rows: list[int]) -> Iterator[_Named]:
    """Each superlative with the row's name that stands nearest to it in its clause."""
    places = {row: _find(sentence, grid.label(row)) for row in rows}
    for at, word in enumerate(sentence.lowers):
        if word not in HIGHEST | LOWEST or (word == "record" and sentence.lowers[at - 1] not in ("a", "the")):
            continue
        near = [
            (abs(where - at), row)
            for row, where in places.items()
            if where is not None and abs(where - at) <= _NEAR and not _parted(sentence, where, at)
        ]
        if near and (len(near) == 1 or sorted(near)[0][0] < sorted(near)[1][0]):
            row = min(near)[1]
            rank = _RANKS.get(sentence.lowers[at - 1], 1) if at else 1
            yield _Named(row, places[row] or 0, word in LOWEST, rank, grid.label(row))


def _find(sentence: Sentence, label: str) -> int | None:
    """The item where a row's name stands in a sentence, the only place."""
    found = list(re.finditer(rf"\b{re.escape(label)}\b", sentence.text))
    if len(found) != 1 or not label[0].isupper():
        return None
    start = found[0].start()
    return next((at for at, item in enumerate(sentence.items) if item.end > start), None)


def _parted(sentence: Sentence, first: int, second: int) -> bool:
    low, high = sorted((first, second))
    between = sentence.lowers[low + 1 : high]
    return bool({"and", "while", "but", ";", "than"} & set(between)) or between.count(",") > 1


def _ranked(grid: Grid, rows: list[int], column: int, low: bool) -> list[int]:
    held = [(value.value, row) for row in rows if (value := grid.value(row, column)) is not None]
    return [row for _, row in sorted(held, key=lambda pair: pair[0] if low else -pair[0])]


def _is_at(grid: Grid, order: list[int], named: _Named, column: int) -> bool:
    """Whether the row stands at its rank, or level with the one that does."""
    at = order[min(named.rank, len(order)) - 1]
    first, own = grid.value(at, column), grid.value(named.row, column)
    return own is None or (first is not None and first.value == own.value)
