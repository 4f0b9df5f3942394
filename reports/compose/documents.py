"""All the documents of an edition: one for most publications; for the news page its index and each story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from charts.look import Look
from reports.compose.compose import compose
from reports.compose.letter import letter_look, story_addresses, with_letter
from reports.compose.occasion import Occasion, look_of
from reports.content.edition import EditionFront, EditionWords
from reports.content.letter import LetterWords
from reports.content.news import NewsWords
from reports.content.words import Words
from reports.document import Document
from reports.errors import Fault, InputError
from reports.figures.wording import Wording
from reports.modules.library import Library
from reports.settings.office import OfficeSettings
from reports.settings.publication import Publication

_One = Callable[[EditionWords, Look], Document]


def compose_all(
    publication: Publication,
    words: Words,
    library: Library,
    office: OfficeSettings,
    occasion: Occasion,
    wording: Wording,
) -> tuple[Document, ...]:
    """The finished documents. Every fault is gathered. Raises InputError."""

    def one(edition: EditionWords, look: Look) -> Document:
        return compose(publication, edition, library, office, occasion, wording, look)

    news = f"{office.twins}news/"
    if isinstance(words, NewsWords):
        look = look_of(office.design)
        index = replace(one(_index(words, publication), look), twin=news)
        faults: list[Fault] = []
        stories = [story for edition in words.editions for story in _gathering(one, edition, look, faults)]
        if faults:
            raise InputError.of(faults)
        return (index, *(_at_home(story, news) for story in stories))
    if isinstance(words, LetterWords):
        letter = with_letter(one(words, letter_look(office.design)), words, office, wording)
        return (story_addresses(letter, lambda slug: f"{news}stories/{slug}.html"),)
    return (one(words, look_of(office.design)),)


def _gathering(one: _One, edition: EditionWords, look: Look, faults: list[Fault]) -> Iterator[Document]:
    try:
        yield one(edition, look)
    except InputError as problem:
        faults.extend(problem.faults)


def _index(words: NewsWords, publication: Publication) -> EditionWords:
    return EditionWords(words.key, EditionFront(title=publication.title), (), (), words.stories[0].file)


def _at_home(document: Document, news: str) -> Document:
    [section] = document.sections
    assert section.story
    home = replace(document, twin=f"{news}stories/{section.story.slug}.html")
    return story_addresses(home, lambda slug: f"{slug}.html")
