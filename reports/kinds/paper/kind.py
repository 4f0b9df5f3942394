"""A paper: an edition's own sections, in order, as one document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reckoner.reports.compose.compose import compose
from reckoner.reports.compose.task import Task
from reckoner.reports.content.edition import EditionWords, gather_edition
from reckoner.reports.document import Document
from reckoner.reports.kinds.kind import Kind
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.render.files import Files, Rendering, render_document
from reckoner.reports.rollover.begin import begin
from reckoner.reports.rollover.edition import NewEdition
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication

NUMBERS_MM = 12.0  # what print.css leaves at the left for the numbers of paragraphs


class PaperKind(Kind[EditionWords, Document]):
    """The plain kind: it has nothing that others lack."""

    def read(self, house: Path, publication: Publication, key: str) -> EditionWords:
        """The words of edition.md and its sections."""
        return gather_edition(house, publication.name, key)

    def compose(self, words: EditionWords, task: Task) -> Document:
        """The sections."""
        beside = replace(task.look, width_mm=task.look.width_mm - NUMBERS_MM)
        return compose(task, words, beside)

    def render(self, document: Document, rendering: Rendering) -> Files:
        """The page for the screen and the PDF."""
        return render_document(document, rendering)

    def begin(
        self, house: House, publication: Publication, key: str | None, calendar: CalendarWords
    ) -> NewEdition:
        """The next edition begun from the last."""
        return begin(house, publication, key, calendar)
