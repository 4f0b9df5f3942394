"""A share and the number that it is told of, side by side: "2,030 (22%)"; and what a part is of a whole."""

from __future__ import annotations

from functools import lru_cache

from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import compute, share, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.relations.alike import alike, comparable
from reckoner.reports.audit.relations.claim import Reading

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
APART = frozenset({"compared", "than", "versus"})


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


def share_of(passage: Passage, at: int, part: int, whole: int) -> Reading | None:
    top, bottom, stated = passage.quantity(part), passage.quantity(whole), passage.quantity(at)
    if not comparable(passage, part, whole) or bottom.value <= 0 or len({at, part, whole}) < 3:
        return None
    if dated_bracket(passage, part) != dated_bracket(passage, whole):
        return None
    truth = compute(share, top, bottom)
    if truth is None:
        return None
    return Reading((part, whole), truth, verdict(stated, truth), f"{top.text} / {bottom.text}")


def dated_bracket(passage: Passage, at: int) -> int | None:
    """Where the bracket around an item opens that gives another time's numbers: "(2018: £57m, 36%)"."""
    for index in range(at - 1, max(-1, at - 12), -1):
        if passage.lowers[index] == ")":
            return None
        if passage.lowers[index] == "(":
            return index if passage.items[index + 1].kind == "when" else None
    return None


def may_be_whole(passage: Passage, at: int, part: int) -> bool:
    return alike(passage.quantity(at), passage.quantity(part)) and (
        passage.quantity(at).value >= passage.quantity(part).value and at != part
    )
