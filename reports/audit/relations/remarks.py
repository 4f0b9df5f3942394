"""A remark on a change that names the other direction: "rose from 101 to 124, the biggest fall for six years"."""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.language.judge import Truth
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.vocabulary import DOWN_NOUNS, DOWN_VERBS, UP_NOUNS, UP_VERBS, direction, words
from reckoner.reports.audit.relations.claim import Claim, Reading

_MARKED = words(
    "biggest largest sharpest steepest greatest smallest first second third fourth fifth sixth seventh eighth "
    "consecutive successive"
)
_VERBS = (UP_VERBS | DOWN_VERBS) - words("up down cut cutting lost raised raising gained")
_NOUNS = UP_NOUNS | DOWN_NOUNS
_BARRED = words("after since following despite but reversing ending than and although while whereas ; ‖")


def claims(passage: Passage) -> Iterator[Claim]:
    """The remarks of a passage on its changes."""
    lowers = passage.lowers
    for at in range(3, len(lowers)):
        if lowers[at] not in _NOUNS or lowers[at - 1] not in _MARKED:
            continue
        lead = next((i for i in range(at - 2, max(at - 5, 0), -1) if lowers[i] in ("the", "a", "its")), 0)
        if not lead or lowers[lead - 1] not in (",", "("):
            continue
        verb = _verb(passage, lead - 1)
        values = [n for n in passage.quantities if verb < n < lead] if verb >= 0 else []
        if values:
            yield _claim(passage, at, verb, values[0])


def _verb(passage: Passage, end: int) -> int:
    """The one verb of change of the clause that a remark follows; -1 where there is none, or more than one."""
    found = []
    for index in range(end - 1, max(-1, end - 24), -1):
        if passage.lowers[index] in _BARRED or passage.owners[index] != passage.owners[end]:
            break
        if passage.lowers[index] in _VERBS | _NOUNS:
            found.append(index)
    return found[0] if len(found) == 1 and passage.lowers[found[0]] in _VERBS else -1


def _claim(passage: Passage, at: int, verb: int, value: int) -> Claim:
    noun, moved = passage.lowers[at], passage.lowers[verb]
    holds = direction(noun) == direction(moved)
    number = passage.quantity(value)
    truth = Truth(number.value, (number.low, number.high), (number.low, number.high))
    reading = Reading((verb,), truth, "agrees" if holds else "wrong", f"{moved} and {noun}")
    because = f"the text says that it {moved}, and calls that a {noun}."
    stated = Quantity(number.value, number.kind, number.ulp, noun)
    return Claim("remark", at, stated, (reading,), (), "direction", because, moved)
