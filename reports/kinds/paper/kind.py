"""A paper: an edition's own sections, in order, as one document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from reckoner.reports.compose.compose import PlainComposer
from reckoner.reports.compose.task import Task
from reckoner.reports.content.edition import EditionWords, gather_edition
from reckoner.reports.document import Section
from reckoner.reports.kinds.kind import Kind
from reckoner.reports.kinds.paper.document import Paper
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.render.files import Files, Rendering, render_document
from reckoner.reports.rollover.edition import NewEdition
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication

NUMBERS_MM = 12.0  # what print.css leaves at the left for the numbers of paragraphs


class PaperKind(Kind[EditionWords, Paper]):
    """The plain kind: it has nothing that others lack."""

    def read(self, house: Path, publication: Publication, key: str) -> EditionWords:
        """The words of edition.md and its sections."""
        return gather_edition(house, publication.name, key)

    def compose(self, words: EditionWords, task: Task) -> Paper:
        """The sections."""
        beside = replace(task.look, width_mm=task.look.width_mm - NUMBERS_MM)
        return _PaperComposer(task, words, Paper, beside).document()

    def render(self, document: Paper, rendering: Rendering) -> Files:
        """The page for the screen and the PDF."""
        return render_document(document, rendering)

    def begin(
        self, house: House, publication: Publication, key: str | None, calendar: CalendarWords
    ) -> NewEdition:
        """The next edition begun from the last."""
        from reckoner.reports.rollover.begin import begin

        return begin(house, publication, key, calendar)


class _PaperComposer(PlainComposer[Paper]):
    def more(self, sections: tuple[Section, ...]) -> Mapping[str, Any]:
        """What its list of sources calls tiles, and how it is cited."""
        del sections
        say = self.wording.language.say
        held = ", ".join(text for _, text in self.task.occasion.details[:2])
        return {"tile": say("document.tile"), "first_tiles": say("document.first_tiles"), "held": held}
