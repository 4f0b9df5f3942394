"""One reading of a change: what it comes to between two values, and what a slip in it is called."""

from __future__ import annotations

from decimal import Decimal

from reckoner.reports.audit.language.change import Change, changes_of
from reckoner.reports.audit.language.judge import Truth, compute, percent_change, rounded, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Reading
from reckoner.reports.audit.relations.pairs import Pair

CUTS = words(
    "; ‖ but while whilst whereas although though due because "
    "driven reflecting despite offset result included followed then"
)
# What may lie below zero though it is written without a sign.
SIGNED = words(
    "deficit deficits loss losses disinvestment disinvestments outflow outflows negative "
    "minus shortfall shortfalls"
)


def levels_near(passage: Passage, at: int, back: int = 2, ahead: int = 1) -> list[int]:
    """The numbers that are no changes in the sentences around an item."""
    taken = {change.at for change in changes_of(passage)}
    owner = passage.owners[at]
    return [
        level
        for level in passage.quantities
        if level not in taken and level != at and owner - back <= passage.owners[level] <= owner + ahead
    ]


def kinds_fit(passage: Passage, change: Change, pair: Pair) -> bool:
    old = passage.quantity(pair.old)
    if change.quantity.is_share:
        return old.value != 0
    if change.quantity.kind == "points":
        return old.kind in ("percent", "count", "money")
    return change.quantity.kind == old.kind and change.quantity.unit == old.unit


def read(passage: Passage, change: Change, old_at: int, new_at: int) -> Reading | None:
    """A change between two values, without its sign."""
    old, new, stated = passage.quantity(old_at), passage.quantity(new_at), change.quantity
    over = percent_change if stated.is_share else _difference
    if stated.kind == "points" and old.kind != "percent":
        return _points_of_counts(stated, old_at, new_at, old, new)
    truth = compute(over, old, new)
    if truth is None:
        return None
    truth = magnitude(truth)
    sum_ = f"({new.text} - {old.text}) / {old.text}" if stated.is_share else f"{new.text} - {old.text}"
    agrees = "wrong" if _is_in_points(stated, old, new) else verdict(stated, truth)
    return Reading((old_at, new_at), truth, agrees, sum_)


def _is_in_points(stated: Quantity, old: Quantity, new: Quantity) -> bool:
    """ "From 81% to 84%, up 3%": the difference of two percentages, and not what their ratio rounds to."""
    if stated.kind != "percent" or old.kind != "percent" or not old.value or stated.hedge:
        return False
    if abs(new.value - old.value) != stated.value or stated.ulp != old.ulp:
        return False
    return rounded(abs(percent_change(old.value, new.value)), stated.ulp) != stated.value


def _points_of_counts(
    stated: Quantity, old_at: int, new_at: int, old: Quantity, new: Quantity
) -> Reading | None:
    """Points given for what is a change in per cent: only where that is plainly so."""
    truth = compute(percent_change, old, new)
    if truth is None or verdict(stated, magnitude(truth)) != "agrees":
        return None
    return Reading((old_at, new_at), magnitude(truth), "wrong", f"({new.text} - {old.text}) / {old.text}")


def _difference(old: Decimal, new: Decimal) -> Decimal:
    return new - old


def magnitude(truth: Truth) -> Truth:
    """The truth without its sign: a change stated the wrong way round is caught by its direction."""
    if truth.value >= 0:
        return truth
    flipped = [(-high, -low) for low, high in (truth.band, truth.loose)]
    return Truth(-truth.value, flipped[0], flipped[1])


def name_of(stated: Quantity, old: Quantity, new: Quantity, reading: Reading) -> tuple[str, str]:
    """The rule's name for the slip, and what follows in its explanation."""
    if reading.verdict == "truncated":
        return "truncated", ": it was cut off where it should be rounded"
    if stated.is_share:
        if old.kind == "percent" and _meets(stated, abs(new.value - old.value)):
            points = shown(abs(new.value - old.value), "points")
            return "percent-for-points", f": {points} is the difference between two percentages"
        if new.value and _meets(stated, abs(percent_change(new.value, old.value))):
            return "base-swapped", f": it was worked out on {new.text}, the later value"
        parts = [
            one / other * 100 for one, other in ((old.value, new.value), (new.value, old.value)) if other
        ]
        if any(_meets(stated, part) for part in parts):
            return "change-percent", ": it is one value as a share of the other, not the change"
        return "change-percent", ""
    if stated.kind == "points":
        if old.kind != "percent" or (old.value and _meets(stated, abs(percent_change(old.value, new.value)))):
            return "points-for-percent", ": this is a relative change, so it is in per cent"
        return "change-points", ""
    return "change-amount", ""


def _meets(stated: Quantity, value: Decimal) -> bool:
    return abs(value - stated.value) <= stated.ulp / 2
