"""What every kind of publication reads its words as."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from reckoner.reports.content.edition import EditionWords
from reckoner.reports.errors import Fault
from reckoner.reports.findings import Finding


class Words(Protocol):
    """An edition's words. ``faults`` are in the words themselves, so that those of later steps can join them;
    ``remarks`` are findings of each draft that is made of them."""

    @property
    def key(self) -> str:
        """The edition's key."""
        ...

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with them."""
        ...

    @property
    def remarks(self) -> tuple[Finding, ...]:
        """What whoever reads the draft should know."""
        ...

    @property
    def editions(self) -> tuple[EditionWords, ...]:
        """The words of each document that is made of them."""
        ...

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every file that was read."""
        ...
