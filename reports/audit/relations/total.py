"""Parts against the total they are said to make, the rest against what it is the rest of.

Parts make a total where the words say so ("a total of", "made up of", "the remaining"), or where the shares
beside them make a hundred. Of a list after a colon, or behind "of these", the words say it less surely: it is
held to the total only where it comes near. A list that includes, or gives examples, is left alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import HUNDRED, Quantity, shown
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.addition import SPANS, addable, sum_of
from reckoner.reports.audit.relations.alike import alike
from reckoner.reports.audit.relations.beside import beside_of, dated_bracket
from reckoner.reports.audit.relations.claim import Claim
from reckoner.reports.audit.relations.complements import COMPLEMENTS
from reckoner.reports.audit.relations.slips import explains

LAST = (
    "a|the total|combined|grand total? of N:total",
    "totalling|totaling|totalled N:total",
    "total|sum of N:total",
    "total|sum :? N:total",
    "giving|making|gives|makes|bringing|brings|taking|takes ~6 total ~4 to? N:total",
    "N:total in total|all",
    "N:total altogether|combined|overall",
    "together|altogether ,? ~4 N:total",
    ", in all|total ,? N:total",
    "N:total ^3 in total|all",
    "N:total ^5 together|altogether|combined",
    ", N:total ^1 between|among them",
    ", N:total ^1 between|among the two|three|four",
)
FIRST = (
    "N:total ~9 comprising|comprised|comprises|comprise of?",
    "N:total ~12 ‖ this|these|it|they comprises|comprise|comprised of?",
    "N:total ~9 made up of|from|by",
    "N:total ~12 ‖ this|these|it|they is|are|was|were made up of|from|by",
    "N:total ~9 consisting|consists|consisted|consist of",
    "N:total ~9 broken down",
    "N:total ~9 divided|split|shared between|into|across|among|as|:",
    "N:total ~3 ( made|comprising|consisting|comprised up? of?",
    "total of N:total ~14 :",
    "total of N:total ~6 S:change ~10 :",
    "N:total ~9 divided|split|shared N:ways ways :",
    "N:total ~3 in total ~3 :",
    "N:total is|are|was|were|be|being met|funded|financed|covered by",
)
# The list may be the whole or some of it: only a near miss is one.
PERHAPS = (
    "N:total ^14 :",
    "N:total ^3 , or S:share :",
    "N:total ^3 , or S:share ~6 ‖ of this|these|which ,?",
    "N:total ~14 ‖ of this|these|those|which|them ,?",
    "N:total ~14 , of which",
    "of the? N:total ^8 ,",
    "of|for every|each N:total ~6 ,",
    "of the? N:total ^8 :",
    "total of N:total ~8 ,",
    "N:total ^8 , split|being",
    "in all|total , N:total ~6 ,",
)
# A number added to the one before: the two make the third.
ADDED = (
    "N:first ~14 ‖ with|adding|including ~2 N:second ~10 gives|makes|brings|comes ~6 N:total",
    "N:first ~14 ‖ with|adding|including ~2 N:second ~10 total|sum|figure|number ~2 is|was ~6 N:total",
    "N:first ~14 ‖ ~3 further|additional|another|extra N:second ~9 brings|takes|brought|took ~6 N:total",
    "N:first ~12 , ~3 further|additional|another|extra N:second ~9 bringing|making|giving ~6 N:total",
)
# The part that stands before the whole, and the others behind it.
PARTED = (
    "N:part of the|its|our|these ^2 N:total",
    "N:part ^3 of the|its|our|these ^2 N:total",
)
LISTED = (
    "( ~3 N:first , ~3 N:second , ~3 N:third ) ~6 N:total",
    "( ~3 N:first , ~3 N:second and ~3 N:third ) ~6 N:total",
    "( ~3 N:first and ~3 N:second ) ~6 N:total",
)
# What closes a list: those that are in none of the groups before.
_CLOSING = words(
    "not neither unknown undecided unsure pending outstanding ongoing open awaiting nothing "
    "unstated undetermined unresolved withdrawn"
)
# What a case has come to: it can come to one of them only.
_STATES = words(
    "approved granted refused rejected accepted upheld dismissed withdrawn completed complete done "
    "carried implemented progress hand track late overdue pending open closed failed passed settled "
    "dropped deferred outstanding succeeded convicted acquitted unfounded resolved finished started "
    "allowed declined abandoned met missed achieved"
)
_OPEN = words(
    "including included includes include among amongst example such mainly mostly notably particularly eg "
    "e.g "
    "chiefly primarily largely offset partially less net"
)
_OVERLAPPING = words("overlap overlaps rounding motive rounded respectively concurrently concurrent")
_COMPARING = words("compared than versus up down against")
_CLOSE = Decimal("0.1")
_LISTED = Decimal("0.3")
_WHOLE = Decimal("0.5")
_OVER = Decimal("0.15")
_VERY_CLOSE = Decimal("0.015")


def claims(passage: Passage) -> Iterator[Claim]:
    """The totals, rests and remainders that a passage claims."""
    if len(passage.quantities) < 3:
        return
    taken = {change.at for change in changes_of(passage)}
    seen: set[int] = set()
    ways = (
        *_after(passage, taken),
        *_before(passage, taken),
        *_by_shares(passage),
    )
    for total, parts, near in (*ways, *_perhaps(passage, taken)):
        if total not in seen and len(parts) > 1 and not _overlapping(passage):
            claim = _claim(passage, total, parts, near)
            if claim is not None:
                seen.add(total)
                yield claim


def _overlapping(passage: Passage) -> bool:
    """The passage says that its parts need not add up."""
    text = " ".join(passage.lowers)
    told = ("add to", "sum to", "add up", "more than one", "not sum", "both")
    return bool(_OVERLAPPING & passage.word_set) or any(words_ in text for words_ in told)


def _after(passage: Passage, taken: set[int]) -> Iterator[tuple[int, list[int], bool]]:
    """ "A, B and C, a total of T"."""
    totals = {found["total"] for text in LAST for found in form(text).find(passage)} - taken
    totals = {at for at in totals if not (passage.quantity(at).in_words and passage.noun(at)[:1] in SPANS)}
    for total in sorted(totals):
        parts = _run_before(passage, total, totals, taken)
        while len(parts) > 2 and not _is_list(passage, parts):
            parts = parts[1:]
        if len(parts) > 2 and passage.quantity(parts[0]).value == passage.quantity(total).value:
            parts = parts[1:]  # "93 visits: 41 to homes, 29 to shops and 23 to schools, 93 in all"
        if len(parts) > 1 and _is_list(passage, parts) and _closes(passage, parts[-1], total):
            yield total, parts, False


def _run_before(passage: Passage, total: int, totals: set[int], taken: set[int]) -> list[int]:
    """The numbers of the total's kind before it, back to a colon, another total or another clause."""
    found: list[int] = []
    for at in range(total - 1, -1, -1):
        item = passage.items[at]
        if passage.owners[at] != passage.owners[total] or (at in totals and at != total):
            break
        if item.lower == ":" and (found or total - at > 2):
            break
        if item.lower == ";" and found:
            break
        if item.kind == "quantity" and at not in taken and addable(passage, total, at):
            found.append(at)
    return found[::-1]


