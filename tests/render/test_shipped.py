"""A house needs only publication.yaml: the rest comes with the program, and a house overrides what it has."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reckoner.reports.build import build
from reckoner.reports.errors import SettingsError
from reckoner.reports.kinds.registry import KINDS
from reckoner.reports.settings.publication import SHIPPED, read_publication
from tests.small import tiny_house, write

SETTINGS = "name: {name}\ntitle: A title\noccasion: month\nkind: {kind}\n"


def bare(root: Path) -> Path:
    """A house that has no template of its own."""
    house = tiny_house(root, "Words.")
    settings = house / "templates/panel-paper/publication.yaml"
    text = settings.read_text("utf-8")
    shutil.rmtree(house / "templates")
    write(settings, text)
    return house


def built(house: Path) -> tuple[str, dict[str, str]]:
    folder = build(house, "panel-paper", "2025-11", progress=lambda *_: None).saved.folder
    inputs: dict[str, str] = json.loads((folder / "manifest.json").read_text("utf-8"))["inputs"]
    return (folder / "panel-paper.html").read_text("utf-8"), inputs


def test_a_house_without_templates_builds_with_those_of_the_program(tmp_path: Path) -> None:
    page, inputs = built(bare(tmp_path / "house"))
    assert "Words." in page
    assert "data:font/woff2" in page
    assert {
        "templates/panel-paper/publication.yaml",
        "reckoner/templates/paper/paper.html.jinja",
        "reckoner/templates/paper/defaults.yaml",
        "reckoner/templates/shared/print.css",
    } <= set(inputs)
    assert not [name for name in inputs if name.startswith(("/", ".."))]


@pytest.mark.parametrize("folder", ["panel-paper", "shared"])
def test_a_house_overrides_one_file_by_having_it(tmp_path: Path, folder: str) -> None:
    house = bare(tmp_path / "house")
    write(house / "templates" / folder / "imprint.html.jinja", "<p>Our own.</p>\n")
    page, inputs = built(house)
    assert "<p>Our own.</p>" in page
    assert f"templates/{folder}/imprint.html.jinja" in inputs
    assert "reckoner/templates/shared/imprint.html.jinja" not in inputs


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_s_defaults_name_files_that_are_shipped(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "templates/ours/publication.yaml", SETTINGS.format(name="ours", kind=kind))
    publication = read_publication(tmp_path, "ours")
    sheets = (
        *publication.screen_stylesheets,
        *(publication.stylesheets if "pdf" in publication.outputs else ()),
    )
    for name in (publication.template, *sheets):
        assert any((SHIPPED / folder / name).is_file() for folder in (kind, "shared")), name


def test_publication_yaml_goes_before_the_defaults(tmp_path: Path) -> None:
    text = SETTINGS.format(name="ours", kind="report") + "outputs: [html]\n"
    write(tmp_path / "templates/ours/publication.yaml", text)
    publication = read_publication(tmp_path, "ours")
    assert (publication.outputs, publication.template) == (("html",), "report.html.jinja")


@pytest.mark.parametrize("kind", ["../paper", "/etc", "a/b", "."])
def test_a_kind_is_a_name_and_no_path(tmp_path: Path, kind: str) -> None:
    write(tmp_path / "templates/ours/publication.yaml", SETTINGS.format(name="ours", kind=kind))
    with pytest.raises(SettingsError, match=r"publication\.yaml:4: kind"):
        read_publication(tmp_path, "ours")
