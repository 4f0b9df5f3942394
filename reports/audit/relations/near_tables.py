"""A sentence against the table beside it.

"Normally 84 to 89%" above values most of which lie outside; "the lowest" of a value that is not; "rose
every month" above a column that fell; "a reduction of 7 posts" beside a row "Number of posts" that says 39
to 37. Only tables within three blocks are looked at, and only in the sentence's unit.

For: "around 10 minutes" beside a table of counts; "the highest since 2011" where the table holds no other
year.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.grid import Grid, read_cell, when_of, words_of
from reckoner.reports.audit.language.judge import band_of, compute, overlaps, verdict
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.language.sentence import Sentence, stem
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.language.when import When
from reckoner.reports.audit.relations.claim import Claims, passage

_USUALLY = words(
    "normally typically usually generally historically traditionally mostly consistently ordinarily"
)
_ALWAYS = words("always consistently ranged ranging throughout each every between")
_HIGHEST = words("highest peak peaked peaking record largest most maximum greatest")
_LOWEST = words("lowest minimum smallest fewest least")
_ENOUGH = Decimal(2) / 3


def find(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence beside a table."""
    yield from _ranges(sentence, grid, claims)
    yield from _extremes(sentence, grid, claims)
    yield from _row_changes(sentence, grid, claims)
    yield from _every_time(sentence, grid, claims)
    yield from _told_value(sentence, grid, claims)


