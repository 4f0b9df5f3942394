"""The voice of a house: its language and its style for numbers."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from reckoner.reports.compose.wording import wording_of
from reckoner.reports.errors import SettingsError
from reckoner.reports.figures.language import SHIPPED
from reckoner.reports.settings.house import House
from reckoner.reports.settings.office import StyleSettings
from tests.small import figure, house


def styled(root: Path, language: str = "en-GB", **style: object) -> House:
    office = house().office.model_copy(
        update={"language": language, "style": StyleSettings.model_validate(style)}
    )
    return replace(house(), root=root, office=office)


def test_the_office_s_style_decides_how_numbers_are_written(tmp_path: Path) -> None:
    assert wording_of(styled(tmp_path)).word(figure(8665)).text == "8,665"
    assert wording_of(styled(tmp_path, thousands_from=10000)).word(figure(8665)).text == "8665"


def test_a_language_file_of_the_house_wins(tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    shutil.copy2(SHIPPED / "en.yaml", tmp_path / "languages" / "cy.yaml")
    assert wording_of(styled(tmp_path, "cy")).language.code == "cy"


def test_a_language_that_nobody_wrote_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there are no words for the language 'cy'"):
        wording_of(styled(tmp_path, "cy"))
