"""A part of a whole against the per cent given for it.

"998 out of 1,372 (73 per cent)", "of the 719 recruits 313, or 43.5%, were women", "9,434 cases came in:
2,030 (22%) ...". Which number is the whole, the words say ("of", "of these", a colon, "a total of"), or the
other shares beside it, where they agree with one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import comes_to, compute, cut_off, share, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import HUNDRED, Quantity
from reckoner.reports.audit.language.sentence import stem
from reckoner.reports.audit.language.vocabulary import CHANGE_VERBS
from reckoner.reports.audit.relations.alike import alike, comparable
from reckoner.reports.audit.relations.claim import Claim, Reading
from reckoner.reports.audit.relations.pairs import pairs_of

# In each: the share, the part and the whole.
SHARES = (
    "S:share ~9 ( N:part out? of|from ^6 N:whole",
    "S:share ~9 – N:part out? of ^6 N:whole",
    "S:share ~6 , or? N:part out? of ^6 N:whole",
    "N:part ~5 out of ^6 N:whole ~4 (|–|—|, or? S:share",
    "N:part of the|all|its|our|their|these|those|a ^5 N:whole ~5 (|–|—|, or? S:share",
    "N:part ~6 out of ^6 N:whole ~5 @IS ~2 S:share",
    "N:part of N:whole ~4 (|–|—|, or? S:share",
    "N:part of the|all|its ^4 N:whole ~6 @IS S:share",
    "out? of ^9 N:whole ~9 N:part ~4 (|–|—|, or? S:share",
    "out? of ^9 N:whole ~9 N:part ~10 , or|or,|which|that @IS? S:share",
    "out? of ^9 N:whole ~9 N:part ^10 ( S:share )",
    "out? of ^5 N:whole ~5 N:part ~3 , ~4 rate|share|proportion of S:share",
    "N:whole ~6 , N:part ~6 rate|share|proportion ~3 S:share",
    "N:whole ~4 and N:part ~9 , which|that @IS ~1 S:share",
    "N:part ~6 , ~2 S:share of ^4 N:whole",
    "N:part ~9 , ~2 S:share the ^2 N:whole",
    "N:part ~4 , ~4 share|rate|proportion of S:share of ^4 N:whole",
    "of ^6 N:whole ~9 S:share ~3 ( N:part )",
    "N:part ~8 ( S:share ) ~6 on|of|from|against ^9 N:whole",
    "N:part ~6 , or? S:share , ~3 of|on ^6 N:whole",
    "N:part ~8 ( S:share of ^6 N:whole",
    "N:part ~9 @IS ~2 S:share of ^8 N:whole",
    "N:part ~6 ‖ this|that|it|these @IS ~2 S:share of ^8 N:whole",
    "S:share of ^6 N:whole ~5 ( N:part )",
    "S:share of the|all|its|our ^5 N:whole ~6 , or? N:part",
    "S:share ~4 of N:whole ~3 is|was|equals|= N:part",
    "N:part ~6 or|, S:share of ^4 N:whole",
    "N:whole ~9 of which|whom|these|those|them ~4 N:part ~3 (|–|—|, or? S:share",
    "N:whole ~9 , N:part of which|whom|these|those|them ~3 (|–|—|, or? S:share",
    "N:whole ~9 including ~3 N:part ~4 ( S:share",
    "S:share share|slice of the ~3 N:whole ~4 , ~4 N:part",
    "N:part ~9 @IS ~3 S:share ~2 of the ~3 N:whole",
    "N:part on ~3 of N:whole ~4 margin|return of S:share",
    "S:share , with N:part of ^4 N:whole",
    "S:share ~9 : ~2 N:part ~3 out? of|from ^6 N:whole",
    "S:share ~1 ( ~2 N:part ~3 out? of|from ^6 N:whole",
    "S:share of the|all|its|our|these|those ^3 N:whole ^5 , or N:part ,",
    "N:part ~3 out? of ^4 N:whole ~9 , which|that|this @IS ~2 S:share",
    "N:part ^2 out? of ^4 N:whole ^6 : S:share",
)
# A share and its part, side by side; the whole stands elsewhere.
BESIDE = (
    "N:part ^5 ( S:share )",
    "N:part ^5 ( S:share ;",
    "N:part ^5 ( S:share ,",
    "N:part ^5 , or S:share ,",
    "N:part or S:share",
    "S:share ^4 ( N:part )",
    "S:share , or N:part ,",
    "N:part of @THESE ~6 , which is|was|were|or|being S:share",
    "N:part of @THESE , or S:share",
    "N:part of @THESE ~4 ( S:share )",
    "N:part of @THESE , S:share ,",
    "( S:share , N:part )",
    "( N:part , S:share )",
    "S:share of @THESE ^1 , N:part ,",
    "S:share of @THESE ( N:part )",
    "S:share of @THESE ^1 , or N:part ,",
    "N:part of @THESE ~12 , which|that|or @IS ~2 S:share",
    "N:part of @THESE ~12 , or S:share",
)
_TOTALS = (
    "total of N:whole",
    "in total|all ,? N:whole",
    "N:whole ~4 in total|all",
    "total|overall ~2 N:whole",
)
_SAYS = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "which",
        "make",
        "makes",
        "made",
        "or",
        "account",
        "accounts",
        "accounted",
        "representing",
    ]
)
_COMPARES = frozenset({"from", "than", "against", "versus"})
_TOGETHER = frozenset({"together", "combined", "both"})
_OF_THESE = [["of", word] for word in ("them", "these", "those", "this", "which", "whom", "it")]
_APART = frozenset({"compared", "than", "versus"})


def claims(passage: Passage) -> Iterator[Claim]:
    """The shares that a passage claims."""
    if not any(passage.quantity(at).is_share for at in passage.quantities):
        return
    taken = {change.at for change in changes_of(passage)}
    beside = beside_of(passage)
    closed = _by_form(passage, taken)
    for at, reading in (*_of_a_whole(passage, beside), *_of_a_named(passage, taken)):
        closed.setdefault(at, []).append(reading)
    for at, readings in closed.items():
        yield _claim(passage, at, readings, tuple(_open(passage, at, beside)))
    for at, part in beside.items():
        if at not in closed:
            held = next((r for r in _wholes(passage, at, part) if r.holds), None)
            if held is not None:
                yield Claim("share", at, passage.quantity(at), (), (held,))


def _reading(passage: Passage, at: int, part: int, whole: int) -> Reading | None:
    top, bottom, stated = passage.quantity(part), passage.quantity(whole), passage.quantity(at)
    if not comparable(passage, part, whole) or bottom.value <= 0 or len({at, part, whole}) < 3:
        return None
    if _dated_bracket(passage, part) != _dated_bracket(passage, whole):
        return None
    truth = compute(share, top, bottom)
    if truth is None:
        return None
    return Reading((part, whole), truth, verdict(stated, truth), f"{top.text} / {bottom.text}")


def _dated_bracket(passage: Passage, at: int) -> int | None:
    """Where the bracket around an item opens that gives another time's numbers: "(2018: £57m, 36%)"."""
    for index in range(at - 1, max(-1, at - 12), -1):
        if passage.lowers[index] == ")":
            return None
        if passage.lowers[index] == "(":
            return index if passage.items[index + 1].kind == "when" else None
    return None