def _told_value(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "The rate was highest in May, at 15.4%": one time and one value against that cell."""
    whens = [item.when for item in sentence.items if item.when is not None]
    taken = {change.at for change in changes_of(sentence)}
    levels = [at for at in sentence.quantities if at not in taken]
    if len(whens) != 1 or len(levels) != 1 or whens[0].is_relative:
        return
    quantity = sentence.items[levels[0]].quantity
    named = {stem(item.lower) for item in sentence.items if item.kind == "word"}
    rows = [row for row in range(len(grid.body)) if _is_then(grid.label(row), whens[0])]
    columns = [c for c in grid.numeric if (head := words_of(grid.header(c))) and head <= named]
    if len(grid.numeric) == 1 and set(sentence.lowers) & (_HIGHEST | _LOWEST):
        columns = list(grid.numeric)
    if quantity is None or len(rows) != 1 or len(columns) != 1:
        return
    value = grid.value(rows[0], columns[0])
    if value is None or value.kind != quantity.kind:
        return
    claims.count("sentence-and-table", sentence.text)
    if not overlaps(band_of(quantity), (value.low, value.high)):
        because = f"the table beside it has {value.text} for {grid.label(rows[0])}."
        yield passage(sentence, "error", "sentence-and-table", quantity.text, value.text, because, levels[0])


def _is_then(label: str, when: When) -> bool:
    own = when_of(label)
    if own is None or own.shape != when.shape:
        return False
    return abs(own.order - when.order) < 1e-6 or (when.order < 1 and abs(own.order % 1 - when.order) < 1e-6)


def _ranges(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "Normally around 84-89%": two thirds of the values, at least, should lie inside."""
    for at, item in enumerate(sentence.items):
        quantity = item.quantity
        if item.kind != "range" or quantity is None or quantity.upper is None or quantity.kind == "count":
            continue
        before = {word.lower for word in sentence.items[max(0, at - 8) : at]}
        if not before & (_USUALLY | _ALWAYS):
            continue
        rows = [_row_values(row.cells, quantity.kind) for row in grid.body]
        rows = [row for row in rows if row]
        if sum(map(len, rows)) < 4 or not _is_its_measure(quantity, rows):
            continue
        claims.count("sentence-and-table", sentence.text)
        yield from _outside(sentence, at, quantity, rows)


def _row_values(cells: tuple[str, ...], kind: str) -> list[Quantity]:
    return [value for cell in cells if (value := read_cell(cell)) and value.kind == kind]


def _outside(
    sentence: Sentence, at: int, quantity: Quantity, rows: list[list[Quantity]]
) -> Iterator[Finding]:
    """The newest row, or the oldest, may be the exception that the text tells of."""
    choices = [rows, rows[:-1], rows[1:]]
    shares = [_inside(quantity, [value for row in choice for value in row]) for choice in choices if choice]
    if max(shares) >= _ENOUGH:
        return
    values = [value for row in rows for value in row]
    strays = [value.text for value in values if not _is_inside(quantity, value)]
    computed = f"{len(values) - len(strays)} of {len(values)} values"
    because = (
        f"of the {len(values)} values in the table beside it, {', '.join(strays[:8])} lie "
        f"outside {quantity.text}."
    )
    yield passage(sentence, "error", "range-and-table", quantity.text, computed, because, at)


def _is_its_measure(quantity: Quantity, rows: list[list[Quantity]]) -> bool:
    """The table's middle value is of the order of the range; else it is a table of something else."""
    values = sorted(value.value for row in rows for value in row)
    middle, upper = values[len(values) // 2], quantity.upper or quantity.value
    return quantity.value / 2 <= middle <= upper * 2


def _inside(quantity: Quantity, values: list[Quantity]) -> Decimal:
    return (
        Decimal(sum(_is_inside(quantity, value) for value in values)) / len(values) if values else Decimal(0)
    )


def _is_inside(quantity: Quantity, value: Quantity) -> bool:
    slack = quantity.ulp / 2 if quantity.hedge != "about" else quantity.ulp
    upper = quantity.upper if quantity.upper is not None else quantity.value
    return quantity.value - slack <= value.value <= upper + slack


def _extremes(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "The lowest, 0.71%, in May": a value of the table that is called its extreme."""
    lowers = set(sentence.lowers)
    wanted = (
        "highest"
        if lowers & _HIGHEST and not lowers & _LOWEST
        else "lowest"
        if lowers & _LOWEST and not lowers & _HIGHEST
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
            or not near & (_HIGHEST | _LOWEST)
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


def _row_changes(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "A reduction of 7 posts" beside a row of posts with two values."""
    for change in changes_of(sentence):
        noun = {word for word in sentence.noun(change.at, 4) if len(word) > 2}
        quantity = change.quantity
        if quantity.kind not in ("count", "money", "points") or not noun:
            continue
        for row in range(len(grid.body)):
            label = words_of(grid.label(row))
            head = sentence.noun(change.at, 1)
            if not head or head[0] not in label or not label - _GENERAL <= set(noun):
                continue
            values = [v for c in grid.numeric if (v := grid.value(row, c)) and v.kind == quantity.kind]
            if len(values) != 2 or min(v.value for v in values) < 0:
                continue
            claims.count("sentence-and-table", sentence.text)
            old, new = values
            truth = compute(lambda a, b: abs(b - a), old, new)
            if truth and verdict(quantity, truth) not in ("agrees", "loosely"):
                computed = shown(truth.value, quantity.kind)
                because = (
                    f"the table beside it has {grid.label(row)} {old.text} and {new.text}: that "
                    f"is {computed}, not {quantity.text}."
                )
                yield passage(
                    sentence, "error", "sentence-and-table", quantity.text, computed, because, change.at
                )


_EVERY = ("every", "each")
_TIMES = ("month", "year", "quarter", "week")


def _every_time(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "Fell every month": the column that the sentence names must do so."""
    lowers = sentence.lowers
    every = any(a in _EVERY and b in _TIMES for a, b in itertools.pairwise(lowers))
    ways = [way for word in lowers if (way := _MOVES.get(word))]
    if not every or len(set(ways)) != 1 or len(grid.body) < 3:
        return
    named = {stem(item.lower) for item in sentence.items if item.kind == "word"}
    columns = [c for c in grid.numeric if words_of(grid.header(c)) & named - _GENERAL]
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


_MOVES = {
    **dict.fromkeys(("rose", "risen", "increased", "grew", "grown", "rises", "increases"), "up"),
    **dict.fromkeys(("fell", "fallen", "decreased", "dropped", "declined", "falls", "reduced"), "down"),
}
_GENERAL = frozenset(
    {"month", "year", "number", "rate", "total", "the", "and", "each", "every", "all", "overall"}
)