def _closes(passage: Passage, last: int, total: int) -> bool:
    """Nothing between the last part and the total starts a new thought."""
    between = passage.between(last, total)
    parted = {"while", "whereas", "than", "compared", "but", "of"} - (
        {"of"} if "total" in between[-3:] else set()
    )
    return len(between) <= 22 and between[-1:] != ["from"] and not parted & set(between[:-3])


def _is_list(passage: Passage, parts: Sequence[int]) -> bool:
    """Parts joined by commas, "and" or "plus", no list that only includes, no change from one to the next."""
    joints = ("and", ",", "plus", "+", ";", "with", "(", ")", "&")
    joined = all(any(w in joints for w in passage.between(a, b)) for a, b in itertools.pairwise(parts))
    led = set(passage.lowers[max(0, parts[0] - 4) : parts[-1]])
    inside = set(_outside_brackets(passage.lowers[parts[0] : parts[-1]]))
    moved = any(passage.lowers[at - 1] == "from" for at in parts if at)
    if "each" in inside | set(_behind(passage, parts[-1])) | set(passage.lowers[parts[-1] : parts[-1] + 4]):
        return False  # "5 wards with 24 beds each"
    whole = any(
        "of" in passage.between(a, b) and len(passage.between(a, b)) < 3 for a, b in itertools.pairwise(parts)
    )
    return joined and not moved and not whole and not _OPEN & led and not inside & _COMPARING


def _outside_brackets(lowers: Sequence[str]) -> Iterator[str]:
    """The words but for those in brackets: "24,690 injured (down 5 per cent) and"."""
    depth = 0
    for word in lowers:
        depth = max(0, depth + (word == "(") - (word == ")"))
        if depth == 0:
            yield word


