"""The first of a rank against the next: "the largest were nurses, 412, followed by doctors, 245"."""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import Truth
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import shown
from reckoner.reports.audit.relations.alike import alike
from reckoner.reports.audit.relations.claim import Claim, Reading

_TOP = "commonest|common|largest|highest|biggest|busiest|most|greatest"
_LEAST = "lowest|smallest|fewest|rarest"
_ORDERS = (
    "{} ~9 L:first ~8 followed by ~6 L:second",
    "{} ~9 ( L:first ) ~3 ahead of ~4 ( L:second )",
    "{} ~9 ( L:first ) , ~3 ( L:second ) and|, ~3 ( L:third",
    "{} ~9 ( L:first ) and|then ~3 ( L:second )",
    "{} ~9 L:first ~4 ahead of ~5 L:second",
    "{} ~9 ( up|down L:first ) , followed by ~5 ( up|down L:second )",
    "{} ~9 ( up|down L:first ) , then ~5 ( up|down L:second )",
)

# The two ends of one measure.
_ENDS = (
    "highest|maximum|busiest|peak ^8 L:high ~8 and ~3 lowest|minimum|quietest ^5 L:low",
    "lowest|minimum|quietest ^8 L:low ~8 and ~3 highest|maximum|busiest|peak ^5 L:high",
    "peaked|peak|peaking at|of L:high ~10 lowest|low|minimum ~6 at|of|was|( L:low",
    "highest|peak|busiest ~7 at|of|was|( L:high ~12 lowest|quietest|minimum ~6 at|of|was|( L:low",
    "lowest|quietest|minimum ~7 at|of|was|( L:low ~12 highest|peak|busiest ~6 at|of|was|( L:high",
)
_PARTED = frozenset(
    {"in", "all", "total", "of", "from", "while", "whereas", "but", "than", ";", "which", "up", "down"}
)


def claims(passage: Passage) -> Iterator[Claim]:
    """The ranks that a passage claims."""
    for words, low in ((_TOP, False), (_LEAST, True)):
        for order in _ORDERS:
            for found in form(order.format(words)).find(passage):
                first, second = found["first"], found["second"]
                if passage.same_sentence(first, second) and _may_rank(passage, first, second):
                    yield _claim(passage, first, second, low)
                    yield from _further(passage, first, second, low)
    for order in _ENDS:
        for found in form(order).find(passage):
            if _may_rank(passage, found["high"], found["low"]):
                yield _claim(passage, found["high"], found["low"], False)


def _further(passage: Passage, first: int, second: int, low: bool) -> Iterator[Claim]:
    """The numbers that go on with the list: "ahead of A (132) and B (115)"."""
    last = second
    for at in passage.quantities:
        if at <= last or not passage.same_sentence(first, at):
            continue
        between = set(passage.between(last, at))
        listed = bool({",", "and", "("} & between) and not _PARTED & between and at - last <= 9
        bracketed = (passage.lowers[at - 1] == "(") == (passage.lowers[second - 1] == "(")
        if not listed or not bracketed or not _may_rank(passage, first, at):
            return
        yield _claim(passage, first, at, low)
        last = at


def _may_rank(passage: Passage, first: int, second: int) -> bool:
    one, other = passage.quantity(first), passage.quantity(second)
    return alike(one, other) and not one.hedge and not other.hedge


def _claim(passage: Passage, first: int, second: int, low: bool) -> Claim:
    one, other = passage.quantity(first), passage.quantity(second)
    holds = one.value <= other.value if low else one.value >= other.value
    truth = Truth(one.value, (one.low, one.high), (one.low, one.high))
    sign = "<" if low else ">"
    reading = Reading((first,), truth, "agrees" if holds else "wrong", f"{one.text} {sign} {other.text}")
    because = (
        f"{one.text} is called the {'lowest' if low else 'highest'}, and {other.text} is named after it."
    )
    computed = f"{'at least' if low else 'at most'} {shown(one.value, one.kind, unit=one.unit)}"
    return Claim("rank", second, other, (reading,), (), "rank", because, computed)
