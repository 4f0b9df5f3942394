"""Which estimate of a population a rate is computed with.

An estimate is of one day, such as 30 June for those of the Office for National Statistics. A period takes the
newest one that is not after its last day: the year to March 2024 takes that of 30 June 2023, and so does the
month of April 2024. Where later estimates have come out since, an old edition keeps its own.
"""

from __future__ import annotations

from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure, NoValue
from reckoner.reports.periods.period import Period

MOST_YEARS = 2
"""An estimate of a day further back than this is too old to divide by: a newer one has come out."""


def estimate_for(population: Measure, period: Period) -> Figure:
    """The estimate that a period takes. Raises NoValue with a sentence for the editor where none will do."""
    known = [each for each in population.periods if population.state_at(each) == "known"]
    before = [each for each in known if each.last <= period.last]
    if not before:
        first = f"the first is of {known[0].last}" if known else "it has none"
        raise NoValue(f"{population.name} has no estimate on or before {period.last}: {first}")
    newest = max(before, key=lambda each: each.last)
    if newest.last < Period.day(period.last).years_earlier(MOST_YEARS).start:
        raise NoValue(
            f"the newest estimate of {population.name} is of {newest.last}, more than {MOST_YEARS} years "
            f"before the end of {period}: take in a newer one, or leave the rate out"
        )
    return population.at(newest)