def _before(passage: Passage, taken: set[int]) -> Iterator[tuple[int, list[int], bool]]:
    """ "T, made up of A, B and C"."""
    for text in FIRST:
        for found in form(text).find(passage):
            total = found["total"]
            parts = _run_after(passage, total, found["end"], taken)
            if total not in taken and parts is not None and _is_list(passage, parts):
                yield total, parts, False


def _perhaps(passage: Passage, taken: set[int]) -> Iterator[tuple[int, list[int], bool]]:
    """Lists that may be the whole of what they follow, or some of it."""
    for text in PERHAPS:
        for found in form(text).find(passage):
            total = found["total"]
            parts = _run_after(passage, total, found["end"], taken)
            if parts is not None and len(parts) > 1 and _follows(passage, total, parts):
                yield total, parts, True
    yield from _parted(passage, taken)
    for text in LISTED:
        for found in form(text).find(passage):
            parts = [found[name] for name in ("first", "second", "third") if name in found]
            if _may_add(passage, found["total"], parts, taken):
                yield found["total"], parts, True
    for text in ADDED:
        for found in (*form(text).find(passage), *form(text).find_reduced(passage)):
            parts = [found["first"], found["second"]]
            if _may_add(passage, found["total"], parts, taken - set(parts)):
                yield found["total"], parts, False


def _follows(passage: Passage, total: int, parts: Sequence[int]) -> bool:
    """A list behind what it may be a list of, and not one that this is itself the first of; "£2.26m (2023:
    £1.98m), of which" gives no parts of the earlier one."""
    if dated_bracket(passage, total) is not None:
        return False
    if not _is_list(passage, parts) or (
        passage.between(total, parts[0]) == [","] and not passage.noun(total)
    ):
        return False
    joined = bool({"and", "&"} & set(passage.between(parts[-2], parts[-1])))
    return joined and "and" not in passage.between(total, parts[0])


def _may_add(passage: Passage, total: int, parts: Sequence[int], taken: set[int]) -> bool:
    return total not in taken and all(addable(passage, total, at) and at not in taken for at in parts)


def _parted(passage: Passage, taken: set[int]) -> Iterator[tuple[int, list[int], bool]]:
    """ "Nine of the fifteen are complete, three are on track and three are late"."""
    for text in PARTED:
        for found in form(text).find(passage):
            total, part = found["total"], found["part"]
            parts = [part, *(_run_after(passage, total, total + 1, taken) or ())]
            closed = len(parts) > 1 and _is_closed(passage, parts)
            if closed and _may_add(passage, total, [part], taken):
                yield total, parts, True


def _run_after(passage: Passage, total: int, end: int, taken: set[int]) -> list[int] | None:
    """The numbers of the total's kind behind it in their sentence, but for those of which a part is told."""
    owner = passage.owners[min(end, len(passage.owners) - 1)]
    parts = [
        at
        for at in passage.quantities
        if at >= end and passage.owners[at] == owner and at not in taken and addable(passage, total, at)
    ]
    if not parts:
        return None
    stops = _OPEN | {"which", "whom", "compared", "than", "areas", "up", "further"}
    told = set(passage.lowers[end : parts[-1]])
    return None if told & stops - {"further"} else parts


def _by_shares(passage: Passage) -> Iterator[tuple[int, list[int], bool]]:
    """Parts whose shares make a hundred make the whole that stands before them."""
    beside = beside_of(passage)
    for owner in {passage.owners[at] for at in beside}:
        group = {at: part for at, part in beside.items() if passage.owners[at] == owner}
        for first in sorted({0, *(_partitives(passage, owner))}):
            shares = {at: part for at, part in group.items() if min(at, part) >= first}
            if len(shares) < 2 or not _makes_hundred([passage.quantity(at) for at in shares]):
                continue
            parts = sorted(shares.values())
            before = [
                at
                for at in passage.quantities
                if at < parts[0]
                and passage.owners[at] >= owner - 1
                and addable(passage, parts[0], at)
                and (at not in group.values() or at < first)
            ]
            whole = [
                at
                for at in before
                if passage.quantity(at).value > max(passage.quantity(p).value for p in parts)
            ]
            if whole:
                yield whole[-1], parts, True


