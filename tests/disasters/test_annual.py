"""Each fault file in disasters/annual breaks one thing in the worked example's annual report.

The command says what is wrong with file and line, ends with the documented exit code, shows no traceback,
and makes no draft.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.settings.yaml import read_yaml
from tests.disasters.breaking import explained
from tests.worked_example import ANNUAL, copy_house

FAULTS = sorted((Path(__file__).parent / "annual").glob("*.yaml"))


@pytest.mark.parametrize("path", FAULTS, ids=[path.stem for path in FAULTS])
def test_a_broken_report_is_explained(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    house = copy_house(tmp_path / "house")
    assert explained(read_yaml(path).data, house, ANNUAL, monkeypatch, capsys) > 1
