"""Whether a value meets its target."""

from __future__ import annotations

from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Direction


def is_met(good: Direction, latest: Figure, target: Figure) -> bool | None:
    """Whether a value meets its target; None where no way is good, or the target was for a year now over."""
    if good == "neither":
        return None
    year = target.period if target.period and target.period.is_whole_year else None
    if year and latest.period and year.end <= latest.period.start:
        return None
    return latest.value >= target.value if good == "up" else latest.value <= target.value