def _by_form(passage: Passage, taken: set[int]) -> dict[int, list[Reading]]:
    moves = {pair.span for pair in pairs_of(passage) if pair.firm and not pair.benchmark}
    found: dict[int, list[Reading]] = {}
    for text in SHARES:
        for names in (*form(text).find(passage), *form(text).find_reduced(passage)):
            at, part, whole = names["share"], names["part"], names["whole"]
            if (
                _is_apart(passage, at)
                or _is_of_more(passage, at, part, whole)
                or _has_parts(passage, at, part)
            ):
                continue
            if {at, part, whole} & taken or (min(part, whole), max(part, whole)) in moves:
                continue
            reading = _reading(passage, at, part, whole)
            if reading and _is_sound(passage, part, whole):
                found.setdefault(at, []).append(reading)
    return found


def _is_apart(passage: Passage, at: int) -> bool:
    """ "30 of the 120 sites, 43% of them in the north": a share of the part."""
    after = passage.lowers[at + 1 : at + 3]
    if passage.lowers[at - 1] == "or":
        return False
    return after[:1] == ["of"] and after[1:] and after[1] in ("them", "these", "those", "which", "whom")


def _is_of_more(passage: Passage, at: int, part: int, whole: int) -> bool:
    """ "Up from 39% of 198"; "together they made up 88%"."""
    compared = _COMPARES & set(passage.lowers[max(0, at - 2) : at])
    nearest = max((one for one in (part, whole) if one < at), default=at)
    return bool(compared) or bool(_TOGETHER & set(passage.between(nearest, at)))


