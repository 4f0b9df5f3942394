"""A change and the two values it lies between, in per cent, in points or as an amount; and its direction.

"Rose from A to B, an increase of P": P is (B - A) / A in per cent, B - A in points where A and B are per
cent themselves, and B - A as an amount. Of "B, which is N more (P)" the earlier value is B - N.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from reckoner.reports.audit.language.change import Change, changes_of
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import Truth, comes_to, compute, percent_change, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.language.vocabulary import direction, words
from reckoner.reports.audit.language.when import When
from reckoner.reports.audit.relations.claim import Claim, Reading
from reckoner.reports.audit.relations.pairs import Pair, alike, leading_verb, pairs_of

CUTS = words(
    "; ‖ but while whilst whereas although though due because "
    "driven reflecting despite offset result included followed then"
)
UNSAID = (
    "S:change , from L:old ~6 to L:new",
    "S:change ( from L:old ~6 to L:new )",
    "S:change ( L:old ~3 to L:new )",
)
_AMOUNT = "@CHANGED by? N:amount to N:level , ~4 S:change"
_BASES = words("than compared on since against from versus vs over")
_LEANS = words("this that it these the a an representing which up down equivalent ( so")
_GROWS_WORSE = words("improve improved improves improving improvement improvements worsened")
# What may lie below zero though it is written without a sign.
SIGNED = words(
    "deficit deficits loss losses disinvestment disinvestments outflow outflows negative "
    "minus shortfall shortfalls"
)
_NEAR_PAIR = 16


def claims(passage: Passage) -> Iterator[Claim]:
    """The changes that a passage claims, and the directions."""
    changes = changes_of(passage)
    pairs = pairs_of(passage)
    changes = (*changes, *_in_brackets(passage, pairs, changes), *_unsaid(passage, changes))
    explained = _explained(passage, changes, pairs)
    for change in changes:
        fitting = [
            pair
            for pair in _closed(passage, change, pairs)
            if explained.get((pair.span, _class(change)), change) is change
        ]
        closed = [reading for pair in fitting if (reading := read(passage, change, pair.old, pair.new))]
        closed += _with_amount(passage, change, changes)
        if closed:
            yield _claim(passage, change, closed, tuple(_open(passage, change, changes, pairs)))
            yield from _wrong_way(passage, change, fitting)
        else:
            held = next((r for r in _open(passage, change, changes, pairs) if r.holds), None)
            if held is not None:
                yield Claim("change", change.at, change.quantity, (), (held,))
    yield from _directions(passage, pairs)


def _class(change: Change) -> str:
    return "share" if change.quantity.is_share else change.quantity.kind


def levels_near(passage: Passage, at: int, back: int = 2, ahead: int = 1) -> list[int]:
    """The numbers that are no changes in the sentences around an item."""
    taken = {change.at for change in changes_of(passage)}
    owner = passage.owners[at]
    return [
        level
        for level in passage.quantities
        if level not in taken and level != at and owner - back <= passage.owners[level] <= owner + ahead
    ]


def _explained(
    passage: Passage, changes: Sequence[Change], pairs: Sequence[Pair]
) -> dict[tuple[tuple[int, int], str], Change]:
    """Pairs whose change is given by one that agrees: another of its class speaks of something else."""
    found: dict[tuple[tuple[int, int], str], Change] = {}
    for change in changes:
        for pair in pairs:
            own = pair.change in (None, change.at) and _kinds_fit(passage, change, pair)
            reading = read(passage, change, pair.old, pair.new) if own else None
            if reading and reading.verdict == "agrees":
                key = (pair.span, _class(change))
                known = found.get(key, change)
                found[key] = min(known, change, key=lambda one, pair=pair: _distance(one, pair))  # type: ignore[misc]
    return found


def _unsaid(passage: Passage, changes: Sequence[Change]) -> Iterator[Change]:
    """ "Fires fell 22% and accidents 5%, from 1,204 to 1,144": a share before two values."""
    known = {change.at for change in changes}
    for text in UNSAID:
        for found in form(text).find(passage):
            at = found["change"]
            if at not in known and not passage.quantity(at).hedge:
                known.add(at)
                yield Change(at, passage.quantity(at), "either", "", bare=True)


def _in_brackets(passage: Passage, pairs: Sequence[Pair], changes: Sequence[Change]) -> list[Change]:
    """ "From 400 to 500 (25%)": a share in brackets after a pair is its change, unless each value has one."""
    found = []
    known = {change.at for change in changes}
    for pair in pairs:
        first, last = pair.span
        after = _bracket_after(passage, last)
        verb, _ = leading_verb(passage.items, pair)
        if after is None or after in known or not verb or _bracket_after(passage, first) is not None:
            continue
        if passage.quantity(after).kind in ("percent", "points"):
            found.append(Change(after, passage.quantity(after), direction(verb), verb, bare=True))
    return found


def _bracket_after(passage: Passage, at: int) -> int | None:
    items = passage.items
    for index in range(at + 1, min(at + 7, len(items))):
        if items[index].kind == "quantity":
            closed = index + 1 < len(items) and items[index + 1].lower in (")", ",")
            return index if items[index - 1].lower == "(" and closed else None
    return None


def _kinds_fit(passage: Passage, change: Change, pair: Pair) -> bool:
    old = passage.quantity(pair.old)
    if change.quantity.is_share:
        return old.value != 0
    if change.quantity.kind == "points":
        return old.kind in ("percent", "count", "money")
    return change.quantity.kind == old.kind and change.quantity.unit == old.unit


def _closed(passage: Passage, change: Change, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs that the words tie to a change, the likeliest first."""
    fitting = [
        pair
        for pair in pairs
        if not pair.benchmark and _kinds_fit(passage, change, pair) and not _is_signed(passage, pair)
    ]
    named = [pair for pair in fitting if pair.change == change.at]
    if named:
        return named
    tied = [
        pair
        for pair in fitting
        if (pair.change is None or pair.change < change.at)
        and _distance(change, pair) <= (_NEAR_PAIR if pair.firm else 12)
        and not _own_base(passage, change, pair)
        and (_in_one_clause(passage, change, pair) or _leans_on(passage, change, pair))
    ]
    return sorted(tied, key=lambda pair: _distance(change, pair))


