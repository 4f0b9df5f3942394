"""An edition's words, wherever its publication keeps them."""

from __future__ import annotations

from pathlib import Path

from reports.content.edition import EditionWords, edition_keys, gather_edition
from reports.content.letter import read_letter
from reports.content.news import NewsWords, news_keys, read_news
from reports.content.report import read_report
from reports.errors import InputError
from reports.settings.publication import Publication

Words = EditionWords | NewsWords


def keys_of(house: Path, publication: Publication) -> list[str]:
    """The editions of a publication that have words, in order."""
    if publication.made_from == "stories":
        return news_keys(house)
    return edition_keys(house / "content", publication.name)


def read_words_of(house: Path, publication: Publication, key: str) -> Words:
    """Read an edition's words, with the faults in them, which those of later steps can join.

    Raises InputError where so little can be read that nothing can follow.
    """
    match publication.made_from:
        case "sections":
            return gather_edition(house, publication.name, key)
        case "parts":
            return read_report(house, publication.name, key)
        case "letter and stories":
            return read_letter(house, publication.name, key, publication.selection)
        case "stories":
            return read_news(house, key)


def read_whole(house: Path, publication: Publication, key: str) -> Words:
    """Read an edition's words. Every fault is gathered. Raises InputError."""
    words = read_words_of(house, publication, key)
    if words.faults:
        raise InputError.of(words.faults)
    return words


def editions_in(words: Words) -> tuple[EditionWords, ...]:
    """The words of each document that is made of them."""
    return words.editions if isinstance(words, NewsWords) else (words,)
