"""A build that is killed at any moment of keeping its draft leaves the whole draft or nothing."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reckoner.reports.drafts.history import Act, History, faults
from reckoner.reports.drafts.manifest import Manifest, describe
from reckoner.reports.drafts.safe import safe_of
from reckoner.reports.drafts.store import drafts, is_whole, save
from reckoner.reports.errors import WriteError
from tests.steps import CHANGES, Steps, cut_short, watch, watch_disk

pytestmark = pytest.mark.slow

FILES = {"paper.html": b"<p>1</p>", "charts/a.svg": b"<svg/>", "tables/a.csv": b"a\n"}
ACT = Act("approved", "a/b/draft-001", "", "ann", "ann", datetime(2026, 11, 27, tzinfo=UTC))
MANIFEST = Manifest("panel-paper", "2025-11", True, describe(FILES), {}, {})


def killed_at(moment: int, output: Path) -> bool:
    """Whether a process that keeps a draft was cut short at its n-th change of the folder."""
    return cut_short(_keep, moment, output)


def _keep(moment: int, output: Path) -> None:
    watch(Steps(moment), "draft", CHANGES, str(output))
    save(output, MANIFEST, FILES, "log\n", again=True)


def test_a_kill_at_any_moment_leaves_the_whole_draft_or_nothing(tmp_path: Path) -> None:
    """Each round ends one step later; the next build finds a clean folder and takes the next number."""
    moment, kept = 1, 0
    while killed_at(moment, tmp_path):
        found = drafts(tmp_path, "panel-paper", "2025-11")
        assert len(found) - kept in (0, 1)
        assert all(is_whole(folder, MANIFEST) for folder in found)
        assert all((folder / "manifest.json").read_bytes() == MANIFEST.to_bytes() for folder in found)
        kept, moment = len(found), moment + 1
    assert moment > 10
    folder = tmp_path / "panel-paper" / "2025-11"
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
    assert [path.name for path in drafts(tmp_path, "panel-paper", "2025-11")] == [
        f"draft-{number:03}" for number in range(1, kept + 2)
    ]


def test_what_was_made_for_a_draft_that_failed_is_taken_away_again(tmp_path: Path) -> None:
    (tmp_path / "full").symlink_to("/dev/full")
    unwritable = {**FILES, "../../../../full": b"x"}
    with pytest.raises(WriteError, match="the disk is full"):
        save(tmp_path / "output", MANIFEST, unwritable, "log\n")
    assert [path.name for path in tmp_path.iterdir()] == ["full"]


@pytest.mark.parametrize("rows", [0, 1])
def test_a_kill_at_any_moment_leaves_a_history_that_goes_on(tmp_path: Path, rows: int) -> None:
    """Key, row and note, each round one step later: the row is there or not, and the next one follows."""
    moment, kept = 1, 0
    while True:
        root = tmp_path / f"{moment}-times"
        for _ in range(rows):
            _history(root).append(ACT)
        was_killed = _row_killed_at(moment, root)
        there = len(_history(root).rows()) - rows
        assert there in (0, 1)
        assert _history(root).append(ACT).number == rows + there + 1
        assert list(faults(root / "state/history.jsonl")) == []
        if not was_killed:
            break
        kept, moment = kept + there, moment + 1
    assert moment > 9
    assert kept > 1


def _history(root: Path) -> History:
    return History(root / "state/history.jsonl", safe_of(root))


def _row_killed_at(moment: int, root: Path) -> bool:
    return cut_short(_append, moment, root, os.environ["XDG_STATE_HOME"])


def _append(moment: int, root: Path, states: str) -> None:
    os.environ["XDG_STATE_HOME"] = states
    steps = Steps(moment)
    watch_disk(steps)
    watch(steps, "history", ("open", "os.rename", "os.truncate"), root.name)
    _history(root).append(ACT)