def _has_parts(passage: Passage, at: int, part: int) -> bool:
    """ "Half of the 60 trains were late, ten of them by an hour"; "£1.4m of the £2m on roads, 30% on paths"."""
    after = passage.lowers[part + 1 : part + 3]
    if at < part and after[:1] == ["of"] and after[1:] in (["them"], ["these"], ["those"], ["which"]):
        return True
    own = passage.lowers[at + 1 : at + 2]
    given = set(passage.between(part, at)) if part < at else set()
    return own in (["on"], ["to"]) and own[0] in given


def _is_sound(passage: Passage, part: int, whole: int) -> bool:
    """Not a value held against a target or another value, nor a part of some other size."""
    aimed = {"target", "targets"} & set(passage.lowers[max(0, whole - 3) : whole])
    against = "against" in passage.between(part, whole) and "budget" not in passage.between(part, whole)
    if against and passage.lowers[max(0, whole - 4) : whole].count("against"):
        return False
    too_large = passage.quantity(part).value > 2 * passage.quantity(whole).value
    return not aimed and not too_large and not _APART & set(passage.between(part, whole))


@lru_cache(maxsize=64)
def beside_of(passage: Passage) -> dict[int, int]:
    """For each share that stands beside a count or sum of money of its own, that number."""
    taken = {change.at for change in changes_of(passage)}
    found: dict[int, int] = {}
    for text in BESIDE:
        for names in form(text).find(passage):
            at, part = names["share"], names["part"]
            if at not in taken and part not in taken and part not in found.values():
                found.setdefault(at, part)
    return found


def _wholes(passage: Passage, at: int, part: int) -> Iterator[Reading]:
    """The numbers around that a part could be a part of, the nearest before it first."""
    owner = passage.owners[part]
    taken = {change.at for change in changes_of(passage)}
    bases = {pair.old for pair in pairs_of(passage) if pair.firm}
    near = [w for w in passage.quantities if owner - 2 <= passage.owners[w] <= owner + 1
            and w not in taken and (w not in bases or part in bases)]  # fmt: skip
    for whole in sorted(near, key=lambda w: (w > part, abs(w - part))):
        if passage.quantity(whole).value >= passage.quantity(part).value and whole != part:
            reading = _reading(passage, at, part, whole)
            if reading is not None:
                yield reading


def _of_a_whole(passage: Passage, beside: dict[int, int]) -> Iterator[tuple[int, Reading]]:
    """Shares with their parts beside them, where the words or the other shares say what the whole is."""
    for owner in {passage.owners[at] for at in beside}:
        group = {at: part for at, part in beside.items() if passage.owners[at] == owner}
        whole = _common(passage, group)
        for at, part in group.items():
            if _is_moved(passage, part):
                continue
            named = _named_whole(passage, part)
            candidates = [r for r in _wholes(passage, at, part) if _may_be(passage, r, whole, named, group)]
            if not candidates and named is None and _shares_all(passage, group):
                candidates = [r for r in _wholes(passage, at, part) if r.operands[1] not in group.values()]
                candidates = candidates if len({r.operands[1] for r in candidates}) == 1 else []
            for reading in sorted(candidates, key=lambda r: _off(passage, at, r)):
                yield at, reading


