"""One amount for two units of time: "£1.27 a week, equivalent to £66 a year".

With "or" it may be another offer, such as a cheaper ticket for a year: then it is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.finding import Severity
from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import Truth, band_of, overlaps
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import shown
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.alike import alike
from reckoner.reports.audit.relations.claim import Claim, Reading

_UNITS = "day|week|fortnight|month|quarter|year"
TOLD = (
    f"N:first a|per|every|each {_UNITS} , or ~2 N:second a|per|every|each {_UNITS}",
    f"N:first a|per|every|each {_UNITS} ( ~3 N:second a|per|every|each {_UNITS}",
    f"N:first a|per|every|each {_UNITS} ,|– equivalent|equal to ~1 N:second a|per|every|each {_UNITS}",
)
_OFFERED = words(
    "if ticket tickets pass passes membership subscription permit season parking discount advance annual "
    "hire "
    "rent cheaper saving"
)
# How many of the unit a year has, at the least and at the most: payments are made in 12 months or 10, so is
# a year of work of fewer days; only the year, month and week are sure.
_A_YEAR = {
    "day": (Decimal(365), Decimal(366)), "week": (Decimal(52), Decimal("52.3")),
    "fortnight": (Decimal(26), Decimal("26.1")), "month": (Decimal(12), Decimal(12)),
    "quarter": (Decimal(4), Decimal(4)), "year": (Decimal(1), Decimal(1)),
}  # fmt: skip


def claims(passage: Passage) -> Iterator[Claim]:
    """The conversions of time that a passage claims."""
    for text in TOLD:
        for found in form(text).find(passage):
            first, second = found["first"], found["second"]
            units = passage.lowers[first + 2], passage.lowers[second + 2]
            one, other = passage.quantity(first), passage.quantity(second)
            sure = "or" not in passage.between(first, second)
            offered = bool(_OFFERED & passage.word_set) and not sure
            if not offered and units[0] != units[1] and alike(one, other) and "day" not in units:
                yield _claim(passage, first, second, units, "error" if sure else "warning")


def _claim(
    passage: Passage, first: int, second: int, units: tuple[str, str], severity: Severity
) -> Claim:  # fmt: skip
    one, other = passage.quantity(first), passage.quantity(second)
    low, high = band_of(one)
    many, few = _A_YEAR[units[0]], _A_YEAR[units[1]]
    band = (low * many[0] / few[1], high * many[1] / few[0])
    value = one.value * many[0] / few[0]
    slack = other.ulp
    holds = overlaps(band_of(other), (band[0] - slack, band[1] + slack))
    formula = f"{one.text} a {units[0]}, made into a {units[1]}"
    computed = shown(value, other.kind, unit=other.unit)
    because = f"{one.text} a {units[0]} is {computed} a {units[1]}, not {other.text}."
    reading = Reading((first,), Truth(value, band, band), "agrees" if holds else "wrong", formula)
    return Claim("per time", second, other, (reading,), (), "unit-of-time", because, computed, severity)
