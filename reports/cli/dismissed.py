"""The file beside a document that says which findings stand: ``paper.pdf.dismissed.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reckoner.reports.audit.dismissed import Dismissed
from reckoner.reports.settings.yaml import Settings, read_yaml, validate

SUFFIX = ".dismissed.yaml"


class Entry(Settings):
    """A finding that stands: its rule, the passage that it quotes, why, and who says so."""

    rule: str
    text: str
    reason: str
    name: str


class Dismissals(Settings):
    """A file of dismissals."""

    dismissed: tuple[Entry, ...]


def dismissals_of(documents: Iterable[str]) -> Iterator[Dismissed]:
    """The dismissals beside these documents. Raises SettingsError where such a file can't be read."""
    for document in documents:
        path = Path(document + SUFFIX)
        if path.is_file():
            for entry in validate(Dismissals, read_yaml(path)).dismissed:
                yield Dismissed(document, entry.rule, entry.text, entry.reason, entry.name)
