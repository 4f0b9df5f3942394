"""Checking any document: its numbers are read in the process that reads files, and worked out again."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.jobs import WORKER
from reckoner.reports.desk.received import plain_name
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.errors import UsageError
from reckoner.reports.figures.ledger import LEDGER
from reckoner.reports.schedule.building import work

_LIMIT = timedelta(minutes=3)


def examine(desk: Desk, name: str, content: bytes, held_to: Kept | None) -> tuple[Mapping[str, Any], str]:
    """The findings, and a page on which they are marked where they stand. Nothing of the document is kept.

    ``held_to`` is a draft whose figures it is held to. Raises UsageError and InputError.
    """
    ledger = _ledger(held_to) if held_to else b""
    with tempfile.TemporaryDirectory(prefix="reckoner-check-") as folder:
        document, known, page = (Path(folder, *parts) for parts in _names(plain_name(name)))
        document.parent.mkdir()
        document.write_bytes(content)
        known.write_bytes(ledger)
        given = ("check", str(desk.root), str(document), str(known), str(page))
        told = work(WORKER, given, _LIMIT, _on)
        return told, page.read_text("utf-8")


def _names(name: str) -> tuple[tuple[str, ...], ...]:
    return ("document", name), ("known.csv",), ("page.html",)


def _on(_number: int, _name: str) -> None:
    """Nobody follows it: the answer comes when it is there."""


def _ledger(kept: Kept) -> bytes:
    if LEDGER not in kept.plain:
        raise UsageError(f"{kept.name} has no ledger", todo="Choose another draft to compare with.")
    return kept.read(LEDGER)
