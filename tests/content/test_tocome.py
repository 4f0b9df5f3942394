"""What is to come: what, from whom, by when; found in every edition's words, and counted in working days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reckoner.reports.content.due import due_in
from reckoner.reports.content.placeholder import BadPlaceholder, ToCome, parse_placeholder
from reckoner.reports.content.tocome import awaited_in
from reckoner.reports.settings.house import read_house
from tests.small import tiny_house, write

CALLS = '{{ to_come "999 calls, October", from: analyst, by: 2025-11-20 }}'


@pytest.mark.parametrize(
    "source",
    [
        'to_come "999 calls, October", from: analyst, by: 2026-01-20',
        "to_come '999 calls, October', from: analyst, by: 2026-01-20",
        "to_come “999 calls, October”, from: analyst, by: 2026-01-20",
        'to_come  "999 calls,\n October" , from:analyst,by:2026-01-20',
    ],
)
def test_a_figure_to_come_names_what_who_and_when(source: str) -> None:
    assert parse_placeholder(source) == ToCome("999 calls, October", "analyst", date(2026, 1, 20))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("to_come", "doesn't say what is to come, from whom and by when"),
        ('to_come "999 calls"', "by when"),
        ('to_come "999 calls", from: analyst', "by when"),
        ('to_come "", from: analyst, by: 2026-01-20', "what is to come"),
        ('to_come "999 calls", from: analyst, by: 2026-02-30', "'2026-02-30' is not a day"),
        ('to_come "999 calls", from: analyst, by: 20', "'20' is not a day"),
    ],
)
def test_one_that_is_not_whole_says_what_it_needs(source: str, said: str) -> None:
    with pytest.raises(BadPlaceholder, match=said):
        parse_placeholder(source)


def test_every_edition_s_words_are_looked_through_and_the_soonest_comes_first(tmp_path: Path) -> None:
    house = tiny_house(tmp_path / "house", f"One.\n\nThe force took {CALLS} calls.")
    write(house / "content/news/2026-01-08-a.md", f"---\ntitle: A\n---\n{CALLS.replace('11-20', '10-01')}\n")
    key = (
        'numbers:\n  - {figure: "' + CALLS.replace('"', '\\"').replace("11-20", "12-01") + '", words: calls}'
    )
    write(house / "content/annual-report/2024-25/05-a.md", f"---\ntitle: A\n{key}\n---\n{{{{ to_come }}}}\n")
    found = [(each.publication, each.edition, str(each.where)) for each in awaited_in(house)]
    assert found == [
        ("news", "", "content/news/2026-01-08-a.md:4"),
        ("panel-paper", "2025-11", "content/panel-paper/2025-11/10-crime.md:6"),
        ("annual-report", "2024-25", "content/annual-report/2024-25/05-a.md:4"),
    ]


@pytest.mark.parametrize(
    ("today", "left", "is_overdue"),
    [
        (date(2025, 11, 13), "5 working days left", False),  # Thursday
        (date(2025, 11, 19), "1 working day left", False),
        (date(2025, 11, 20), "due today", False),
        (date(2025, 11, 24), "overdue by 2 working days", True),  # Monday
    ],
)
def test_working_days_are_counted_to_the_day_or_from_it(
    today: date, left: str, is_overdue: bool, tmp_path: Path
) -> None:
    house = read_house(tiny_house(tmp_path / "house", CALLS))
    [due] = due_in(house.root, house.office, house.schedules.calendar.work_calendar(), today)
    assert (due.left(), due.is_overdue, due.role) == (left, is_overdue, "Performance analyst")


def test_beyond_the_bank_holidays_that_are_known_nobody_counts(tmp_path: Path) -> None:
    house = read_house(tiny_house(tmp_path / "house", CALLS.replace("2025-11-20", "2049-11-22")))
    [due] = due_in(house.root, house.office, house.schedules.calendar.work_calendar(), date(2049, 11, 1))
    assert (due.days, due.left()) == (None, "to come")
