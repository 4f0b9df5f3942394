"""A newsletter composed: the letter around the month's stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import takewhile
from typing import Any

from reckoner.charts.look import Look
from reckoner.reports.compose.compose import Composer
from reckoner.reports.compose.keyfigures import earlier
from reckoner.reports.compose.task import Task
from reckoner.reports.content.edition import SectionWords
from reckoner.reports.document import ChartSlot, KeyFigure, Section, extended
from reckoner.reports.figures.printed import unparted
from reckoner.reports.kinds.news.compose import lead_links, news_address, story_section
from reckoner.reports.kinds.news.document import Pointer
from reckoner.reports.kinds.news.stories import StoryWords
from reckoner.reports.kinds.newsletter.document import DatesSection, Letter, Newsletter, SignOff, told_in
from reckoner.reports.kinds.newsletter.options import NewsletterOptions, mail_of
from reckoner.reports.kinds.newsletter.words import (
    NO_MESSAGE,
    TO_BE_SUPPLIED,
    DatesWords,
    LetterFront,
    LetterWords,
)
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import Block, Paragraph, Subheading, Text

_WIDTH_MM = 100.0  # between a phone's column and a newsletter's: read well on both
_TEXT = 11.5


def letter_look(look: Look) -> Look:
    """The look of charts that are read on a phone as well as on a desk."""
    return replace(look, width_mm=_WIDTH_MM, text=_TEXT)


class LetterComposer(Composer[Newsletter, Section]):
    """Composes a newsletter. Raises SettingsError where office.yaml has no `mail`."""

    def __init__(self, task: Task, words: LetterWords) -> None:
        super().__init__(task, words, Newsletter, letter_look(task.look))
        self.letter = words

    def sections(self) -> tuple[Section, ...]:
        """The parts of the letter; links to other stories lead within the letter where they stand in it."""
        news = news_address(self.task.office)
        sections = tuple(self._section(words) for words in self.letter.sections)
        return lead_links(sections, lambda slug: f"{news}stories/{slug}.html", news)

    def printed_whole(self) -> Iterator[SectionWords]:
        """All but the stories that the news page tells to their end."""
        return (words for words in self.letter.sections if not _is_opening(words))

    def _section(self, words: SectionWords) -> Section:
        if isinstance(words, StoryWords):
            if words.standing == "brief":
                words = self._in_brief(words)
            elif _is_opening(words):
                return self._opening(words)
            return story_section(self.section(words), words, self.wording)
        section = self.section(words)
        return extended(section, DatesSection) if isinstance(words, DatesWords) else section

    @cached_property
    def moved(self) -> bool:
        """Key figures say which way they went where each of them can: they stand in one row."""
        names = self.letter.front.tiles.charts if self.letter.front.tiles else ()
        known = [name for name in names if name in self.charts]
        return all(self._has_earlier(name) for name in known)

    def _has_earlier(self, name: str) -> bool:
        if self.charts[name].declaration.kind != "tile":
            return True
        return earlier(self.unread_spec(name), self.first_measure(name)) is not None

    def chart(self, name: str) -> ChartSlot | KeyFigure:
        """A key figure of a letter has no small line: there is no room to say what it shows."""
        made = super().chart(name)
        return replace(made, picture=b"", alt="", span="") if isinstance(made, KeyFigure) else made

    def _in_brief(self, story: StoryWords) -> StoryWords:
        """Its summary, or its first block, and a link to the whole of it among the news."""
        place = story.file.front.place("summary")
        summary = (
            (Paragraph((Text(story.front.summary),), place),) if story.front.summary else story.blocks[:1]
        )
        whole = Pointer(
            self.wording.language.say("mail.whole_story"),
            f"{news_address(self.task.office)}stories/{story.page}.html",
        )
        return replace(story, blocks=summary, links=(whole,), picture=None)

    def _opening(self, story: StoryWords) -> Section:
        """A story up to its first subheading: the rest is told on the news page."""
        opening = replace(story, blocks=tuple(takewhile(_is_no_subheading, story.blocks)))
        section = story_section(self.section(opening), opening, self.wording)
        words = story.front.whole or self.wording.language.say("mail.whole_story")
        news = news_address(self.task.office)
        onward = Pointer(words, f"{news}stories/{story.page}.html#more", news)
        return replace(section, story=replace(section.story, onward=onward))

    def more(self, sections: tuple[Section, ...]) -> Mapping[str, Any]:
        """The letter."""
        return {"letter": replace(self._letter(self.letter.front), told=tuple(told_in(sections)))}

    def _letter(self, front: LetterFront) -> Letter:
        mail, options = mail_of(self.task.office), self.task.publication.own(NewsletterOptions)
        return Letter(
            subject=front.subject,
            preheader=front.preheader,
            month=self._month_line(front.title),
            salutation=front.salutation,
            default_name=mail.default_name,
            sign_off=_sign_off(front),
            social=tuple(Pointer(link.name, link.address) for link in mail.social),
            sender=mail.from_.name,
            sender_address=mail.from_.address,
            heading=self.wording.language.say("mail.letter" if front.sign_off else "mail.this_month"),
            close=self._close(front.close),
            sign_up=self._sign_up(mail.sign_up),
            unsubscribe=mail.unsubscribe or "",
            taken_from=tuple(self._taken_from(front)),
            whole_at=self.address if options.stories_in_mail == "short" else "",
        )

    def _taken_from(self, front: LetterFront) -> Iterator[str]:
        """Where the words of stories and dates are from, which no figure's source says."""
        stories = (words.front for words in self.letter.sections if isinstance(words, StoryWords))
        said = [(story.title, story.based_on) for story in stories if story.based_on]
        if front.dates and front.dates.note:
            said.append((front.dates.title, front.dates.note))
        for what, origin in said:
            yield self.wording.language.say("mail.taken_from", what=what, origin=origin.rstrip("."))

    def _sign_up(self, address: str | None) -> Pointer | None:
        words = self.wording.language.say("mail.sign_up")
        return Pointer(words, address, listed=address) if address else None

    def _close(self, said: str) -> str:
        """What is said last: whoever may write a mail may also ring, or send a letter."""
        office = self.task.office.on(self.dated)
        contacts = office.contacts
        if not (office.address and contacts.telephone and contacts.email in said):
            return said
        post = ", ".join(map(unparted, office.address))
        telephone = unparted(contacts.telephone)
        return f"{said} {self.wording.language.say('mail.ring_or_post', telephone=telephone, post=post)}"

    def _month_line(self, masthead: str) -> str:
        """Which month's news it is and whose, unless the masthead names the month."""
        month = self.wording.period(Period.months(self.dated.year, self.dated.month))
        title = self.task.office.on(self.dated).title
        return (
            ""
            if month in masthead
            else self.wording.language.say("mail.month_line", month=month, title=title)
        )


def _is_opening(words: SectionWords) -> bool:
    return isinstance(words, StoryWords) and words.front.in_letter == "opening"


def _is_no_subheading(block: Block) -> bool:
    return not isinstance(block, Subheading)


def _sign_off(front: LetterFront) -> SignOff | None:
    if front.sign_off is None:
        return None
    given = front.sign_off.message
    message = "" if given in (TO_BE_SUPPLIED, NO_MESSAGE) else given
    return SignOff(front.sign_off.name, front.sign_off.title, message, is_awaited=given == TO_BE_SUPPLIED)
