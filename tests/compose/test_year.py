"""The lines on the cover of a report on a year."""

from __future__ import annotations

from datetime import date

from reckoner.reports.compose.occasion import Occasion
from reckoner.reports.compose.year import year_details
from reckoner.reports.periods.period import Period
from tests.small import house, wording


def test_the_holder_is_that_of_the_year_and_the_publisher_that_of_the_day() -> None:
    occasion = Occasion(date(2024, 3, 31), period=Period.parse("2023-24"))
    office = house().office.model_copy(update={"publisher": ""})
    assert year_details(occasion, office, date(2024, 7, 18), wording()) == (
        ("The year", "1 April 2023 to 31 March 2024"),
        ("Police and Crime Commissioner in the year", "David Lloyd"),
        ("Published by", "Jonathan Ash-Edwards"),
        ("First published", "18 July 2024"),
    )
    elsewhere = office.model_copy(update={"publisher": "a bureau"})
    assert year_details(occasion, elsewhere, date(2024, 7, 18), wording())[-2:] == (
        ("Published by", "a bureau"),
        ("Date", "18 July 2024"),
    )


def test_what_is_no_year_has_no_such_lines() -> None:
    assert year_details(Occasion(date(2024, 3, 31)), house().office, date(2024, 7, 18), wording()) == ()
