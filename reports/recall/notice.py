"""The notice of a withdrawal, and where copies of what was withdrawn lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reckoner.reports.compose.wording import wording_of
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.settings.house import House


def notice_of(house: House, kept: Kept, row: Row) -> Iterator[str]:
    """What readers are told: which document, since when, and why."""
    wording = wording_of(house)
    title = house.publication(kept.manifest.publication).title
    say, day = wording.language.say, wording.day(house.schedules.day(row.instant))
    yield say("correction.withdrawn", title=title, edition=kept.manifest.edition, date=day)
    yield str(row.details["reason"])


def copies_of(kept: Kept, rows: Sequence[Row]) -> Iterator[str]:
    """Each place to which the draft was delivered, in the channel's own words."""
    places = [str(row.details.get("where", "")) for row in rows if _is_delivery(row, kept)]
    yield from dict.fromkeys(place for place in places if place)


def _is_delivery(row: Row, kept: Kept) -> bool:
    return row.what == "delivered" and row.draft == kept.name
