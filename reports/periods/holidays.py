"""Bank holidays of the three nations' lists, within the years that the list is known to hold.

GOV.UK publishes one or two years ahead. A day beyond the list is an error and never "no holiday":
a deadline counted over an unknown Christmas would be wrong without a word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from reckoner.reports.errors import SettingsError
from reckoner.reports.periods.period import Period

Nation = Literal["england-and-wales", "scotland", "northern-ireland"]
_NAMES: Mapping[Nation, str] = {
    "england-and-wales": "England and Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}


class BeyondKnownHolidays(SettingsError):
    """A day for which nobody has said yet whether it is a bank holiday."""


@dataclass(frozen=True)
class BankHolidays:
    """The bank holidays of a nation by date, and the whole years for which the list is complete."""

    nation: Nation
    known: Period
    days: Mapping[date, str]

    def name(self, day: date) -> str | None:
        """The holiday on that day, or None. Raises BeyondKnownHolidays outside the known years."""
        if day not in self.known:
            raise BeyondKnownHolidays(
                f"bank holidays of {_NAMES[self.nation]} are known from {self.known.start} to "
                f"{self.known.last}, and {day} lies beyond",
                todo="Upgrade the package govuk-bank-holidays, which carries the list.",
            )
        return self.days.get(day)

    def with_changes(self, changes: Mapping[date, str]) -> BankHolidays:
        """The list with days proclaimed, and days taken back (those without a name), since it was made."""
        gone = {day for day, name in changes.items() if not name}
        days = {**self.days, **changes}
        return replace(self, days={day: name for day, name in days.items() if day not in gone})


@cache
def bank_holidays(nation: Nation) -> BankHolidays:
    """The list that the package govuk-bank-holidays carries; nothing is fetched."""
    # Its file and not its code, which loads an HTTP library that only a download would need.
    listed = json.loads(files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text("utf-8"))
    days = {date.fromisoformat(event["date"]): str(event["title"]) for event in listed[nation]["events"]}
    return BankHolidays(nation, known_years(days), days)


def known_years(days: Iterable[date]) -> Period:
    """The unbroken run of years whose list has a holiday in January and one in December.

    A year that is listed in part only isn't known. Raises BeyondKnownHolidays where there is no such year.
    """
    months = {(day.year, day.month) for day in days}
    whole = sorted({year for year, _ in months if {(year, 1), (year, 12)} <= months})
    if not whole:
        raise BeyondKnownHolidays(
            "the list of bank holidays is empty", todo="Install govuk-bank-holidays again."
        )
    last = whole[0]
    while last + 1 in whole:
        last += 1
    return Period(date(whole[0], 1, 1), date(last + 1, 1, 1))
