"""The first four steps of the pipeline: an edition's words with their figures, before it has a page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reckoner.reports.compose.followed import NAME as ACTIONS
from reckoner.reports.compose.followed import followed_in, named_in, names_actions, with_counts
from reckoner.reports.compose.occasion import occasion_of
from reckoner.reports.compose.references import names_in
from reckoner.reports.compose.task import Task
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.words import Words
from reckoner.reports.document import Document
from reckoner.reports.errors import joined_by
from reckoner.reports.figures.ledger import Entry, Ledger
from reckoner.reports.figures.wording import Wording
from reckoner.reports.kinds.registry import kind_of
from reckoner.reports.modules.library import Library, Load, load_library
from reckoner.reports.render.families import require_families
from reckoner.reports.render.pdf.engine import warm
from reckoner.reports.settings.house import House, read_house
from reckoner.reports.settings.publication import Publication


@dataclass(frozen=True)
class Composed:
    """An edition's words with their figures, before it has a page."""

    house: House
    publication: Publication
    words: Words
    library: Library
    document: Document
    ledger: Ledger
    wording: Wording

    def without(self, outputs: Collection[str]) -> Composed:
        """The same, for the edition's other outputs."""
        return replace(self, publication=self.publication.making_all_but(outputs))


def compose_edition(
    root: Path,
    publication_name: str,
    edition: str,
    step: Callable[[int], None],
    *,
    without: Collection[str] = (),
    load: Load = load_library,
) -> Composed:
    """Steps 1 to 4. Raises ReckonerError where settings, words or data are at fault.

    ``load`` reads the library, or has it still, for who composes again and again.
    """
    step(1)
    house = read_house(root)
    publication = house.publication(publication_name).making_all_but(without)
    if "pdf" in publication.outputs:
        warm()
    require_families(root, house.office.design)
    wording = wording_of(house)
    occasion = occasion_of(house, publication, edition, wording)
    step(2)
    kind = kind_of(publication)
    words: Words = kind.read(root, publication, edition)
    step(3)
    names = frozenset().union(*(names_in(each) for each in words.editions))
    with joined_by(words.faults):
        told = names_actions(text for each in words.editions for text in each.naming)
        followed = followed_in(house, edition, occasion.dated) if told else None
        names = names.union(named_in(followed)) - {ACTIONS} if followed else names
        library = load(root, names, under=house.office.small_numbers.under)
        library = with_counts(library, followed, house.office, wording) if followed else library
    step(4)
    task = Task(publication, library, house.office, occasion, wording, followed)
    document: Document = kind.compose(words, task)
    ledger = Ledger(tuple(entries_of(document)), library.citations, wording)
    return Composed(house, publication, words, library, document, ledger, wording)


def entries_of(document: Document) -> Iterator[Entry]:
    """Every printed figure of an edition; of several documents, with the title of the one where it stands."""
    for each in document.documents:
        for entry in each.entries():
            says_where = len(document.documents) == 1 or entry.place.startswith(f"{each.title}, ")
            yield entry if says_where else replace(entry, place=f"{each.title}, {entry.place}")
