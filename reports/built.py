"""What a build gave: the kept draft and what was found wrong with it."""

from __future__ import annotations

from dataclasses import dataclass

from reckoner.reports.drafts.store import Saved
from reckoner.reports.errors import Fault
from reckoner.reports.findings import Finding, is_unfit


@dataclass(frozen=True)
class Built:
    """What a build gave: the kept draft and what was found wrong with it."""

    saved: Saved
    findings: tuple[Finding, ...]
    obstacles: tuple[Fault, ...] = ()  # what will forbid its approval beside the findings

    @property
    def is_unfit(self) -> bool:
        """Whether the draft can't be approved as it is."""
        return is_unfit(self.findings)
