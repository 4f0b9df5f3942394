"""A house: the folder that holds one office's settings, data, words, templates and output."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.errors import SettingsError
from reckoner.reports.settings.house import read_house
from tests.small import tiny_house, write


def test_a_folder_without_office_yaml_is_not_a_house(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="this folder is not a house") as error:
        read_house(tmp_path)
    assert "--house DIR" in str(error.value)


def test_the_faults_of_all_settings_are_shown_together(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    write(root / "office.yaml", "language: [")
    write(root / "schedules.yaml", "meetings: 7\n")
    with pytest.raises(SettingsError) as error:
        read_house(root)
    assert {fault.where.path for fault in error.value.faults if fault.where} == {
        "office.yaml",
        "schedules.yaml",
    }


def test_the_settings_and_the_house_s_own_languages_are_inputs(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    write(root / "languages" / "cy.yaml", "{}\n")
    assert [path.name for path in read_house(root).paths] == ["office.yaml", "schedules.yaml", "cy.yaml"]


def test_drafts_are_kept_in_the_house(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    assert read_house(root).output == root / "output"