def _off(passage: Passage, at: int, reading: Reading) -> Decimal:
    return abs(reading.truth.value - passage.quantity(at).value)


def _may_be(
    passage: Passage, reading: Reading, common: set[int], named: set[int] | None, group: dict[int, int]
) -> bool:
    part, whole = reading.operands
    if named is not None:
        return whole in named
    return whole in common and whole not in group.values() and not _APART & set(passage.between(part, whole))


def _common(passage: Passage, group: dict[int, int]) -> set[int]:
    """The wholes with which another share of the sentence agrees."""
    found: Counter[int] = Counter()
    for at, part in group.items():
        for reading in _wholes(passage, at, part):
            whole = reading.operands[1]
            plain = reading.holds and not passage.quantity(at).hedge
            if plain and whole not in group.values() and whole < part and passage.quantity(part).is_whole:
                found[whole] += 1
    return {whole for whole, times in found.items() if times >= 2 or len(group) <= 2}


def _named_whole(passage: Passage, part: int) -> set[int] | None:
    """What "of these", a colon or "a total of" before a part points to; None where nothing does."""
    owner = passage.owners[part]
    start = passage.owners.index(owner)
    before = passage.lowers[start:part]
    numbers = [at for at in passage.quantities if _may_be_whole(passage, at, part)]
    if passage.lowers[part + 1 : part + 3] in _OF_THESE:
        return {at for at in numbers if at < part and passage.owners[at] >= owner - 1} or None
    led_by = [
        at for at in numbers if at < part and passage.owners[at] == owner and _leads(passage, at, start)
    ]
    if led_by:
        return set(led_by)
    here = [at for at in numbers if start <= at < part]
    partitive = _last_partitive(before)
    if partitive is not None:
        place = start + partitive
        led = [at for at in here if at < place]
        earlier = [at for at in numbers if passage.owners[at] == owner - 1]
        return set(led or earlier) or None
    if ":" in before:
        place = start + len(before) - 1 - before[::-1].index(":")
        led = [at for at in here if at < place]
        return set(led) - set(beside_of(passage).values()) or None
    return None


def _may_be_whole(passage: Passage, at: int, part: int) -> bool:
    return alike(passage.quantity(at), passage.quantity(part)) and (
        passage.quantity(at).value >= passage.quantity(part).value and at != part
    )


def _leads(passage: Passage, at: int, start: int) -> bool:
    """ "Of the 1,204 people who replied, ...": the whole that a sentence begins with."""
    return passage.lowers[start] == "of" and at - start <= 5


def _last_partitive(before: Sequence[str]) -> int | None:
    for at in range(len(before) - 2, -1, -1):
        if before[at] in _APART:
            return None
        if before[at] == "of" and before[at + 1] in ("these", "those", "them", "which", "whom", "this"):
            return at
        if before[at] in (";",):
            return None
    return None


def _shares_all(passage: Passage, group: dict[int, int]) -> bool:
    """The shares of the sentence make a hundred, so they are parts of one whole."""
    owner = passage.owners[next(iter(group))]
    taken = {change.at for change in changes_of(passage)}
    shares = [
        passage.quantity(at)
        for at in passage.quantities
        if passage.owners[at] == owner and passage.quantity(at).kind == "percent" and at not in taken
    ]
    if len(shares) < 2:
        return False
    slack = sum((one.ulp for one in shares), Decimal(0)) / 2
    return abs(sum((one.value for one in shares), Decimal(0)) - HUNDRED) <= slack


