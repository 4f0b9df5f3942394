"""An edition's named periods move on to the next edition, each by the distance its form asks for."""

from __future__ import annotations

import pytest

from reckoner.reports.periods.period import Period
from reckoner.reports.rollover.shift import moved_on


def moved(was: str, now: str, **periods: str) -> dict[str, str | None]:
    """Each period's new form; None where nothing tells how it moves."""
    read = {name: Period.parse(text) for name, text in periods.items()}
    moves = moved_on(read, Period.parse(was), Period.parse(now))
    assert all(move.new == move.old for move in moves.values() if not move.known)
    return {name: str(move.new) if move.known else None for name, move in moves.items()}


def alone(was: str, now: str, period: str) -> str | None:
    return moved(was, now, it=period)["it"]


@pytest.mark.parametrize(
    ("was", "now", "period", "new"),
    [
        ("2025-11", "2026-02", "2025-10", "2026-01"),
        ("2025-12", "2026-01", "2025-Q3", "2025-Q4"),
        ("2025-11", "2025-12", "2025-Q3", "2025-Q3"),
        ("2023-24", "2024-25", "2023-24", "2024-25"),
        ("2023-24", "2025-26", "2022-23", "2024-25"),
        ("2023-24", "2024-25", "2023", "2024"),
        ("2026-03", "2026-04", "2024-25", "2025-26"),
        ("2026-02", "2026-03", "2024-25", "2024-25"),
    ],
)
def test_months_quarters_and_years_move_by_their_own_length(
    was: str, now: str, period: str, new: str
) -> None:
    assert alone(was, now, period) == new


def test_a_half_year_waits_for_the_next_one_to_end_however_often_editions_appear() -> None:
    half, seen = "2025-04..2025-09", []
    for month in range(2, 11):
        half = str(alone(f"2026-{month:02}", f"2026-{month + 1:02}", half))
        seen.append(half)
    assert seen == [
        "2025-04..2025-09",
        *["2025-10..2026-03"] * 6,
        *["2026-04..2026-09"] * 2,
    ]


def test_a_part_of_a_named_period_goes_with_it() -> None:
    periods = {"half_year": "2025-04..2025-09", "half_year_first": "2025-04", "half_year_last": "2025-09"}
    assert moved("2025-11", "2026-02", **periods) == periods
    assert moved("2025-11", "2026-06", **periods) == {
        "half_year": "2025-10..2026-03",
        "half_year_first": "2025-10",
        "half_year_last": "2026-03",
    }


def test_a_name_that_only_begins_like_another_goes_its_own_way() -> None:
    periods = moved("2023-24", "2024-25", year="2023-24", year_before="2022-23", year_end="2024-03")
    assert periods == {"year": "2024-25", "year_before": "2023-24", "year_end": "2025-03"}


@pytest.mark.parametrize(
    ("now", "period", "new"),
    [
        ("2025-12", "2025-01..2025-10", "2025-01..2025-11"),
        ("2026-02", "2025-01..2025-10", "2026-01"),
        ("2026-02", "2025-04..2025-10", "2025-04..2026-01"),
        ("2026-06", "2025-04..2025-10", "2026-04..2026-05"),
        ("2026-01", "2025-04..2025-09", "2025-04..2025-11"),
    ],
)
def test_a_year_to_date_grows_and_begins_anew_with_the_year(now: str, period: str, new: str) -> None:
    assert moved("2025-11", now, latest="2025-10", year_to_date=period)["year_to_date"] == new


def test_a_rolling_stretch_ends_with_the_latest_again() -> None:
    assert moved("2025-11", "2026-01", latest="2025-10", rolling="2024-11..2025-10") == {
        "latest": "2025-12",
        "rolling": "2025",
    }


@pytest.mark.parametrize("period", ["2025-11-28", "2025-11-03..2025-11-20", "2025-01..2025-08"])
def test_a_form_that_does_not_tell_how_it_moves_stays(period: str) -> None:
    assert moved("2025-11", "2026-02", latest="2025-10", other=period)["other"] is None
    assert alone("2025-11", "2026-02", period) is None
