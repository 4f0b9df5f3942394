"""Each fault file in disasters/annual breaks one thing in the worked example's annual report.

The command says what is wrong with file and line, ends with the documented exit code and shows no traceback.
What can be read all the same is a draft that is unfit; the rest makes none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.settings.yaml import read_yaml
from tests.disasters.breaking import explained
from tests.worked_example import ANNUAL, copy_house, edit

FAULTS = sorted((Path(__file__).parent / "annual").glob("*.yaml"))


@pytest.mark.slow
@pytest.mark.parametrize("path", FAULTS, ids=[path.stem for path in FAULTS])
def test_a_broken_report_is_explained(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    house = copy_house(tmp_path / "house")
    edit(house / "templates/annual-report/publication.yaml", lambda text: text.replace("[pdf, ", "["))
    assert explained(read_yaml(path).data, house, ANNUAL, monkeypatch, capsys) > 0
