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
from reckoner.reports.audit.language.judge import Truth, band_of, overlaps
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import HUNDRED, Quantity, shown
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claim, Reading
from reckoner.reports.audit.relations.alike import alike
from reckoner.reports.audit.relations.share import beside_of

LAST = (
    "a|the total|combined|grand total? of N:total",
    "totalling|totaling|totalled N:total",
    "total|sum of N:total",
    "total|sum :? N:total",
    "giving|making|gives|makes ~6 total ~4 to? N:total",
    "N:total in total|all",
    "N:total altogether|combined|overall",
    "together|altogether ,? ~4 N:total",
    "N:total ~3 in total|all",
    "N:total ~5 together|altogether|combined",
)
FIRST = (
    "N:total ~9 comprising|comprised|comprises of?",
    "N:total ~12 ‖ this|these|it|they comprises|comprise|comprised of?",
    "N:total ~9 made up of|from|by",
    "N:total ~12 ‖ this|these|it|they is|are|was|were made up of|from|by",
    "N:total ~9 consisting|consists|consisted of",
    "N:total ~9 broken down",
    "N:total ~9 divided|split|shared between|into|across|among|as|:",
    "N:total ~3 ( made|comprising|consisting|comprised up? of?",
    "total of N:total ~14 :",
    "N:total ~9 divided|split|shared N:ways ways :",
    "N:total ~3 in total ~3 :",
)
# The list may be the whole or some of it: only a near miss is one.
PERHAPS = (
    "N:total ^14 :",
    "N:total ^3 , or S:share :",
    "N:total ^3 , or S:share ~6 ‖ of this|these|which ,?",
    "N:total ~14 ‖ of this|these|those|which|them ,?",
    "N:total ~14 , of which",
    "of the? N:total ^8 ,",
)
REST = "N:part ~12 the remaining|other|rest|remainder ~3 N:rest"
# Of three sums of money, or three counts, the last is what lies between the others.
OUTCOMES = (
    (
        "surplus|deficit of N:left",
        words("income receipts raised revenue"),
        words("costs expenditure spending spent expenses cost payments"),
    ),
    (
        "overspend|underspend|shortfall of N:left",
        words("budget planned plan allocation estimate"),
        words("against"),
    ),
    (
        "net loss|gain|increase|decrease|reduction of N:left",
        words("lost left leavers recruited hired joined joiners gained"),
        words("and"),
    ),
)
LEFT = ("N:taken ~12 leaving|leaves ~3 N:left",)
_OPEN = words(
    "including included includes include among amongst example such mainly mostly notably particularly eg "
    "e.g "
    "chiefly primarily largely offset partially less net"
)
_OVERLAPPING = words("overlap overlaps rounding motive rounded respectively")
_COMPARING = words("compared than versus up down against")
_CLOSE = Decimal("0.1")
_SPANS = (("year",), ("month",), ("week",), ("day",), ("way",), ("area",), ("borough",))
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
        *_with_rest(passage, taken),
        *_by_shares(passage),
    )
    for total, parts, near in (*ways, *_perhaps(passage, taken)):
        if total not in seen and len(parts) > 1 and not _overlapping(passage):
            claim = _claim(passage, total, parts, near)
            if claim is not None:
                seen.add(total)
                yield claim
    yield from _left(passage, taken)
    yield from _outcome(passage, taken)


def _overlapping(passage: Passage) -> bool:
    """The passage says that its parts need not add up."""
    text = " ".join(passage.lowers)
    told = ("add to", "sum to", "add up", "more than one", "not sum", "both")
    return bool(_OVERLAPPING & passage.word_set) or any(words_ in text for words_ in told)


def _alike(passage: Passage, total: int, at: int) -> bool:
    kinds = ("count", "money", "clock")
    spoken = passage.quantity(at).in_words and passage.noun(at)[:1] in _SPANS
    kind = passage.quantity(at).kind
    return alike(passage.quantity(total), passage.quantity(at)) and kind in kinds and not spoken


def _after(passage: Passage, taken: set[int]) -> Iterator[tuple[int, list[int], bool]]:
    """ "A, B and C, a total of T"."""
    totals = {found["total"] for text in LAST for found in form(text).find(passage)} - taken
    totals = {at for at in totals if not (passage.quantity(at).in_words and passage.noun(at)[:1] in _SPANS)}
    for total in sorted(totals):
        parts = _run_before(passage, total, totals, taken)
        if len(parts) > 2 and passage.quantity(parts[0]).value == passage.quantity(total).value:
            parts = parts[1:]  # "93 visits: 41 to homes, 29 to shops and 23 to schools, 93 in all"
        if len(parts) > 1 and _is_list(passage, parts) and _closes(passage, parts[-1], total):
            yield total, parts, False


