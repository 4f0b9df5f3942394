"""A change against the two values it lies between.

"Rose from A to B, an increase of P": P must be (B - A) / A in per cent, B - A in points where A and B are
per cent themselves, and B - A as an amount. Four slips have names: cut off instead of rounded, worked out
on the later value, per cent written where percentage points were worked out, and the wrong direction.

Against: "from 400 to 500, a 20% increase" (25%; 20% is the base swapped). "From 12% to 15%, up 3%" (points).
For: "from 12% to 15%, up 25%"; "rose from 400 to around 500, up by about a quarter".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from reports.audit.finding import Finding, Severity
from reports.audit.language.change import Change, changes_of
from reports.audit.language.item import Item
from reports.audit.language.judge import Truth, comes_to, compute, percent_change, verdict
from reports.audit.language.pair import Pair, leading_verb, pairs_of
from reports.audit.language.quantity import Quantity, shown
from reports.audit.language.sentence import Sentence
from reports.audit.language.vocabulary import Direction, direction
from reports.audit.rules.report import Claims, passage

_BASES = frozenset(["than", "compared", "on", "since", "against", "from", "versus", "vs", "over"])
_OTHER_CLAUSE = frozenset(["but", "while", "whilst", "whereas", "although", "though"])
_OWN_BASE = frozenset(["compared", "earlier", "previous", "than", "same", "against"])
_GROWS_WORSE = frozenset(
    ["improve", "improved", "improves", "improving", "improvement", "improvements", "worsened"]
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A change read against one pair: what it comes to, and how the statement stands to that."""

    truth: Truth
    verdict: str
    formula: str


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    changes = changes_of(sentence)
    pairs = pairs_of(sentence, frozenset(change.at for change in changes))
    if not pairs:
        return
    changes = (*changes, *_brackets(sentence, pairs, changes))
    explained = _explained(sentence, changes, pairs)
    for change in changes:
        fitting = [
            pair
            for pair in pairs
            if _fits(sentence, change, pair) and explained.get((pair.span, _class(change)), change) is change
        ]
        if fitting:
            yield from _judge(sentence, change, fitting, claims)
    for pair in pairs:
        yield from _direction(sentence, pair, changes, claims)


def _class(change: Change) -> str:
    return "share" if change.quantity.kind in ("percent", "part") else change.quantity.kind


def _explained(
    sentence: Sentence, changes: Sequence[Change], pairs: Sequence[Pair]
) -> dict[tuple[tuple[int, int], str], Change]:
    """Pairs whose change is given by one that agrees: another of its kind speaks of something else."""
    found: dict[tuple[tuple[int, int], str], Change] = {}
    for change in changes:
        for pair in pairs:
            reading = _read(sentence, change, pair) if _fits(sentence, change, pair) else None
            key = (pair.span, _class(change))
            if reading and reading.verdict == "agrees":
                found[key] = min(found.get(key, change), change, key=partial(_distance_to, pair))
    return found


def _distance_to(pair: Pair, change: Change) -> int:
    return _distance(change, pair)


def _brackets(sentence: Sentence, pairs: Sequence[Pair], changes: Sequence[Change]) -> list[Change]:
    """ "From 400 to 500 (25%)": a share in brackets after a pair is its change, unless each value has one."""
    found = []
    known = {change.at for change in changes}
    for pair in pairs:
        first, last = pair.span
        after = _bracket_after(sentence.items, last)
        verb = leading_verb(sentence.items, pair)
        if after is None or after in known or not verb or _bracket_after(sentence.items, first) is not None:
            continue
        quantity = sentence.items[after].quantity
        if quantity is not None and quantity.kind in ("percent", "points"):
            found.append(Change(after, quantity, direction(verb), verb, bare=True))
    return found


def _bracket_after(items: list[Item], at: int) -> int | None:
    for index in range(at + 1, min(at + 7, len(items))):
        if items[index].kind == "quantity":
            closed = index + 1 < len(items) and items[index + 1].lower in (")", ",")
            return index if items[index - 1].lower == "(" and closed else None
    return None


