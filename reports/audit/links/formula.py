"""The formula of a candidate: what works it out exactly, and how it reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from math import isclose
from typing import TypeAlias

from reckoner.reports.audit.language.judge import percent_change, share
from reckoner.reports.audit.links.candidate import Candidate

Formula: TypeAlias = tuple[Callable[..., Decimal], str]


def formula_of(candidate: Candidate, values: Sequence[float], texts: Sequence[str]) -> Formula:
    """The formula over the candidate's operands, of these values and as they are written."""
    return FORMULAS[candidate.kind](candidate, values, texts)


def _change(_: Candidate, __: Sequence[float], t: Sequence[str]) -> Formula:
    return lambda old, new: abs(percent_change(old, new)), f"({t[1]} - {t[0]}) / {t[0]}"


def _share(_: Candidate, __: Sequence[float], t: Sequence[str]) -> Formula:
    return share, f"{t[0]} / {t[1]}"


def _joint(_: Candidate, __: Sequence[float], t: Sequence[str]) -> Formula:
    return lambda one, other, whole: share(one + other, whole), f"({t[0]} + {t[1]}) / {t[2]}"


def _growth(candidate: Candidate, values: Sequence[float], t: Sequence[str]) -> Formula:
    if values[1] and candidate.truth > values[0] / values[1] * 100:
        return lambda moved, new: moved / (new - moved) * 100, f"{t[0]} / ({t[1]} - {t[0]})"
    return lambda moved, new: moved / (new + moved) * 100, f"{t[0]} / ({t[1]} + {t[0]})"


def _quotient(_: Candidate, __: Sequence[float], t: Sequence[str]) -> Formula:
    return lambda one, other: one / other, f"{t[0]} / {t[1]}"


def _product(_: Candidate, __: Sequence[float], t: Sequence[str]) -> Formula:
    return lambda each, many: each * many, f"{t[1]} x {t[0]}"


def _sum(_: Candidate, __: Sequence[float], t: Sequence[str]) -> Formula:
    return lambda *parts: sum(parts, Decimal(0)), " + ".join(t)


def _balance(candidate: Candidate, values: Sequence[float], t: Sequence[str]) -> Formula:
    if isclose(candidate.truth, values[0] - values[1] + values[2]):
        return lambda a, b, c: a - b + c, f"{t[0]} - {t[1]} + {t[2]}"
    return lambda a, b, c: a + b - c, f"{t[0]} + {t[1]} - {t[2]}"


def _difference(candidate: Candidate, values: Sequence[float], t: Sequence[str]) -> Formula:
    if candidate.truth > max(values):
        return lambda one, other: one + other, f"{t[0]} + {t[1]}"
    larger, smaller = (t[0], t[1]) if values[0] > values[1] else (t[1], t[0])
    return lambda one, other: abs(one - other), f"{larger} - {smaller}"


FORMULAS: dict[str, Callable[[Candidate, Sequence[float], Sequence[str]], Formula]] = {
    "change": _change, "growth": _growth, "share": _share, "joint": _joint, "points": _difference,
    "difference": _difference, "sum": _sum, "balance": _balance, "quotient": _quotient, "product": _product,
}  # fmt: skip
