"""A change that is told as an amount and in per cent: "by £14, or 5.05%, to £291.50"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reckoner.reports.audit.language.change import Change
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import compute, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.vocabulary import CHANGE_VERBS, words
from reckoner.reports.audit.relations.addition import SPANS
from reckoner.reports.audit.relations.alike import alike
from reckoner.reports.audit.relations.bases import is_base
from reckoner.reports.audit.relations.change_reading import CUTS, levels_near
from reckoner.reports.audit.relations.claim import Reading
from reckoner.reports.audit.relations.pairs import pairs_of

_TOLD = words("more fewer less higher lower")
_AMOUNT = "@CHANGED by? N:amount to N:level , ~4 S:change"


def with_amount(passage: Passage, change: Change, changes: Sequence[Change]) -> list[Reading]:
    """ "By £14, or 5.05%, to £291.50": the per cent of an amount that leads to or from a value beside it."""
    if not change.quantity.is_share:
        return []
    for found in form(_AMOUNT).find(passage):
        known = {other.at: other for other in changes}
        moved = (CHANGE_VERBS - {"up", "down"}) & set(passage.between(found["level"], found["change"]))
        if not moved and found["change"] == change.at and found["amount"] in known:
            return list(amount_readings(passage, change, known[found["amount"]], found["level"]))
    amount = next((o for o in changes if _restates(passage, change, o)), None)
    if amount is None:
        return _in_the_next_sentence(passage, change, changes)
    near = [
        at
        for at in levels_near(passage, change.at, 0, 0)
        if alike(passage.quantity(at), amount.quantity)
        and passage.noun(at)[:1] not in SPANS
        and _is_beside(passage, at, change, amount)
    ]
    return [r for at in near[-1:] for r in amount_readings(passage, change, amount, at)]


def _in_the_next_sentence(passage: Passage, change: Change, changes: Sequence[Change]) -> list[Reading]:
    """ "Bills go up by 3%. That is £4.54 more, and a bill of £155.79": the amount of a change before."""
    owner = passage.owners[change.at]
    here = [o for o in changes if passage.owners[o.at] == owner]
    behind = [o for o in changes if passage.owners[o.at] == owner + 1]
    if len(here) != 1 or len(behind) != 1 or behind[0].quantity.kind not in ("count", "money"):
        return []
    amount = behind[0]
    near = [
        at for at in levels_near(passage, amount.at, 1, 0) if alike(passage.quantity(at), amount.quantity)
    ]
    said = passage.lowers[passage.owners.index(owner + 1) : amount.at]
    if len(near) != 1 or near[0] < amount.at or not {"means", "is", "this", "that"} & set(said):
        return []
    led = passage.lowers[near[0] - 2 : near[0]]
    return (
        list(amount_readings(passage, change, amount, near[0]))
        if led[-1:] in (["of"], ["to"], ["at"])
        else []
    )


def _restates(passage: Passage, change: Change, other: Change) -> bool:
    if other.quantity.kind not in ("count", "money"):
        return False
    low, high = sorted((change.at, other.at))
    if any(low < at < high for at in passage.quantities) or not passage.same_sentence(low, high):
        return False
    if change.bare or other.bare:
        return high - low <= 7
    between = passage.lowers[low + 1 : high]
    bracketed = "(" in between[-4:] or (bool(between) and between[-1] == "or")
    return high - low <= 11 and bracketed and not (CUTS | {"and"}) & set(between)


def _is_beside(passage: Passage, level: int, change: Change, amount: Change) -> bool:
    first, last = sorted((change.at, amount.at))
    if level < first:
        between = passage.lowers[level + 1 : first]
        second = "and" in between and bool(_TOLD & set(between[: between.index("and")]))
        return first - level <= (30 if second else 16) and not (
            CUTS | (set() if second else {"and"}) | {"made"}
        ) & set(between)
    before = passage.lowers[max(last + 1, level - 4) : level]
    led = {"to", "from", "on", "than", "budget", "target", "plan"} & set(before)
    return level - last <= 12 and bool(led) and "and" not in before


def _is_the_later(passage: Passage, change: Change, amount: Change, at: int) -> bool:
    """The later of two values that the grammar ties to the amount: the per cent is of the other."""
    tied = (pair for pair in pairs_of(passage) if pair.change in (change.at, amount.at))
    return amount.direction != "either" and any(pair.new == at for pair in tied)


def _is_later(passage: Passage, amount: Change, at: int) -> bool:
    """ "1,120 people, 280 more than the winter before": the value right before is the later one."""
    if amount.direction == "either" or at > amount.at or not passage.same_sentence(at, amount.at):
        return False
    between = passage.between(at, amount.at)
    told = passage.lowers[amount.at + 1 : amount.at + 9]
    behind = bool(between) and between[-1] in (",", "(") and not (CUTS | {"and", "of"}) & set(between)
    plain = not any(at < other < amount.at for other in passage.quantities)
    return behind and plain and bool(_TOLD & set(told)) and bool({"than", "over", "on"} & set(told))


def amount_readings(passage: Passage, change: Change, amount: Change, at: int) -> Iterator[Reading]:
    level, step = passage.quantity(at), amount.quantity
    ways = (
        (lambda value, part: part / (value - part) * 100, f"{step.text} / ({level.text} - {step.text})"),
        (lambda value, part: part / (value + part) * 100, f"{step.text} / ({level.text} + {step.text})"),
        (lambda value, part: part / value * 100, f"{step.text} / {level.text}"),
    )
    base = is_base(passage, at, frozenset({change.at, amount.at}))
    order = (2,) if base else {"up": (0, 2), "down": (1, 2)}.get(amount.direction, (0, 1, 2))
    if not base and (_is_later(passage, amount, at) or _is_the_later(passage, change, amount, at)):
        order = order[:1]
    for way in order:
        truth = compute(ways[way][0], level, step)
        if truth is not None:
            yield Reading((at, amount.at), truth, verdict(change.quantity, truth), ways[way][1])