def _fits(sentence: Sentence, change: Change, pair: Pair) -> bool:
    """Whether a change may be the one between the values of a pair."""
    items = sentence.items
    old = items[pair.old].quantity
    if old is None:
        return False
    kind = change.quantity.kind
    if kind in ("percent", "part"):
        fits = old.value != 0
    elif kind == "points":
        fits = True
    elif kind == "times":
        fits = False
    else:
        fits = kind == old.kind
    if not fits or _other_base(items, change, pair) or _apart(items, change, pair):
        return False
    first, last = (change.at, pair.span[0]) if change.at < pair.span[0] else (pair.span[1], change.at)
    parted = any(item.lower in _OTHER_CLAUSE for item in items[first:last])
    return not parted or "respectively" in sentence.word_set


def _apart(items: list[Item], change: Change, pair: Pair) -> bool:
    """In another sentence than the pair, and compared there with something of its own, or of a time of its
    own.
    """
    first, last = sorted((change.at, pair.span[0] if change.at < pair.span[0] else pair.span[1]))
    stops = [index for index in range(first, last) if items[index].lower == "."]
    if not stops:
        return False
    if change.at < pair.span[0] and items[stops[-1] + 1].lower not in ("(", "from"):
        return True  # the next sentence gives the values of something else
    own = items[stops[-1] : change.at + 12] if change.at > stops[-1] else items[: stops[0]]
    if any(item.lower in _OWN_BASE for item in own) and not pair.span[0] < change.at < pair.span[1]:
        return change.at > pair.span[1]
    return False


def _other_base(items: list[Item], change: Change, pair: Pair) -> bool:
    """ "... but 12.7 per cent lower than in 2018/19": a base of its own."""
    based = False
    for index in range(change.at + 1, min(change.at + 14, len(items))):
        item = items[index]
        if item.kind == "quantity":
            own = items[index - 1].lower in ("from", "on", "than") and index - change.at <= 8
            return own and index not in (pair.old, pair.new)
        if item.kind == "range" or item.lower in (";", ")"):
            return False
        based = based or item.lower in _BASES
        if based and item.kind == "when" and item.when is not None:
            relative = item.when.is_relative
            known = {w.order for w in (pair.old_when, pair.new_when) if w and w.is_relative == relative}
            return bool(known) and item.when.order not in known
    return False


def _judge(sentence: Sentence, change: Change, pairs: list[Pair], claims: Claims) -> Iterator[Finding]:
    readings = [(pair, reading) for pair in pairs if (reading := _read(sentence, change, pair))]
    if not readings:
        return
    claims.count()
    agreeing = [pair for pair, reading in readings if reading.verdict == "agrees"]
    if agreeing:
        if all(_contradicts(sentence, change, pair) for pair in agreeing):
            yield from _wrong_way(sentence, change, agreeing[0])
        return
    pair, reading = min(readings, key=lambda found: _distance(change, found[0]))
    items = sentence.items
    old, new = items[pair.old].quantity, items[pair.new].quantity
    if old is None or new is None or (len(readings) > 1 and _distance(change, pair) > 14):
        return
    computed = comes_to(abs(reading.truth.value), _measured(change.quantity, old))
    name, why = _name(change, old, new, reading)
    severity: Severity = "warning" if reading.verdict == "loosely" or _is_doubtful(change, pair) else "error"
    because = f"{reading.formula} comes to {computed}, not {change.quantity.text}{why}."
    yield passage(sentence, severity, name, change.quantity.text, computed, because, pair.span, change.at)


def _contradicts(sentence: Sentence, change: Change, pair: Pair) -> bool:
    """The word of the change says up where the values go down, or the reverse."""
    old, new = sentence.items[pair.old].quantity, sentence.items[pair.new].quantity
    if old is None or new is None or old.value == new.value or pair.benchmark or old.hedge or new.hedge:
        return False
    return change.direction == ("down" if new.value > old.value else "up")


def _wrong_way(sentence: Sentence, change: Change, pair: Pair) -> Iterator[Finding]:
    old, new = sentence.items[pair.old].quantity, sentence.items[pair.new].quantity
    assert old is not None
    assert new is not None
    moved = "rose" if new.value > old.value else "fell"
    word = change.word if change.word not in ("+", "-") else change.quantity.text
    because = f"the text says {word}, but from {old.text} to {new.text} it {moved}."
    severity: Severity = "warning" if _is_doubtful(change, pair) else "error"
    yield passage(sentence, severity, "direction", change.quantity.text, moved, because, pair.span, change.at)


