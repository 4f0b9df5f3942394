"""The priorities of the plan, and from each the way to the items that answer it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import get_args

from reckoner.reports.document import Goal
from reckoner.reports.errors import Fault, nearest
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Sentence, plain
from reckoner.reports.figures.unit import COUNT
from reckoner.reports.figures.wording import Wording
from reckoner.reports.kinds.report.document import ItemSection, KeyNumber, Outcome, Priority, PriorityRow
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
    One of which an item says something of its own has its own row.
    """
    answers: dict[str, list[_Answer]] = {number: [] for number in plan.titles}
    for section in sections:
        for priority in section.item.priorities:
            answers.setdefault(priority.number, []).append(_Answer(section, priority))
    rows: dict[tuple[str, ...], PriorityRow] = {}
    for number, title in plan.titles.items():
        answering = answers[number]
        alone = not answering or any(answer.own.result or answer.own.outcome for answer in answering)
        shared = (number,) if alone else tuple(answer.section.anchor for answer in answering)
        earlier = rows[shared].priorities if shared in rows else ()
        rows[shared] = PriorityRow(
            (*earlier, Priority(number, title)),
            tuple(Goal(plain(answer.section.title), answer.section.anchor) for answer in answering),
            tuple(said for answer in answering for said in answer.known()),
            min((answer.outcome for answer in answering), key=OUTCOMES.index, default="none"),
        )
    return tuple(rows.values())


@dataclass(frozen=True, slots=True)
class _Answer:
    """An item, and the priority as it names it."""

    section: ItemSection
    own: Priority

    def known(self) -> Iterator[KeyNumber]:
        """What it says of the priority, or of all of its own; else its first number."""
        item = self.section.item
        yield from [each for each in (self.own.result, item.result, *item.numbers) if each][:1]

    @property
    def outcome(self) -> Outcome:
        return self.own.outcome or self.section.item.outcome


def counted(rows: Sequence[PriorityRow], plan: Plan, wording: Wording) -> dict[str, Sentence]:
    """How many priorities have each outcome that one of them has, the best first."""
    counts = {name: sum(len(row.priorities) for row in rows if row.outcome == name) for name in OUTCOMES}
    return {name: _said(name, count, plan, wording) for name, count in counts.items() if count}


def said_of(rows: Sequence[PriorityRow], plan: Plan, wording: Wording) -> Sentence:
    """How many the report answers, how far their numbers run and how many up to there have no entry."""
    numbers = [priority.number for row in rows for priority in row.priorities]
    if not all(row.goals for row in rows) or not numbers or not all(map(str.isdecimal, numbers)):
        return ()
    last = max(map(int, numbers))
    if last == len(numbers):
        return ()
    counts = {"listed": len(numbers), "last": last, "without": last - len(numbers)}
    said = {name: _said(name, count, plan, wording) for name, count in counts.items()}
    return wording.language.sentence("document.priority_only", **said)


def _said(name: str, number: int, plan: Plan, wording: Wording) -> Sentence:
    noun = wording.language.say(f"document.priorities_{name}")
    figure = Figure(Decimal(number), COUNT, f"{plan.name}.{name}", origins=plan.origins, noun=noun)
    return (wording.word(figure),)
