"""The real build of a house, as the runner wants it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from reports.build import build
from reports.delivery.deliver import SYSTEM
from reports.drafts.makers import note_built
from reports.errors import ReckonerError
from reports.schedule.hooks import Build, Made, Step, now_utc
from reports.settings.house import read_house


def build_of(house: Path, clock: Callable[[], datetime] = now_utc) -> Build:
    """A function that makes one draft of an edition of the house. It raises what ``build`` raises."""

    def make(publication: str, edition: str, step: Step, /) -> Made:
        built = build(house, publication, edition, progress=step)
        # What is wrong with the history is told by whoever releases and approves; it holds no draft up.
        with suppress(ReckonerError):
            saved = built.saved
            note_built(read_house(house), saved.folder, SYSTEM.id, clock(), is_new=saved.is_new)
        return Made(built.saved.folder, built.saved.digest, not built.is_unfit)

    return make
