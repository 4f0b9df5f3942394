"""A remark on a change that names the other direction: "rose to 124, the biggest fall for six years"."""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.language.judge import Truth
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.vocabulary import (
    DOWN_NOUNS,
    DOWN_VERBS,
    UP_NOUNS,
    UP_VERBS,
    direction,
    words,
)
from reckoner.reports.audit.relations.claim import Claim, Reading
from reckoner.reports.audit.relations.pairs import pairs_of

_MARKED = words(
    "biggest largest sharpest steepest greatest smallest first second third fourth fifth sixth seventh "
    "eighth "
    "consecutive successive"
)
_VERBS = (UP_VERBS | DOWN_VERBS) - words("up down cut cutting lost raised raising gained")
_NOUNS = UP_NOUNS | DOWN_NOUNS
_BARRED = words("after since following despite but reversing ending than and although while whereas ; ‖")


def claims(passage: Passage) -> Iterator[Claim]:
    """The remarks of a passage on its changes."""
    yield from records(passage)
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


def records(passage: Passage) -> Iterator[Claim]:
    """ "At its lowest for ten years: 1,044 in 2024, against 944 in 2014"."""
    for pair in pairs_of(passage):
        old, new = passage.quantity(pair.old), passage.quantity(pair.new)
        word, at = _record(passage, pair.span[0])
        told = pair.firm and not pair.benchmark and pair.new < pair.old and not old.hedge and not new.hedge
        if not word or not told or not passage.same_sentence(at, *pair.span):
            continue
        holds = new.value <= old.value if word == "lowest" else new.value >= old.value
        truth = Truth(old.value, (old.low, old.high), (old.low, old.high))
        reading = Reading(
            (pair.old, pair.new), truth, "agrees" if holds else "wrong", f"{new.text} and {old.text}"
        )
        because = f"the text calls {new.text} the {word}, and it was {old.text} before."
        stated = Quantity(new.value, new.kind, new.ulp, word)
        bound = f"not the {word}"
        yield Claim("remark", at, stated, (reading,), (), "rank", because, bound)


def _record(passage: Passage, end: int) -> tuple[str, int]:
    """ "Its lowest for ten years", close before a number."""
    for at in range(end - 1, max(0, end - 9), -1):
        if passage.lowers[at] in ("lowest", "highest"):
            led = (
                passage.lowers[at - 1] in ("its", "their", "the")
                and "at" in passage.lowers[max(0, at - 2) : at]
            )
            since = {"for", "since"} & set(passage.lowers[at + 1 : at + 3])
            return (passage.lowers[at], at) if led and since else ("", 0)
    return "", 0


def _verb(passage: Passage, end: int) -> int:
    """The one verb of change of the clause that a remark follows; -1 where there is not just one."""
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
