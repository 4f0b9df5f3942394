"""A change and the two values it lies between, in per cent, in points or as an amount; and its direction.

"Rose from A to B, an increase of P": P is (B - A) / A in per cent, B - A in points where A and B are per
cent themselves, and B - A as an amount. Of "B, which is N more (P)" the earlier value is B - N.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from reckoner.reports.audit.language.change import Change, changes_of
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import comes_to
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.vocabulary import COMPARED, direction, words
from reckoner.reports.audit.language.when import When
from reckoner.reports.audit.relations.alike import alike
from reckoner.reports.audit.relations.amounts import amount_readings, with_amount
from reckoner.reports.audit.relations.change_reading import (
    CUTS,
    SIGNED,
    kinds_fit,
    levels_near,
    name_of,
    read,
)
from reckoner.reports.audit.relations.claim import Claim, Reading
from reckoner.reports.audit.relations.directions import directions, wrong_way
from reckoner.reports.audit.relations.pairs import Pair, leading_verb, pairs_of

UNSAID = (
    "S:change , from L:old ~6 to L:new",
    "S:change ( from L:old ~6 to L:new )",
    "S:change ( L:old ~3 to L:new )",
    "up|down N:amount from|on L:old ~4 , or S:change",
    "L:new ~6 , up|down from|on L:old ~2 , or S:change",
    "from L:old ~3 to L:new ~2 , or S:change",
    "is|means|by N:change , from L:old ~6 to L:new",
)
_BASES = words("than compared on since against from versus vs over")
_LEANS = words("this that it these the a an representing which up down equivalent ( so")
_GAINS = words("surplus profit profits gain gains positive")
_YEARLY = words("annual annually yearly average")
_NEAR_PAIR = 16
_ELSEWHERE = (["across"], ["throughout"], ["elsewhere"], ["nationally"], ["regionally"])


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
        others: tuple[Reading, ...] = ()
        if not (closed and _has_its_amount(change, changes, fitting, explained)):
            closed += with_amount(passage, change, changes)
            tied = frozenset(operand for reading in closed for operand in reading.operands)
            others = tuple(_open(passage, change, changes, pairs, tied)) if closed else ()
        if closed:
            yield _claim(passage, change, closed, others)
            yield from wrong_way(passage, change, fitting)
        else:
            held = next((r for r in _open(passage, change, changes, pairs) if r.holds), None)
            if held is not None:
                yield Claim("change", change.at, change.quantity, (), (held,))
    yield from directions(passage, pairs)


def _class(change: Change) -> str:
    return "share" if change.quantity.is_share else change.quantity.kind


def _explained(
    passage: Passage, changes: Sequence[Change], pairs: Sequence[Pair]
) -> dict[tuple[tuple[int, int], str], Change]:
    """Pairs whose change is given by one that agrees: another of its class speaks of something else."""
    found: dict[tuple[tuple[int, int], str], Change] = {}
    for change in changes:
        for pair in pairs:
            own = pair.change in (None, change.at) and kinds_fit(passage, change, pair)
            reading = read(passage, change, pair.old, pair.new) if own else None
            if reading and reading.verdict == "agrees":
                key = (pair.span, _class(change))
                known = found.get(key, change)
                found[key] = min(known, change, key=lambda one, pair=pair: _distance(one, pair))  # type: ignore[misc]
    return found


def _has_its_amount(
    change: Change, changes: Sequence[Change], fitting: Sequence[Pair],
    explained: dict[tuple[tuple[int, int], str], Change],
) -> bool:  # fmt: skip
    """ "From 809 to 890, an increase of 81 (9%)": the amount fits the two values, so the base is theirs."""
    told = {explained.get((pair.span, kind)) for pair in fitting[:1] for kind in ("count", "money")}
    near = (other for other in changes if abs(other.at - change.at) <= 7 and (change.bare or other.bare))
    return change.quantity.is_share and any(other in told for other in near)


def _unsaid(passage: Passage, changes: Sequence[Change]) -> Iterator[Change]:
    """ "Fires fell 22% and accidents 5%, from 1,204 to 1,144": a share before two values."""
    known = {change.at for change in changes}
    for text in UNSAID:
        for found in form(text).find(passage):
            at = found["change"]
            reached = passage.lowers[at - 1 : at] in (["to"], ["at"])
            if "from" in text.split()[:2] or text.startswith(("up", "L:new")):
                reached = False
            if at not in known and not passage.quantity(at).hedge and not reached:
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


def _closed(passage: Passage, change: Change, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs that the words tie to a change, the likeliest first."""
    fitting = [
        pair
        for pair in pairs
        if (not pair.benchmark or _is_of_it(pair, change) or _is_told_of_it(passage, pair, change))
        and kinds_fit(passage, change, pair)
        and not _is_signed(passage, pair, change)
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


def _is_told_of_it(passage: Passage, pair: Pair, change: Change) -> bool:
    """ "11,897 births, compared with an average of 12,862, which is 7.5% fewer"."""
    last = max(pair.span)
    between = passage.lowers[last + 1 : change.at]
    linked = "which" in between or "," in between
    return last < change.at <= last + 8 and linked and change.word in COMPARED and pair.firm


def _is_of_it(pair: Pair, change: Change) -> bool:
    """ "£3.4m or 16% over the budget": a target is what the change is measured from."""
    return pair.change is not None and 0 <= change.at - pair.change <= 4


def _is_signed(passage: Passage, pair: Pair, change: Change) -> bool:
    if change.word in COMPARED and not _GAINS & passage.word_set:
        return False  # a deficit that is more than another
    owner = passage.owners[pair.new]
    signed = (at for at, word in enumerate(passage.lowers) if word in SIGNED)
    return any(passage.owners[at] == owner and passage.lowers[at - 1] != "net" for at in signed)


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
    between = [word for word in between if word != ";"] if change.word in ("+", "-") else between
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
            and between[at + 1] in ("that", "this", "it", "a", "an", "which", "for")
        )
        if (word in CUTS and not goes_on) or (word == "and" and between[at + 1 : at + 2] in _ELSEWHERE):
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
    if _in_another_time(passage, change, pair):
        return True
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


