"""The news page: an index by month, a page for each story, and a feed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reckoner.reports.checks.told import RULES as TOLD_RULES
from reckoner.reports.checks.told import Told
from reckoner.reports.compose.task import Task
from reckoner.reports.errors import UsageError
from reckoner.reports.kinds.kind import Kind
from reckoner.reports.kinds.news.compose import compose_news
from reckoner.reports.kinds.news.document import NewsIndex, told_by
from reckoner.reports.kinds.news.pages import render_news
from reckoner.reports.kinds.news.words import NewsWords, news_keys, read_news
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.render.files import Files, Rendering
from reckoner.reports.rollover.edition import NewEdition
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication


class NewsKind(Kind[NewsWords, NewsIndex]):
    """How the news page is made."""

    rules = TOLD_RULES
    prints_corrections = False

    def editions(self, house: Path, publication: Publication) -> list[str]:
        """The month of the newest story."""
        return news_keys(house)

    def current(self, house: Path) -> str | None:
        """The newest, where there is a story."""
        return next(reversed(news_keys(house)), None)

    def read(self, house: Path, publication: Publication, key: str) -> NewsWords:
        """Every story that is out."""
        return read_news(house, key)

    def compose(self, words: NewsWords, task: Task) -> NewsIndex:
        """The index, with each story."""
        return compose_news(task, words)

    def render(self, document: NewsIndex, rendering: Rendering) -> Files:
        """The pages and the feed."""
        return render_news(document, rendering.templates)

    def told(self, document: NewsIndex) -> Iterator[Told]:
        """What each story tells of the report that it is about."""
        for page in document.stories:
            yield from told_by(page, page.sections)

    def begin(
        self, house: House, publication: Publication, key: str | None, calendar: CalendarWords
    ) -> NewEdition:
        """Raises UsageError: it has no editions to begin."""
        todo = (
            "Write content/news/YEAR-MONTH-DAY-name.md, with `title:` and `summary:` between two lines ---."
        )
        raise UsageError(f"{publication.name} has no editions to begin: each story is a file", todo=todo)
