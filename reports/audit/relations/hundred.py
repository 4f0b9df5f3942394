"""Shares that are all of one whole: "25% said yes, 61% no and 14% did not know" make a hundred.

They are taken for all of it only where the words say so: the whole is split, divided or made up of them, or
the last are those who are in none of the others.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.judge import Truth
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import HUNDRED, shown
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claim, Reading

_MOST = 7
_FURTHEST = 8
_NEAR = Decimal(25)
_JOINTS = frozenset({",", "and", "&"})
_PARTED = frozenset({"(", ")", ";", ":", "‖", "which", "who", "while", "whereas", "but"})
_SPLIT = words("split divided comprising comprised comprises consisted consists breakdown")
_CLOSING = words("neither unknown undecided unsure nor unstated")
_SUMS = words("income spending expenditure budget funding turnover costs revenue spend money every")
_FLOWS = frozenset(
    (verb, link)
    for verbs, links in (
        ("comes came come coming derived", ("from",)), ("goes went go spent going", ("on", "to", "towards")),
    )
    for verb in verbs.split()
    for link in links
)  # fmt: skip
_REST = words("rest remaining remainder")
_CLOSED = (
    ("not", "know"),
    ("n't", "know"),
    ("no", "view"),
    ("no", "opinion"),
    ("no", "answer"),
    ("not", "say"),
    ("not", "stated"),
    ("not", "known"),
    ("don't", "know"),
    ("didn't", "know"),
    ("all", "other"),
    ("all", "others"),
)
_OPEN = words(
    "more multiple several both overlap including include included choose select tick rounding compared "
    "than from against versus holding stake interest owned shareholding"
)


def claims(passage: Passage) -> Iterator[Claim]:
    """The hundreds that the shares of a sentence are claimed to make."""
    taken = {change.at for change in changes_of(passage)}
    for owner in sorted(set(passage.owners)):
        shares = [
            at
            for at in passage.quantities
            if passage.owners[at] == owner and at not in taken and passage.quantity(at).kind == "percent"
        ]
        listed = 2 < len(shares) <= _MOST and _are_listed(passage, shares)
        if listed and (_are_all(passage, owner, shares) or _is_too_much(passage, owner, shares)):
            yield _claim(passage, shares)


def _are_listed(passage: Passage, shares: list[int]) -> bool:
    """One list, joined by commas and "and", whose sum is near enough to be a hundred with a slip in it."""
    gaps = [passage.between(first, second) for first, second in itertools.pairwise(shares)]
    joined = all(
        len(gap) <= _FURTHEST and bool(_JOINTS & set(gap)) and not _PARTED & set(gap) for gap in gaps
    )
    whole = sum((passage.quantity(at).value for at in shares), Decimal(0))
    return joined and abs(whole - HUNDRED) <= _NEAR


def _are_all(passage: Passage, owner: int, shares: list[int]) -> bool:
    start = passage.owners.index(owner)
    end = len(passage.owners) - passage.owners[::-1].index(owner)
    tail = passage.lowers[shares[-1] : end]
    if _is_open(passage, start, end) or any(passage.quantity(at).hedge for at in shares):
        return False
    if any(passage.lowers[at - 1] == "(" for at in shares) and passage.lowers[shares[0] - 1] != "(":
        return False
    pairs = set(itertools.pairwise(tail))
    lead = passage.lowers[start : shares[0]]
    split = bool(_SPLIT & set(lead)) or ("up", "of") in set(itertools.pairwise(lead))
    rest = _REST & set(passage.lowers[shares[-1] - 4 : shares[-1]])
    near = set(itertools.pairwise(passage.lowers[shares[-2] : end]))
    return split or bool(rest) or bool(_CLOSING & set(tail)) or bool((pairs | near) & set(_CLOSED))


def _is_open(passage: Passage, start: int, end: int) -> bool:
    """Whether the shares may be more or less than all; "from" only before a number: "61% came from shops"."""
    found = [at for at in range(start, end) if passage.lowers[at] in _OPEN]
    return any(
        passage.lowers[at] != "from" or any(n in passage.quantities for n in range(at + 1, at + 3))
        for at in found
    )


def _is_too_much(passage: Passage, owner: int, shares: list[int]) -> bool:
    """Parts of one sum of money, each spent or earned once, that make more than a hundred."""
    start = passage.owners.index(owner)
    end = len(passage.owners) - passage.owners[::-1].index(owner)
    said = passage.lowers[start:end]
    moved = bool(_FLOWS & set(itertools.pairwise(said))) and bool(_SUMS & set(said[: shares[1] - start]))
    values = [passage.quantity(at) for at in shares]
    over = sum((value.value - value.ulp / 2 for value in values), Decimal(0)) > HUNDRED
    return moved and over and not (_OPEN - {"from"}) & set(said) and not {"at", "all"} & set(said[:2])


def _claim(passage: Passage, shares: list[int]) -> Claim:
    values = [passage.quantity(at) for at in shares]
    whole = sum((value.value for value in values), Decimal(0))
    slack = sum((value.ulp for value in values), Decimal(0)) / 2
    holds = abs(whole - HUNDRED) <= slack
    formula = " + ".join(value.text for value in values)
    truth = Truth(whole, (whole - slack, whole + slack), (whole - slack, whole + slack))
    reading = Reading(tuple(shares), truth, "agrees" if holds else "wrong", formula)
    because = f"{formula} comes to {shown(whole, 'percent')}, and these are all of one whole."
    last = shares[-1]
    return Claim(
        "hundred", last, passage.quantity(last), (reading,), (), "hundred", because, shown(whole, "percent")
    )
