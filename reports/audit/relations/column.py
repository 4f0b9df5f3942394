"""A line of a table that is worked out from others: a change, a difference, a share, a rate, an average.

The line's name says what it is ("Change", "% of total", "Per 1,000", "Average"); which lines it is worked out
from, the numbers say: the formula that holds in most of its places. A name alone is enough where two lines of
two times stand beside it, and nothing else explains its numbers. A formula without a name is no certainty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.grid import when_of
from reckoner.reports.audit.language.judge import Truth, comes_to, compute, verdict
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.relations.formulas import Formula, formulas_of, names_of
from reckoner.reports.audit.relations.lines import Lines

# Words of a name that say something else, or leave the sign open.
_NOT = (
    "rank",
    "target",
    "annualised",
    "trend",
    "direction",
    "rag",
    "forecast",
    "ci",
    "confidence",
    "cagr",
    "contribution",
    "index",
    "real terms",
    "constant",
    "adjusted",
    "excluding",
    "organic",
    "like-for-like",
    "per hour",
    "of which",
    "cumulative",
    "median",
    "quarter on",
    "year on year growth",
)
_OTHER = re.compile(r"(?<![a-z])(?:" + "|".join(map(re.escape, _NOT)) + r")(?![a-z])")
_UNSIGNED = (
    "decrease",
    "reduction",
    "saving",
    "variance",
    "underspend",
    "fall",
    "drop",
    "dec",
    "difference",
    "diff",
    "var",
    "surplus",
    "better",
    "movement",
)
_TIMED = frozenset(
    {
        "before",
        "after",
        "old",
        "new",
        "previous",
        "current",
        "last",
        "this",
        "then",
        "now",
        "original",
        "revised",
        "pre",
        "post",
        "prior",
        "opening",
        "closing",
        "budget",
        "actual",
    }
)


def find(lines: Lines, claims: Claims) -> Iterator[Finding]:
    """What does not agree in the lines of a table that are worked out from others."""
    for line in lines.numeric[:40]:
        label = lines.label(line)
        if lines.turned and len(label.split()) > 3:
            continue  # a row that speaks of a change, not the change of the rows above it
        if _OTHER.search(label) or not _may_be_derived(lines, line):
            continue
        formula, named = _formula(lines, line)
        if formula is not None:
            yield from _places(lines, line, formula, named, claims)


def _may_be_derived(lines: Lines, line: int) -> bool:
    return (
        len([other for other in lines.numeric if other != line]) >= 1 and when_of(lines.label(line)) is None
    )


def _formula(lines: Lines, line: int) -> tuple[Formula | None, bool]:
    """The formula that most places of a line follow, and whether the line's name asks for it."""
    name = names_of(lines.label(line))
    scored = [(_followed(lines, line, formula), formula) for formula in formulas_of(lines, line, name)]
    if not scored:
        return None, False
    (followed, places), best = max(
        scored, key=lambda one: (one[0][0], _is_natural(lines, line, one[1]), -one[0][1])
    )
    if (
        name
        and followed >= (1 if name != "product" and _is_natural(lines, line, best) else 2)
        and followed * 2 >= places
    ):
        return best, True
    if not name and followed >= 5 and followed * 5 >= places * 4:
        return best, False
    if name == "change":
        natural = [formula for _, formula in scored if _is_natural(lines, line, formula)]
        return _between_times(lines, line, natural), True
    return None, False


def _is_natural(lines: Lines, line: int, formula: Formula) -> bool:
    """A change in per cent where the line says per cent, a difference where it doesn't."""
    kind = next((value.kind for value in lines.values[line] if value), "count")
    per_cent = kind == "percent" or "%" in lines.label(line)
    return formula.name not in ("change", "difference") or (formula.name == "change") == per_cent


def _between_times(lines: Lines, line: int, formulas: Sequence[Formula]) -> Formula | None:
    """Of formulas that hardly anything follows, that from the earlier to the later of the two lines before,
    where their names are times, or "before" and "after": then there is no other way to read a change."""
    earlier = [other for other in lines.numeric if other < line][-3:]
    dated = [other for other in earlier if _is_timed(lines.label(other))]
    if len(dated) != 2:
        return None
    first, second = (when_of(lines.label(other)) for other in dated)
    order = tuple(dated[::-1] if first and second and first.order > second.order else dated)
    return next((formula for formula in formulas if formula.operands == order), None)


def _is_timed(label: str) -> bool:
    return when_of(label) is not None or bool(set(label.split()) & _TIMED)


def _operands(lines: Lines, formula: Formula, at: int) -> list[Quantity] | None:
    values = [lines.value(operand, at) for operand in formula.operands]
    if not all(values):
        return None
    return [replace(value, measured=value.measured or lines.is_rounded) for value in values if value]


