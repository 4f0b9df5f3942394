"""The priorities of the plan, and from each the way to the items that answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from reckoner.reports.document import Goal
from reckoner.reports.errors import Fault, nearest
from reckoner.reports.figures.printed import plain
from reckoner.reports.kinds.report.document import ItemSection, Priority, PriorityRow
from reckoner.reports.kinds.report.words import ReportWords
from reckoner.reports.modules.library import Library
from reckoner.reports.settings.typographer import typographic

_NUMBER, _TITLE = "number", "title"


@dataclass(frozen=True)
class Plan:
    """The table that holds the plan, and its priorities: number to short title, in its order."""

    name: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)


def read_plan(words: ReportWords, library: Library, faults: list[Fault]) -> Plan:
    """The plan that an edition names with ``plan:``; a table with the columns ``number`` and ``title``."""
    name = words.front.plan
    if name is None:
        return Plan()
    where = words.file.front.place("plan")
    if name not in library.tables:
        faults.append(Fault(f"there is no table {name!r}", where, nearest(name, library.tables)))
        return Plan(name)
    table = library.tables[name].table
    columns = [column.name for column in table.columns]
    missing = {_NUMBER, _TITLE} - set(columns)
    if missing:
        what = f"the plan {name} has no column {' and no column '.join(sorted(missing))}"
        faults.append(Fault(what, where, "A plan needs the columns `number` and `title`."))
        return Plan(name)
    number, title = columns.index(_NUMBER), columns.index(_TITLE)
    return Plan(name, {str(row[number]): typographic(str(row[title])) for row in table.rows})


def priority_rows(plan: Plan, sections: Sequence[ItemSection]) -> tuple[PriorityRow, ...]:
    """The plan's priorities with the items that answer them, in the document's order.

    Those that the same items answer share the row of the first: their number would be said again in each.
    """
    answers: dict[str, list[ItemSection]] = {number: [] for number in plan.titles}
    for section in sections:
        for priority in section.item.priorities:
            answers.setdefault(priority.number, []).append(section)
    rows: dict[tuple[str, ...], PriorityRow] = {}
    for number, title in plan.titles.items():
        answering = answers[number]
        shared = tuple(section.anchor for section in answering) or (number,)
        earlier = rows[shared].priorities if shared in rows else ()
        rows[shared] = PriorityRow(
            (*earlier, Priority(number, title)),
            tuple(Goal(plain(section.title), section.anchor) for section in answering),
            tuple(first for section in answering for first in section.item.numbers[:1]),
        )
    return tuple(rows.values())
