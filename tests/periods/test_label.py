from __future__ import annotations

from datetime import date

import pytest

from reckoner.reports.figures.language import load_language
from reckoner.reports.periods.label import label_day, label_period, short_label
from reckoner.reports.periods.period import Period

WORDS = load_language("en").calendar
LABELS = {
    "2025-10": "October 2025",
    "2025-Q3": "July to September 2025",
    "2025-04..2025-09": "April to September 2025",
    "2025-01..2025-10": "January to October 2025",
    "2024-11..2025-02": "November 2024 to February 2025",
    "2024-01..2025-01": "January 2024 to January 2025",
    "2022-23..2023-24": "April 2022 to March 2024",
    "2025": "2025",
    "2023-24": "2023/24",
    "1999-00": "1999/00",
    "2024-05-04": "4 May 2024",
    "2024-05-04..2024-05-06": "4 to 6 May 2024",
    "2024-04-28..2024-05-06": "28 April to 6 May 2024",
    "2024-12-30..2025-01-03": "30 December 2024 to 3 January 2025",
    "2024-05-04..2025-05-04": "4 May 2024 to 4 May 2025",
}


@pytest.mark.parametrize("written", LABELS)
def test_a_period_in_words(written: str) -> None:
    assert label_period(Period.parse(written), WORDS) == LABELS[written]


def test_no_two_spans_of_months_are_called_alike() -> None:
    ends = [date(2023 + month // 12, month % 12 + 1, 1) for month in range(31)]
    spans = [Period(first, end) for number, first in enumerate(ends) for end in ends[number + 1 :]]
    for label in (label_period, short_label):
        assert len({label(span, WORDS) for span in spans}) == len(spans)


def test_a_financial_year_in_the_style_of_gov_uk() -> None:
    assert label_period(Period.financial_year(2023), WORDS, "2023 to 2024") == "2023 to 2024"


def test_short_labels_fit_an_axis() -> None:
    assert short_label(Period.parse("2025-10"), WORDS) == "Oct 2025"
    assert short_label(Period.parse("2025-04..2025-09"), WORDS) == "Apr to Sep 2025"
    assert short_label(Period.parse("2023-24"), WORDS) == "2023/24"


def test_a_day_has_no_ordinal() -> None:
    friday = date(2025, 11, 28)
    assert f"{friday:%A}" == "Friday"
    assert label_day(friday, WORDS) == "28 November 2025"
