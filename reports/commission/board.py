"""The board: who owes what to which edition, what was asked for, and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reckoner.reports.commission.owed import Owed, editions_with_words, owed_in
from reckoner.reports.commission.requests import Asked, read_asked
from reckoner.reports.errors import ReckonerError
from reckoner.reports.settings.house import House


@dataclass(frozen=True)
class Row:
    """Something owed, and the request for it, if it was asked for. ``state`` is late, back, asked or open."""

    owed: Owed
    asked: Asked | None

    @property
    def state(self) -> str:
        """In a word: what came back and isn't in the edition yet is nobody's to hurry but the editor's."""
        if self.asked is not None and self.asked.returned:
            return "back"
        if self.owed.due.is_overdue:
            return "late"
        return "asked" if self.asked else "open"


@dataclass(frozen=True)
class Board:
    """All rows, what is late first; ``unread`` are editions whose words or data can't be read, with why."""

    rows: tuple[Row, ...]
    unread: tuple[str, ...] = ()


_ORDER = ("late", "open", "asked", "back")


def board_of(house: House, today: date, editions: Sequence[tuple[str, str]] | None = None) -> Board:
    """The board of some editions, or of all that have words. Raises InputError for what was kept."""
    asked = {(each.publication, each.edition, each.key, each.person): each for each in read_asked(house.root)}
    rows, unread = [], []
    for publication, edition in editions if editions is not None else editions_with_words(house):
        try:
            found = owed_in(house, publication, edition, today)
        except ReckonerError as problem:
            unread.append(f"{publication} {edition}: {problem.lines()[0]}")
            continue
        for each in found:
            person = each.due.awaited.figure.person
            rows.append(Row(each, asked.get((publication, edition, each.key, person))))
    rows.sort(key=lambda row: (_ORDER.index(row.state), row.owed.due.awaited.figure.by))
    return Board(tuple(rows), tuple(unread))