def _partitives(passage: Passage, owner: int) -> list[int]:
    start = passage.owners.index(owner)
    end = len(passage.owners) - passage.owners[::-1].index(owner)
    return [
        at
        for at in range(start, end - 1)
        if passage.lowers[at] == "of" and passage.lowers[at + 1] in ("these", "those", "them", "which")
    ]


def _makes_hundred(shares: Sequence[Quantity]) -> bool:
    slack = sum((one.ulp for one in shares), Decimal(0)) / 2
    return abs(sum((one.value for one in shares), Decimal(0)) - HUNDRED) <= slack


def _claim(passage: Passage, total: int, parts: Sequence[int], near: bool) -> Claim | None:
    stated, values = passage.quantity(total), [passage.quantity(at) for at in parts]
    if any(value.hedge in ("most", "least", "over", "under") for value in values):
        return None
    reading = sum_of(passage, total, parts)
    others = tuple(sum_of(passage, total, run) for run in _runs(passage, total, parts))
    if near and not reading.holds:
        off = abs(reading.truth.value - stated.value) / stated.value if stated.value else Decimal(1)
        sure = _WHOLE if _has_shares(passage, parts) else _VERY_CLOSE
        if (
            "which" in passage.between(total, parts[0])
            and (len(parts) > 2 or stated.kind == "money")
            and reading.truth.value > stated.value
        ):
            sure = _OVER
        if passage.lowers[total - 1] in ("every", "each") and reading.truth.value > stated.value:
            sure = _OVER
        if _after_colon(passage, total, parts):
            sure = _LISTED if len(parts) > 2 else _CLOSE
        slack = Decimal(0) if stated.is_whole else stated.ulp
        slipped = (
            len(parts) > 2
            or max(value.value for value in values) > stated.value
            or "total" in passage.lowers[max(0, total - 3) : total]
        )
        certain = _is_closed(passage, parts) or (slipped and explains(stated, values, slack))
        if (off > sure and not certain) or stated.hedge:
            held = next((other for other in others if other.holds), None)
            return Claim("sum", total, stated, (), (held,)) if held else None
    computed = shown(reading.truth.value, stated.kind, unit=stated.unit)
    because = f"{reading.formula} comes to {computed}, not {stated.text}."
    return Claim("sum", total, stated, (reading,), others, "parts-and-total", because, computed)


def _is_closed(passage: Passage, parts: Sequence[int]) -> bool:
    """The last part is those that none of the groups before hold: "and 26 were not"."""
    behind = [set(_behind(passage, at)) for at in parts]
    if len(parts) == 2 and any(one & behind[0] and other & behind[1] for one, other in COMPLEMENTS):
        return True
    return bool(_CLOSING & behind[-1]) or all(_STATES & words_ for words_ in behind)


def _behind(passage: Passage, at: int) -> list[str]:
    """The words behind a number up to the next one, or the end of its sentence; but "of the 13"."""
    if passage.lowers[at + 1 : at + 3] == ["of", "the"] and passage.items[at + 3 : at + 4]:
        at = at + 3 if passage.items[at + 3].kind == "quantity" else at
    end = next(
        (
            n
            for n in range(at + 1, min(at + 9, len(passage.items)))
            if passage.items[n].kind == "quantity" or passage.owners[n] != passage.owners[at]
        ),
        at + 9,
    )
    return passage.lowers[at + 1 : end]


def _has_shares(passage: Passage, parts: Sequence[int]) -> bool:
    beside = {part: at for at, part in beside_of(passage).items()}
    shares = [passage.quantity(beside[part]) for part in parts if part in beside]
    return len(shares) == len(parts) and _makes_hundred(shares)


def _after_colon(passage: Passage, total: int, parts: Sequence[int]) -> bool:
    return ":" in passage.between(total, parts[0])


def _runs(passage: Passage, total: int, parts: Sequence[int]) -> Iterator[Sequence[int]]:
    """Other sets of numbers that could be meant: any run of its kind around it, and all parts but one."""
    owner = passage.owners[total]
    taken = {change.at for change in changes_of(passage)}
    around = [
        at
        for at in passage.quantities
        if passage.owners[at] == (owner if passage.owners[parts[0]] == owner else passage.owners[parts[0]])
        and at != total
        and at not in taken
        and alike(passage.quantity(at), passage.quantity(total))
    ][:24]
    for first in range(len(around)):
        for last in range(first + 2, min(len(around), first + 14) + 1):
            yield around[first:last]
    for left in range(len(parts)):
        rest = [*parts[:left], *parts[left + 1 :]]
        if len(rest) > 1:
            yield rest
