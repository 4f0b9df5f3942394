"""What a new version would change is shown; nothing of the house changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reckoner.reports.cli.main import app
from reckoner.reports.upgrade.record import installed, order
from tests.worked_example import build_paper, copy_house, edit


def invoke(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words), standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, done.output


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_a_changed_stylesheet_is_shown_page_by_page_and_the_house_stays_as_it_is(tmp_path: Path) -> None:
    house, page = copy_house(tmp_path / "house"), tmp_path / "page.html"
    for name in ("annual-report", "news", "newsletter"):
        (house / "templates" / name / "publication.yaml").rename(house / f"templates/{name}/publication.off")
    build_paper(house)
    words = ("upgrade", "--try", "--house", str(house))
    before = files(house)
    assert invoke(*words) == (0, "panel-paper/2025-11: the same (draft-001)\n")
    assert files(house) == before
    edit(house / "templates/shared/print.css", lambda text: f"{text}\nh1 {{ text-decoration: underline }}\n")
    code, said = invoke(*words, "--page", str(page))
    assert code == 1
    assert "panel-paper/2025-11: differs (draft-001)" in said
    assert "changed since: templates/shared/print.css" in said
    code, said = invoke(*words, "--format", "json")
    [found] = json.loads(said)
    [pdf] = [each for each in found["changes"] if each["file"].endswith(".pdf")]
    assert pdf["pages"] == [1]
    assert page.read_text("utf-8").count("data:image/png;base64,") == 2
    edit(house / "content/panel-paper/2025-11/01-summary.md", lambda text: text.replace("title:", "titel:"))
    code, said = invoke(*words)
    assert code == 1
    assert "panel-paper/2025-11: can't be made (draft-001)" in said


@pytest.mark.slow
def test_the_house_notes_the_version_and_the_doctor_compares(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    assert invoke("upgrade", "--house", str(house))[0] == 0
    record = house / "state/house.json"
    noted = json.loads(record.read_bytes())
    assert noted["program"] == installed()
    assert set(noted["templates"]) == {"annual-report", "news", "newsletter", "panel-paper"}
    assert "good  version: " in invoke("doctor", "--house", str(house))[1]
    for other, said in (("0.0.1", "is newer than"), ("99", "is older than")):
        record.write_text(json.dumps({**noted, "program": other}), encoding="utf-8")
        assert said in invoke("doctor", "--house", str(house))[1]


def test_versions_are_compared_as_numbers() -> None:
    assert order("0.10.0") > order("0.9.9")
    assert order("1.0") == order("1")