def _is_signed(passage: Passage, pair: Pair) -> bool:
    owner = passage.owners[pair.new]
    return any(passage.owners[at] == owner for at, word in enumerate(passage.lowers) if word in SIGNED)


def _distance(change: Change, pair: Pair) -> int:
    first, last = pair.span
    return 0 if first < change.at < last else min(abs(change.at - first), abs(change.at - last))


def _gap(change: Change, pair: Pair) -> tuple[int, int]:
    first, last = pair.span
    return (change.at, first) if change.at < first else (last, change.at)


def _in_one_clause(passage: Passage, change: Change, pair: Pair) -> bool:
    """Nothing between starts another thought, and no other number but a change in another unit."""
    if not passage.same_sentence(change.at, pair.old, pair.new):
        return False
    if pair.span[0] < change.at < pair.span[1]:
        return True
    low, high = _gap(change, pair)
    between = passage.lowers[low + 1 : high]
    if _is_cut(between) and "respectively" not in passage.lowers[high : high + 25]:
        return False
    return all(passage.items[at].kind != "range" for at in range(low + 1, high))


def _is_cut(between: Sequence[str]) -> bool:
    """Whether another thought starts: "; that is" goes on with the one before, "as a result of:" does not."""
    for at, word in enumerate(between):
        if word == ":" and at and between[at - 1] in ("of", "by", "including", "included", "follows", "for"):
            return True
        goes_on = (
            word == ";"
            and between[at + 1 : at + 2]
            and between[at + 1] in ("that", "this", "it", "a", "an", "which")
        )
        if word in CUTS and not goes_on:
            return True
    return False


def _leans_on(passage: Passage, change: Change, pair: Pair) -> bool:
    """In the next sentence, which starts with "this is" or the like and gives no value of its own."""
    owner = passage.owners[change.at]
    if {passage.owners[pair.old], passage.owners[pair.new]} - {owner, owner - 1} or pair.span[1] > change.at:
        return False
    if passage.owners[pair.new] == owner == passage.owners[pair.old]:
        return False
    start = passage.owners.index(owner)
    if start and passage.lowers[start - 1] == ":":
        return False
    if passage.lowers[start] not in _LEANS or change.at - start > 9:
        return passage.owners[pair.old] != passage.owners[pair.new] and _whole_sentence(passage, change, pair)
    taken = {other.at for other in changes_of(passage)}
    own = [at for at in passage.quantities if passage.owners[at] == owner and at not in taken]
    return not own or set(own) <= {pair.old, pair.new}


def _whole_sentence(passage: Passage, change: Change, pair: Pair) -> bool:
    """One value in each of two sentences, and the change beside the second."""
    later = max(pair.old, pair.new)
    return passage.same_sentence(change.at, later) and 0 < change.at - later <= 10


