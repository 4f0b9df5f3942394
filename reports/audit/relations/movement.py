"""What was there, what came in and what went out, against what is there now.

"We began the year with 86 homes, gained 14 and lost 9, and ended it with 91." Each number of the kind must
say by the words beside it which of the four it is; where one doesn't, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

from reckoner.reports.audit.language.judge import Truth, band_of, overlaps
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import shown
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.addition import addable
from reckoner.reports.audit.relations.claim import Claim, Reading
from reckoner.reports.audit.relations.pairs import Pair, pairs_of

Role: TypeAlias = Literal["opening", "in", "out", "closing"]
_CUES: dict[Role, frozenset[str]] = {
    "opening": words("began begin started start opened opening brought beginning starting"),
    "in": words(
        "received gained joined added new income receipts recruited arrived arrivals admissions admitted "
        "joiners deposits additions registered accepted raised referred created donated hired bought "
        "acquired "
        "came entered surplus opened"
    ),
    "out": words(
        "lost left payments paid spent spending expenditure withdrawn leavers discharged discharges disposed "
        "disposals resolved sold departures decided died deaths closed removed cancelled completed "
        "withdrew redeemed"
    ),
    "closing": words("ended end closing close leaving finished remained carried finishing ending saw"),
}
_STOCK = words("open waiting outstanding backlog caseload membership members unresolved undecided pending")
_PARTS = frozenset({";", ",", ".", "and", "‖", ":"})
_FURTHEST = 6


def claims(passage: Passage) -> Iterator[Claim]:
    """The closing balances that a passage claims."""
    if len(passage.quantities) < 3:
        return
    roles = {at: role for at in passage.quantities if (role := _role(passage, at))}
    openings = [at for at, role in roles.items() if role == "opening"]
    closings = [at for at, role in roles.items() if role == "closing"]
    if len(openings) != 1 or len(closings) != 1:
        yield from _of_a_stock(passage, roles)
        return
    first, last = openings[0], closings[0]
    reach = range(passage.owners[min(first, last)], passage.owners[max(first, last)] + 1)
    between = [
        at
        for at in passage.quantities
        if passage.owners[at] in reach and at not in (first, last) and addable(passage, first, at)
    ]
    told = all(roles.get(at) in ("in", "out") for at in between)
    if between and told and addable(passage, first, last):
        yield _claim(passage, first, last, [(at, 1 if roles[at] == "in" else -1) for at in between])


def _of_a_stock(passage: Passage, roles: dict[int, Role]) -> Iterator[Claim]:
    """ "Opened 214 and closed 198, so that those open went up from 86 to 102"."""
    pairs = [
        pair for pair in pairs_of(passage) if pair.firm and not pair.benchmark and _is_from_to(passage, pair)
    ]
    if len(pairs) != 1 or not _STOCK & set(passage.lowers[max(0, pairs[0].span[0] - 14) : pairs[0].span[1]]):
        return
    pair = pairs[0]
    roles = {
        at: "in" if role == "opening" else role for at, role in roles.items()
    }  # "opened 214, closed 198"
    flows = [
        at
        for at in roles
        if roles[at] in ("in", "out") and at not in pair.span and addable(passage, pair.old, at)
    ]
    came, went = ([at for at in flows if roles[at] == role] for role in ("in", "out"))
    others = [
        at for at in passage.quantities if at not in (*flows, *pair.span) and addable(passage, pair.old, at)
    ]
    if len(came) == len(went) == 1 and not others and max(came[0], went[0]) < min(pair.span):
        yield _claim(passage, pair.old, pair.new, [(came[0], 1), (went[0], -1)])


def _is_from_to(passage: Passage, pair: Pair) -> bool:
    return passage.lowers[pair.old - 1] == "from" and passage.lowers[pair.new - 1] == "to"


def _role(passage: Passage, at: int) -> Role | None:
    """What the nearest word of movement beside a number says it is."""
    steps = [*_walk(passage, at, -1), *_walk(passage, at, 1)]
    for _, index in sorted(steps):
        word = passage.lowers[index]
        if word in ("closed", "ended") and {"at", "with", "on"} & set(passage.lowers[index + 1 : index + 4]):
            return "closing"
        if word in ("brought", "carried") and passage.lowers[index + 1 : index + 2] == ["forward"]:
            first = at == passage.quantities[0]
            return "opening" if word == "brought" or first else "closing"
        for role, cues in _CUES.items():
            if word in cues and word not in ("brought", "carried"):
                return role
    return None


def _walk(passage: Passage, at: int, way: int) -> Iterator[tuple[int, int]]:
    for step in range(1, _FURTHEST + 1):
        index = at + way * step
        if not 0 <= index < len(passage.items) or passage.items[index].kind == "quantity":
            return
        if passage.lowers[index] in _PARTS or passage.owners[index] != passage.owners[at]:
            return
        yield step, index


def _claim(passage: Passage, first: int, last: int, moves: Sequence[tuple[int, int]]) -> Claim:
    low, high = band_of(passage.quantity(first))
    value, formula = passage.quantity(first).value, passage.quantity(first).text
    for at, sign in moves:
        moved = passage.quantity(at)
        ends = band_of(moved)
        low, high = low + sign * ends[0 if sign > 0 else 1], high + sign * ends[1 if sign > 0 else 0]
        value, formula = value + sign * moved.value, f"{formula} {'+' if sign > 0 else '-'} {moved.text}"
    stated, band = passage.quantity(last), (low, high)
    holds = overlaps(band_of(stated), band)
    operands = (first, *(at for at, _ in moves))
    reading = Reading(operands, Truth(value, band, band), "agrees" if holds else "wrong", formula)
    computed = shown(Decimal(value), stated.kind, unit=stated.unit)
    because = f"{formula} comes to {computed}, not {stated.text}."
    return Claim("movement", last, stated, (reading,), (), "reconcile", because, computed)
