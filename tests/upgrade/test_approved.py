"""An edition is built again with the templates that it was approved with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reckoner.reports.drafts.history import Act, history_of
from reckoner.reports.errors import InputError, UsageError
from reckoner.reports.settings.house import read_house
from reckoner.reports.upgrade.approved import build_as_approved
from tests.worked_example import PAPER, build_paper, copy_house, edit


def quiet(_number: int, _name: str) -> None:
    """No progress."""


def test_changed_templates_do_not_change_what_was_approved(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    settings = house / "templates/panel-paper/publication.yaml"
    edit(settings, lambda text: text.replace("[pdf, html]", "[html]"))
    with pytest.raises(UsageError, match="no draft of panel-paper/2025-11 was approved"):
        build_as_approved(house, *PAPER, quiet)
    first = build_paper(house)
    name, now = "panel-paper/2025-11/draft-001", datetime(2026, 11, 27, tzinfo=UTC)
    history_of(read_house(house)).append(Act("approved", name, first.saved.digest, "a", "a", now))
    edit(house / "templates/shared/screen.css", lambda text: f"{text}\nh1 {{ color: red }}\n")
    edit(settings, lambda text: text.replace("numbered: true", "numbered: false"))
    assert build_paper(house).saved.digest != first.saved.digest
    again = build_as_approved(house, *PAPER, quiet)
    assert again.saved.digest == first.saved.digest
    assert again.saved.folder.is_relative_to(house / "output")
    assert not list((house / "state").glob(".upgrade-*"))
    for kept in (house / "state/templates").iterdir():
        if kept.suffix != ".json":
            kept.write_bytes(b"changed")
    with pytest.raises(InputError, match="has changed"):
        build_as_approved(house, *PAPER, quiet)
