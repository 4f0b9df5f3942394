"""Shares of a whole that was named before: "7.5% of the total", "83% of all income"."""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.sentence import stem
from reckoner.reports.audit.relations.beside import may_be_whole, share_of
from reckoner.reports.audit.relations.claim import Reading
from reckoner.reports.audit.relations.pairs import pairs_of

_SAYS = frozenset(
    [
        "is",
        "was",
        "are",
        "were",
        "which",
        "make",
        "makes",
        "made",
        "or",
        "account",
        "accounts",
        "accounted",
        "representing",
    ]
)


def of_a_named(passage: Passage, taken: set[int]) -> Iterator[tuple[int, Reading]]:
    """ "The target of 20,000 ... 77% of the target": a whole by the name that it was given."""
    lowers = passage.lowers
    yield from _of_what_was_named(passage, taken)
    for at in passage.quantities:
        if (
            not passage.quantity(at).is_share
            or at in taken
            or lowers[at + 1 : at + 3] not in (["of", "the"], ["of", "its"])
        ):
            continue
        name = lowers[at + 3 : at + 4]
        if name in (["total"], ["overall"], ["whole"]) and lowers[at + 4 : at + 5] != ["number"]:
            yield from _of_the_total(passage, at, taken)
            continue
        for whole in passage.quantities:
            if whole < at and lowers[whole - 2 : whole] == [*name, "of"] and passage.same_sentence(whole, at):
                parts = [p for p in passage.quantities if p < whole and passage.same_sentence(p, at)]
                found = [r for p in parts[-1:] if (r := share_of(passage, at, p, whole))]
                yield from ((at, reading) for reading in found)


def _of_what_was_named(passage: Passage, taken: set[int]) -> Iterator[tuple[int, Reading]]:
    """ "Income came to £494,632 ... grants of £409,193, which is 83% of all income": a whole by its name."""
    bases = {pair.old for pair in pairs_of(passage)}
    for at in passage.quantities:
        after = passage.lowers[at + 1 : at + 6]
        if not passage.quantity(at).is_share or at in taken or after[:1] != ["of"]:
            continue
        name = next(
            (stem(w) for w in after[1:] if w not in ("the", "all", "its", "our", "total", "whole")), ""
        )
        parts = [
            p
            for p in passage.quantities
            if at - 14 <= p < at
            and passage.same_sentence(p, at)
            and passage.quantity(p).kind in ("count", "money")
            and p not in bases
            and p not in taken
        ]
        wholes = [
            w
            for w in passage.quantities
            if w < at
            and w not in taken
            and w not in bases
            and w not in parts[-1:]
            and passage.owners[at] - passage.owners[w] <= 2
            and _is_called(passage, w, name)
        ]
        sure = len(parts) == 1 and len(wholes) == 1 and not passage.quantity(wholes[0]).hedge
        linked = sure and bool(_SAYS & set(passage.between(parts[0], at)))
        if linked and may_be_whole(passage, wholes[0], parts[0]):
            reading = share_of(passage, at, parts[0], wholes[0])
            if reading is not None:
                yield at, reading


def _is_called(passage: Passage, at: int, name: str) -> bool:
    """Whether a number counts what is named, or is told of it."""
    if len(name) < 4:
        return False
    start = passage.owners.index(passage.owners[at])
    before = {stem(word) for word in passage.lowers[max(start, at - 9) : at]}
    return name in passage.noun(at)[:2] or name in before


def _of_the_total(passage: Passage, at: int, taken: set[int]) -> Iterator[tuple[int, Reading]]:
    """ "With 800 officers ... There are 60 trainee officers, 7.5% of the total": a total of the same noun."""
    parts = [
        p
        for p in passage.quantities
        if at - 10 <= p < at
        and passage.same_sentence(p, at)
        and p not in taken
        and passage.quantity(p).kind in ("count", "money")
    ]
    for part in parts[-1:]:
        noun = set(passage.noun(part))
        wholes = [
            w
            for w in passage.quantities
            if w < part
            and w not in taken
            and may_be_whole(passage, w, part)
            and noun & set(passage.noun(w))
            and passage.owners[part] - passage.owners[w] <= 2
        ]
        for whole in wholes if len(wholes) == 1 else ():
            reading = share_of(passage, at, part, whole)
            if reading is not None:
                yield at, reading
