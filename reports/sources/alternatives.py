"""Whether published numbers give a withheld one away.

An *alternative* is another table of whole numbers that agrees with every published count and total, and
differs in the withheld number. While there is one, nobody can tell which is the real one. Alternatives are
looked for by moving ones between withheld counts so that each published total stays. A count above zero is
never moved down to zero: zeros are withheld last, and who knows that could rule such an alternative out.

The search is bounded. Where it ends without an alternative the number counts as given away, and more is
withheld: that errs on the safe side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reckoner.reports.sources.table import GroupKey

_MOST_STEPS = 20_000
_MOST_MOVES = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Counts, by their numbers, that have a total together."""

    key: GroupKey
    members: tuple[int, ...]


@dataclass
class Plan:
    """Counts by number, the groups whose totals are published, and the counts that are withheld.

    ``safe`` are those that were seen to have one; withholding more, or publishing less, leaves it.
    """

    counts: Mapping[int, int]
    published: list[Group]
    withheld: set[int]
    safe: set[int] = field(default_factory=set)

    @cached_property
    def _groups_of(self) -> dict[int, list[Group]]:
        found: dict[int, list[Group]] = {}
        for each in self.published:
            for member in each.members:
                found.setdefault(member, []).append(each)
        return found

    def total(self, each: Group) -> int:
        """The true total of a group."""
        return sum(self.counts[n] for n in each.members)

    def groups_of(self, number: int) -> list[Group]:
        """The groups with a published total that hold the count."""
        return self._groups_of.get(number, [])

    def touching(self, number: int) -> list[Group]:
        """The same, those with the fewest withheld counts first."""
        return sorted(self.groups_of(number), key=lambda each: sum(n in self.withheld for n in each.members))

    def shown_in(self, members: Sequence[int]) -> list[int]:
        """The counts among these that are shown, in the order of withholding.

        Zeros come last; before them, those that leave no other group with a lone withheld count, and
        among equals the smallest.
        """
        shown = [n for n in members if n not in self.withheld]
        return sorted(shown, key=lambda n: (self.counts[n] == 0, self._opens(n), self.counts[n], n))

    def _opens(self, number: int) -> int:
        """How many groups would have their first withheld count in it."""
        return sum(self.withheld.isdisjoint(each.members) for each in self.groups_of(number))

    def withdraw(self, each: Group) -> None:
        """Publish the group's total no longer."""
        for member in each.members:
            self._groups_of[member].remove(each)
        self.published.remove(each)


def has_alternative(plan: Plan, target: tuple[int, ...]) -> bool:
    """Whether the sum of these counts can't be told from what is published."""
    return bool(alternative(plan, target))


def alternative(plan: Plan, target: tuple[int, ...]) -> dict[int, int]:
    """What another table, with another sum of ``target``, has more or less in each count; empty for none."""
    for sign in (1, -1):
        search = _Search(plan, target, sign)
        if search.run(0):
            return search.moves
    return {}


class _Search:
    """Moves of one up or down that make the target's sum differ by ``sign`` and leave each total as it is."""

    def __init__(self, plan: Plan, target: tuple[int, ...], sign: int) -> None:
        self.plan = plan
        self.goal = Group((), target)
        self.wanted = frozenset(target)
        self.moves: dict[int, int] = {}
        self.off: dict[Group, int] = {self.goal: sign}
        self.steps = 0

    def run(self, depth: int) -> bool:
        """Mend one group that is off by moving one of its counts, then the next, until none is off."""
        if not self.off:
            return True
        self.steps += 1
        if depth >= _MOST_MOVES or self.steps > _MOST_STEPS:
            return False
        each = min(self.off, key=lambda group: (len(group.members), group.members))
        sign = 1 if self.off[each] > 0 else -1
        for number in self._candidates(each, sign):
            self._move(number, sign)
            if self.run(depth + 1):
                return True
            self._move_back(number, sign)
        return False

    def _candidates(self, each: Group, sign: int) -> list[int]:
        """Withheld counts of the group that may move that way, those that mend most first."""
        free = [
            n
            for n in each.members
            if n in self.plan.withheld and n not in self.moves and (sign > 0 or self.plan.counts[n] > 1)
        ]
        return sorted(
            free, key=lambda n: (-sum(self.off.get(g, 0) * sign for g in self.plan.groups_of(n)), n)
        )

    def _move(self, number: int, sign: int) -> None:
        self.moves[number] = sign
        self._shift(number, -sign)

    def _move_back(self, number: int, sign: int) -> None:
        del self.moves[number]
        self._shift(number, sign)

    def _shift(self, number: int, by: int) -> None:
        goals = [self.goal] if number in self.wanted else []
        for each in (*goals, *self.plan.groups_of(number)):
            self.off[each] = self.off.get(each, 0) + by
            if not self.off[each]:
                del self.off[each]
