"""The formulas that a line of a table may follow, by what its name says it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import combinations, permutations, product

from reckoner.reports.audit.language.grid import when_of
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.relations.lines import Lines, is_total

CHANGE = (
    "change",
    "difference",
    "diff",
    "variance",
    "increase",
    "decrease",
    "reduction",
    "movement",
    "+/-",
    "variation",
    "growth",
    "diff.",
    "var",
    "rise",
    "fall",
    "drop",
    "gain",
    "up/down",
    "inc",
    "dec",
)
SHARE = ("%", "share", "proportion", "percentage", "per cent", "rate")
PRODUCT = frozenset({"cost", "amount", "value", "costs"})
AVERAGE = ("average", "mean", "avg")
CLOSING = ("closing", "carried forward", "c/f", "at year end", "at end")
_APART = str.maketrans("(),/", "    ")
_PLACES = 6  # a line is worked out from neighbours, not from one far away


@dataclass(frozen=True)
class Formula:
    """``over`` of the lines ``operands``; ``said`` writes it with its numbers."""

    name: str
    over: Callable[..., Decimal]
    operands: tuple[int, ...]
    pattern: str

    def said(self, values: Sequence[Quantity]) -> str:
        """The sum with its numbers."""
        return self.pattern.format(*(value.text for value in values))


def names_of(label: str) -> str:
    """What the name of a line says it is."""
    words = set(label.translate(_APART).split())
    if any(word in words or (not word.isalpha() and word in label) for word in CHANGE):
        return "change"
    if "per " in label and any(character.isdigit() for character in label.partition("per ")[2][:8]):
        return "rate"
    if words & set(AVERAGE):
        return "average"
    if words & PRODUCT and "unit" not in words and "per" not in words:
        return "product"
    if any(word in label for word in CLOSING):
        return "closing"
    if any(
        word in words or (word == "%" and "%" in label) or (" " in word and word in label) for word in SHARE
    ):
        return "share"
    return ""


def formulas_of(lines: Lines, line: int, name: str) -> Iterator[Formula]:
    near = [other for other in lines.numeric if other != line and abs(other - line) <= _PLACES]
    kind = next((value.kind for value in lines.values[line] if value), "count")
    if name == "rate":
        yield from _rates(lines, line, near)
    if name == "average":
        yield from _averages(lines, line, near)
    if name == "share":
        yield from _of_totals(lines, near)
    if name == "product":
        for first, second in combinations(near, 2):
            yield Formula("product", lambda a, b: a * b, (first, second), "{0} × {1}")
    if name == "closing":
        yield from _closings(line, near)
    if name in ("change", "share", ""):
        for first, second in permutations(near, 2):
            if _alike(lines, first, second):
                yield from _of_two(lines, line, name, kind, (first, second))


def _of_two(lines: Lines, line: int, name: str, kind: str, two: tuple[int, int]) -> Iterator[Formula]:
    relative = Formula("change", _relative, two, "({1} - {0}) / {0}")
    if name in ("change", "") and not _is_backwards(lines, *two):
        if kind == "percent" or "%" in lines.label(line) or name == "change":
            yield relative
        yield Formula("difference", lambda a, b: b - a, two, "{1} - {0}")
    if name in ("share", "") and kind == "percent":
        yield Formula("share", lambda a, b: a / b * 100, two, "{0} / {1}")
    if name == "share" and kind == "percent":
        yield relative


def _relative(first: Decimal, second: Decimal) -> Decimal:
    return (second - first) / abs(first) * 100


def _rates(lines: Lines, line: int, near: Sequence[int]) -> Iterator[Formula]:
    digits = "".join(c for c in lines.label(line).partition("per ")[2][:10] if c in "0123456789")
    per = Decimal(digits or 1)
    for first, second in permutations(near, 2):
        yield Formula("rate", lambda a, b: a / b * per, (first, second), f"{{0}} / {{1}} × {per:,}")


def _averages(lines: Lines, line: int, near: Sequence[int]) -> Iterator[Formula]:
    before = [other for other in near if other < line]
    for first in range(len(before) - 1):
        run = tuple(before[first:])
        sums = " + ".join(f"{{{n}}}" for n in range(len(run)))
        yield Formula("average", lambda *values: sum(values) / len(values), run, f"({sums}) / {len(run)}")
    for other in before if "month" in lines.label(line) else ():
        yield Formula("average", lambda a: a / 12, (other,), "{0} / 12")


def _of_totals(lines: Lines, near: Sequence[int]) -> Iterator[Formula]:
    """Shares of a line's own total, or of the sum of its numbers."""
    for other in near:
        values = lines.values[other]
        totals = [v for at, v in enumerate(values) if v and is_total(lines.side(at))]
        plain = [v.value for at, v in enumerate(values) if v and not is_total(lines.side(at))]
        for whole in {*(v.value for v in totals), sum(plain, Decimal(0))} - {Decimal(0)}:
            yield Formula("share", partial(_of, whole), (other,), f"{{0}} / {whole:,}")


def _of(whole: Decimal, part: Decimal) -> Decimal:
    return part / whole * 100


def _closings(line: int, near: Sequence[int]) -> Iterator[Formula]:
    """What was brought forward, more what came in, less what went out."""
    before = [other for other in near if other < line]
    for first in range(len(before) - 1):
        run = tuple(before[first:])
        for signs in product((1, -1), repeat=min(len(run) - 1, 3)) if len(run) <= 4 else ():
            pattern = "{0}" + "".join(
                f" {'+' if sign > 0 else '-'} {{{n}}}" for n, sign in enumerate(signs, 1)
            )
            yield Formula("closing", partial(_moved, signs), run, pattern)


def _moved(signs: tuple[int, ...], first: Decimal, *others: Decimal) -> Decimal:
    return first + sum((sign * other for sign, other in zip(signs, others, strict=True)), Decimal(0))


def _alike(lines: Lines, first: int, second: int) -> bool:
    kinds = {value.kind for line in (first, second) for value in lines.values[line] if value}
    return len(kinds) == 1


def _is_backwards(lines: Lines, first: int, second: int) -> bool:
    """From a later time to an earlier one; without times, from right to left of a table of one row."""
    one, other = when_of(lines.label(first)), when_of(lines.label(second))
    if one and other and one.order != other.order:
        return one.order > other.order
    return first > second and sum(value is not None for value in lines.values[first]) < 2