def _is_moved(passage: Passage, part: int) -> bool:
    """ "Fell to 2,030 (22%)": the bracket may be the change."""
    return (
        bool(CHANGE_VERBS & set(passage.lowers[max(0, part - 5) : part])) or passage.lowers[part - 1] == "to"
    )


def _of_a_named(passage: Passage, taken: set[int]) -> Iterator[tuple[int, Reading]]:
    """ "The target of 20,000 ... 77% of the target": a whole by the name that it was given."""
    lowers = passage.lowers
    yield from _of_what_was_named(passage, taken)
    for at in passage.quantities:
        if (
            not passage.quantity(at).is_share
            or at in taken
            or lowers[at + 1 : at + 3] not in (["of", "the"], ["of", "its"])
        ):
            continue
        name = lowers[at + 3 : at + 4]
        if name in (["total"], ["overall"], ["whole"]) and lowers[at + 4 : at + 5] != ["number"]:
            yield from _of_the_total(passage, at, taken)
            continue
        for whole in passage.quantities:
            if whole < at and lowers[whole - 2 : whole] == [*name, "of"] and passage.same_sentence(whole, at):
                parts = [p for p in passage.quantities if p < whole and passage.same_sentence(p, at)]
                found = [r for p in parts[-1:] if (r := _reading(passage, at, p, whole))]
                yield from ((at, reading) for reading in found)


def _of_what_was_named(passage: Passage, taken: set[int]) -> Iterator[tuple[int, Reading]]:
    """ "Income came to £494,632 ... grants of £409,193, which is 83% of all income": the whole by its name."""
    bases = {pair.old for pair in pairs_of(passage)}
    for at in passage.quantities:
        after = passage.lowers[at + 1 : at + 6]
        if not passage.quantity(at).is_share or at in taken or after[:1] != ["of"]:
            continue
        name = next(
            (stem(w) for w in after[1:] if w not in ("the", "all", "its", "our", "total", "whole")), ""
        )
        parts = [p for p in passage.quantities if at - 14 <= p < at and passage.same_sentence(p, at)
                 and passage.quantity(p).kind in ("count", "money") and p not in bases and p not in taken]  # fmt: skip
        wholes = [w for w in passage.quantities if w < at and w not in taken and w not in bases
                  and w not in parts[-1:] and passage.owners[at] - passage.owners[w] <= 2
                  and _is_called(passage, w, name)]  # fmt: skip
        sure = len(parts) == 1 and len(wholes) == 1 and not passage.quantity(wholes[0]).hedge
        linked = sure and bool(_SAYS & set(passage.between(parts[0], at)))
        if linked and _may_be_whole(passage, wholes[0], parts[0]):
            reading = _reading(passage, at, parts[0], wholes[0])
            if reading is not None:
                yield at, reading


def _is_called(passage: Passage, at: int, name: str) -> bool:
    """Whether a number counts what is named, or is told of it."""
    if len(name) < 4:
        return False
    start = passage.owners.index(passage.owners[at])
    before = {stem(word) for word in passage.lowers[max(start, at - 9) : at]}
    return name in passage.noun(at)[:2] or name in before


def _of_the_total(passage: Passage, at: int, taken: set[int]) -> Iterator[tuple[int, Reading]]:
    """ "With 800 officers ... There are 60 trainee officers, 7.5% of the total": a total of the same noun."""
    parts = [
        p
        for p in passage.quantities
        if at - 10 <= p < at
        and passage.same_sentence(p, at)
        and p not in taken
        and passage.quantity(p).kind in ("count", "money")
    ]
    for part in parts[-1:]:
        noun = set(passage.noun(part))
        wholes = [
            w
            for w in passage.quantities
            if w < part
            and w not in taken
            and _may_be_whole(passage, w, part)
            and noun & set(passage.noun(w))
            and passage.owners[part] - passage.owners[w] <= 2
        ]
        for whole in wholes if len(wholes) == 1 else ():
            reading = _reading(passage, at, part, whole)
            if reading is not None:
                yield at, reading


