"""A report in parts: items with key numbers, a table of priorities, a glossary, a page for each part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reckoner.reports.compose.task import Task
from reckoner.reports.kinds.kind import Kind
from reckoner.reports.kinds.report.compose import ReportComposer
from reckoner.reports.kinds.report.document import Report
from reckoner.reports.kinds.report.options import ReportOptions
from reckoner.reports.kinds.report.pages import render_pages
from reckoner.reports.kinds.report.sidebar import sidebar_of
from reckoner.reports.kinds.report.words import ReportWords, read_report
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.render.files import Files, Pages, Rendering, render_document, web_page
from reckoner.reports.rollover.edition import NewEdition
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication


class ReportKind(Kind[ReportWords, Report]):
    """How a report is made."""

    def read(self, house: Path, publication: Publication, key: str) -> ReportWords:
        """The words of edition.md and its items."""
        return read_report(house, publication.name, key)

    def compose(self, words: ReportWords, task: Task) -> Report:
        """The report."""
        return ReportComposer(task, words).document()

    def render(self, document: Report, rendering: Rendering) -> Files:
        """The PDF, and a page for the screen or one for each part."""
        templates = replace(rendering.templates, filters={"sidebar": sidebar_of})
        by_part = templates.publication.own(ReportOptions).page_for_each_part

        def web() -> Pages:
            return render_pages(document, templates) if by_part else web_page(document, templates)

        return render_document(document, replace(rendering, templates=templates), web)

    def begin(
        self, house: House, publication: Publication, key: str | None, calendar: CalendarWords
    ) -> NewEdition:
        """The next report begun from the last."""
        from reckoner.reports.kinds.report.next import begin_report

        return begin_report(house, publication, key, calendar)
