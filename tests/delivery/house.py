"""A house with one small draft, approved or not, and channels as a test wants them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reckoner.reports.delivery.deliver import Order
from reckoner.reports.drafts.approval import Identity, approve
from reckoner.reports.drafts.history import history_of
from reckoner.reports.drafts.kept import Kept, read_draft
from reckoner.reports.drafts.manifest import Manifest, describe
from reckoner.reports.drafts.store import save
from reckoner.reports.settings.house import House
from reckoner.reports.settings.office import OfficeSettings
from reckoner.reports.settings.schedules import Schedules
from tests.small import house as example

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)  # a Friday
PAGE = '<html><head><title>{title}</title></head><body class="paper"><p>8,665 crimes.</p></body></html>'


@dataclass(frozen=True)
class Office:
    """A house of a test's own, and its people as they sign in."""

    house: House

    def who(self, key: str) -> Identity:
        """Somebody of office.yaml."""
        person = self.house.office.person(key)
        assert person is not None
        return Identity(person, f"{key}-user")

    def draft(
        self, text: str = "1", *, title: str = "Progress", author: str = "policy", errors: int = 0
    ) -> Kept:
        """One more draft of the same edition."""
        findings = [
            {"severity": "error", "rule": "unrecorded-number", "what": f"{n} is in no table",
             "where": "paragraph 1.1", "quote": f"{n} crimes", "todo": ""}
            for n in range(errors)
        ]  # fmt: skip
        files = {
            "panel-paper.html": PAGE.format(title=title).encode() + text.encode(),
            "checks.json": json.dumps({"checked": [], "findings": findings}).encode(),
            "figures.csv": b"unrounded,internal\n",
            "figures-public.csv": b"as printed\n",
        }
        manifest = Manifest("panel-paper", "2025-11", not errors, describe(files), {}, {}, author)
        return read_draft(save(self.house.output, manifest, files, "log\n").folder)

    def approved(self, text: str = "1", *, title: str = "Progress") -> Kept:
        """A draft that the chief executive approved."""
        kept = self.draft(text, title=title)
        approve(history_of(self.house), kept, self.who("chief-executive"), self.house.office, NOW)
        return kept

    def order(
        self, kept: Kept, channel: str, *, at: datetime = NOW, held: str = "", again: bool = False
    ) -> Order:
        """The delivery of a draft on a channel by the policy officer."""
        return Order(self.house, kept, channel, self.who("policy"), at, held, again=again)

    def remember(self) -> Callable[[], None]:
        """A function that puts the history, and what is noted of it outside, back to what they are now."""
        history = history_of(self.house)
        assert history.safe is not None
        were = {path: path.read_bytes() for path in (history.path, history.safe.note)}

        def put_back() -> None:
            for path, content in were.items():
                path.write_bytes(content)

        return put_back

    def said(self, what: str) -> int:
        """How many rows of the history say so."""
        return sum(row.what == what for row in history_of(self.house).rows())


def office(root: Path, channels: Mapping[str, object] | None = None, **changes: object) -> Office:
    """The worked example's office with channels of the test's own."""
    settings = (
        example().office.model_dump(by_alias=True) | {"channels": channels or {}, "notices": ""} | changes
    )
    return Office(House(root, OfficeSettings.model_validate(settings), Schedules()))


def write_secret(path: Path, text: str) -> Path:
    """A file that its owner alone may read."""
    path.touch(mode=0o600)
    path.write_text(text + "\n", "utf-8")
    return path
