"""schedules.yaml: what is made, for which meeting or period, and the dates beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reports.errors import SettingsError
from reports.settings.schedules import Schedules, read_schedules
from tests.small import write

MEETINGS = """
meetings:
  - {id: 2026-03, name: The Panel, date: 2026-03-20}
  - {id: 2025-11, name: The Panel, date: 2025-11-28}
"""


def read(folder: Path, text: str = MEETINGS) -> Schedules:
    write(folder / "schedules.yaml", text)
    return read_schedules(folder)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as error:
        read(folder, text)
    return str(error.value)


def test_a_meeting_is_found_by_its_id_which_stays_when_the_date_moves(tmp_path: Path) -> None:
    meeting = read(tmp_path, MEETINGS.replace("2025-11-28", "2025-12-05")).meeting("2025-11")
    assert meeting is not None
    assert meeting.date == date(2025, 12, 5)


def test_an_unknown_meeting_is_none(tmp_path: Path) -> None:
    assert read(tmp_path).meeting("2025-12") is None


@pytest.mark.parametrize(
    ("today", "meeting"),
    [
        (date(2025, 11, 1), "2025-11"),
        (date(2025, 11, 28), "2025-11"),
        (date(2025, 11, 29), "2026-03"),
        (date(2027, 1, 1), "2026-03"),
    ],
)
def test_the_next_meeting_is_the_first_on_or_after_today_or_the_last_known(
    tmp_path: Path, today: date, meeting: str
) -> None:
    found = read(tmp_path).next_meeting(today)
    assert found is not None
    assert found.id == meeting


def test_without_meetings_there_is_no_next_one(tmp_path: Path) -> None:
    assert read(tmp_path, "meetings: []\n").next_meeting(date(2025, 11, 28)) is None


def test_two_meetings_of_one_id_are_refused(tmp_path: Path) -> None:
    assert "two meetings have the id 2025-11" in refusal(tmp_path, MEETINGS.replace("2026-03,", "2025-11,"))


@pytest.mark.parametrize("key", ["../2025-11", "2025/11", "2025 11", ".", "A", "''", "2025-11\\n"])
def test_an_id_that_could_not_be_a_folder_s_name_is_refused(tmp_path: Path, key: str) -> None:
    assert "schedules.yaml:2" in refusal(tmp_path, MEETINGS.replace("id: 2026-03", f'id: "{key}"'))


def test_a_day_that_does_not_exist_has_its_line(tmp_path: Path) -> None:
    said = refusal(tmp_path, MEETINGS.replace("2025-11-28", "2025-11-31"))
    assert said.startswith("schedules.yaml:3: ")
    assert "2025-11-31" in said


def test_an_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    assert "Did you mean meetings" in refusal(tmp_path, "meeting: []\n")
