"""Periods and days as hypothesis draws them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from reckoner.reports.periods.period import Period

DAYS = st.dates(date(1905, 1, 1), date(2190, 12, 31))
YEARS = st.integers(1905, 2180)
MONTHS = st.builds(Period.months, YEARS, st.integers(1, 12))
WHOLE_MONTHS = st.builds(Period.months, YEARS, st.integers(1, 12), st.integers(1, 40))
SPANS_OF_DAYS = st.sets(DAYS, min_size=2, max_size=2).map(lambda days: Period(min(days), max(days)))
PERIODS = st.one_of(
    st.builds(Period.day, DAYS),
    MONTHS,
    st.builds(Period.months, YEARS, st.sampled_from([1, 4, 7, 10]), st.just(3)),
    st.builds(Period.year, YEARS),
    st.builds(Period.financial_year, YEARS),
    WHOLE_MONTHS,
    SPANS_OF_DAYS,
)
