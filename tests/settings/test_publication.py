"""publication.yaml: what kind of document a publication is, in its folder of templates."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.errors import SettingsError, UsageError
from reckoner.reports.settings.publication import Publication, publication_names, read_publication
from tests.small import write

PAPER = """
name: panel-paper
title: A paper
occasion: meeting
"""


def read(house: Path, text: str = PAPER, name: str = "panel-paper") -> Publication:
    write(house / "templates" / "panel-paper" / "publication.yaml", text)
    return read_publication(house, name)


def refusal(house: Path, text: str = PAPER, name: str = "panel-paper") -> str:
    with pytest.raises((SettingsError, UsageError)) as error:
        read(house, text, name)
    return str(error.value)


def test_a_name_a_title_and_an_occasion_are_enough(tmp_path: Path) -> None:
    paper = read(tmp_path)
    assert (paper.numbered, paper.outputs) == (False, ("pdf", "html"))
    assert paper.stylesheets == ("print.css", "paper.css")


def test_publications_are_the_folders_that_hold_settings(tmp_path: Path) -> None:
    read(tmp_path)
    write(tmp_path / "templates" / "newsletter" / "publication.yaml", PAPER)
    write(tmp_path / "templates" / "shared" / "print.css", "")
    assert publication_names(tmp_path) == ["newsletter", "panel-paper"]


def test_an_unknown_publication_names_the_nearest(tmp_path: Path) -> None:
    assert "there is no publication 'panel-papr'\n  Did you mean panel-paper?" in refusal(
        tmp_path, name="panel-papr"
    )


@pytest.mark.parametrize("name", ["../templates/panel-paper", "./panel-paper", "panel-paper/", "", "."])
def test_a_publication_is_a_folder_s_name_and_no_path(tmp_path: Path, name: str) -> None:
    assert "there is no publication" in refusal(tmp_path, name=name)


def test_its_name_must_be_its_folder_s(tmp_path: Path) -> None:
    said = refusal(tmp_path, PAPER.replace("name: panel-paper", "name: ../paper"))
    assert "publication.yaml:1: name: it says '../paper', its folder says 'panel-paper'" in said


@pytest.mark.parametrize(
    "line",
    ["occasion: week", "outputs: [doc]", "outputs: []", "numbered: perhaps", "template: 7", "colour: red"],
)
def test_a_setting_that_makes_no_sense_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    text = PAPER.replace("occasion: meeting\n", "") if "occasion" in line else PAPER
    assert refusal(tmp_path, text + line + "\n").startswith("templates/panel-paper/publication.yaml:")
