"""Places in a draft that a comment is bound to: a paragraph of a page, or a figure of the ledger.

A paragraph is known by what it says and not by where it stands, so that a comment stays with it whatever
changes around it; a figure by its name and period, and by what it prints.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reckoner.reports.checks.page import FIGURE, TextBlock, read_page
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.figures.ledger import LEDGER

_QUOTE = 120


@dataclass(frozen=True)
class Spot:
    """A place: its ``key``, the page it is on or nothing for a figure, and what it says."""

    key: str
    page: str
    said: str

    @property
    def quote(self) -> str:
        """A few words of it."""
        return self.said if len(self.said) <= _QUOTE else f"{self.said[: _QUOTE - 1].rsplit(' ', 1)[0]}…"


@dataclass(frozen=True)
class Paragraph:
    """A block of a page. ``parts`` are its texts, and whether each is a number of the ledger."""

    spot: Spot
    parts: tuple[tuple[str, bool], ...]


def paragraphs(kept: Kept, page: str) -> list[Paragraph]:
    """The blocks of a page in order; one that says the same as an earlier one is told apart by its count."""
    seen = Counter[str]()
    found = []
    for block in read_page(kept.read(page).decode("utf-8", "replace")).blocks:
        parts = tuple(_parts(block))
        said = "".join(text for text, _ in parts)
        seen[said] += 1
        key = _key("p", page, said, seen[said])
        found.append(Paragraph(Spot(key, page, said), parts))
    return found


def figure_spot(row: Mapping[str, str]) -> Spot:
    """The place of a row of the ledger."""
    name, period, printed = row["name"], row["period"], row["printed"]
    said = f"{printed}: {name}" + (f", {period}" if period else "")
    return Spot(_key("f", name, period, printed), "", said)


def rows_of(kept: Kept) -> list[dict[str, str]]:
    """The ledger of a draft; nothing where it has none."""
    if LEDGER not in kept.plain:
        return []
    return list(csv.DictReader(io.StringIO(kept.read(LEDGER).decode())))


def spots(kept: Kept) -> dict[str, Spot]:
    """Every place of a draft by its key."""
    return {each.key: each for each in _spots(kept)}


def _spots(kept: Kept) -> Iterator[Spot]:
    for name in kept.plain:
        if name.endswith(".html"):
            yield from (each.spot for each in paragraphs(kept, name))
    yield from (figure_spot(row) for row in rows_of(kept))


def _parts(block: TextBlock) -> Iterator[tuple[str, bool]]:
    figures = iter(block.figures)
    for number, text in enumerate(block.text.split(FIGURE)):
        if number:
            yield next(figures, ""), True
        yield text, False


def _key(kind: str, *parts: object) -> str:
    return kind + hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:20]
