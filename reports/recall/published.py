"""What is out: of each edition the draft that was delivered last, with the figures that it printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.compare.ledgers import Stated, read_ledger
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept, find_draft, read_draft
from reckoner.reports.figures.ledger import LEDGER
from reckoner.reports.recall.printed import PrintedDraft


@dataclass(frozen=True)
class Published:
    """A delivered edition: the draft that is out and when it went out first."""

    kept: Kept
    on: str
    channels: tuple[str, ...]

    @property
    def edition(self) -> str:
        """Such as panel-paper/2025-11."""
        return self.kept.edition

    @property
    def ledger(self) -> str:
        """The text of its ledger."""
        path = self.kept.folder / LEDGER
        return path.read_text("utf-8") if path.is_file() else ""

    @property
    def figures(self) -> Sequence[Stated]:
        """Every figure that it printed."""
        return read_ledger(self.ledger) if self.ledger else ()

    @property
    def pages(self) -> PrintedDraft:
        """Its pages."""
        return PrintedDraft.of(self.kept)


def names_out(rows: Iterable[Row]) -> dict[str, str]:
    """Each delivered edition with the draft that is out; those that were withdrawn are not."""
    out: dict[str, str] = {}
    for row in rows:
        edition = row.draft.rpartition("/")[0]
        if row.what == "delivered":
            out[edition] = row.draft
        elif row.what == "withdrawn" and out.get(edition) == row.draft:
            del out[edition]
    return out


def published(output: Path, rows: Sequence[Row]) -> Iterator[Published]:
    """What is out, by edition. Raises UsageError or InputError where a delivered draft is gone."""
    for name in sorted(names_out(rows).values()):
        mine = [row for row in rows if row.what == "delivered" and row.draft == name]
        channels = tuple(dict.fromkeys(str(row.details.get("channel", "")) for row in mine))
        yield Published(read_draft(find_draft(output, name)), mine[0].at[:10], channels)
