"""The next edition is the next month, year or meeting, and begins from the one before it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reckoner.reports.errors import SettingsError, UsageError
from reckoner.reports.periods.period import Period
from reckoner.reports.rollover.sequence import EditionSequence, sequence_of
from reckoner.reports.settings.house import read_house
from tests.small import write
from tests.worked_example import ROOT, edit

MEETINGS = """
  - {id: 2025-11, name: Panel, date: 2025-11-28}
  - {id: 2026-02-budget, name: Panel, date: 2026-02-06}
  - {id: 2026-03, name: Panel, date: 2026-03-20, cancelled: no business}
  - {id: 2026-06, name: Panel, date: 2026-06-12}
  - {id: 2025-12, name: Another body, date: 2025-12-03, series: other_body}
"""


def follow(root: Path, publication: str, known: tuple[str, ...], key: str | None = None) -> EditionSequence:
    """The succession in a house whose publication has words for these editions."""
    for name in ("office.yaml", "schedules.yaml"):
        shutil.copy2(ROOT / name, root / name)
    edit(root / "schedules.yaml", lambda text: text.split("\nmeetings:")[0] + "\nmeetings:" + MEETINGS)
    shutil.copytree(ROOT / "templates", root / "templates", dirs_exist_ok=True)
    for each in known:
        write(root / "content" / publication / each / "edition.md", "---\ntitle: x\n---\n")
    house = read_house(root)
    return sequence_of(house, house.publication(publication), key)


def told(found: EditionSequence) -> tuple[str, str, str, str]:
    return found.last, found.key, str(found.was), str(found.now)


@pytest.mark.parametrize(
    ("publication", "known", "key", "expected"),
    [
        ("newsletter", ("2026-02",), None, ("2026-02", "2026-03", "2026-02", "2026-03")),
        ("newsletter", ("2025-12",), None, ("2025-12", "2026-01", "2025-12", "2026-01")),
        ("newsletter", ("2026-02",), "2026-02+precept", ("2026-02", "2026-02+precept", "2026-02", "2026-02")),
        ("newsletter", ("2026-02+precept",), None, ("2026-02+precept", "2026-03", "2026-02", "2026-03")),
        ("newsletter", ("2025-12", "2026-02"), "2026-01", ("2025-12", "2026-01", "2025-12", "2026-01")),
        ("annual-report", ("2023-24",), None, ("2023-24", "2024-25", "2023-24", "2024-25")),
        ("annual-report", ("2022-23",), "2024-25", ("2022-23", "2024-25", "2022-23", "2024-25")),
        ("panel-paper", ("2025-11",), None, ("2025-11", "2026-02-budget", "2025-11", "2026-02")),
        ("panel-paper", ("2025-11", "2026-02-budget"), None,
            ("2026-02-budget", "2026-06", "2026-02", "2026-06")),
        ("panel-paper", ("2025-06",), "2025-11", ("2025-06", "2025-11", "2025-06", "2025-11")),
    ],
)  # fmt: skip
def test_an_edition_follows_the_one_before_it(
    tmp_path: Path, publication: str, known: tuple[str, ...], key: str | None, expected: tuple[str, ...]
) -> None:
    assert told(follow(tmp_path, publication, known, key)) == expected


@pytest.mark.parametrize(
    ("publication", "known", "key", "said"),
    [
        ("newsletter", (), "2026-03", "there is no earlier newsletter to start from"),
        ("newsletter", ("2026-03",), "2026-03", "there is no earlier newsletter to start from"),
        ("newsletter", ("2026-02",), "2026-13", "newsletter has no edition '2026-13'"),
        ("newsletter", ("2026-02",), "2026", "newsletter appears for each month; 2026 is a year"),
        ("newsletter", ("2026-02",), "2026-03..2026-03", "Write 2026-03"),
        ("newsletter", ("2026-02",), "2026-03+../../../x", "newsletter has no edition '2026-03+../../../x'"),
        ("newsletter", ("2026-02",), "2026-03/x", "newsletter has no edition '2026-03/x'"),
        ("annual-report", ("2023-24",), "2024", "annual-report appears for each financial year; 2024"),
        ("panel-paper", ("2025-11",), "2026-03", "the meeting is cancelled: no business"),
        ("panel-paper", ("2026-06",), "2025-11", "there is no earlier panel-paper to start from"),
    ],
)
def test_what_can_not_be_begun_says_why(
    tmp_path: Path, publication: str, known: tuple[str, ...], key: str, said: str
) -> None:
    with pytest.raises(UsageError) as error:
        follow(tmp_path, publication, known, key)
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("known", "key", "said"),
    [
        ("2025-11", "../2025-12", "there is no meeting '../2025-12'"),
        ("2025-11", "2026-02", "Did you mean 2026-06"),
        ("2026-06", None, "there is no meeting after 2026-06"),
    ],
)
def test_a_paper_needs_a_meeting(tmp_path: Path, known: str, key: str | None, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        follow(tmp_path, "panel-paper", (known,), key)
    assert said in str(error.value)
    assert "schedules.yaml" in str(error.value)


def test_a_meeting_that_is_no_longer_listed_is_known_by_its_month(tmp_path: Path) -> None:
    assert follow(tmp_path, "panel-paper", ("2025-06",)).was == Period.parse("2025-06")
