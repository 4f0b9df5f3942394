"""The priorities of the plan, and from each the way to the items that answer it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from reckoner.reports.document import Goal
from reckoner.reports.errors import Fault, nearest
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Sentence, plain
from reckoner.reports.figures.unit import COUNT
from reckoner.reports.figures.wording import Wording
from reckoner.reports.kinds.report.document import ItemSection, Priority, PriorityRow
from reckoner.reports.kinds.report.words import ReportWords
from reckoner.reports.modules.library import Library
from reckoner.reports.settings.typographer import typographic

_NUMBER, _TITLE = "number", "title"


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
        rows[shared] = PriorityRow(
            (*earlier, Priority(number, title)),
            tuple(Goal(plain(section.title), section.anchor) for section in answering),
            tuple(section.item.result or next(iter(section.item.numbers), None) for section in answering),
        )
    return tuple(rows.values())


def said_of(rows: Sequence[PriorityRow], plan: Plan, wording: Wording) -> Sentence:
    """How many priorities are listed and how far their numbers run, where all are answered."""
    numbers = [priority.number for row in rows for priority in row.priorities]
    if not numbers or not all(row.goals for row in rows) or not all(map(str.isdecimal, numbers)):
        return ()

    def said(name: str, number: int) -> Sentence:
        noun = wording.language.say(f"document.priorities_{name}")
        figure = Figure(Decimal(number), COUNT, f"{plan.name}.{name}", origins=plan.origins, noun=noun)
        return (wording.word(figure),)

    listed, last = said("listed", len(numbers)), said("last", max(map(int, numbers)))
    return wording.language.sentence("document.priority_only", listed=listed, last=last)
