"""The news page's words: every story that is out by the end of a month, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reckoner.reports.content.edition import EditionFront, EditionWords
from reckoner.reports.errors import Fault, InputError, Place
from reckoner.reports.findings import Finding
from reckoner.reports.kinds.news.stories import Stories, StoryWords, newest_day, read_stories
from reckoner.reports.periods.period import Period


@dataclass(frozen=True)
class NewsWords:
    """The words of the news page."""

    key: str
    stories: tuple[StoryWords, ...]
    remarks: tuple[Finding, ...]
    read: tuple[StoryWords, ...]
    faults: tuple[Fault, ...] = ()

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was read, stories under embargo included."""
        return tuple(path for story in self.read for path in story.paths)

    @property
    def pages(self) -> tuple[tuple[EditionWords, StoryWords], ...]:
        """Each story as a document of its own, and as its only section."""
        return tuple(_alone(self.key, story) for story in self.stories)

    @property
    def editions(self) -> tuple[EditionWords, ...]:
        """The words of each document."""
        return tuple(edition for edition, _ in self.pages)


def news_keys(house: Path) -> list[str]:
    """The editions of the news page: the month of the newest story."""
    newest = newest_day(house)
    return [str(Period.months(newest.year, newest.month))] if newest else []


def read_news(house: Path, key: str) -> NewsWords:
    """Read the stories. Every fault is gathered. Raises InputError."""
    month = Period.parse(key)
    found: Stories = read_stories(house, lambda day: day < month.end)
    remarks = list(found.remarks)
    out = []
    for story in found.stories:
        until = story.front.embargo
        if until and until > month.last:
            what = f"the story {story.slug} is under embargo until {until.isoformat()} and is left out"
            where = str(story.file.front.place("embargo"))
            remarks.append(Finding("warning", "embargo", what, where))
        else:
            out.append(story)
    if not out:
        raise InputError(
            "there are no stories yet",
            Place("content/news"),
            "Write one there, such as 2026-03-05-show.md: its `title:` between two lines ---, then words.",
        )
    if faults := list(_taken(out)):
        raise InputError.of(faults)
    return NewsWords(key, tuple(reversed(out)), tuple(remarks), found.stories)


def _taken(stories: Sequence[StoryWords]) -> Iterator[Fault]:
    """Names that a page had before and that another page has, or had before too."""
    pages = {story.page for story in stories}
    for story in stories:
        for number, old in enumerate(story.front.was):
            if old in pages:
                what = f"{old} is the name of a page already"
                yield Fault(what, story.file.front.place("was", number), "Take it out of `was`.")
            pages.add(old)


def _alone(key: str, story: StoryWords) -> tuple[EditionWords, StoryWords]:
    """The story as the only section; its names hold on the whole page, whose title is the story's."""
    front = EditionFront(title=story.front.title, not_figures=story.front.not_figures)
    bare = replace(story, front=story.front.model_copy(update={"not_figures": ()}))
    return EditionWords(key, front, (), (bare,), story.file), bare