def _own_base(passage: Passage, change: Change, pair: Pair) -> bool:
    """ "... but 12.7 per cent lower than in 2018/19": a base of its own."""
    items = passage.items
    based = False
    for index in range(change.at + 1, min(change.at + 14, len(items))):
        item = items[index]
        if item.kind == "quantity":
            own = bool({"from", "on", "than", "to", "against"} & set(passage.lowers[index - 4 : index]))
            own = own and based and index - change.at <= 8
            return own and index not in (pair.old, pair.new)
        if (
            item.kind == "range"
            or item.lower in (";", ")", ".")
            or passage.owners[index] != passage.owners[change.at]
        ):
            return False
        based = based or item.lower in _BASES
        if based and item.kind == "when" and item.when is not None:
            return _is_other_time(item.when, pair)
    return False


def _is_other_time(base: When, pair: Pair) -> bool:
    """Neither of the pair's times: "on the previous year" beside values that are five years apart."""
    known = {
        when.order for when in (pair.old_when, pair.new_when) if when and when.is_relative == base.is_relative
    }
    if known or pair.old_when is None or pair.new_when is None or not base.is_relative:
        return bool(known) and base.order not in known
    return abs(pair.new_when.order + base.order - pair.old_when.order) > 0.26


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
    return Reading((old_at, new_at), truth, verdict(stated, truth), sum_)


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


def _with_amount(passage: Passage, change: Change, changes: Sequence[Change]) -> list[Reading]:
    """ "By £14, or 5.05%, to £291.50": the per cent of an amount that leads to or from a value beside it."""
    if not change.quantity.is_share:
        return []
    for found in form(_AMOUNT).find(passage):
        known = {other.at: other for other in changes}
        if found["change"] == change.at and found["amount"] in known:
            return list(_amount_readings(passage, change, known[found["amount"]], found["level"]))
    amount = next((o for o in changes if _restates(passage, change, o)), None)
    if amount is None:
        return []
    near = [
        at
        for at in levels_near(passage, change.at, 0, 0)
        if alike(passage.quantity(at), amount.quantity) and _is_beside(passage, at, change, amount)
    ]
    return [r for at in near[-1:] for r in _amount_readings(passage, change, amount, at)]


def _restates(passage: Passage, change: Change, other: Change) -> bool:
    if other.quantity.kind not in ("count", "money") or not (change.bare or other.bare):
        return False
    low, high = sorted((change.at, other.at))
    return high - low <= 7 and not any(low < at < high for at in passage.quantities)


def _is_beside(passage: Passage, level: int, change: Change, amount: Change) -> bool:
    first, last = sorted((change.at, amount.at))
    if level < first:
        return first - level <= 16 and not (CUTS | {"and", "made"}) & set(passage.lowers[level + 1 : first])
    before = passage.lowers[max(last + 1, level - 4) : level]
    return level - last <= 12 and bool({"to", "from", "on", "than"} & set(before)) and "and" not in before


def _amount_readings(passage: Passage, change: Change, amount: Change, at: int) -> Iterator[Reading]:
    level, step = passage.quantity(at), amount.quantity
    ways = (
        (lambda value, part: part / (value - part) * 100, f"{step.text} / ({level.text} - {step.text})"),
        (lambda value, part: part / (value + part) * 100, f"{step.text} / ({level.text} + {step.text})"),
        (lambda value, part: part / value * 100, f"{step.text} / {level.text}"),
    )
    order = {"up": (0, 2), "down": (1, 2)}.get(amount.direction, (0, 1, 2))
    for way in order:
        truth = compute(ways[way][0], level, step)
        if truth is not None:
            yield Reading((at, amount.at), truth, verdict(change.quantity, truth), ways[way][1])


def _open(
    passage: Passage, change: Change, changes: Sequence[Change], pairs: Sequence[Pair]
) -> Iterator[Reading]:
    """Every pair of values around that the change could lie between, whatever the words say; but not one that
    the words give the other way round."""
    near = levels_near(passage, change.at)
    backwards = {(pair.new, pair.old) for pair in pairs}
    for old, new in permutations(near, 2):
        if (old, new) not in backwards and alike(passage.quantity(old), passage.quantity(new)):
            pair = Pair(old, new)
            if _kinds_fit(passage, change, pair) and (reading := read(passage, change, old, new)):
                yield reading
    if change.quantity.is_share:
        for other in changes:
            if other.quantity.kind in ("count", "money") and abs(other.at - change.at) <= 12:
                for at in near:
                    if alike(passage.quantity(at), other.quantity):
                        yield from _amount_readings(passage, change, other, at)