def _open(passage: Passage, at: int, beside: dict[int, int]) -> Iterator[Reading]:
    """Any part of any whole around that gives the share, but for parts that have a share of their own."""
    owner = passage.owners[at]
    owned = {part for other, part in beside.items() if other != at}
    taken = {change.at for change in changes_of(passage)}
    bases = {pair.old for pair in pairs_of(passage) if pair.firm and pair.change is not None}
    near = [
        n
        for n in passage.quantities
        if owner - 2 <= passage.owners[n] <= owner + 1
        and n not in taken
        and passage.quantity(n).kind != "percent"
    ]
    for part in near:
        for whole in near:
            if part != whole and part not in owned and (whole not in bases or part in bases):
                reading = _reading(passage, at, part, whole)
                if reading is not None:
                    yield reading
    if at in beside:
        yield from _of_the_sum(passage, at, beside)
        yield from _of_one_whole(passage, at, beside)


def _of_one_whole(passage: Passage, at: int, beside: dict[int, int]) -> Iterator[Reading]:
    """The whole that another part with its share tells: "half (3.8 million)" is of 7.6 million."""
    for share_at, part in beside.items():
        other, own = passage.quantity(part), passage.quantity(beside[at])
        near = passage.owners[at] - passage.owners[share_at] == 1 and alike(other, own)
        if near and passage.quantity(share_at).kind == "percent" and other.value > own.value:
            truth = compute(lambda a, b, c: a / (b / c), own, other, passage.quantity(share_at))
            if truth is not None:
                formula = f"{own.text} / ({other.text} / {passage.quantity(share_at).text})"
                yield Reading((beside[at], part), truth, verdict(passage.quantity(at), truth), formula)


def _of_the_sum(passage: Passage, at: int, beside: dict[int, int]) -> Iterator[Reading]:
    """The whole as the sum of the parts beside their shares in the sentence."""
    parts = [p for s, p in beside.items() if passage.same_sentence(s, at)]
    values = [passage.quantity(part) for part in parts]
    if len(parts) > 1 and len({(v.kind, v.unit) for v in values}) == 1:
        truth = compute(lambda top, *rest: top / sum(rest) * 100, passage.quantity(beside[at]), *values[:8])
        if truth is not None:
            sums = " + ".join(value.text for value in values)
            yield Reading((beside[at],), truth, verdict(passage.quantity(at), truth), f"of {sums}")


def _claim(passage: Passage, at: int, closed: Sequence[Reading], others: Sequence[Reading]) -> Claim:
    first, stated = closed[0], passage.quantity(at)
    top, bottom = (passage.quantity(operand) for operand in first.operands)
    rule, why = _name(stated, top, bottom, first)
    computed = comes_to(first.truth.value, stated)
    because = f"{top.text} as a share of {bottom.text} is {computed}, not {stated.text}{why}."
    return Claim("share", at, stated, tuple(closed), tuple(others), rule, because, computed)


def _name(stated: Quantity, top: Quantity, bottom: Quantity, reading: Reading) -> tuple[str, str]:
    if reading.verdict == "truncated":
        return "truncated", ": it was cut off where it should be rounded"
    if top.value and _near(stated, bottom, top):
        return "share-swapped", f": it is {bottom.text} as a share of {top.text}"
    if abs(HUNDRED - reading.truth.value - stated.value) <= stated.ulp / 2:
        return "share-of-the-rest", ": it is the share of the others"
    rest = bottom.value - top.value
    if rest > 0 and abs(share(top.value, rest) - stated.value) <= stated.ulp / 2:
        return "share", ": it was worked out on what is left"
    return "share", ""


def _near(stated: Quantity, top: Quantity, bottom: Quantity) -> bool:
    value = share(top.value, bottom.value)
    return abs(value - stated.value) <= stated.ulp / 2 or cut_off(value, stated.ulp) == stated.value
