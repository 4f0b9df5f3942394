"""The Word files of an edition: for its readers, for whoever owes a section, in a council's template."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reckoner.reports.composed import Composed
from reckoner.reports.content.words import Words
from reckoner.reports.document import Document
from reckoner.reports.findings import Finding
from reckoner.reports.render.html import page_words
from reckoner.reports.settings.publication import file_of, shown_name

if TYPE_CHECKING:
    from reckoner.reports.word.host import HostFile
    from reckoner.reports.word.write import WordFile

UNPLACED = "unfilled-template"  # the rule


def word_files(composed: Composed, document: Document) -> dict[str, bytes]:
    """The Word file of an edition, where its publication asks for one, and what is kept beside it."""
    if "docx" not in composed.publication.outputs:
        return {}
    from reckoner.reports.word.map import NAME as MAP

    made = word_file(composed, document)
    return {f"{document.publication}.docx": made.content, MAP: made.map.to_bytes()}


def word_file(composed: Composed, document: Document) -> WordFile:
    """The Word file of an edition; of several documents, of the first."""
    from reckoner.reports.word.write import write_word

    words = page_words(composed.wording.language)
    return write_word(document, composed.words.editions, words, composed.house.office.design)


def word_section(composed: Composed, document: Document) -> WordFile:
    """The Word file of a document that has one section, for whoever owes that."""
    from reckoner.reports.word.write import write_section

    words = page_words(composed.wording.language)
    return write_section(document, composed.words.editions, words, composed.house.office.design)


def host_file(composed: Composed, document: Document) -> HostFile | None:
    """The edition in the template of the council that takes it, where its publication names one."""
    publication, house = composed.publication, composed.house
    if publication.host is None:
        return None
    from reckoner.reports.word.host import write_host

    path = file_of(
        house.root, publication, publication.host.file, publication.place("host", "file"), (".docx",)
    )
    assert path is not None
    return write_host(
        path.read_bytes(), shown_name(house.root, path), document, composed.words.editions,
        page_words(composed.wording.language), house.office.design, publication.host.places,
        lambda name: publication.place("host", "places", name),
    )  # fmt: skip


def unplaced(hosted: HostFile | None, words: Words) -> Iterator[Finding]:
    """What the council's template asks for and the edition lacks, or the other way round."""
    todo = "Write the section, if only to say that there is nothing, or change `host` in publication.yaml."
    for what in hosted.missing if hosted else ():
        yield Finding("error", UNPLACED, what, str(words.editions[0].file.shown), todo=todo)
