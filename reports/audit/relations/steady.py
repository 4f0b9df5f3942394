"""Values that are said to have gone one way each time: "fell for the third year, from 98 to 91 and 87".

For: values of two measures; "rose in two of the three years".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from reckoner.reports.audit.language.judge import Truth
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.vocabulary import (
    DOWN_NOUNS,
    DOWN_VERBS,
    UP_NOUNS,
    UP_VERBS,
    direction,
    words,
)
from reckoner.reports.audit.relations.alike import comparable
from reckoner.reports.audit.relations.claim import Claim, Reading

_STEADY = words("consecutive successive steadily continuously successively")
_EVERY = (("every", "year"), ("each", "year"), ("every", "month"), ("each", "month"), ("every", "quarter"),
          ("each", "quarter"), ("year", "after"), ("month", "after"), ("a", "row"), ("year", "running"),
          ("month", "running"), ("quarter", "running"), ("years", "running"))  # fmt: skip
_MOVES = (UP_VERBS | DOWN_VERBS | UP_NOUNS | DOWN_NOUNS) - words("raising raised cut cutting lost up down")
_JOINTS = words(", and to then")
_BARRED = words("but except while whereas compared target average from of")
_LEADS = words("from : at to of was were (")
_FURTHEST = 6


def claims(passage: Passage) -> Iterator[Claim]:
    """The steady runs that a passage claims."""
    for owner in sorted(set(passage.owners)):
        start = passage.owners.index(owner)
        end = len(passage.owners) - passage.owners[::-1].index(owner)
        said = passage.lowers[start:end]
        steady = bool(_STEADY & set(said)) or bool(set(_EVERY) & set(itertools.pairwise(said)))
        ways = {direction(word) for word in said if word in _MOVES} - {"either"}
        values = _run(passage, start, end) if steady and len(ways) == 1 else []
        if len(values) > 2:
            yield from _steps(passage, values, ways.pop())


def _run(passage: Passage, start: int, end: int) -> list[int]:
    """The values of one kind that stand in one list, and none of that kind elsewhere in the sentence."""
    here = [at for at in passage.quantities if start <= at < end and not passage.quantity(at).in_words]
    joined = all(
        comparable(passage, one, other)
        and len(passage.between(one, other)) <= _FURTHEST
        and _JOINTS & set(passage.between(one, other))
        and not _BARRED & set(passage.between(one, other))
        for one, other in itertools.pairwise(here)
    )
    led = bool(here) and (
        passage.lowers[here[0] - 1] in _LEADS or passage.items[here[0] - 1].when is not None
    )
    return here if joined and led else []


def _steps(passage: Passage, values: list[int], way: str) -> Iterator[Claim]:
    for before, after in itertools.pairwise(values):
        old, new = passage.quantity(before), passage.quantity(after)
        holds = new.value > old.value if way == "up" else new.value < old.value
        if old.hedge or new.hedge:
            continue
        moved = "rose" if new.value > old.value else "fell" if new.value < old.value else "stayed the same"
        truth = Truth(old.value, (old.low, old.high), (old.low, old.high))
        reading = Reading((before,), truth, "agrees" if holds else "wrong", f"from {old.text} to {new.text}")
        because = f"the text says that it went {way} each time, but from {old.text} to {new.text} it {moved}."
        bound = f"{'more' if way == 'up' else 'less'} than {old.text}"
        yield Claim("steady", after, new, (reading,), (), "every-time", because, bound)
