"""Invented figures may be printed in a draft; nobody may approve it, whatever they waive."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from tests.cli.calling import Reckoner, caller
from tests.worked_example import edit


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    return caller(monkeypatch, capsys)


@pytest.fixture
def house(reckoner: Reckoner, tmp_path: Path) -> Path:
    """A house just begun, whose user may approve their own."""
    reckoner("init", tmp_path / "office", "--yes")
    me = pwd.getpwuid(os.getuid()).pw_name
    office = tmp_path / "office/office.yaml"
    edit(office, lambda text: text.replace("{id: chief-executive,", f"{{id: chief-executive, user: {me},"))
    edit(office, lambda text: text.replace("author_may_approve: false", "author_may_approve: true"))
    return tmp_path / "office"


def newest(house: Path) -> str:
    folder = sorted(house.glob("output/news/*/draft-*"))[-1]
    return "/".join(folder.parts[-3:])


def test_a_draft_with_sample_figures_can_t_be_approved_and_one_without_can(
    reckoner: Reckoner, house: Path
) -> None:
    built = reckoner("build", "news", "--house", house)
    assert "warning: it prints invented figures of the module sample" in built.out
    refused = reckoner("drafts", "approve", newest(house), "--house", house)
    assert refused.code == 2
    assert "it prints sample figures, which were invented for the start" in refused.err
    edit(house / "data/sample/module.yaml", lambda text: text.replace("kind: sample", "kind: kept"))
    built = reckoner("build", "news", "--house", house)
    assert "invented" not in built.out
    assert reckoner("drafts", "approve", newest(house), "--house", house).code == 0
