"""What a kind of publication is: how its words are read, composed, laid out, checked and begun anew.

``W`` are its words, ``D`` its documents: a kind that has more to them brings classes of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol, TypeVar

from reckoner.reports.checks.draft import Draft
from reckoner.reports.checks.told import Told
from reckoner.reports.compose.task import Task
from reckoner.reports.content.edition import edition_keys
from reckoner.reports.content.words import Words
from reckoner.reports.document import Document
from reckoner.reports.findings import Finding
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.render.files import Files, Rendering
from reckoner.reports.rollover.edition import NewEdition
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication

W = TypeVar("W", bound=Words)
D = TypeVar("D", bound=Document)


class Kind(Protocol[W, D]):
    """One kind of publication, as most are.

    ``rules`` are the checks that only its drafts need. ``prints_corrections`` says whether its pages have a
    place for the note of a correction: then what was delivered changes by a correction alone.
    """

    rules: tuple[str, ...] = ()
    prints_corrections: bool = True

    def editions(self, house: Path, publication: Publication) -> list[str]:
        """The editions that have words, in order."""
        return edition_keys(house / "content", publication.name)

    def current(self, house: Path) -> str | None:
        """The edition meant where none is named; None where the schedule says which."""
        return None

    def read(self, house: Path, publication: Publication, key: str) -> W:
        """An edition's words, with the faults in them. Raises InputError where nothing can follow."""
        ...

    def compose(self, words: W, task: Task) -> D:
        """The finished document. Every fault is gathered. Raises InputError."""
        ...

    def render(self, document: D, rendering: Rendering) -> Files:
        """Every file that readers open. Raises SettingsError for a template, InputError for a page."""
        ...

    def check(self, draft: Draft[W, D]) -> Iterator[Finding]:
        """What is wrong with a draft beyond what the checks of every draft find."""
        yield from ()

    def told(self, document: D) -> Iterator[Told]:
        """The figures that it tells of reports: they are held against the reports' own drafts."""
        yield from ()

    def begin(
        self, house: House, publication: Publication, key: str | None, calendar: CalendarWords
    ) -> NewEdition:
        """The next edition, or the one called ``key``, begun from the last. Nothing is written.

        Raises UsageError, SettingsError or InputError where that can't be done.
        """
        ...
