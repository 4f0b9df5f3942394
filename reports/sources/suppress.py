"""Small numbers withheld, and enough beside them that no total gives them back.

Primary: counts from 1 to one less than the threshold, and totals that are so small themselves. Secondary:
a lone withheld count would be the total less the rest, so the next smallest counts are withheld too, until
somebody who knows every published count and total can't tell any withheld one exactly.

``alternatives.py`` says how that is known. Where nothing is left to withhold beside a count, a total
is given up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reckoner.reports.errors import Fault, InputError
from reckoner.reports.sources.alternatives import Group, Plan, alternative, has_alternative
from reckoner.reports.sources.schema import TIME_TYPES
from reckoner.reports.sources.sums import is_total, without_totals
from reckoner.reports.sources.table import GroupKey, Row, Table, group, of_rows
from reckoner.reports.sources.value import SUPPRESSED

COUNTED = ("count", "people", "posts")


@dataclass(frozen=True, slots=True)
class Suppression:
    """Which columns of a table hold counts to protect, and which totals may be published.

    ``groups`` are lists of columns: rows with the same values there have a total. None stands for all
    keys but one text column, for each text column: the row and column totals of a cross table. ``along``
    are columns that are withheld wherever the count beside them is, such as rates.
    """

    columns: tuple[str, ...]
    under: int = 5
    groups: tuple[tuple[str, ...], ...] | None = None
    along: tuple[str, ...] = ()


def suppressed(table: Table, rule: Suppression) -> Table:
    """The table with small counts withheld, and the totals that stay true. Raises InputError.

    Rows that are declared as totals are left out: they would give back what is withheld.
    Where several columns are protected, a row's counts are withheld column by column.
    """
    table = of_rows(table, without_totals(table))
    faults = list(_misuse(table, rule))
    if faults:
        raise InputError.of(faults)
    rows = [list(row) for row in table.rows]
    totals: dict[str, dict[GroupKey, int]] = {}
    for name in rule.columns:
        position = table.index(name)
        counts = {n: value for n, row in enumerate(table.rows) if isinstance(value := row[position], int)}
        groups = [Group(key, tuple(numbers)) for key, numbers in _groups(table, rule)]
        plan = protect(counts, groups, rule.under)
        totals[name] = {each.key: plan.total(each) for each in plan.published}
        for number in plan.withheld:
            for column in (name, *rule.along):
                rows[number][table.index(column)] = SUPPRESSED
    kept: tuple[Row, ...] = tuple(tuple(row) for row in rows)
    return replace(table, rows=kept, protected=(*rule.columns, *rule.along), totals=totals)


def _misuse(table: Table, rule: Suppression) -> Iterator[Fault]:
    kinds = {column.name: column.type for column in table.columns}
    for name in rule.columns:
        if kinds[name] not in COUNTED:
            yield Fault(
                f"{name} is of type {kinds[name]}: only counts can be suppressed", table.place(0, name)
            )
    for name in table.schema.key:
        if kinds[name] != "text":
            continue
        position = table.index(name)
        for number, row in enumerate(table.rows):
            if is_total(row[position]):
                what = f"the row {row[position]!r} would give back what is suppressed"
                todo = f"Declare `totals: {{{name}: {row[position]}}}`: safe totals are added up anew."
                yield Fault(what, table.place(number, name), todo)


def _groups(table: Table, rule: Suppression) -> Iterator[tuple[GroupKey, list[int]]]:
    kinds = {column.name: column.type for column in table.columns}
    named = rule.groups
    if named is None:
        key = table.schema.key
        named = tuple(tuple(n for n in key if n != left) for left in key if kinds[left] not in TIME_TYPES)
    for names in dict.fromkeys(named):
        yield from group(table, names).items()


def protect(counts: Mapping[int, int], groups: Sequence[Group], under: int) -> Plan:
    """Withhold counts from 1 to ``under - 1`` and whatever else is needed; see the module's docstring.

    A group with a member that has no count has no total.
    """
    whole = [each for each in groups if all(n in counts for n in each.members)]
    plan = Plan(counts, whole, {n for n, count in counts.items() if 0 < count < under})
    small = [each for each in whole if 0 < plan.total(each) < under]
    for each in small:
        plan.withdraw(each)
    _protect_counts(plan)
    for each in small:
        while not has_alternative(plan, each.members):
            _withdraw_beside(plan, each)
            _protect_counts(plan)
    return plan


def _protect_counts(plan: Plan) -> None:
    """Withhold more until no group has a lone withheld count, and each withheld count has an alternative."""
    while (lonely := _lonely_group(plan)) is not None:
        _withhold_in(plan, lonely)
    while (exposed := _exposed_count(plan)) is not None:
        for each in plan.touching(exposed):
            if plan.shown_in(each.members):
                _withhold_in(plan, each)
                break
        else:
            plan.withdraw(plan.touching(exposed)[0])


def _lonely_group(plan: Plan) -> Group | None:
    """A group with one withheld count, which its total would give back."""
    lonely = (each for each in plan.published if sum(n in plan.withheld for n in each.members) == 1)
    return next(lonely, None)


def _withhold_in(plan: Plan, each: Group) -> None:
    """Withhold the smallest count of the group that is shown, or give up its total where none is."""
    candidates = plan.shown_in(each.members)
    if candidates:
        plan.withheld.add(candidates[0])
    else:
        plan.withdraw(each)


def _exposed_count(plan: Plan) -> int | None:
    """A withheld count without an alternative."""
    for number in sorted(plan.withheld - plan.safe):
        if number in plan.safe:
            continue
        moved = alternative(plan, (number,))
        if not moved:
            return number
        plan.safe.update(moved)
    return None


def _withdraw_beside(plan: Plan, small: Group) -> None:
    """Make a small total safe: give up the next smallest total of its kind, and two counts of that one."""
    names = [name for name, _ in small.key]
    siblings = [each for each in plan.published if [name for name, _ in each.key] == names]
    if siblings:
        next_smallest = min(siblings, key=lambda each: (plan.total(each), each.members))
        plan.withdraw(next_smallest)
        plan.withheld.update(plan.shown_in(next_smallest.members)[:2])
        return
    around = [each for member in small.members for each in plan.touching(member)]
    plan.withdraw(around[0])
