"""The ledgers of every draft that went out, superseded ones too: what the public has seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reckoner.reports.drafts.row import Row
from reckoner.reports.figures.ledger import LEDGER


def released_ledgers(output: Path, rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """Each delivered draft's name and ledger. One whose folder is gone can't be looked at and is left out."""
    for name in dict.fromkeys(row.draft for row in rows if row.what == "delivered"):
        path = output / name / LEDGER
        if path.is_file():
            yield name, path.read_text(encoding="utf-8")