def _in_another_time(passage: Passage, change: Change, pair: Pair) -> bool:
    """ "A 51% rise between 2010 and 2011" beside values of 1993 and 2011; "an annual growth of 3%"."""
    old, new = pair.old_when, pair.new_when
    if old is None or new is None:
        return False
    near = passage.items[change.at + 1 : change.at + 8]
    spans = [item.when for item in near if item.when is not None and item.lower.startswith("between ")]
    yearly = _YEARLY & set(passage.lowers[max(0, change.at - 4) : change.at + 3])
    apart = old.is_relative == new.is_relative and abs(new.order - old.order) > 1.3
    return any(abs(when.order - old.order) > 0.3 for when in spans) or (bool(yearly) and apart)


def _is_other_time(base: When, pair: Pair) -> bool:
    """Neither of the pair's times: "on the previous year" beside values that are five years apart."""
    known = {
        when.order for when in (pair.old_when, pair.new_when) if when and when.is_relative == base.is_relative
    }
    if known or pair.old_when is None or pair.new_when is None or not base.is_relative:
        return bool(known) and base.order not in known
    return abs(pair.new_when.order + base.order - pair.old_when.order) > 0.26


def _open(
    passage: Passage, change: Change, changes: Sequence[Change], pairs: Sequence[Pair],
    tied: frozenset[int] = frozenset(),
) -> Iterator[Reading]:  # fmt: skip
    """Every pair of values around that the change could lie between, whatever the words say; but not one that
    the words give the other way round. Where the grammar ties it to values, one of them is among the two."""
    near = levels_near(passage, change.at)
    backwards = {(pair.new, pair.old) for pair in pairs}
    bases = {pair.old for pair in pairs if pair.change is not None}
    named = any(pair.change == change.at for pair in pairs)
    firm = bool(tied) and (named or _is_close(passage, change, pairs))
    if firm:
        near = [at for at in near if passage.same_sentence(at, change.at) or at in bases]
    for old, new in permutations(near, 2):
        out = {old, new} <= bases or (named and new in bases) or (old, new) in backwards
        out = out or (firm and not tied & {old, new})
        if not out and alike(passage.quantity(old), passage.quantity(new)):
            pair = Pair(old, new)
            if kinds_fit(passage, change, pair) and (reading := read(passage, change, old, new)):
                yield reading
    if change.quantity.is_share:
        yield from _open_amounts(passage, change, changes, near)


def _open_amounts(
    passage: Passage, change: Change, changes: Sequence[Change], near: Sequence[int]
) -> Iterator[Reading]:
    amounts = (o for o in changes if o.quantity.kind in ("count", "money") and abs(o.at - change.at) <= 12)
    for other in amounts:
        for at in near:
            if alike(passage.quantity(at), other.quantity):
                yield from amount_readings(passage, change, other, at)


def _is_close(passage: Passage, change: Change, pairs: Sequence[Pair]) -> bool:
    """Right behind two values that the grammar ties together."""
    return any(
        pair.firm and passage.same_sentence(*pair.span, change.at) and 0 < change.at - max(pair.span) <= 5
        for pair in pairs
    )


def _claim(passage: Passage, change: Change, closed: Sequence[Reading], others: Sequence[Reading]) -> Claim:
    first, stated = closed[0], change.quantity
    old = passage.quantity(first.operands[0])
    rule, why = name_of(stated, old, passage.quantity(first.operands[1]), first)
    measure = stated if stated.kind != "count" or old.kind == "count" else old
    computed = comes_to(abs(first.truth.value), measure)
    because = f"{first.formula} comes to {computed}, not {stated.text}{why}."
    return Claim("change", change.at, stated, tuple(closed), tuple(others), rule, because, computed)
