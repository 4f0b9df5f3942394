"""What a newsletter has beyond any document: the letter around its stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reckoner.reports.document import (
    Document,
    KeyFigure,
    Mention,
    NumberedParagraph,
    Section,
    Source,
    Working,
)
from reckoner.reports.figures.printed import Part, plain, printed_in, unparted
from reckoner.reports.kinds.news.document import Pointer, StorySection
from reckoner.reports.prose import Link, Run, Text

TOKEN = "{FIRST_NAME}"  # how words name the reader; each platform has a token of its own


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs. A marked place says that a message is still to be supplied where one ``is_awaited``."""

    name: str
    title: str
    message: str = ""
    is_awaited: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """What makes a newsletter of a document. ``month`` is the line under the masthead's name,
    empty where that names the month.

    ``whole_at`` is where the whole stories stand, if the mail holds their summaries alone.
    ``heading`` stands above it: nobody greets where nobody signs.
    ``told`` names key figures with the anchors of the stories that they are taken from.
    ``close`` is what is said last, after the stories and dates; where it names the office's mail address,
    with its telephone and its post. ``sign_up`` is where readers ask to be sent it, ``unsubscribe``
    where they ask no longer to be. ``taken_from`` says of parts without figures where their words are from.
    ``salutation`` may hold ``{FIRST_NAME}``; ``default_name`` greets readers whose name isn't known.
    """

    subject: str
    preheader: str
    month: str
    salutation: str
    default_name: str
    sign_off: SignOff | None
    social: tuple[Pointer, ...]
    sender: str
    sender_address: str
    whole_at: str = ""
    told: tuple[tuple[str, str], ...] = ()
    heading: str = ""
    close: str = ""
    sign_up: Pointer | None = None
    unsubscribe: str = ""
    taken_from: tuple[str, ...] = ()

    def greeting(self, name: str) -> str:
        """The salutation with a name, or a platform's token, in the reader's place."""
        return self.salutation.replace(TOKEN, name)

    def whole_of(self, section: StorySection) -> str:
        """Where the whole of a story stands that a mail shortens, from its beginning: on the news page where
        that tells more."""
        story = section.story
        if story.standing == "brief":
            return story.links[0].address
        if not self.whole_at:
            return ""
        return story.onward.page if story.onward else f"{self.whole_at}#{section.anchor}"

    def reaches(self, email: str) -> bool:
        """Whether what is said last says how to reach the office."""
        return email in self.close


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesSection(Section):
    """A box of days that readers may want to note."""


@dataclass(frozen=True, kw_only=True)
class Newsletter(Document):
    """A letter with the month's stories. Its sections are the story that leads, key figures, the other
    stories and dates, as far as it has them."""

    letter: Letter

    @property
    def stories(self) -> tuple[StorySection, ...]:
        """The sections that are stories."""
        return tuple(section for section in self.sections if isinstance(section, StorySection))

    @property
    def listed(self) -> tuple[StorySection | DatesSection, ...]:
        """The sections that the list of what an edition holds names: key figures stand beside the first."""
        return tuple(each for each in self.sections if isinstance(each, StorySection | DatesSection))

    @property
    def lead(self) -> StorySection | None:
        """The story that stands before everything else, if one leads."""
        return next((section for section in self.stories if section.story.standing == "lead"), None)

    @property
    def to_news(self) -> Pointer | None:
        """The news page, if any link leads to a story of it: on paper it says for all of them where they
        are."""
        links = (link for section in self.stories for link in section.story.from_letter)
        return next((replace(link, address=link.listed) for link in links if link.listed), None)

    @property
    def closing(self) -> tuple[Run | Part, ...]:
        """What is said last, the office's address and telephone in it as links."""
        said: list[Run | Part] = [self.letter.close]
        email, telephone = self.imprint.email, unparted(self.imprint.telephone)
        links = ((email, f"mailto:{email}"), (telephone, self.imprint.dials))
        for words, address in links:
            before, found, after = str(said[-1]).partition(words) if address else ("", "", "")
            if found:
                said[-1:] = [before, Link((Text(found),), address), after]
        return tuple(said)

    def told_in(self, key: KeyFigure) -> StorySection | None:
        """The story that a key figure is taken from."""
        anchor = dict(self.letter.told).get(key.name)
        return next((section for section in self.stories if section.anchor == anchor), None)

    @property
    def names(self) -> tuple[str, ...]:
        """What its stories are called where they are named as places."""
        return tuple(map(_name_of, self.stories))

    def places_of(self, source: Source) -> tuple[Mention, ...]:
        """Where a source is used: the letter and key figures by their headings, stories by few words."""
        heads = {
            block.anchor: Mention(self.letter.heading, block.anchor)
            for block in self.introduction
            if isinstance(block, NumberedParagraph)
        }
        for section in self.sections:
            keys = [block for block in section.blocks if isinstance(block, KeyFigure)]
            head = Mention(_name_of(section), section.anchor)
            heads.update({f"chart-{block.name}": head for block in keys})
        short = {plain(section.title): _name_of(section) for section in self.stories}
        # A figure set large and the words of its story are one place.
        kept: dict[str, Mention] = {}
        for place in (heads.get(place.anchor, place) for place in source.places):
            place = replace(place, label=short.get(place.label, place.label))
            kept.setdefault(place.label, place)
        return tuple(kept.values())

    def pages_of(self, source: Source) -> tuple[Mention, ...]:
        """The same for paper, which gives their pages: the letter, the story that leads and the key figures
        stand together on the first, so that where one leads they are one place."""
        lead = self.lead
        if not lead:
            return self.places_of(source)
        first = Mention(_name_of(lead), lead.anchor)
        above = {block.anchor for block in self.introduction if isinstance(block, NumberedParagraph)}
        keys = {
            section.anchor
            for section in self.sections
            if not isinstance(section, StorySection)
            and any(isinstance(block, KeyFigure) for block in section.blocks)
        }
        places = self.places_of(source)
        return tuple(
            dict.fromkeys(
                first if place.anchor in above | keys or place.label == first.label else place
                for place in places
            )
        )

    def workings_of(self, source: Source) -> tuple[Working, ...]:
        """Those of figures that were calculated here."""
        return source.calculations

    def published(self, postal: str) -> tuple[tuple[str, str], ...]:
        """For the foot of its mail: who publishes it, and the office's place unless the letter gives it."""
        address = self.imprint.address
        given = ", ".join(map(unparted, address)) in self.letter.close and postal.endswith(", ".join(address))
        said = self.imprint.published(postal)
        return said[:1] if address and given and self.imprint.publisher else said

    @property
    def maker(self) -> str:
        """Who made all its pictures, where one did: said once, at the end."""
        return self.credits[0] if len(self.credits) == 1 else ""


def _name_of(section: Section) -> str:
    short = section.story.short if isinstance(section, StorySection) else ""
    return short or plain(section.title)


def told_in(sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
    """Each key figure's name with the anchor of the first story that prints the same figure."""
    stories = [section for section in sections if isinstance(section, StorySection)]
    said = [
        (section.anchor, {entry.printed.figure.identity for entry in section.entries()})
        for section in stories
    ]
    for key in (block for section in sections for block in section.blocks if isinstance(block, KeyFigure)):
        wanted = {printed.figure.identity for printed in printed_in(key.figure)}
        yield from ((key.name, anchor) for anchor in [a for a, values in said if wanted & values][:1])
