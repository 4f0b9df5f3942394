"""Drafts that the clock makes, recorded as such: whoever wrote their words may still not approve them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from reckoner.reports.delivery.deliver import SYSTEM
from reckoner.reports.drafts.makers import note_built
from reckoner.reports.drafts.store import drafts
from reckoner.reports.errors import ReckonerError
from reckoner.reports.schedule.hooks import Build, Made, Step
from reckoner.reports.settings.house import read_house


def recorded(build: Build, root: Path, clock: Callable[[], datetime]) -> Build:
    """The same build; who made the draft is a row of the house's history then."""

    def make(publication: str, edition: str, step: Step, /) -> Made:
        before = drafts(root / "output", publication, edition)
        made = build(publication, edition, step)
        # What is wrong with the history is told by whoever releases and approves; it holds no draft up.
        with suppress(ReckonerError):
            is_new = made.folder not in before
            note_built(read_house(root), made.folder, SYSTEM.id, clock(), is_new=is_new)
        return made

    return make
