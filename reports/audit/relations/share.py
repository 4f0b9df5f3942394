"""A part of a whole against the per cent given for it.

"998 out of 1,372 (73 per cent)", "of the 719 recruits 313, or 43.5%, were women", "9,434 cases came in:
2,030 (22%) ...". Which number is the whole, the words say ("of", "of these", a colon, "a total of"), or the
other shares beside it, where they agree with one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import comes_to, compute, cut_off, share, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import HUNDRED, Quantity
from reckoner.reports.audit.relations.alike import alike
from reckoner.reports.audit.relations.beside import APART, beside_of, share_of
from reckoner.reports.audit.relations.claim import Claim, Reading
from reckoner.reports.audit.relations.named_wholes import of_a_named
from reckoner.reports.audit.relations.pairs import pairs_of
from reckoner.reports.audit.relations.wholes import of_a_whole, wholes_of

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
    "N:whole ~9 , of? which|whom N:part ~9 , ~4 rate|share|proportion of S:share",
    "N:whole ~9 and|, N:part ~9 , ~3 rate|share|proportion of S:share",
    "N:part of N:whole ~9 ( S:share )",
    "S:share ~3 of the|all|its|our|these|those N:whole ~9 , that|which is N:part",
    "N:whole ~4 , S:share of it|them|this|these|which ~5 ( N:part",
    "N:part on ^3 N:whole ~4 yield|return|margin of S:share",
    "N:part of the|our|its|all|these|their ^3 N:whole ~9 ( S:share )",
    "N:part ~4 , ~2 rate of S:share from N:whole",
    "N:part ~4 , ~3 rate|share|proportion of S:share from|of|on ^4 N:whole",
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
    "S:share ~8 , with N:part of ^4 N:whole",
    "N:whole ~9 of which|whom ~2 N:part ~5 , S:share of",
    "S:share ~9 : ~2 N:part ~3 out? of|from ^6 N:whole",
    "S:share ~1 ( ~2 N:part ~3 out? of|from ^6 N:whole",
    "S:share of the|all|its|our|these|those ^3 N:whole ^5 , or N:part ,",
    "N:part ~3 out? of ^4 N:whole ~9 , which|that|this @IS ~2 S:share",
    "N:part ^2 out? of ^4 N:whole ^6 : S:share",
)
TIGHT = (
    "N:part of the|our|its|all|these? N:whole ^2 ( S:share )",
    "N:part out of the? N:whole ^2 ( S:share )",
)
# Of a target, where the words say so.
AIMED = (
    "N:part ~9 , ~2 S:share of ^2 target|budget|plan|goal|allocation of N:whole",
    "N:part ~9 @IS ~2 S:share of ^2 target|budget|plan|goal|allocation of N:whole",
    "N:part ~6 ( S:share of ^2 target|budget|plan|goal|allocation of N:whole",
)
_COMPARES = frozenset({"from", "than", "against", "versus"})
_TOGETHER = frozenset({"together", "combined", "both"})


def claims(passage: Passage) -> Iterator[Claim]:
    """The shares that a passage claims."""
    if not any(passage.quantity(at).is_share for at in passage.quantities):
        return
    taken = {change.at for change in changes_of(passage)}
    beside = beside_of(passage)
    closed = _by_form(passage, taken)
    for at, reading in (*of_a_whole(passage, beside), *of_a_named(passage, taken)):
        closed.setdefault(at, []).append(reading)
    tight = _tight(passage)
    for at, readings in closed.items():
        if at in tight:
            own = [r for r in readings if r.operands == tight[at]]
            larger = [
                r
                for r in _open(passage, at, beside, frozenset(tight[at]))
                if _is_larger(passage, r, tight[at])
            ]
            yield _claim(passage, at, own or readings, tuple(larger))
            continue
        tied = frozenset(operand for reading in readings for operand in reading.operands)
        yield _claim(passage, at, readings, tuple(_open(passage, at, beside, tied)))
    for at, part in beside.items():
        if at not in closed:
            held = next((r for r in wholes_of(passage, at, part) if r.holds), None)
            if held is not None:
                yield Claim("share", at, passage.quantity(at), (), (held,))


def _tight(passage: Passage) -> dict[int, tuple[int, int]]:
    """Shares right behind their part and its whole: "six of the twelve (60%)"."""
    found = (names for text in TIGHT for names in form(text).find(passage))
    return {names["share"]: (names["part"], names["whole"]) for names in found}


def _is_larger(passage: Passage, reading: Reading, tight: tuple[int, int]) -> bool:
    """Of the same part, a whole that may be that of all: no smaller one."""
    whole = reading.operands[-1]
    return (
        reading.operands[0] == tight[0] and passage.quantity(whole).value > passage.quantity(tight[1]).value
    )


def _by_form(passage: Passage, taken: set[int]) -> dict[int, list[Reading]]:
    moves = {pair.span for pair in pairs_of(passage) if pair.firm and not pair.benchmark}
    found: dict[int, list[Reading]] = {}
    for text in (*SHARES, *AIMED):
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
            reading = share_of(passage, at, part, whole)
            if reading and (text in AIMED or _is_sound(passage, part, whole)):
                found.setdefault(at, []).append(reading)
    return found


def _is_apart(passage: Passage, at: int) -> bool:
    """ "30 of the 120 sites, 43% of them in the north": a share of the part."""
    after = passage.lowers[at + 1 : at + 3]
    led = passage.lowers[max(0, at - 14) : at]
    if passage.lowers[at - 1] == "or" or ("of", "which") in set(itertools.pairwise(led)):
        return False
    return after[:1] == ["of"] and len(after) > 1 and after[1] in ("them", "these", "those", "which", "whom")


def _is_of_more(passage: Passage, at: int, part: int, whole: int) -> bool:
    """ "Up from 39% of 198"; "together they made up 88%"."""
    compared = _COMPARES & set(passage.lowers[max(0, at - 2) : at])
    nearest = max((one for one in (part, whole) if one < at), default=at)
    return bool(compared) or bool(_TOGETHER & set(passage.between(nearest, at)))


def _has_parts(passage: Passage, at: int, part: int) -> bool:
    """ "Half of the 60 trains were late, ten of them by an hour"; "£1m of £2m on roads, 30% on paths"."""
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
    return not aimed and not too_large and not APART & set(passage.between(part, whole))


def _open(passage: Passage, at: int, beside: dict[int, int], tied: frozenset[int]) -> Iterator[Reading]:
    """Any part of any whole around that gives the share, one of them tied to it by the words; but no parts
    that have a share of their own."""
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
            if (
                part != whole
                and tied & {part, whole}
                and part not in owned
                and (whole not in bases or part in bases)
            ):
                reading = share_of(passage, at, part, whole)
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
