"""Withheld counts that statements give away together, wherever each of them was printed.

A statement is a printed sum of counts of one table; a count that is printed by itself is a sum of one. Unlike
``suppress``, which looks at one table as if all of it were published, this looks at what was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reckoner.reports.sources.alternatives import Group, Plan, has_alternative


@dataclass(frozen=True, slots=True)
class Statement:
    """The sum of these counts stands at ``where``; ``ours`` if in the draft that is looked at.

    ``likely`` marks a number that equals the sum and isn't known to be it.
    """

    members: tuple[int, ...]
    where: str
    ours: bool = False
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Disclosed:
    """A withheld count, and the statements that give it away."""

    number: int
    statements: tuple[Statement, ...]


def disclosed(
    counts: Mapping[int, int], withheld: Iterable[int], statements: Sequence[Statement]
) -> Iterator[Disclosed]:
    """Each withheld count that can be told from the statements, with those that it hangs together with."""
    single = {s.members[0]: s for s in reversed(statements) if len(s.members) == 1}
    unknown = set(counts) - set(single)
    open_parts = {s: tuple(n for n in s.members if n in unknown) for s in statements}
    groups = [Group((), members) for members in dict.fromkeys(open_parts.values()) if members]
    plan = Plan(counts, groups, unknown)
    for number in sorted(withheld):
        if number in single:
            yield Disclosed(number, (single[number],))
        elif number in counts and not has_alternative(plan, (number,)):
            yield Disclosed(number, tuple(_involved(number, open_parts, single)))


def _involved(
    number: int, open_parts: Mapping[Statement, tuple[int, ...]], single: Mapping[int, Statement]
) -> Iterator[Statement]:
    """The statements that share unknown counts with it, directly or through others, and what they rest on."""
    reached, found = {number}, dict[Statement, None]()
    grown = True
    while grown:
        grown = False
        for statement, members in open_parts.items():
            if statement not in found and reached.intersection(members):
                found[statement] = None
                reached.update(members)
                grown = True
    yield from found
    known = {n for statement in found for n in statement.members if n in single}
    yield from (single[n] for n in sorted(known))
