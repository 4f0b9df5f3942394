"""The news page composed: its index, and each story as a document of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from reckoner.reports.compose.compose import Composer, PlainComposer
from reckoner.reports.compose.task import Task
from reckoner.reports.content.edition import EditionFront, EditionWords
from reckoner.reports.document import Section, extended
from reckoner.reports.errors import Fault, InputError
from reckoner.reports.figures.wording import Wording
from reckoner.reports.kinds.news.document import NewsIndex, Pointer, Story, StoryPage, StorySection, winter_of
from reckoner.reports.kinds.news.stories import StoryWords
from reckoner.reports.kinds.news.words import NewsWords
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.office import OfficeSettings

_WIDTH_MM = 120.0  # at a story's column on the screen, letters are then as large as its text
_TEXT = 10.5  # and on a phone not much smaller
AnySection = TypeVar("AnySection", bound=Section)


def compose_news(task: Task, words: NewsWords) -> NewsIndex:
    """The index with its stories. Every fault is gathered. Raises InputError."""
    faults: list[Fault] = []
    stories = tuple(_gathered(task, words, faults))
    if faults:
        raise InputError.of(faults)
    index = EditionWords(words.key, EditionFront(title=task.publication.title), (), (), words.stories[0].file)
    sign_up = (task.office.mail and task.office.mail.sign_up) or ""
    form = partial(NewsIndex, stories=stories, sign_up=sign_up)
    return _IndexComposer(task, index, form).document()


def news_address(office: OfficeSettings) -> str:
    """Where the news page will stand."""
    return f"{office.web_versions}news/"


def story_section(section: Section, words: StoryWords, wording: Wording) -> StorySection:
    """A composed section as the story that it is."""
    story = Story(
        slug=words.page,
        dated=words.dated,
        day=_date_of(words, wording),
        summary=words.front.summary,
        whole=words.front.whole,
        short=words.front.short,
        picture=words.picture,
        links=words.links,
        tags=words.front.tags,
        standing=words.standing,
        report=words.front.report,
        exact_to=words.front.exact_to,
        based_on=words.front.based_on,
        afterwards=words.front.afterwards,
        as_of=wording.language.say("news.as_of", when=as_of) if (as_of := words.front.as_of) else "",
        leads=words.front.newsletter == "lead",
        was=words.front.was,
    )
    return extended(section, StorySection, story=story)


def _date_of(words: StoryWords, wording: Wording) -> str:
    """The date in words, as far as it is known."""
    if words.front.when:
        return words.front.when
    match words.front.exact_to:
        case "day":
            return wording.day(words.dated)
        case "month":
            return wording.period(Period.months(words.dated.year, words.dated.month))
        case "winter":
            first, last = winter_of(words.dated)
            return wording.language.say("news.winter", years=f"{first}/{last % 100:02}")
        case "year":
            return str(words.dated.year)
        case "none":
            return wording.language.say("news.guides")


def lead_links(
    sections: tuple[AnySection, ...], elsewhere: Callable[[str], str], listed: str = ""
) -> tuple[AnySection, ...]:
    """The sections with ``#story`` links led to the story: here where it stands here, or ``elsewhere``, of
    which ``listed`` is the list."""
    stories = [section for section in sections if isinstance(section, StorySection)]
    here = {section.story.slug: f"#{section.anchor}" for section in stories}

    def led(link: Pointer) -> Pointer:
        slug = link.address.removeprefix("#")
        if slug == link.address:
            return link
        if slug in here:
            return replace(link, address=here[slug])
        return replace(link, address=elsewhere(slug), listed=listed)

    def with_links(section: AnySection) -> AnySection:
        if not isinstance(section, StorySection):
            return section
        return replace(section, story=replace(section.story, links=tuple(map(led, section.story.links))))

    return tuple(map(with_links, sections))


class _IndexComposer(PlainComposer[NewsIndex]):
    @property
    def address(self) -> str:
        return news_address(self.task.office)


class _StoryComposer(Composer[StoryPage, StorySection]):
    def __init__(self, task: Task, words: EditionWords, story: StoryWords) -> None:
        self.story = story
        super().__init__(task, words, StoryPage, replace(task.look, width_mm=_WIDTH_MM, text=_TEXT))

    @property
    def address(self) -> str:
        return f"{news_address(self.task.office)}stories/{self.story.page}.html"

    def own_period(self, periods: Mapping[str, Period]) -> Period | None:
        """A story's own period is the month in which it came out, whenever the page is made."""
        del periods
        return Period.months(self.story.dated.year, self.story.dated.month)

    def sections(self) -> tuple[StorySection, ...]:
        section = story_section(self.section(self.story), self.story, self.wording)
        closes, ahead = self.story.front.closes, self.story.front.looks_ahead_to
        closed = closes is not None and closes < self.dated
        past = ahead is not None and ahead < self.dated
        over = closes or ahead
        later = (over and link.dated and link.dated > over for link in self.story.links)
        story = replace(
            section.story,
            links=(*self.to_report(), *section.story.links),
            closed=self.closed_call() if closed else "",
            past=past,
            unfollowed=(closed or past) and not any(later),
        )
        return lead_links((replace(section, story=story),), lambda slug: f"{slug}.html")

    def closed_call(self) -> str:
        """What is closed, where the story names it."""
        language, call = self.wording.language, self.story.front.call
        return language.say("news.closed_call", call=call) if call else language.say("news.closed")

    def to_report(self) -> Iterator[Pointer]:
        """The way to the report that it tells of."""
        if report := self.story.front.report:
            address = f"{self.task.office.web_versions}{report.replace(' ', '/')}/"
            yield Pointer(self.wording.language.say("news.report"), address)

    def more(self, sections: tuple[StorySection, ...]) -> Mapping[str, Any]:
        """Who held the office then."""
        del sections
        office, day = self.task.office, self.story.dated
        holder = office.former_holder(day, self.dated)
        if not holder or self.story.front.exact_to == "none":
            return {}
        return {"then": self.wording.language.say("news.then", holder=holder, title=office.on(day).title)}


def _gathered(task: Task, words: NewsWords, faults: list[Fault]) -> Iterator[StoryPage]:
    for edition, story in words.pages:
        try:
            yield _StoryComposer(task, edition, story).document()
        except InputError as problem:
            faults.extend(problem.faults)
