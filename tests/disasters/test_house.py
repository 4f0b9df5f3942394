"""Each fault file in disasters/house breaks one thing in a copy of the worked example.

The command then says what is wrong in a few lines, ends with the documented exit code, shows no
traceback, and leaves output/ as it was (where the fault is in the input) or marks the draft unfit.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reckoner.reports.settings.yaml import read_yaml
from tests.disasters.breaking import explained, run
from tests.worked_example import PAPER, copy_house, edit

FAULTS = sorted((Path(__file__).parent / "house").glob("*.yaml"))


@pytest.mark.slow
@pytest.mark.parametrize("path", FAULTS, ids=[path.stem for path in FAULTS])
def test_a_broken_house_is_explained(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = read_yaml(path).data
    house = copy_house(tmp_path / "house")
    publication = house / "templates/panel-paper/publication.yaml"
    if not fault.get("printed"):  # the fault shows without the pages, which take the time
        edit(publication, lambda text: text.replace("[pdf, html]", "[html]"))
    if explained(fault, house, PAPER, monkeypatch, capsys) == 1:
        (told,) = house.glob("output/*/*/draft-001/UNFIT.txt")
        assert "This draft is unfit" in told.read_text(encoding="utf-8")


def test_a_read_only_output_folder_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Root may write anywhere, so the folder is one on which even root may not: /proc."""
    house = copy_house(tmp_path / "house")
    edit(house / "office.yaml", lambda text: f"{text}\noutside: [/proc]\n")
    (house / "output").symlink_to("/proc/self/fdinfo" if os.getuid() == 0 else "/proc")
    assert run("build", *PAPER, "--house", str(house), monkeypatch=monkeypatch) == 73
    assert "Traceback" not in capsys.readouterr().err
