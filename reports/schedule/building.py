"""The real build of a house, as the runner wants it."""

from __future__ import annotations

from pathlib import Path

from reports.build import build
from reports.schedule.hooks import Build, Made, Step


def build_of(house: Path) -> Build:
    """A function that makes one draft of an edition of the house. It raises what ``build`` raises."""

    def make(publication: str, edition: str, step: Step, /) -> Made:
        built = build(house, publication, edition, progress=step)
        return Made(built.saved.folder, built.saved.digest, not built.is_unfit)

    return make
