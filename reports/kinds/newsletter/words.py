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
from reckoner.reports.kinds.news.stories import StoryWords, read_stories
from reckoner.reports.kinds.newsletter.document import TOKEN
from reckoner.reports.kinds.newsletter.options import Selection
from reckoner.reports.kinds.newsletter.selection import Choice, choose
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import Slot
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
    title: PlainText
    message: PlainText = TO_BE_SUPPLIED


class TilesFront(Settings):
    """Key figures below the letter: charts of the kind ``tile``, by name."""

    title: PlainText
    charts: tuple[str, ...] = Field(min_length=1, max_length=6)


class LetterFront(EditionFront):
    """Front matter of a newsletter. ``stories`` sets the rule aside; ``leave_out`` takes some out of it."""

    subject: HeaderLine = Field(min_length=3)
    preheader: HeaderLine = ""
    salutation: Annotated[PlainText, AfterValidator(_token_alone)] = f"Dear {TOKEN}"
    sign_off: SignOffFront | None = None
    stories: tuple[str, ...] | None = None
    leave_out: tuple[str, ...] = ()
    tiles: TilesFront | None = None


@dataclass(frozen=True)
class LetterWords(EditionWords):
    """All words of a newsletter. Its sections are the tiles, if it has any, and the stories."""

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
    return LetterWords(
        key=words.key,
        front=front,
        introduction=words.introduction,
        sections=(*_tiles(front, words), *words.sections, *chosen.stories),
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
