"""A family that no machine has is refused where it is written; bundled and installed ones are not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reckoner.charts.families import families_in
from reckoner.reports.errors import SettingsError
from reckoner.reports.render import families
from reckoner.reports.render.families import require_families
from reckoner.reports.render.pdf.fonts import fallback_files, font_files
from reckoner.reports.settings.office import Fonts
from tests.small import house
from tests.worked_example import ROOT


def require(text: str, root: Path = ROOT) -> None:
    require_families(root, house().office.design.model_copy(update={"fonts": Fonts(text=text)}))


@pytest.mark.parametrize("name", [*families.BUNDLED, "source sans pro", "serif"])
def test_what_is_bundled_is_there(name: str) -> None:
    require(name)


def test_the_bundled_names_are_those_of_the_files(tmp_path: Path) -> None:
    for path in (*font_files(), *fallback_files()):
        shutil.copy2(path, tmp_path)
    assert set(families.BUNDLED) <= families_in([str(tmp_path)])


def test_an_unknown_family_is_refused_with_its_line_and_the_nearest() -> None:
    lines = (ROOT / "office.yaml").read_text("utf-8").splitlines()
    with pytest.raises(SettingsError) as refusal:
        require("Sauce Sans Pro")
    [fault] = refusal.value.faults
    assert fault.where
    assert lines[(fault.where.line or 0) - 1] == "    text: Source Sans Pro"
    assert "there is no font family 'Sauce Sans Pro'" in fault.what
    assert (fault.todo or "").startswith("Did you mean Source Sans Pro")


def test_an_installed_family_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A font of the machine: the program's own file of one, put where the machine's fonts lie."""
    [mono] = [path for path in fallback_files() if path.stem == "DejaVuSansMono"]
    shutil.copy2(mono, tmp_path)
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    monkeypatch.setattr(families, "SYSTEM", (str(tmp_path),))
    monkeypatch.setattr(families, "BUNDLED", ("Source Sans Pro", "Source Serif Pro"))
    require("DejaVu Sans Mono")
    with pytest.raises(SettingsError):
        require("Comic Sans MS")
