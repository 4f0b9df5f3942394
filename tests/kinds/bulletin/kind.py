"""A fifth kind of publication, to prove what one takes: a quarterly bulletin of one page and its sources.

It has a lead sentence of its own, key figures that stand in the ledger, and a rule of its own: its length.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf

from reckoner.reports.checks.draft import Draft
from reckoner.reports.compose.compose import PlainComposer
from reckoner.reports.compose.task import Task
from reckoner.reports.content.edition import EditionFront, EditionWords, gather_edition
from reckoner.reports.content.fields import PlainText
from reckoner.reports.document import Document, Section
from reckoner.reports.findings import Finding
from reckoner.reports.kinds.kind import Kind
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.render.files import Files, Rendering, render_document
from reckoner.reports.rollover.begin import Rules, begin
from reckoner.reports.rollover.edition import NewEdition
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication
from reckoner.reports.settings.yaml import Settings


class BulletinOptions(Settings):
    """``most_pages`` is how many pages it may have: one, and that of its sources."""

    most_pages: int = 2


class BulletinFront(EditionFront):
    """Front matter of a bulletin: the sentence that leads it."""

    lead: PlainText


@dataclass(frozen=True)
class BulletinWords(EditionWords):
    """The words of a bulletin."""

    front: BulletinFront


@dataclass(frozen=True, kw_only=True)
class Bulletin(Document):
    """A bulletin with its lead."""

    lead: str


class _Composer(PlainComposer[Bulletin]):
    def __init__(self, task: Task, words: BulletinWords) -> None:
        super().__init__(task, words, Bulletin)
        self.lead = words.front.lead

    def more(self, sections: tuple[Section, ...]) -> Mapping[str, Any]:
        return {"lead": self.lead}


class BulletinKind(Kind[BulletinWords, Bulletin]):
    """How a bulletin is made."""

    rules = ("too-long",)

    def read(self, house: Path, publication: Publication, key: str) -> BulletinWords:
        """The words of edition.md and its sections."""
        words = gather_edition(house, publication.name, key, BulletinFront)
        return BulletinWords(**vars(words))

    def compose(self, words: BulletinWords, task: Task) -> Bulletin:
        """The bulletin."""
        return _Composer(task, words).document()

    def render(self, document: Bulletin, rendering: Rendering) -> Files:
        """The page and the PDF, its lead in capitals."""
        templates = replace(rendering.templates, filters={"loud": str.upper})
        return render_document(document, replace(rendering, templates=templates))

    def check(self, draft: Draft[BulletinWords, Bulletin]) -> Iterator[Finding]:
        """It fits its pages."""
        most = draft.house.publication(draft.document.publication).own(BulletinOptions).most_pages
        with pikepdf.open(io.BytesIO(draft.files.contents["bulletin.pdf"])) as pdf:
            pages = len(pdf.pages)
        if pages > most:
            yield Finding("error", "too-long", f"it has {pages} pages", todo="Shorten it.")

    def begin(
        self, house: House, publication: Publication, key: str | None, calendar: CalendarWords
    ) -> NewEdition:
        """The next quarter's, whose lead is to be written."""
        return begin(house, publication, key, calendar, Rules(BulletinFront))
