"""The Word file of a draft that has none, made from the words and data of the draft if they still stand."""

from __future__ import annotations

from reckoner.reports.composed import compose_edition
from reckoner.reports.docx import word_file
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.errors import UsageError
from reckoner.reports.settings.house import House
from reckoner.reports.word.map import WordMap


def made_anew(house: House, kept: Kept) -> tuple[bytes, WordMap]:
    """The Word file and its map. Raises UsageError where words, data or settings were changed since."""
    manifest = kept.manifest
    for name, digest in manifest.inputs.items():
        path = house.root / name
        if path.is_file() and sha256(path.read_bytes()) != digest:
            todo = f"Build a new draft: reckoner build {manifest.publication} {manifest.edition} --again"
            raise UsageError(f"{name} was changed since {kept.name} was built", todo=todo)
    composed = compose_edition(house.root, manifest.publication, manifest.edition, lambda _step: None)
    made = word_file(composed, composed.document)
    return made.content, made.map