def _run_before(passage: Passage, total: int, totals: set[int], taken: set[int]) -> list[int]:
    """The numbers of the total's kind before it, back to a colon, another total or another clause."""
    found: list[int] = []
    for at in range(total - 1, -1, -1):
        item = passage.items[at]
        if passage.owners[at] != passage.owners[total] or (at in totals and at != total) or item.lower == ":":
            break
        if item.lower == ";" and found:
            break
        if item.kind == "quantity" and at not in taken and _alike(passage, total, at):
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
    inside = set(passage.lowers[parts[0] : parts[-1]])
    moved = any(passage.lowers[at - 1] == "from" for at in parts if at)
    whole = any(
        "of" in passage.between(a, b) and len(passage.between(a, b)) < 3 for a, b in itertools.pairwise(parts)
    )
    return joined and not moved and not whole and not _OPEN & led and not inside & _COMPARING


def _before(passage: Passage, taken: set[int]) -> Iterator[tuple[int, list[int], bool]]:
    """ "T, made up of A, B and C"."""
    for text in FIRST:
        for found in form(text).find(passage):
            total = found["total"]
            parts = _run_after(passage, total, found["end"], taken)
            if total not in taken and parts is not None and _is_list(passage, parts):
                yield total, parts, False


def _perhaps(passage: Passage, taken: set[int]) -> Iterator[tuple[int, list[int], bool]]:
    for text in PERHAPS:
        for found in form(text).find(passage):
            total = found["total"]
            parts = _run_after(passage, total, found["end"], taken)
            if parts is None or len(parts) < 2 or not _is_list(passage, parts):
                continue
            joined = bool({"and", "&"} & set(passage.between(parts[-2], parts[-1])))
            if joined and "and" not in passage.between(total, parts[0]):
                yield total, parts, True


def _run_after(passage: Passage, total: int, end: int, taken: set[int]) -> list[int] | None:
    """The numbers of the total's kind behind it in their sentence, but for those of which a part is told."""
    owner = passage.owners[min(end, len(passage.owners) - 1)]
    parts = [
        at
        for at in passage.quantities
        if at >= end and passage.owners[at] == owner and at not in taken and _alike(passage, total, at)
    ]
    if not parts:
        return None
    stops = _OPEN | {"which", "whom", "compared", "than", "areas", "up", "further"}
    told = set(passage.lowers[end : parts[-1]])
    return None if told & stops - {"further"} else parts


def _with_rest(passage: Passage, taken: set[int]) -> Iterator[tuple[int, list[int], bool]]:
    """ "Of T, A were closed and the remaining B are open"."""
    for found in form(REST).find(passage):
        part, rest = found["part"], found["rest"]
        if {part, rest} & taken or not _alike(passage, part, rest):
            continue
        earlier = [
            at
            for at in passage.quantities
            if at < part and at not in taken and passage.same_sentence(at, part) and _alike(passage, part, at)
        ]
        if not earlier:
            continue
        total = max(earlier, key=lambda at: passage.quantity(at).value)
        if "of" not in passage.lowers[max(0, total - 2) : total] or passage.lowers[total - 1] == ",":
            continue  # the rest of something that is not told
        parts = [
            at
            for at in passage.quantities
            if total < at <= rest and at not in taken and _alike(passage, total, at)
        ]
        if passage.quantity(total).value > passage.quantity(part).value:
            yield total, parts, False


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
                and _alike(passage, parts[0], at)
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
    reading = _reading(passage, total, parts)
    others = tuple(_reading(passage, total, run) for run in _runs(passage, total, parts))
    if near and not reading.holds:
        off = abs(reading.truth.value - stated.value) / stated.value if stated.value else Decimal(1)
        sure = _WHOLE if _has_shares(passage, parts) else _VERY_CLOSE
        if (
            "which" in passage.between(total, parts[0])
            and len(parts) > 2
            and reading.truth.value > stated.value
        ):
            sure = _OVER
        if _after_colon(passage, total, parts):
            sure = _LISTED if len(parts) > 2 else _CLOSE
        if off > sure or stated.hedge:
            held = next((other for other in others if other.holds), None)
            return Claim("sum", total, stated, (), (held,)) if held else None
    computed = shown(reading.truth.value, stated.kind, unit=stated.unit)
    because = f"{reading.formula} comes to {computed}, not {stated.text}."
    return Claim("sum", total, stated, (reading,), others, "parts-and-total", because, computed)


