"""Values and changes that a sentence gives of a row, against that row of the table beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.change import Change, changes_of
from reckoner.reports.audit.language.grid import Grid, when_of, words_of
from reckoner.reports.audit.language.judge import band_of, compute, overlaps, percent_change, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.language.sentence import Sentence, stem
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.language.when import When
from reckoner.reports.audit.relations.claim import Claims, passage
from reckoner.reports.audit.relations.formulas import names_of
from reckoner.reports.audit.relations.lines import is_total
from reckoner.reports.audit.relations.near_extremes import GENERAL, HIGHEST, LOWEST
from reckoner.reports.audit.relations.pairs import pairs_of

_SLIP = Decimal("0.6")  # further off, the sentence speaks of something else
_NEAR = Decimal("0.35")
# Words of another basis, another time or another selection than the table's.
_QUALIFIED = words(
    "basis normalised underlying half quarter excluding adjusted like organic constant real seasonally month "
    "including includes consists comprises comprising since than average reported restated per annualised"
)


def told_values(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
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
    if len(grid.numeric) == 1 and set(sentence.lowers) & (HIGHEST | LOWEST):
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


def row_changes(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "A reduction of 7 posts" beside a row of posts with two values."""
    for change in changes_of(sentence):
        noun = {word for word in sentence.noun(change.at, 4) if len(word) > 2}
        quantity = change.quantity
        if quantity.kind not in ("count", "money", "points") or not noun:
            continue
        for row in range(len(grid.body)):
            label = words_of(grid.label(row))
            head = sentence.noun(change.at, 1)
            if not head or head[0] not in label or not label - GENERAL <= set(noun):
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


def changes_of_rows(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "Theft went up by 6,145" beside a row "Theft" whose change is 6,415."""
    if _QUALIFIED & sentence.word_set:
        return
    found = [
        change for change in changes_of(sentence) if change.quantity.kind in ("count", "money", "percent")
    ]
    row = _row_of(sentence, grid) if len(found) == 1 and _is_of_its_time(sentence, grid) else None
    if row is None:
        return
    change = found[0]
    told = [
        value
        for c in grid.numeric
        if names_of(grid.header(c)) == "change"
        and (value := grid.value(row, c))
        and value.kind == change.quantity.kind
    ]
    if len(told) != 1:
        return
    size = abs(told[0].value)
    if abs(size - change.quantity.value) > _SLIP * size:
        return
    claims.count("sentence-and-table", sentence.text)
    if not _may_be(change, grid, row):
        because = f"the table beside it gives {told[0].text} for {grid.label(row)}."
        stated = change.quantity.text
        yield passage(sentence, "error", "sentence-and-table", stated, told[0].text, because, change.at)


def pairs_of_rows(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "Parking fines fell from 3,410 to 2,879" beside a row that holds 3,410 and 2,789."""
    row = _row_of(sentence, grid)
    if row is None:
        return
    whole = Passage.of([sentence])
    cells = [value for c in grid.numeric if (value := grid.value(row, c))]
    pairs = [pair for pair in pairs_of(whole) if pair.firm]
    for pair in pairs if len(pairs) == 1 else ():
        two = (whole.quantity(pair.old), whole.quantity(pair.new))
        known = [one for one in two if any(_is_same(one, cell) for cell in cells)]
        if len(known) != 1:
            continue
        other = two[1] if known[0] is two[0] else two[0]
        near = [
            cell
            for cell in cells
            if cell.kind == other.kind
            and not _is_same(known[0], cell)
            and abs(cell.value - other.value) <= _NEAR * abs(cell.value)
        ]
        if len(near) == 1:
            claims.count("sentence-and-table", sentence.text)
            because = f"the table beside it has {near[0].text} for {grid.label(row)}."
            at = pair.new if other is two[1] else pair.old
            yield passage(sentence, "error", "sentence-and-table", other.text, near[0].text, because, at)


def values_of_rows(sentence: Sentence, grid: Grid, claims: Claims) -> Iterator[Finding]:
    """ "Thefts were highest in Moor Park, at 231" beside a row that has 213."""
    taken = {change.at for change in changes_of(sentence)}
    levels = [at for at in sentence.quantities if at not in taken]
    if _QUALIFIED & sentence.word_set:
        return
    row = _row_of(sentence, grid) if len(levels) == 1 and not taken else None
    if row is None or not _is_of_its_time(sentence, grid):
        return
    quantity = sentence.items[levels[0]].quantity
    said = {stem(item.lower) for item in sentence.items if item.kind == "word"}
    columns = [c for c in grid.numeric if words_of(grid.header(c)) & said - GENERAL]
    value = grid.value(row, columns[0]) if len(columns) == 1 else None
    if quantity is None or value is None or value.kind != quantity.kind or quantity.kind == "percent":
        return
    others = [other for c in grid.numeric if (other := grid.value(row, c))]
    near = abs(value.value - quantity.value) <= _NEAR * abs(value.value)
    if near:
        claims.count("sentence-and-table", sentence.text)
    if near and not any(_is_same(quantity, other) for other in others):
        because = f"the table beside it has {value.text} for {grid.label(row)}."
        yield passage(sentence, "error", "sentence-and-table", quantity.text, value.text, because, levels[0])


def _row_of(sentence: Sentence, grid: Grid) -> int | None:
    """The one row whose name the sentence says; of several, that whose name says the most."""
    said = {stem(item.lower) for item in sentence.items if item.kind == "word"}
    names = {
        row: words_of(grid.label(row)) - GENERAL
        for row in range(len(grid.body))
        if not is_total(grid.label(row))
    }
    found = sorted(((len(name), row) for row, name in names.items() if name and name <= said), reverse=True)
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return None
    first = names[found[0][1]]
    return found[0][1] if all(names[row] < first for _, row in found[1:]) else None


def _is_of_its_time(sentence: Sentence, grid: Grid) -> bool:
    """No time of the sentence is one that the table's headings do not know."""
    heads = {int(when.order) for c in range(grid.width) if (when := when_of(grid.header(c)))}
    caption = {int(when.order) for when in (when_of(grid.caption),) if when}
    whens = [item.when for item in sentence.items if item.when is not None and not item.when.is_relative]
    dated = [when for when in whens if when.order >= 1]
    return all(int(when.order) in heads | caption for when in dated) if heads else not dated or bool(caption)


def _may_be(change: Change, grid: Grid, row: int) -> bool:
    """Whether any cell of the row, or any two of them, give the change."""
    cells = [value for c in grid.numeric if (value := grid.value(row, c))]
    if any(_is_same(change.quantity, cell) for cell in cells):
        return True
    over = percent_change if change.quantity.kind == "percent" else (lambda a, b: b - a)
    for old in cells:
        for new in cells:
            truth = compute(lambda a, b: abs(over(a, b)), old, new) if old is not new and old.value else None
            if truth and verdict(change.quantity, truth) in ("agrees", "loosely"):
                return True
    return False


def _is_same(told: Quantity, cell: Quantity) -> bool:
    """Whether a number of the text may be that of a cell, however either is rounded."""
    low, high = band_of(told)
    size = abs(cell.value)
    scaled = any(low <= size * scale <= high for scale in (1, 1000, 1000000))
    return scaled or overlaps((low, high), (size - cell.ulp / 2, size + cell.ulp / 2))
