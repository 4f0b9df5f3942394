"""What an edition still needs from people: figures and sections from its words, tables from its data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reckoner.reports.commission.tables import OwedTable, owed_tables
from reckoner.reports.content.due import Due, due_on
from reckoner.reports.content.placeholder import ToCome
from reckoner.reports.content.tocome import Awaited, awaited_in
from reckoner.reports.errors import Place
from reckoner.reports.kinds.registry import read_whole
from reckoner.reports.settings.house import House
from reckoner.reports.settings.office import Person


@dataclass(frozen=True)
class Owed:
    """Something that somebody owes; ``table`` is what is to be filled in, where it is a table."""

    due: Due
    table: OwedTable | None = None

    @property
    def key(self) -> str:
        """What it is called in what is kept: the file of a section, the file of a table, else its words."""
        if self.table is not None:
            return self.table.key
        awaited = self.due.awaited
        return awaited.where.path if awaited.kind == "section" else awaited.figure.what


def person_of(house: House, named: str) -> Person | None:
    """Somebody by id, or by role: tables say who owns a measure in either way."""
    by_role = (each for each in house.office.people if each.role.casefold() == named.casefold())
    return house.office.person(named) or next(by_role, None)


def owed_in(house: House, publication: str, edition: str, today: date) -> list[Owed]:
    """All that an edition waits for, what is overdue first. Raises ReckonerError."""
    awaited: list[tuple[Awaited, OwedTable | None]] = [
        (each, None) for each in awaited_in(house.root, publication, edition)
    ]
    awaited += _tables(house, publication, edition)
    calendar = house.schedules.calendar.work_calendar()
    found = [Owed(due_on(each, house.office, calendar, today), table) for each, table in awaited]
    return sorted(found, key=lambda each: (each.due.awaited.figure.by, each.due.awaited.kind, each.key))


def _tables(house: House, publication: str, edition: str) -> Iterator[tuple[Awaited, OwedTable]]:
    words = read_whole(house.root, house.publication(publication), edition)
    by = words.editions[0].front.wanted_by
    if by is None:
        return
    for table in owed_tables(house, words.editions, publication, edition):
        person = person_of(house, table.owner)
        what = ToCome(f"the table {table.key} for {table.period}", person.id if person else table.owner, by)
        yield Awaited(publication, edition, what, Place(table.key), "table"), table


def editions_with_words(house: House) -> Sequence[tuple[str, str]]:
    """Every edition, by publication."""
    paths: list[Path] = sorted((house.root / "content").glob("*/*/edition.md"))
    return [(path.parent.parent.name, path.parent.name) for path in paths]
