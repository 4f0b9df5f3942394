"""The office's date as commands read it, wherever the machine stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reckoner.reports.settings.house import House


def today(house: House) -> date:
    """The date now, by the time zone of the house's schedules.yaml."""
    return house.schedules.day(datetime.now(UTC))
