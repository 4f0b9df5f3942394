"""``reckoner correct``: it reads and writes through no link, and who built it is recorded first."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.drafts.history import history_of
from reckoner.reports.settings.house import read_house
from tests.cli.calling import Reckoner
from tests.worked_example import edit

PAPER = "panel-paper/2025-11"
CORRECT = ("correct", PAPER, "--reason", "The number of schools was revised")


@pytest.mark.parametrize("planted", [".corrections.yaml.writing", "corrections.yaml", "11-more.md"])
def test_a_planted_link_is_refused_before_anything_is_written(
    out: Path, reckoner: Reckoner, planted: str
) -> None:
    """The service would write over its own history, or print the first line of its key."""
    precious = out / "state/history.jsonl"
    before = precious.read_bytes()
    (out / "content" / PAPER / planted).symlink_to(precious)
    answer = reckoner(*CORRECT, "--house", out)
    assert answer.code == 65
    assert answer.err.startswith(f"content/{PAPER}/{planted}: it is a link that leads out of the house")
    assert "draft-001" not in answer.err
    assert precious.read_bytes() == before
    assert [path.name for path in (out / "output" / PAPER).iterdir()] == ["draft-001"]


def test_a_correction_says_who_built_it_before_it_says_what_it_supersedes(
    out: Path, reckoner: Reckoner
) -> None:
    edit(out / "data/facts.yaml", lambda text: text.replace("value: 31", "value: 32"))
    assert reckoner(*CORRECT, "--house", out).code == 0
    rows = history_of(read_house(out)).rows()
    mine = [row.what for row in rows if row.draft == f"{PAPER}/draft-002"]
    assert mine == ["built", "corrected"]
