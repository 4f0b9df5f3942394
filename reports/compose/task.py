"""What every document of an edition is composed from, beside its words."""

from __future__ import annotations

from dataclasses import dataclass

from reckoner.charts.look import Look
from reckoner.reports.actions.standing import Followed
from reckoner.reports.compose.occasion import Occasion, look_of
from reckoner.reports.figures.wording import Wording
from reckoner.reports.modules.library import Library
from reckoner.reports.settings.office import OfficeSettings
from reckoner.reports.settings.publication import Publication


@dataclass(frozen=True)
class Task:
    """One edition to be composed: of what publication, from what figures, for whom, when, how worded.

    ``followed`` is what earlier meetings asked for, where its words speak of that.
    """

    publication: Publication
    library: Library
    office: OfficeSettings
    occasion: Occasion
    wording: Wording
    followed: Followed | None = None

    @property
    def look(self) -> Look:
        """The look of charts that fill the page's measure."""
        return look_of(self.office.design)