def _claim(passage: Passage, change: Change, closed: Sequence[Reading], others: Sequence[Reading]) -> Claim:
    first, stated = closed[0], change.quantity
    old = passage.quantity(first.operands[0])
    rule, why = _name(stated, old, passage.quantity(first.operands[1]), first)
    measure = stated if stated.kind != "count" or old.kind == "count" else old
    computed = comes_to(abs(first.truth.value), measure)
    because = f"{first.formula} comes to {computed}, not {stated.text}{why}."
    return Claim("change", change.at, stated, tuple(closed), tuple(others), rule, because, computed)


def _name(stated: Quantity, old: Quantity, new: Quantity, reading: Reading) -> tuple[str, str]:
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


def _wrong_way(passage: Passage, change: Change, pairs: Iterable[Pair]) -> Iterator[Claim]:
    """The size agrees and the word says the other way."""
    pairs = list(pairs)
    agreeing = [p for p in pairs if (r := read(passage, change, p.old, p.new)) and r.verdict == "agrees"]
    if not agreeing or not all(
        (pair.firm or pair.old < pair.new) and _contradicts(passage, change, pair) for pair in agreeing
    ):
        return
    pair = agreeing[0]
    word = change.word if change.word not in ("+", "-") else change.quantity.text
    yield from _direction(passage, pair, word, change.at, change.quantity.text)


def _contradicts(passage: Passage, change: Change, pair: Pair) -> bool:
    old, new = passage.quantity(pair.old), passage.quantity(pair.new)
    if old.value == new.value or old.hedge or new.hedge or SIGNED & passage.word_set:
        return False
    if change.word in _GROWS_WORSE:
        return False
    return change.direction == ("down" if new.value > old.value else "up")


def _direction(passage: Passage, pair: Pair, word: str, at: int, stated: str) -> Iterator[Claim]:
    old, new = passage.quantity(pair.old), passage.quantity(pair.new)
    moved = "rose" if new.value > old.value else "fell"
    truth = Truth(new.value, (new.value, new.value), (new.value, new.value))
    reading = Reading((pair.old, pair.new), truth, "wrong", f"from {old.text} to {new.text}")
    because = f"the text says {word}, but from {old.text} to {new.text} it {moved}."
    size = Quantity(new.value, new.kind, new.ulp, stated)
    yield Claim("direction", at, size, (reading,), (), "direction", because, moved)


def _directions(passage: Passage, pairs: Sequence[Pair]) -> Iterator[Claim]:
    """ "Rose from 120 to 110": the word against the sign."""
    for pair in pairs:
        old, new = passage.quantity(pair.old), passage.quantity(pair.new)
        verb, at = leading_verb(passage.items, pair)
        way = direction(verb) if verb and verb not in _GROWS_WORSE else "either"
        if (
            way == "either"
            or not pair.firm
            or pair.benchmark
            or old.value == new.value
            or old.hedge
            or new.hedge
        ):
            continue
        if not _says_from_to(passage, pair) or "respectively" in passage.word_set:
            continue
        truly = "up" if new.value > old.value else "down"
        if way != truly and not SIGNED & passage.word_set:
            yield from _direction(passage, pair, verb, at, verb)
        elif way == truly:
            truth = Truth(new.value, (new.value, new.value), (new.value, new.value))
            told = Reading((pair.old, pair.new), truth, "agrees", f"from {old.text} to {new.text}")
            yield Claim("direction", at, Quantity(new.value, new.kind, new.ulp, verb), (told,))


def _says_from_to(passage: Passage, pair: Pair) -> bool:
    """Both values are led in by their words, close before them: no other number's."""
    lowers, items = passage.lowers, passage.items
    led = "from" in lowers[max(0, pair.old - 4) : pair.old]
    if pair.new > pair.old:
        led = led and "to" in lowers[max(pair.old, pair.new - 3) : pair.new]
        led = led and not {"and", "‖"} & set(lowers[pair.old + 1 : pair.new])
    apart = lowers[min(pair.span) + 1 : max(pair.span)]
    listed = any(items[at].kind == "quantity" for at in range(pair.span[0] + 1, pair.span[1]))
    return led and not listed and passage.same_sentence(*pair.span) and "and" not in apart
