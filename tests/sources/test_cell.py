from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.sources.cell import Refused, exact, read_cell
from reckoner.reports.sources.given import ErrorCell, MergedCell, PercentCell, Raw
from reckoner.reports.sources.schema import CellForm, ColumnType
from tests.sources.sheets import a_column, month


def read(kind: ColumnType, raw: Raw | None, **declared: object) -> object:
    return read_cell(raw, a_column("n", kind, **declared))


def refusal(kind: ColumnType, raw: Raw | None, **declared: object) -> str:
    with pytest.raises(Refused) as refused:
        read(kind, raw, **declared)
    return str(refused.value)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("count", "1,238", 1238),
        ("count", " 7427 ", 7427),
        ("integer", "-3", -3),
        ("integer", "−3", -3),
        ("decimal", "0.10", Decimal("0.10")),
        ("percent", "13.31%", Decimal("13.31")),
        ("percent", "13.31", Decimal("13.31")),
        ("points", "-10.0", Decimal("-10.0")),
        ("money", "£1,200.50", Decimal("1200.50")),
        ("duration", "01:30", 90),
        ("duration", "100:00", 6000),
        ("fte", "31.81", Decimal("31.81")),
        ("text", "  St  Albans ", "St Albans"),
        ("code", "28A", "28A"),
        ("date", "28/11/2025", date(2025, 11, 28)),
        ("date", "2025-11-28", date(2025, 11, 28)),
    ],
)
def test_a_text_becomes_the_value_that_its_column_declares(
    kind: ColumnType, text: str, value: object
) -> None:
    found = read(kind, text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("text", ["2025-04", "01/04/2025", "01/04/25", "2025-04-01"])
def test_a_month_may_be_written_as_its_first_day(text: str) -> None:
    assert read("month", text) == month("2025-04")


def test_a_period_takes_every_written_form() -> None:
    assert read("period", "2025-01..2025-10") == month("2025-01..2025-10")
    assert read("period", 2025.0) == month("2025")


@pytest.mark.parametrize(
    ("kind", "text", "what"),
    [
        ("count", "12O", "n is '12O', which is not a number"),
        ("count", "1,23", "n is '1,23', which is not a number"),
        ("count", "1.5", "n is 1.5, where a whole number is expected"),
        ("count", "-1", "n is -1, under the minimum of 0"),
        ("count", "1e3", "n is '1e3', which is not a number"),
        ("count", "٣", "n is '٣', which is not a number"),
        ("decimal", "nan", "n is 'nan', which is not a number"),
        ("money", "£1.2m", "n is '£1.2m', which is not a number"),
        ("duration", "90", "n is '90', which is not a duration"),
        ("duration", "01:75", "n is '01:75', which is not a duration"),
        ("duration", "1:30:00", "n is '1:30:00', which is not a duration"),
        ("date", "31/02/2025", "n is '31/02/2025': there is no such day"),
        ("date", "04/13/2025", "n is '04/13/2025': there is no such day"),
        ("month", "02/04/2025", "n is 02/04/2025, which is not the first of a month"),
        ("month", "April 2025", "n is 'April 2025', which is not a month"),
        ("month", "2025-13", "n is '2025-13', which is not a month"),
        ("period", "Jan-25", "n: 'Jan-25' is not a period (a spreadsheet may have altered it)"),
        ("period", "45748", "n: '45748' is not a period (a spreadsheet may have altered it)"),
    ],
)
def test_what_is_not_such_a_value_is_refused(kind: ColumnType, text: str, what: str) -> None:
    assert refusal(kind, text) == what


def test_a_decimal_comma_is_explained() -> None:
    with pytest.raises(Refused) as refused:
        read("decimal", "13,3")
    assert refused.value.todo == "Write decimals with a point; commas stand only between thousands."


def test_a_value_over_the_maximum_is_refused() -> None:
    assert refusal("percent", "104.2", maximum=100) == "n is 104.2, over the maximum of 100"


def test_a_blank_cell_is_refused_unless_it_may_be_missing() -> None:
    assert refusal("count", "") == "n is blank"
    assert refusal("count", None) == "n is blank"
    assert read("count", " ", markers=("",)) is None


def test_only_the_listed_markers_mean_missing() -> None:
    assert read("count", "[x]", markers=("", "[x]")) is None
    assert refusal("count", "-", markers=("", "[x]")) == "n is '-', which is not a number"


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_a_float_becomes_the_decimal_that_it_was_typed_as(digits: int, places: int) -> None:
    typed = Decimal(digits).scaleb(-places)
    assert exact(float(typed)) == typed


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 2.0**53, -1e300])
def test_a_float_that_does_not_stand_for_one_number_is_refused(number: float) -> None:
    with pytest.raises(Refused):
        exact(number)