def _is_doubtful(change: Change, pair: Pair) -> bool:
    """Two values set side by side only by their times, and a change some way off, may not belong together."""
    return (not pair.firm and _distance(change, pair) > 12) or pair.benchmark


def _measured(stated: Quantity, old: Quantity) -> Quantity:
    return stated if stated.kind != "count" or old.kind == "count" else old


def _distance(change: Change, pair: Pair) -> int:
    first, last = pair.span
    return 0 if first < change.at < last else min(abs(change.at - first), abs(change.at - last))


def _read(sentence: Sentence, change: Change, pair: Pair) -> Reading | None:
    old, new = sentence.items[pair.old].quantity, sentence.items[pair.new].quantity
    stated = change.quantity
    if old is None or new is None:
        return None
    relative = stated.kind in ("percent", "part")
    truth = compute(percent_change, old, new) if relative else compute(lambda a, b: b - a, old, new)
    if truth is None:
        return None
    truth = _magnitude(truth, change.direction)
    formula = f"({new.text} - {old.text}) / {old.text}" if relative else f"{new.text} - {old.text}"
    return Reading(truth, verdict(stated, truth), formula)


def _magnitude(truth: Truth, way: Direction) -> Truth:
    """Without its sign; a change stated the other way round is caught by its direction instead."""
    if truth.value >= 0:
        return truth
    del way
    return Truth(-truth.value, (-truth.band[1], -truth.band[0]), (-truth.loose[1], -truth.loose[0]))


def _name(change: Change, old: Quantity, new: Quantity, reading: Reading) -> tuple[str, str]:
    """The rule's name for the slip, and what follows in its explanation."""
    stated = change.quantity
    if reading.verdict == "truncated":
        return "truncated", ": it was cut off where it should be rounded"
    if stated.kind in ("percent", "part"):
        if old.kind == "percent" and _meets(stated, abs(new.value - old.value)):
            points = shown(abs(new.value - old.value), "points")
            return "percent-for-points", f": {points} is the difference between two percentages"
        if new.value and _meets(stated, abs(percent_change(new.value, old.value))):
            return "base-swapped", f": it was worked out on {new.text}, the later value"
        if (new.value and _meets(stated, abs(old.value / new.value * 100))) or _meets(
            stated, new.value / old.value * 100
        ):
            return "change-percent", ": it is one value as a share of the other, not the change"
        return "change-percent", ""
    if stated.kind == "points":
        if old.kind != "percent" or _meets(stated, abs(percent_change(old.value, new.value))):
            return "points-for-percent", ": this is a relative change, so it is in per cent"
        return "change-points", ""
    return "change-amount", ""


def _meets(stated: Quantity, value: Decimal) -> bool:
    return abs(value - stated.value) <= stated.ulp / 2


def _direction(
    sentence: Sentence, pair: Pair, changes: Sequence[Change], claims: Claims
) -> Iterator[Finding]:
    """ "Rose from 120 to 110": the word against the sign."""
    items = sentence.items
    old, new = items[pair.old].quantity, items[pair.new].quantity
    if old is None or new is None or old.value == new.value or old.hedge or new.hedge or pair.benchmark:
        return
    verb, at = leading_verb(items, pair), pair.span[1]
    if not verb:
        near = [
            change
            for change in changes
            if 0 < change.at - at <= 8
            and _fits(sentence, change, pair)
            and not {"compared", "than", "on"} & set(sentence.lowers[change.at : change.at + 4])
        ]
        verb, at = (near[0].word, near[0].at) if near and pair.firm else ("", at)
    way = direction(verb) if verb and verb not in _GROWS_WORSE else "either"
    if way == "either" or verb in ("+", "-"):
        return
    claims.count()
    truly = "up" if new.value > old.value else "down"
    if way != truly:
        moved = "rose" if truly == "up" else "fell"
        because = f"the text says {verb}, but from {old.text} to {new.text} it {moved}."
        yield passage(sentence, "error", "direction", verb, moved, because, pair.span, at)
