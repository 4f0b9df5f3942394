"""``reckoner doctor``: what is wrong with this machine and this house, and how to mend it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calling import Reckoner
from tests.small import FACTS, write


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    write(path, text.replace(old, new))


def examined(reckoner: Reckoner, house: Path) -> dict[str, dict[str, str]]:
    answer = reckoner("doctor", "--house", house, "--format", "json")
    return {each["what"]: each for each in json.loads(answer.out)}


def test_a_sound_house_is_all_good(reckoner: Reckoner, house: Path) -> None:
    write(house / "data" / "facts.yaml", FACTS.replace("2025-11-20", "2999-01-01"))
    change(house / "office.yaml", "chief.executive@example.org, may", "c@example.org, user: bob, may")
    change(house / "schedules.yaml", "date: 2025-11-28", "date: 2999-11-28")
    answer = reckoner("doctor", "--house", house)
    assert (answer.code, answer.err) == (0, "")
    assert {line[:4] for line in answer.out.splitlines()} == {"good"}


def test_libraries_fonts_settings_data_words_and_disk_are_looked_at(reckoner: Reckoner, house: Path) -> None:
    assert {"weasyprint", "duckdb", "fonts", "data", "words of panel-paper 2025-11", "disk"} <= set(
        examined(reckoner, house)
    )


def test_a_fault_in_the_settings_is_bad_and_ends_with_1(reckoner: Reckoner, house: Path) -> None:
    write(house / "schedules.yaml", "meetings: 7\n")
    answer = reckoner("doctor", "--house", house)
    assert answer.code == 1
    assert "bad   office.yaml and schedules.yaml: schedules.yaml:1: meetings" in answer.out


def test_each_fault_has_its_place_and_what_to_do(reckoner: Reckoner, house: Path) -> None:
    write(house / "content/panel-paper/2025-11/10-crime.md", "Words.\n")
    found = examined(reckoner, house)["words of panel-paper 2025-11"]
    assert found["state"] == "bad"
    assert found["said"].startswith("content/panel-paper/2025-11/10-crime.md:1: ")
    assert found["todo"].startswith("Begin with ---")


def test_data_received_long_ago_is_pointed_out_but_does_no_harm(reckoner: Reckoner, house: Path) -> None:
    write(house / "data" / "facts.yaml", FACTS.replace("2025-11-20", "2015-11-20"))
    answer = reckoner("doctor", "--house", house)
    assert answer.code == 0
    assert "poor  age of the data: 1 of 1 were received over 400 days ago, Crime " in answer.out


def test_nobody_who_can_approve_is_pointed_out(reckoner: Reckoner, house: Path) -> None:
    assert examined(reckoner, house)["approval"]["said"].startswith("nobody can approve")


def test_a_schedule_whose_meetings_are_all_past_is_pointed_out(reckoner: Reckoner, house: Path) -> None:
    assert examined(reckoner, house)["schedule panel-paper"]["state"] == "poor"
    change(house / "schedules.yaml", "date: 2025-11-28", "date: 2999-11-28")
    assert "schedule panel-paper" not in examined(reckoner, house)


def test_a_folder_that_is_no_house_is_bad(reckoner: Reckoner, tmp_path: Path) -> None:
    answer = reckoner("doctor", "--house", tmp_path)
    assert answer.code == 1
    assert "this folder is not a house" in answer.out


def test_faults_in_the_data_are_each_shown(reckoner: Reckoner, house: Path) -> None:
    write(house / "data" / "facts.yaml", FACTS.replace("unit: count", "unit: counts"))
    assert "data/facts.yaml:" in examined(reckoner, house)["data"]["said"]
