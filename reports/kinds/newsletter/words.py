"""A newsletter's words: the letter in ``edition.md``, and the news stories chosen for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from reckoner.reports.content.edition import (
    EditionFront,
    EditionWords,
    ListedName,
    SectionFront,
    SectionWords,
    gather_edition,
)
from reckoner.reports.content.fields import PlainText
from reckoner.reports.content.markdown import ADDRESS
from reckoner.reports.kinds.news.stories import StoryWords, read_stories
from reckoner.reports.kinds.newsletter.document import TOKEN
from reckoner.reports.kinds.newsletter.options import Selection
from reckoner.reports.kinds.newsletter.selection import Choice, choose
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import ItemList, LineBreak, Link, Paragraph, Runs, Slot, Strong, Text
from reckoner.reports.settings.form import Wrong
from reckoner.reports.settings.header import FIT_FOR_HEADER
from reckoner.reports.settings.yaml import Settings

TO_BE_SUPPLIED, NO_MESSAGE = "to be supplied", "none"
HeaderLine = Annotated[PlainText, AfterValidator(lambda text: " ".join(text.split())), FIT_FOR_HEADER]
_BRACES = re.compile(r"[{}]")


def _token_alone(text: str) -> str:
    if _BRACES.search(text.replace(TOKEN, "")):
        raise Wrong(f"the only token that it can hold is {TOKEN}", todo="Take the other braces out.")
    return text


class SignOffFront(Settings):
    """Who signs, and with what message: ``to be supplied`` marks the place of one, ``none`` leaves it out."""

    name: PlainText
    title: PlainText = ""
    message: PlainText = TO_BE_SUPPLIED


class TilesFront(Settings):
    """Key figures below the letter: charts of the kind ``tile``, by name."""

    title: PlainText
    charts: tuple[str, ...] = Field(min_length=1, max_length=6)


def _leads_somewhere(address: str) -> str:
    if address and not ADDRESS.fullmatch(address):
        raise Wrong(f"{address!r} leads nowhere we can vouch for", todo="Use https://, mailto: or tel:.")
    return address


class DateFront(Settings):
    """A day or a time of the year that readers may want to note, and what happens then."""

    when: PlainText = Field(min_length=2)
    what: PlainText = Field(min_length=2)
    address: Annotated[str, AfterValidator(_leads_somewhere)] = ""


class DatesFront(Settings):
    """A box of dates below the stories."""

    title: PlainText
    entries: tuple[DateFront, ...] = Field(min_length=1, max_length=8)
    note: PlainText = ""


class LetterFront(EditionFront):
    """Front matter of a newsletter. ``stories`` sets the rule aside; ``leave_out`` takes some out of it."""

    subject: HeaderLine = Field(min_length=3)
    preheader: HeaderLine = ""
    salutation: Annotated[PlainText, AfterValidator(_token_alone)] = f"Dear {TOKEN}"
    sign_off: SignOffFront | None = None
    stories: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] = ()
    tiles: TilesFront | None = None
    dates: DatesFront | None = None
    close: PlainText = ""


@dataclass(frozen=True, kw_only=True)
class DatesWords(SectionWords):
    """The box of dates."""


@dataclass(frozen=True)
class LetterWords(EditionWords):
    """All words of a newsletter. Its sections are the story that leads, the tiles, the other stories and the
    dates, as far as it has them."""

    front: LetterFront

    @property
    def not_figures(self) -> tuple[ListedName, ...]:
        """The names with digits, each once. All hold everywhere: the list at the top repeats headings."""
        kept: dict[str, ListedName] = {}
        for listed in super().not_figures:
            kept.setdefault(listed.text, replace(listed, within=""))
        return tuple(kept.values())

    @property
    def naming(self) -> tuple[str, ...]:
        """The texts whose placeholders name figures and charts, and the tiles named without them."""
        charts = self.front.tiles.charts if self.front.tiles else ()
        return (*super().naming, *(f"{{{{ chart {name} }}}}" for name in charts))

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was read, pictures included."""
        stories = (section for section in self.sections if isinstance(section, StoryWords))
        return tuple(dict.fromkeys((*super().paths, *(path for story in stories for path in story.paths))))


def read_letter(house: Path, publication: str, key: str, rule: Selection) -> LetterWords:
    """Read a newsletter's words and choose its stories. Raises InputError where either can't be read."""
    words = gather_edition(house, publication, key, LetterFront)
    front = words.front
    assert isinstance(front, LetterFront)
    month = Period.parse(key.partition("+")[0])
    named = set(front.stories or ())
    stories = read_stories(house, lambda day: month.start <= day < month.end, named)
    chosen = choose(stories.stories, rule, _asked(front, words), month.last)
    lead = [story for story in chosen.stories if story.standing == "lead"]
    others = [story for story in chosen.stories if story not in lead]
    return LetterWords(
        key=words.key,
        front=front,
        introduction=words.introduction,
        sections=(*lead, *_tiles(front, words), *words.sections, *others, *_dates(front, words)),
        file=words.file,
        charts=words.charts,
        faults=words.faults,
        remarks=(*words.remarks, *stories.remarks, *chosen.remarks),
    )


def _asked(front: LetterFront, words: EditionWords) -> Choice:
    key = "stories" if front.stories is not None else "leave_out"
    return Choice(front.stories, front.leave_out, words.file.front.place(key))


def _tiles(front: LetterFront, words: EditionWords) -> Iterator[SectionWords]:
    if front.tiles is None:
        return
    place = words.file.front.place("tiles")
    slots = tuple(Slot("chart", name, place) for name in front.tiles.charts)
    yield SectionWords(SectionFront(title=front.tiles.title, anchor="key-figures"), slots, words.file)


def _dates(front: LetterFront, words: EditionWords) -> Iterator[DatesWords]:
    if front.dates is None:
        return
    place = words.file.front.place("dates")
    items = tuple((Paragraph(_entry(entry), place),) for entry in front.dates.entries)
    section = SectionFront(title=front.dates.title, anchor="dates")
    yield DatesWords(front=section, blocks=(ItemList(items, False, place),), file=words.file)


def _entry(entry: DateFront) -> Runs:
    what: Runs = (Text(entry.what),)
    return (
        Strong((Text(entry.when),)),
        LineBreak(),
        *((Link(what, entry.address),) if entry.address else what),
    )
