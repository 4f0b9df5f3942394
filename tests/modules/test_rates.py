"""Rates: a count for every so many people of the estimate that its period takes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.figures.comparison import steps
from reckoner.reports.figures.ledger import Entry, Ledger
from reckoner.reports.figures.wording import in_table
from reckoner.reports.modules.library import Library
from reckoner.reports.periods.period import Period
from tests.modules.houses import load
from tests.small import wording

POPULATION = """
title: Population
tables:
  mid_year:
    origin: paper
    file: mid_year.csv
    columns:
      estimate_of: {type: date}
      area: {type: text}
      people: {type: people}
    key: [estimate_of, area]
measures:
  people: {table: mid_year, value: people, by: area, unit: people, over_time: last}
"""
ESTIMATES = """
estimate_of,area,people
2022-06-30,Northshire,1000000
2022-06-30,Southshire,500000
2023-06-30,Northshire,1250000
2023-06-30,Southshire,500000
"""
CRIME = """
title: Crime
tables:
  months: {origin: paper, file: months.csv, columns: {month: {type: month}, number: {type: count}}}
measures:
  burglary:
    {table: months, value: number, unit: count, over_time: sum, population: population.people.northshire}
  plain: {table: months, value: number, unit: count, over_time: sum}
"""
MONTHS = "month,number\n" + "".join(
    f"{year}-{month:02},{number}\n"
    for year, number in ((2022, 500), (2023, 550), (2026, 9))
    for month in range(1, 13)
)
FILES = {
    "population/module.yaml": POPULATION,
    "population/mid_year.csv": ESTIMATES,
    "crime/module.yaml": CRIME,
    "crime/months.csv": MONTHS,
}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return load(tmp_path_factory.mktemp("house"), FILES, "crime")


def rate(library: Library, period: str, *names: str) -> tuple[Decimal, str]:
    measure = library.catalogue.measure("crime.burglary")
    figure = steps(measure, names or ["per_1000"], Period.parse(period), library.catalogue)
    return figure.value, wording().word(figure).text


def test_a_year_takes_the_estimate_of_its_own_june(library: Library) -> None:
    assert rate(library, "2023") == (Decimal("5.28"), "5.3 per 1,000 people")
    assert rate(library, "2022") == (Decimal(6), "6.0 per 1,000 people")
    assert rate(library, "2023", "per_100000") == (Decimal(528), "528.0 per 100,000 people")


@pytest.mark.parametrize(
    ("month", "people"), [("2023-05", 1000000), ("2023-06", 1250000), ("2023-12", 1250000)]
)
def test_a_period_takes_the_newest_estimate_that_is_not_after_its_end(
    library: Library, month: str, people: int
) -> None:
    assert rate(library, month)[0] == Decimal(550) * 1000 / people


def test_a_period_before_the_first_estimate_or_long_after_the_last_has_no_rate(library: Library) -> None:
    with pytest.raises(ValueError, match="no estimate on or before 2022-03-31: the first is of 2022-06-30"):
        rate(library, "2022-03")
    with pytest.raises(ValueError, match=r"is of 2023-06-30, more than 2 years before the end of 2026-01"):
        rate(library, "2026-01")


def test_a_rate_can_be_compared_with_another(library: Library) -> None:
    assert rate(library, "2023", "per_1000", "change") == (Decimal("-0.72"), "0.7 per 1,000 people")
    assert rate(library, "2023", "per_1000", "percent_change") == (Decimal(-12), "12%")


def test_a_months_average_is_the_total_by_the_number_of_months(library: Library) -> None:
    total = rate(library, "2023", "total")[0]
    assert rate(library, "2023", "per_month")[0] == total / 12
    with pytest.raises(ValueError, match="`per_month` comes straight after"):
        rate(library, "2023", "change", "per_month")


def test_the_working_names_the_population_and_its_day(library: Library) -> None:
    measure = library.catalogue.measure("crime.burglary")
    figure = steps(measure, ["per_1000"], Period.year(2023), library.catalogue)
    printed = wording().word(figure)
    ledger = Ledger((Entry("paragraph 1", printed),), library.citations, wording()).csv()
    assert '"6,600 (2023) divided by the population, 1,250,000 (30 Jun 2023)"' in ledger
    assert wording().word(figure, in_table(figure)).text == "5.3"


def test_a_measure_that_names_no_population_has_no_rate(library: Library) -> None:
    with pytest.raises(ValueError, match=r"crime\.plain has no rate: .*Add `population:`"):
        steps(library.catalogue.measure("crime.plain"), ["per_1000"], Period.year(2023), library.catalogue)


def test_a_rate_of_a_rate_and_a_rate_by_something_else_than_people_are_refused(library: Library) -> None:
    with pytest.raises(ValueError, match="a rate needs a count"):
        rate(library, "2023", "per_1000", "per_1000")


def test_a_population_that_is_no_measure_is_a_fault(tmp_path: Path) -> None:
    wrong = CRIME.replace("people.northshire", "people.noshire")
    with pytest.raises(InputError, match=r"refers to population\.people\.noshire, which is no measure"):
        load(tmp_path, {**FILES, "crime/module.yaml": wrong}, "crime")
