"""Each fault file in disasters/annual breaks one thing in the worked example's annual report.

The command says what is wrong with file and line, ends with the documented exit code, shows no traceback,
and makes no draft.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.cli.main import main
from reports.settings.yaml import read_yaml
from tests.disasters.test_house import break_house
from tests.worked_example import ANNUAL, copy_house

FAULTS = sorted((Path(__file__).parent / "annual").glob("*.yaml"))


@pytest.mark.parametrize("path", FAULTS, ids=[path.stem for path in FAULTS])
def test_a_broken_report_is_explained(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = read_yaml(path).data
    house = copy_house(tmp_path / "house")
    break_house(house, fault)
    monkeypatch.setattr("sys.argv", ["reckoner", "build", *ANNUAL, "--house", str(house)])
    with pytest.raises(SystemExit) as left:
        main()
    said = capsys.readouterr()
    text = said.out + said.err
    assert left.value.code == fault["exit"], text
    assert [words for words in fault["says"] if words not in text] == []
    assert "Traceback" not in text
    assert len(said.err.splitlines()) <= 12
    assert not (house / "output").exists()
