"""What happened, as other systems are told it: an act of the history, or a build that failed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.row import text_of
from reckoner.reports.settings.webhooks import Event

_OF_ROWS: Mapping[str, Event] = {
    "built": "draft.made", "approved": "draft.approved", "rejected": "draft.rejected",
    "delivered": "draft.delivered", "withdrawn": "draft.withdrawn", "failed": "delivery.failed",
    "unsure": "delivery.failed",
}  # fmt: skip
_TOLD = ("reason", "channel", "purpose")
_KEEPING = timedelta(minutes=5)  # longer than between the row of a build and its draft


@dataclass(frozen=True)
class Happened:
    """An event; ``source`` is the same however often it is read."""

    event: Event
    at: datetime
    source: str
    publication: str
    data: Mapping[str, Any]
    row: int = 0

    def body(self) -> str:
        """What is sent."""
        return json.dumps(
            {"type": self.event, "timestamp": text_of(self.at), "data": self.data}, ensure_ascii=False
        )


def of_rows(
    rows: Sequence[Row], output: Path, origin: str, now: datetime
) -> Iterator[tuple[int, Happened | None]]:
    """The events of rows, each with its row's number; ends before a build whose draft is still being kept."""
    for row in rows:
        event = _OF_ROWS.get(row.what)
        if row.what == "built" and not (output / row.draft).is_dir():
            if now - row.instant < _KEEPING:
                return
            event = None  # it died before its draft was kept
        yield row.number, _happened(row, event, origin) if event else None


def _happened(row: Row, event: Event, origin: str) -> Happened:
    publication, edition, _ = row.draft.split("/")
    told = {name: row.details[name] for name in _TOLD if row.details.get(name)}
    data = {
        "draft": row.draft, "publication": publication, "edition": edition, "hash": row.digest,
        "person": row.person, "row": row.number, **told,
    }  # fmt: skip
    if origin:
        data["link"] = f"{origin}/drafts/{row.draft}"
    return Happened(event, row.instant, f"row {row.hash}", publication, data, row.number)


def of_notice(notice: Mapping[str, Any]) -> Happened:
    """A build that failed, as the schedule told people of it."""
    key = (notice["publication"], notice["edition"])
    data = {
        "publication": key[0],
        "edition": key[1],
        "schedule": notice["schedule"],
        "reason": notice["text"],
    }
    source = " ".join(("notice", *key, notice["kind"], notice["about"]))
    return Happened("build.failed", notice["posted_at"], source, key[0], data)
