from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.language import load_language
from reports.periods.label import YearStyle, label_day, label_period, read_label, short_label
from reports.periods.period import Period
from tests.periods.drawn import PERIODS

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


@pytest.mark.parametrize("written", LABELS)
def test_words_read_back_as_their_period(written: str) -> None:
    assert read_label(LABELS[written], WORDS) == Period.parse(written)


@given(PERIODS, st.sampled_from(["2023/24", "2023 to 2024"]))
def test_every_label_names_its_own_period(period: Period, years: YearStyle) -> None:
    assert read_label(label_period(period, WORDS, years), WORDS) == period


@given(PERIODS)
def test_every_short_label_names_its_own_period(period: Period) -> None:
    assert read_label(short_label(period, WORDS), WORDS) == period


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


def test_a_label_may_shorten_its_months_and_use_capitals_as_it_likes() -> None:
    assert read_label("  apr  to SEPTEMBER 2025 ", WORDS) == Period.parse("2025-04..2025-09")


@pytest.mark.parametrize(
    "text",
    [
        "", "to", "Octember 2025", "October", "October 25", "September to April 2025", "May to May 2025",
        "30 February 2025", "4th May 2024", "6 to 4 May 2024", "4 to 4 May 2024", "4 May to June 2024",
        "4 May 2024 to 2025", "2023 to 2025", "2024 to 2023", "2023 to", "April to", "to September 2025",
        "April to June to September 2025", "May ٢٠٢٤", "Q3 2025",
    ],
)  # fmt: skip
def test_other_words_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not the name of a period"):
        read_label(text, WORDS)


@given(st.text(alphabet="aptoctbr 0123456789/-", max_size=24))
def test_any_words_are_a_period_or_a_value_error(text: str) -> None:
    with suppress(ValueError):
        assert label_period(read_label(text, WORDS), WORDS)
