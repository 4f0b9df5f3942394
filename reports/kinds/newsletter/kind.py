"""A newsletter: a letter with the month's news stories, as page, PDF and mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reckoner.reports.checks.draft import Draft, names_in_house, names_of
from reckoner.reports.checks.told import RULES as TOLD_RULES
from reckoner.reports.checks.told import Told
from reckoner.reports.compose.task import Task
from reckoner.reports.findings import Finding
from reckoner.reports.kinds.kind import Kind
from reckoner.reports.kinds.news.document import told_by
from reckoner.reports.kinds.newsletter.checks import run
from reckoner.reports.kinds.newsletter.compose import LetterComposer
from reckoner.reports.kinds.newsletter.document import Newsletter
from reckoner.reports.kinds.newsletter.mail.files import every_mail_file, mail_parts
from reckoner.reports.kinds.newsletter.mail.short import mailed
from reckoner.reports.kinds.newsletter.mail.words import mail_words
from reckoner.reports.kinds.newsletter.options import NewsletterOptions, mail_of
from reckoner.reports.kinds.newsletter.words import LetterWords, read_letter
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.render.files import Files, Pages, Rendering, render_document
from reckoner.reports.render.html import render_html
from reckoner.reports.rollover.edition import NewEdition
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication


class NewsletterKind(Kind[LetterWords, Newsletter]):
    """How a newsletter is made."""

    rules = (*run.RULES, *TOLD_RULES)

    def read(self, house: Path, publication: Publication, key: str) -> LetterWords:
        """The letter and the stories chosen for it."""
        return read_letter(house, publication.name, key, publication.own(NewsletterOptions).selection)

    def compose(self, words: LetterWords, task: Task) -> Newsletter:
        """The letter."""
        return LetterComposer(task, words).document()

    def render(self, document: Newsletter, rendering: Rendering) -> Files:
        """The page for the screen, the PDF, the mail, and a pack for each platform."""
        templates = replace(rendering.templates, values={"mail": mail_words(rendering.templates.language)})
        is_mail = "mail" in templates.publication.outputs

        def web() -> Pages:
            name = "web.html" if is_mail else f"{document.publication}.html"
            return {name: render_html(document, templates, "screen")}

        def mail() -> dict[str, bytes]:
            if not is_mail:
                return {}
            return every_mail_file(mailed(document), templates, mail_of(rendering.office), rendering.reader)

        return render_document(document, replace(rendering, templates=templates), web, mail)

    def check(self, draft: Draft[LetterWords, Newsletter]) -> Iterator[Finding]:
        """What is wrong with the mail."""
        letter = draft.document
        if "email.html" in draft.files.contents:
            parts = mail_parts(letter, draft.files.contents, mail_of(draft.house.office))
            names = [*names_of(draft.words), *names_in_house(draft.house.office)]
            yield from run.check_mail(mailed(letter), parts, draft.calendar, names)

    def told(self, document: Newsletter) -> Iterator[Told]:
        """What each story tells of the report that it is about."""
        return told_by(document, document.stories)

    def begin(
        self, house: House, publication: Publication, key: str | None, calendar: CalendarWords
    ) -> NewEdition:
        """The next letter begun from the last, with the stories in hand."""
        from reckoner.reports.kinds.newsletter.next import begin_letter

        return begin_letter(house, publication, key, calendar)
