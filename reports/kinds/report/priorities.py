"""The priorities of the plan, and from each the way to the items that answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import get_args

from reckoner.reports.document import Goal
from reckoner.reports.errors import Fault, nearest
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Sentence, plain
from reckoner.reports.figures.unit import COUNT
from reckoner.reports.figures.wording import Wording
from reckoner.reports.kinds.report.document import ItemSection, Outcome, Priority, PriorityRow
from reckoner.reports.kinds.report.words import ReportWords
from reckoner.reports.modules.library import Library
from reckoner.reports.settings.typographer import typographic

_NUMBER, _TITLE = "number", "title"
OUTCOMES = get_args(Outcome)
"""What may be known to have come of a priority, the best first."""


@dataclass(frozen=True)
class Plan:
    """The table that holds the plan, its priorities (number to short title, in its order) and its sources."""

    name: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    origins: tuple[str, ...] = ()


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
    titles = {str(row[number]): typographic(str(row[title])) for row in table.rows}
    return Plan(name, titles, library.tables[name].origins)


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
        items = [section.item for section in answering]
        rows[shared] = PriorityRow(
            (*earlier, Priority(number, title)),
            tuple(Goal(plain(section.title), section.anchor) for section in answering),
            tuple(item.result or item.numbers[0] for item in items if item.result or item.numbers),
            min((item.outcome for item in items), key=OUTCOMES.index, default="none"),
        )
    return tuple(rows.values())


def said_of(rows: Sequence[PriorityRow], plan: Plan, wording: Wording) -> Sentence:
    """Of how many priorities what is known; and how far their numbers run, where all are answered."""
    numbers = [priority.number for row in rows for priority in row.priorities]
    if not numbers:
        return ()

    def said(name: str, number: int) -> Sentence:
        noun = wording.language.say(f"document.priorities_{name}")
        figure = Figure(Decimal(number), COUNT, f"{plan.name}.{name}", origins=plan.origins, noun=noun)
        return (wording.word(figure),)

    counts = {name: sum(len(row.priorities) for row in rows if row.outcome == name) for name in OUTCOMES}
    known = wording.language.sentence(
        "document.priority_outcomes", **{name: said(name, count) for name, count in counts.items()}
    )
    if not all(row.goals for row in rows) or not all(map(str.isdecimal, numbers)):
        return known
    listed, last = said("listed", len(numbers)), said("last", max(map(int, numbers)))
    only = wording.language.sentence("document.priority_only", listed=listed, last=last)
    return (*only, " ", *known)
