"""Per cent where percentage points may be meant: a rate that "rose by 1.5 per cent to 13.2 per cent".

A rate is itself a percentage, so a change of it can be read two ways; nothing in the text decides. The
finding is a warning: it may be right, but no reader can tell. For a measure whose level stands elsewhere in
the paragraph in per cent, or whose name says that it is a rate, a change in per cent without a level is
doubtful too.

For: "rose by 1.5 percentage points to 13.2 per cent"; "thefts rose by 5 per cent".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.change import Change, changes_of
from reckoner.reports.audit.language.judge import rounded
from reckoner.reports.audit.language.quantity import HUNDRED, shown
from reckoner.reports.audit.language.sentence import Sentence, stem
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claims, passage

_RATES = words(
    "rate proportion percentage share satisfaction confidence outcome compliance accuracy attainment turnout"
)
_IN_SHARES = frozenset({("a", "share"), ("per", "share"), ("each", "share")})
_NOT_RATES = words(
    "tax interest precept pay birth growth crime inflation burglary offence flat hourly daily exchange"
)


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    changes = [change for change in changes_of(sentence) if change.quantity.kind == "percent"]
    for change in changes:
        level = _level_after(sentence, change)
        if level is not None:
            claims.count("percent-or-points", sentence.text)
            yield _ambiguous(sentence, change, level)
        elif _is_rate(sentence, change):
            claims.count("percent-or-points", sentence.text)
            because = (
                "a change of a rate in per cent can be read two ways; say percentage points, "
                "or give both rates"
            )
            yield passage(
                sentence, "warning", "percent-or-points", change.quantity.text, "", because + ".", change.at
            )


def _level_after(sentence: Sentence, change: Change) -> int | None:
    """ "By 1.5 per cent to 13.2 per cent": the level that the change leads to."""
    items = sentence.items
    for index in range(change.at + 1, min(change.at + 8, len(items))):
        quantity = items[index].quantity
        if items[index].lower in ("from", ";", ".", "compared") or items[index].kind == "range":
            return None
        if quantity is not None:
            reached = items[index - 1].lower in ("to", "at") or items[index - 2].lower == "to"
            later_from = any(item.lower == "from" for item in items[index + 1 : index + 8])
            earlier_from = any(item.lower == "from" for item in items[max(0, change.at - 10) : change.at])
            fits = quantity.kind == "percent" and reached and not later_from and not earlier_from
            return index if fits else None
    return None


def _ambiguous(sentence: Sentence, change: Change, level: int) -> Finding:
    reached, step = sentence.items[level].quantity, change.quantity.value
    assert reached is not None
    sign = -1 if change.direction == "down" else 1
    as_points = reached.value - sign * step
    as_percent = rounded(reached.value / (1 + sign * step / HUNDRED), reached.ulp)
    computed = f"{shown(as_points, 'percent')} or {shown(as_percent, 'percent')} before"
    because = (
        f"if points are meant it was {shown(as_points, 'percent')} before, if per cent "
        f"{shown(as_percent, 'percent')}: say which."
    )
    return passage(
        sentence, "warning", "percent-or-points", change.quantity.text, computed, because, change.at, level
    )


def _is_rate(sentence: Sentence, change: Change) -> bool:
    """The subject of the change is a rate by its name, close before the word of change."""
    items = sentence.items
    if change.word in ("+", "-") or change.bare or sentence.items[change.at].lower:
        return False
    at = change.at - 1
    while at >= 0 and items[at].lower != change.word:
        at -= 1
    before = [stem(item.lower) for item in items[max(0, at - 3) : at] if item.kind == "word"]
    per_share = [item.lower for item in items[max(0, at - 5) : at]]
    if not before or set(before) & _NOT_RATES or _IN_SHARES & set(itertools.pairwise(per_share)):
        return False
    return bool(set(before[-2:]) & _RATES) and not _has_base(sentence, change)


def _has_base(sentence: Sentence, change: Change) -> bool:
    """Both levels are given, so that the reader can tell."""
    return sum(
        1
        for at in sentence.quantities
        if at != change.at and (quantity := sentence.items[at].quantity) and quantity.kind == "percent"
        and abs(at - change.at) < 14
        and any(item.lower in ("from", "to") for item in sentence.items[max(0, at - 2) : at])
    ) >= 2  # fmt: skip
