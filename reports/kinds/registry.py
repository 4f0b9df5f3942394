"""The kinds of publication there are. A new one is a folder beside and a function here.

A build loads its own kind alone: the others' mail, news and parts would take a tenth of its imports.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from reckoner.reports.content.edition import EditionWords
from reckoner.reports.content.words import Words
from reckoner.reports.errors import InputError, SettingsError, nearest
from reckoner.reports.kinds.kind import Kind
from reckoner.reports.kinds.news.folder import STORIES as STORIES
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import Publication, publication_names


def _paper() -> Kind[Any, Any]:
    from reckoner.reports.kinds.paper.kind import PaperKind

    return PaperKind()


def _report() -> Kind[Any, Any]:
    from reckoner.reports.kinds.report.kind import ReportKind

    return ReportKind()


def _newsletter() -> Kind[Any, Any]:
    from reckoner.reports.kinds.newsletter.kind import NewsletterKind

    return NewsletterKind()


def _news() -> Kind[Any, Any]:
    from reckoner.reports.kinds.news.kind import NewsKind

    return NewsKind()


KINDS: dict[str, Callable[[], Kind[Any, Any]]] = {
    "paper": _paper,
    "report": _report,
    "newsletter": _newsletter,
    "news": _news,
}


def stories_of(house: Path) -> list[tuple[str, date | None]]:
    """Every news story of a house with its day. Raises InputError."""
    from reckoner.reports.kinds.news.stories import dated_stories

    return dated_stories(house)


def require_story(house: Path, slug: str) -> None:
    """Read one news story. Raises InputError with every fault in it."""
    from reckoner.reports.kinds.news.stories import read_stories

    read_stories(house, lambda _day: False, {slug})


def kind_of(publication: Publication) -> Kind[Any, Any]:
    """The kind of a publication. Raises SettingsError where publication.yaml names none there is."""
    if publication.kind not in KINDS:
        what = f"there is no kind of publication {publication.kind!r}"
        raise SettingsError(what, publication.place("kind"), nearest(publication.kind, KINDS))
    return KINDS[publication.kind]()


def editions_of(house: Path, publication: Publication) -> list[str]:
    """The editions of a publication that have words, in order."""
    return kind_of(publication).editions(house, publication)


def read_whole(house: Path, publication: Publication, key: str) -> Words:
    """An edition's words. Raises InputError with every fault in them."""
    words: Words = kind_of(publication).read(house, publication, key)
    if words.faults:
        raise InputError.of(words.faults)
    return words


def newest_words(house: House) -> list[EditionWords]:
    """The words of each publication's newest edition; of several documents, those of the first."""
    return [
        kind_of(publication).read(house.root, publication, key).editions[0]
        for name in publication_names(house.root)
        for publication in (house.publication(name),)
        for key in editions_of(house.root, publication)[-1:]
    ]