def _followed(lines: Lines, line: int, formula: Formula) -> tuple[int, int]:
    """In how many places a formula holds and says something, and in how many it could."""
    held = places = 0
    for at in range(lines.across):
        stated, values = lines.value(line, at), _operands(lines, formula, at)
        if stated is None or values is None or stated.value == 0 or not all(value.value for value in values):
            continue
        if formula.name != "difference" and abs(stated.value) < 10 * stated.ulp and lines.across > 6:
            continue  # one digit meets too many sums
        places += 1
        mean = formula.name == "average" and len({v.value for v in values}) > 2
        plain = mean or abs(stated.value) not in {abs(v.value) for v in values}
        held += plain and _holds(lines, line, stated, values, formula)
    return held, places


def _truth(values: Sequence[Quantity], formula: Formula) -> Truth | None:
    return compute(formula.over, *values)


def _as_rounded(stated: Quantity, formula: Formula) -> Quantity:
    """A per cent, a rate or an average is rounded, though it be written as a whole number."""
    return stated if formula.name in ("difference", "closing") else replace(stated, measured=True)


def _holds(lines: Lines, line: int, stated: Quantity, values: Sequence[Quantity], formula: Formula) -> bool:
    truth = _truth(values, formula)
    if truth is None:
        return True
    stated = _as_rounded(stated, formula)
    if verdict(stated, truth) in ("agrees", "loosely"):
        return True
    if (
        formula.name in ("difference", "closing")
        and _is_rounded(values)
        and abs(truth.value - stated.value) <= stated.ulp
    ):
        return True
    free = stated.sign == "" and not any(v and v.sign == "-" for v in lines.values[line])
    free = free or any(word in lines.label(line) for word in _UNSIGNED) or any(v.value < 0 for v in values)
    return (
        free
        and formula.name in ("change", "difference")
        and verdict(_size(stated), _up(truth)) in ("agrees", "loosely")
    )


def _is_rounded(values: Sequence[Quantity]) -> bool:
    return any(value.kind == "money" or value.ulp != 1 for value in values)


def _size(stated: Quantity) -> Quantity:
    return replace(stated, value=abs(stated.value))


def _up(truth: Truth) -> Truth:
    if truth.value >= 0:
        return truth
    (low, high), (least, most) = truth.band, truth.loose
    return Truth(-truth.value, (-high, -low), (-most, -least))


def _places(lines: Lines, line: int, formula: Formula, named: bool, claims: Claims) -> Iterator[Finding]:
    """What a formula rules out. Where it fails in many places and holds in others, it may be another
    formula."""
    others = list(formulas_of(lines, line, names_of(lines.label(line)) or "change"))
    wrong: list[tuple[int, Quantity, list[Quantity], Truth]] = []
    held = 0
    for at in range(lines.across):
        stated, values = lines.value(line, at), _operands(lines, formula, at)
        if stated is None or values is None or (truth := _truth(values, formula)) is None:
            continue
        holds = _holds(lines, line, stated, values, formula)
        held += holds
        row = lines.grid.body[lines.cell(line, at)[0]]
        verdict_ = "agrees" if holds else "wrong"
        sum_ = f"{formula.said(values)}: {stated.text}"
        claims.count("table-" + formula.name, row.text, sum_, verdict_, row.line, row.page)
        if not holds and not _other_way(lines, line, at, stated, others, formula):
            wrong.append((at, stated, values, truth))
    doubtful = held > 0 and len(wrong) > max(1, held / 3)
    sure = named and not (doubtful and formula.name in ("share", "rate", "average"))
    for at, stated, values, truth in wrong:
        yield _report(lines, line, at, stated, values, truth, formula, sure)


def _other_way(
    lines: Lines, line: int, at: int, stated: Quantity, others: Sequence[Formula], formula: Formula
) -> bool:
    """Another formula explains this place: points beside per cent, or a row of another nature."""
    if stated.value == 0:
        return True
    for other in others:
        if set(other.operands) != set(formula.operands) or (
            other.operands != formula.operands and other.name != "difference"
        ):
            continue
        values = _operands(lines, other, at)
        fits = values is not None and (values[0].kind == "percent" or _is_natural(lines, line, other))
        if values and fits and other.name != formula.name and _holds(lines, line, stated, values, other):
            return True
    return False


def _report(
    lines: Lines, line: int, at: int, stated: Quantity, values: Sequence[Quantity], truth: Truth,
    formula: Formula, named: bool,
) -> Finding:  # fmt: skip
    shown_as = _as_rounded(stated, formula)
    size = verdict(_size(shown_as), _up(truth))
    rule = {
        "share": "table-share",
        "closing": "table-total",
        "product": "table-total",
        "rate": "table-rate",
        "average": "table-average",
    }.get(formula.name, "table-change")
    if size == "truncated":
        rule = "truncated"
    elif size == "agrees" and formula.name in ("change", "difference"):
        rule = "table-direction"
    computed = comes_to(truth.value, shown_as)
    because = f"{formula.said(values)} comes to {computed}, not {stated.text}."
    return lines.finding("error" if named else "warning", rule, line, at, computed, because)
