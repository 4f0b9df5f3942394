"""What a news story has beyond any section, and the documents of a news page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Literal

from reckoner.reports.checks.told import Told
from reckoner.reports.document import Document, Mention, Section, Source, Working
from reckoner.reports.figures.printed import unparted
from reckoner.reports.picture import Picture

_HOME = re.compile(r"https?://[^/]+/?")
_ELSEWHERE = re.compile(r"[a-z]+:")
_MIDSUMMER = 6
Standing = Literal["", "lead", "brief", "finally"]
Exactness = Literal["day", "month", "winter", "year", "none"]
KNOWN: Mapping[Exactness, int] = {"day": 10, "month": 7, "winter": 4, "year": 4, "none": 0}
"""How many letters of a date as 2026-02-03 are known."""


def winter_of(day: date) -> tuple[int, int]:
    """The years of the winter that a day is nearest to."""
    first = day.year if day.month > _MIDSUMMER else day.year - 1
    return first, first + 1


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link that asks readers to do something: its words and its address. ``listed`` is the page that lists
    what it leads to. ``dated`` is the day of the story that it leads to."""

    words: str
    address: str
    listed: str = ""
    dated: date | None = None

    @property
    def shown(self) -> str:
        """Its words as a page has them: a telephone number isn't parted at the end of a line."""
        return unparted(self.words) if self.dials else self.words

    @property
    def dials(self) -> bool:
        """Whether it is a telephone number."""
        return self.address.startswith("tel:")

    @property
    def leads_home(self) -> bool:
        """Whether it leads to the front page of a website, where readers have to look further."""
        return bool(_HOME.fullmatch(self.address))

    @property
    def page(self) -> str:
        """The page that it leads to, and no place in it."""
        return self.address.partition("#")[0]

    @property
    def written(self) -> str:
        """What readers of paper type to reach it: the page that lists it, if one does."""
        return (self.listed or self.page).partition("://")[2].rstrip("/")


@dataclass(frozen=True, slots=True)
class Story:
    """What a section is when it is a news story.

    ``slug`` is its name in addresses; ``day`` is its date in words, as far as it is known; ``report`` is the
    publication and the edition that it tells of, if it tells of one; ``closed`` says that what it calls
    for is over. ``based_on`` is where its words come from, ``afterwards``: it was written later, from that;
    ``leads``: it stands first among the newest. ``was``: the names that its page had before. ``past``: the
    day that it looks ahead to is over; ``unfollowed``: no story that it leads to is of a later day. ``as_of``
    says of a guide up to when its facts were published; ``whole`` what a link to the whole says; ``short``
    names it in lists of sources. ``onward`` leads from a letter to the news page where that tells more.
    """

    slug: str
    dated: date
    day: str
    summary: str
    picture: Picture | None
    links: tuple[Pointer, ...]
    tags: tuple[str, ...]
    standing: Standing = ""
    report: str = ""
    closed: str = ""
    past: bool = False
    unfollowed: bool = False
    exact_to: Exactness = "day"
    based_on: str = ""
    afterwards: bool = False
    whole: str = ""
    short: str = ""
    onward: Pointer | None = None
    as_of: str = ""
    leads: bool = False
    was: tuple[str, ...] = ()

    @property
    def stamp(self) -> str:
        """Its date for machines, as far as it is known and they can read it: they know no winter."""
        return "" if self.exact_to == "winter" else self.dated.isoformat()[: KNOWN[self.exact_to]]

    @property
    def moment(self) -> str:
        """Its date for a feed, which must have a time: the first day of what is known, but of a year the
        last, by which it was out, and of a winter that of its first year."""
        if self.is_guide:
            return f"{self.dated.isoformat()}T00:00:00Z"
        if self.exact_to == "winter":
            return f"{self.years[0]}-12-31T00:00:00Z"
        if self.exact_to == "year":
            return f"{self.stamp}-12-31T00:00:00Z"
        return f"{f'{self.stamp}-01'[:10]}T00:00:00Z"

    @property
    def order(self) -> tuple[int, int, bool, int]:
        """What lists and neighbours stand in the order of, the greatest first: what is of no known month
        comes last in its year, a winter in that in which it begins. Within a month, of which no day is known
        comes last, in the order in which a letter has it."""
        day = self.dated.toordinal()
        if self.exact_to in ("winter", "year"):
            return self.years[0], 0, self.exact_to == "year", day
        return self.dated.year, self.dated.month, True, -day if self.exact_to == "month" else day

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it may be of: a winter has two."""
        if self.exact_to != "winter":
            return (self.dated.year,)
        return winter_of(self.dated)

    @property
    def from_letter(self) -> tuple[Pointer, ...]:
        """Where a letter leads on from it: first to what the news page has beyond the letter."""
        return (self.onward, *self.links) if self.onward else self.links

    @property
    def on_paper(self) -> tuple[Pointer, ...]:
        """Where paper leads on from it: the page that has more of it names the other stories too."""
        onward = self.onward
        return tuple(link for link in self.from_letter if not (onward and link.listed) or link is onward)

    @property
    def asks(self) -> tuple[Pointer, ...]:
        """What readers can do at once: whom to ring, where that stands first, and the links after it, up to
        one to a story."""
        if not any(link.dials for link in self.links[:1]):
            return ()
        return tuple(takewhile(lambda link: _ELSEWHERE.match(link.address), self.links))

    @property
    def leads_on(self) -> tuple[Pointer, ...]:
        """The other links."""
        return self.links[len(self.asks) :]

    @property
    def headed(self) -> str:
        """Its date in words where nothing stands before it."""
        return self.day[:1].upper() + self.day[1:]

    @property
    def is_guide(self) -> bool:
        """Whether it is no news of any day."""
        return self.exact_to == "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class StorySection(Section):
    """A section that is a news story."""

    story: Story

    @property
    def picture(self) -> Picture | None:
        """Its picture, if it has one."""
        return self.story.picture


def told_by(document: Document, stories: Iterable[StorySection]) -> Iterator[Told]:
    """What a document's stories tell of reports."""
    for each in stories:
        if each.story.report:
            yield Told.of(each.story.report, document, each.entries())


@dataclass(frozen=True, kw_only=True)
class StoryPage(Document):
    """One story as a page of its own. ``then`` says who held the office when it came out, where somebody
    else does now."""

    sections: tuple[StorySection]
    then: str = ""

    @property
    def story(self) -> Story:
        """The story."""
        return self.sections[0].story

    def places_of(self, source: Source) -> tuple[Mention, ...]:
        """None: that a source is used on the one page needs no saying."""
        del source
        return ()

    def workings_of(self, source: Source) -> tuple[Working, ...]:
        """Those of figures that were calculated here."""
        return source.calculations


@dataclass(frozen=True, kw_only=True)
class NewsIndex(Document):
    """The news page: it lists its stories, newest first, each of which has a page of its own. ``sign_up`` is
    where readers ask for the newsletter."""

    stories: tuple[StoryPage, ...]
    sign_up: str = ""

    @property
    def documents(self) -> tuple[Document, ...]:
        """Itself and the stories."""
        return (self, *self.stories)
