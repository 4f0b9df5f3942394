"""An origin: who produced a table, where it was published, when and from whom it was received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Literal

from reckoner.reports.figures.measure import Break

OriginKind = Literal["snapshot", "kept", "sample"]


@dataclass(frozen=True, slots=True)
class NoteFor:
    """A note for readers on a measure or fact; ``since`` is the month from which documents carry it."""

    about: str
    text: str
    since: str = ""

    def is_known(self, day: date) -> bool:
        """Whether a document of that day can say it."""
        return self.since <= day.isoformat()[: len("2025-11")]


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as it can be cited.

    A ``snapshot`` is a source as received: its hash is recorded when it is taken in, and a file that
    differs from the record is refused. A ``kept`` table is edited by the office itself. A ``sample`` is
    invented, and nothing that prints its figures can be approved. ``sender`` is who sent it (``from:`` in
    the files). ``notes`` are for the office, ``note_public`` is printed for readers, ``note_for`` where
    figures of that measure or fact are. ``breaks`` are changes of method in what the producer counts.
    """

    id: str
    kind: OriginKind
    producer: str
    document: str
    received: date
    sender: str
    licence: str
    address: str | None = None
    notes: str = ""
    note_public: tuple[str, ...] = ()
    note_for: tuple[NoteFor, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def citation(self) -> str:
        """Producer and document, as a list of sources gives them: whose it is stands in it once."""
        return f"{self.producer}, {_without(self.producer, self.document)}"


def is_about(wanted: str, name: str) -> bool:
    """Whether ``note_for`` is about a figure: the one that it names, a category of it, or with ``*`` many."""
    return fnmatchcase(f"{name}.", f"{wanted}.*")


def _without(producer: str, document: str) -> str:
    """The document's name without "of ..." where the producer's name ends so."""
    name, comma, part = document.partition(",")
    title, of, whose = name.partition(" of ")
    return title + comma + part if of and producer.endswith(of + whose) else document
