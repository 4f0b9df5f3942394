"""Which edition is meant: the one now due, and the period that words name on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reckoner.reports.errors import UsageError
from reckoner.reports.schedule.edition import edition_due, period_for
from tests.small import tiny_house, write


def house(folder: Path, occasion: str = "meeting") -> Path:
    root = tiny_house(folder / "house", "Words.")
    text = f"name: news\ntitle: News\noccasion: {occasion}\n"
    write(root / "templates" / "news" / "publication.yaml", text)
    return root


def test_the_next_meeting_s_paper_is_due(tmp_path: Path) -> None:
    root = house(tmp_path)
    assert edition_due(root, "news", date(2025, 11, 10)) == "2025-11"


def test_after_the_last_known_meeting_its_paper_stays_due(tmp_path: Path) -> None:
    assert edition_due(house(tmp_path), "news", date(2026, 1, 5)) == "2025-11"


@pytest.mark.parametrize(
    ("today", "edition"),
    [
        (date(2026, 3, 1), "2026-02"),
        (date(2026, 3, 31), "2026-02"),
        (date(2026, 1, 1), "2025-12"),
    ],
)
def test_last_month_s_newsletter_is_due(tmp_path: Path, today: date, edition: str) -> None:
    assert edition_due(house(tmp_path, "month"), "news", today) == edition


@pytest.mark.parametrize(
    ("today", "edition"), [(date(2024, 4, 1), "2023-24"), (date(2024, 3, 31), "2022-23")]
)
def test_last_financial_year_s_report_is_due(tmp_path: Path, today: date, edition: str) -> None:
    assert edition_due(house(tmp_path, "financial year"), "news", today) == edition


def test_without_meetings_one_must_be_named(tmp_path: Path) -> None:
    root = house(tmp_path)
    write(root / "schedules.yaml", "meetings: []\n")
    with pytest.raises(UsageError, match="no meeting is known"):
        edition_due(root, "news", date(2025, 11, 10))


def test_an_unknown_publication_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no publication 'magazine'"):
        edition_due(house(tmp_path), "magazine", date(2025, 11, 10))


@pytest.mark.parametrize(
    ("words", "day", "period"),
    [
        ("previous month", "2026-03-02", "2026-02"),
        ("previous month", "2026-01-02", "2025-12"),
        ("current month", "2024-02-29", "2024-02"),
        ("next month", "2025-12-31", "2026-01"),
        ("previous quarter", "2026-01-05", "2025-Q4"),
        ("current quarter", "2026-06-30", "2026-Q2"),
        ("previous year", "2026-07-01", "2025"),
        ("previous financial year", "2026-03-31", "2024-25"),
        ("previous financial year", "2026-04-01", "2025-26"),
        ("current financial year", "2026-04-01", "2026-27"),
        ("previous day", "2024-03-01", "2024-02-29"),
    ],
)
def test_the_period_that_words_mean_on_a_day(words: str, day: str, period: str) -> None:
    assert str(period_for(words, date.fromisoformat(day))) == period