def test_a_whole_float_is_a_count_and_a_broken_one_is_not() -> None:
    assert read("count", 8665.0) == 8665
    assert refusal("count", 8665.5) == "n is 8665.5, where a whole number is expected"


def test_a_percent_cell_needs_a_declaration() -> None:
    assert refusal("percent", PercentCell(0.1331)) == "n is a percent cell (13.31%, kept as 0.1331)"
    assert read("percent", PercentCell(0.1331), cell="fraction") == Decimal("13.31")
    assert refusal("count", PercentCell(0.5)) == "n is a percent cell, where a plain number is expected"


@pytest.mark.parametrize(
    ("raw", "value"), [(0.1331, "13.31"), (1.0, "100"), ("15.81%", "15.81"), (PercentCell(1.5), "150")]
)
def test_in_a_column_of_fractions_numbers_are_fractions_and_texts_carry_their_sign(
    raw: Raw, value: str
) -> None:
    assert read("percent", raw, cell="fraction") == Decimal(value)


def test_in_a_column_of_fractions_what_could_be_either_is_refused() -> None:
    assert (
        refusal("percent", 13.31, cell="fraction")
        == "n is 13.31 in a column of fractions: 13.31% or 1331.00%?"
    )
    assert (
        refusal("percent", "13.31", cell="fraction") == "n is the text '13.31' in a column of percent cells"
    )


def test_a_clock_time_is_refused_where_a_duration_is_meant() -> None:
    assert refusal("duration", time(1, 30)) == "n is a clock time: 1 h 30 min, or 1 min 30 s?"


@pytest.mark.parametrize(
    ("cell", "raw", "seconds"),
    [
        ("time", time(1, 30), 5400),
        ("time", timedelta(hours=26), 93600),
        ("minutes as hours", time(1, 30), 90),
        ("minutes as hours", timedelta(hours=30, minutes=5), 1805),
        ("seconds", 90.0, 90),
        ("time", "01:30", 90),
    ],
)
def test_a_column_may_say_what_its_clock_times_are(cell: CellForm, raw: Raw, seconds: int) -> None:
    assert read("duration", raw, cell=cell) == seconds


def test_minutes_taken_for_hours_have_no_seconds() -> None:
    assert "it can't be minutes taken for hours" in refusal(
        "duration", time(1, 30, 5), cell="minutes as hours"
    )


def test_a_date_cell_is_a_month_only_where_a_month_is_declared() -> None:
    assert read("month", date(2025, 4, 1)) == month("2025-04")
    assert read("date", datetime.fromisoformat("2025-04-02")) == date(2025, 4, 2)
    assert refusal("period", date(2025, 4, 1)) == "n is a date cell (01/04/2025): a day, a month or a year?"
    assert "a date with a time of day" in refusal("date", datetime.fromisoformat("2025-04-02T12:00"))


def test_a_number_in_a_column_of_codes_is_its_digits() -> None:
    assert read("code", 28.0) == "28"
    assert read("text", 2.5) == "2.5"


def test_errors_merged_cells_and_truth_values_are_never_data() -> None:
    assert refusal("count", ErrorCell("#REF!")) == "n shows an error (#REF!)"
    assert refusal("text", MergedCell("B2:B4"), markers=("",)) == "n is part of the merged cells B2:B4"
    assert refusal("count", True) == "n is TRUE, which is neither a number nor a text"
    assert refusal("text", date(2025, 4, 1)) == "n is the date 01/04/2025, where text is expected"