def _has_shares(passage: Passage, parts: Sequence[int]) -> bool:
    beside = {part: at for at, part in beside_of(passage).items()}
    shares = [passage.quantity(beside[part]) for part in parts if part in beside]
    return len(shares) == len(parts) and _makes_hundred(shares)


def _after_colon(passage: Passage, total: int, parts: Sequence[int]) -> bool:
    return ":" in passage.between(total, parts[0])


def _reading(passage: Passage, total: int, parts: Sequence[int]) -> Reading:
    values = [passage.quantity(at) for at in parts]
    bands = [band_of(value) for value in values]
    low, high = (sum((band[end] for band in bands), Decimal(0)) for end in (0, 1))
    common = min(value.rounded_to for value in (*values, passage.quantity(total)))
    if common >= 10 and all(
        value.scale == 1 and value.ulp == 1 for value in values
    ):  # numbers that all end in zeros may have been rounded though nothing says so
        low, high = low - common * len(values) / 2, high + common * len(values) / 2
    truth = Truth(sum((value.value for value in values), Decimal(0)), (low, high), (low, high))
    holds = overlaps(band_of(passage.quantity(total)), (low, high))
    return Reading(tuple(parts), truth, "agrees" if holds else "wrong", " + ".join(v.text for v in values))


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


def _left(passage: Passage, taken: set[int]) -> Iterator[Claim]:
    """ "T; A were refused, leaving B": B is T - A."""
    for text in LEFT:
        for found in form(text).find(passage):
            part, left = found["taken"], found["left"]
            if {part, left} & taken or not _alike(passage, part, left):
                continue
            limit = found.get("whole", part)
            wholes = [
                at
                for at in passage.quantities
                if at <= limit
                and at != part
                and at not in taken
                and passage.owners[part] - passage.owners[at] <= 1
                and _alike(passage, part, at)
                and passage.quantity(at).value > passage.quantity(part).value
            ]
            readings = [_difference(passage, left, whole, part) for whole in reversed(wholes)]
            if readings:
                first = readings[0]
                stated = passage.quantity(left)
                computed = shown(first.truth.value, stated.kind, unit=stated.unit)
                because = f"{first.formula} comes to {computed}, not {stated.text}."
                others = tuple(_differences(passage, left, taken))
                yield Claim("left", left, stated, tuple(readings), others, "reconcile", because, computed)


def _outcome(passage: Passage, taken: set[int]) -> Iterator[Claim]:
    """ "Income of £4.8m and costs of £4.6m, a surplus of £0.2m": the other two apart."""
    for text, some, others in OUTCOMES:
        for found in form(text).find(passage):
            left = found["left"]
            here = [
                at
                for at in passage.quantities
                if passage.same_sentence(at, left)
                and at != left
                and (at not in taken or passage.quantity(at).kind == "count")
                and _alike(passage, left, at)
            ]
            said = set(passage.lowers[passage.owners.index(passage.owners[left]) : left])
            if (
                len(here) != 2
                or max(here) > left
                or not said & some
                or not said & others
                or left - max(here) > 10
            ):
                continue
            whole, part = sorted(here, key=lambda at: -passage.quantity(at).value)
            reading = _difference(passage, left, whole, part)
            stated = passage.quantity(left)
            computed = shown(reading.truth.value, stated.kind, unit=stated.unit)
            because = f"{reading.formula} comes to {computed}, not {stated.text}."
            added = _reading(passage, left, here)
            yield Claim("left", left, stated, (reading,), (added,), "reconcile", because, computed)


def _difference(passage: Passage, left: int, whole: int, part: int) -> Reading:
    first, second, stated = passage.quantity(whole), passage.quantity(part), passage.quantity(left)
    one, two = band_of(first), band_of(second)
    band = (one[0] - two[1], one[1] - two[0])
    value = first.value - second.value
    holds = overlaps(band_of(stated), band)
    return Reading(
        (whole, part),
        Truth(value, band, band),
        "agrees" if holds else "wrong",
        f"{first.text} - {second.text}",
    )


def _differences(passage: Passage, left: int, taken: set[int]) -> Iterator[Reading]:
    near = [
        at
        for at in passage.quantities
        if abs(passage.owners[at] - passage.owners[left]) <= 2
        and at not in taken
        and at != left
        and _alike(passage, left, at)
    ][:16]
    for whole, part in itertools.permutations(near, 2):
        yield _difference(passage, left, whole, part)
