"""A house begun for each kind of office builds four clean documents, from the wheel alone too."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from reckoner.reports.kinds.registry import KINDS
from reckoner.reports.settings.publication import publication_names, read_publication
from reckoner.reports.starters.begin import begin_house, filled
from reckoner.reports.starters.profile import duties_file, profile_names, read_profile
from reckoner.reports.starters.values import answers, date_values, office_values
from tests.cli.calling import Reckoner, caller
from tests.wheel import fresh_environment, run_in

SHIPPED_BY_REFERENCE = {"publication.yaml"}


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    return caller(monkeypatch, capsys)


def require_clean(house: Path) -> None:
    """One draft of each kind, without an error and without a warning beside those about what is a sample."""
    made = sorted(path.parent for path in house.glob("output/*/*/draft-001/checks.json"))
    assert {read_publication(house, each.parts[-3]).kind for each in made} == set(KINDS)
    for folder in made:
        found = json.loads((folder / "checks.json").read_bytes())["findings"]
        rules = {each["rule"] for each in found if each["severity"] != "note"}
        assert rules - {"message-to-be-supplied"} == {"sample-figures"}, found
        assert json.loads((folder / "manifest.json").read_bytes())["fit"] is True


@pytest.mark.slow
@pytest.mark.parametrize("kind", profile_names())
def test_each_kind_of_office_has_four_clean_documents_at_once(
    reckoner: Reckoner, tmp_path: Path, kind: str
) -> None:
    house = tmp_path / "office"
    assert reckoner("init", house, "--kind", kind, "--area", "Wessex", "--yes").code == 0
    built = reckoner("build", "--all", "--house", house)
    assert (built.code, built.err) == (0, "")
    assert [line.split(":")[0].split(" ")[0] for line in built.out.splitlines()[-4:]] == sorted(
        publication_names(house)
    )
    require_clean(house)
    page = next(house.glob("output/panel-paper/*/draft-001/panel-paper.html")).read_text("utf-8")
    profile = read_profile(kind)
    assert profile.body in page
    assert "Wessex Police" in page
    assert {path.name for path in (house / "templates").glob("*/*")} == SHIPPED_BY_REFERENCE


@pytest.mark.parametrize("kind", profile_names())
def test_the_laws_list_of_each_kind_can_be_printed_and_the_first_report_answers_it(
    reckoner: Reckoner, tmp_path: Path, kind: str
) -> None:
    house = tmp_path / "office"
    reckoner("init", house, "--kind", kind, "--yes")
    said = reckoner("statutory", "list", "--house", house)
    assert said.code == 0
    assert "section 12(1)(a) (in the report)" in said.out
    assert "The list applies to " in said.out
    year = next((house / "content/annual-report").iterdir()).name
    law = reckoner("doctor", "annual-report", year, "--house", house)
    assert law.code == 0, law.out
    assert not [line for line in law.out.splitlines() if line.startswith("bad")]


@pytest.mark.slow
def test_from_the_wheel_alone_with_nothing_around_it(tmp_path: Path, wheel: Path) -> None:
    commands = fresh_environment(tmp_path / "environment", wheel)
    nothing = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path / "state")}
    run_in(nothing, tmp_path, commands / "reckoner", "init", "office")
    answer = run_in(nothing, tmp_path / "office", commands / "reckoner", "build", "--all")
    assert [line.partition(": ")[2].split(",")[0] for line in answer.splitlines()[-4:]] == ["clean"] * 4
    require_clean(tmp_path / "office")
    where = "import reckoner.reports.build as b; print(b.__file__)"
    program = run_in(nothing, tmp_path, commands / "python", "-c", where)
    assert program.startswith(str(tmp_path / "environment"))


@pytest.mark.slow
@pytest.mark.parametrize("today", [date(2027, month, day) for month in range(1, 13) for day in (1, 28)])
def test_on_any_day_the_periods_that_are_named_have_figures(today: date, tmp_path: Path) -> None:
    """Every figure that the words name can be worded, so that a build begun on that day finds it."""
    from reckoner.reports.build import make

    values = office_values(answers("mayor", read_profile("mayor"), {})) | date_values(today)
    house = tmp_path / "office"
    begin_house(house, filled("house", values), lambda _folder: None)
    for name, key in (("panel-paper", values["meeting"]), ("annual-report", values["year"])):
        made = make(house, name, key, lambda _step: None, without=("pdf",)).checked()
        assert [each for each in made.findings if each.severity == "error"] == []


def test_each_kind_has_a_list_of_duties() -> None:
    assert all(duties_file(name).is_file() for name in profile_names())
