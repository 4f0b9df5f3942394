"""Ctrl-C at any moment of keeping a draft: it is there, recorded and named in the answer, or not there."""

from __future__ import annotations

import multiprocessing
import os
import pwd
import signal
import sys
from pathlib import Path

import pytest

from reckoner.reports.cli.main import main
from reckoner.reports.drafts.history import Row, history_of
from reckoner.reports.drafts.kept import read_draft
from reckoner.reports.drafts.makers import makers
from reckoner.reports.drafts.store import drafts
from reckoner.reports.settings.house import read_house
from tests.cli.calling import Reckoner
from tests.steps import CHANGES, Steps, watch
from tests.worked_example import edit

ME = pwd.getpwuid(os.getuid()).pw_name
NOT_KEPT = "Stopped; what was begun was not kept."


def stopped_at(moment: int, house: Path, words: tuple[str, ...], said: Path) -> tuple[int, str]:
    """The exit code and the last line of a command that gets Ctrl-C at its n-th change of the house."""
    process = multiprocessing.get_context("fork").Process(target=_run, args=(moment, house, words, said))
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode, [*said.read_text("utf-8").splitlines(), ""][-2 if said.stat().st_size else 0]


def _run(moment: int, house: Path, words: tuple[str, ...], said: Path) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", buffering=1) for number in (1, 2))
    sys.argv = ["reckoner", *words, "--house", str(house)]
    steps = Steps(moment, signal.SIGINT)
    for part in ("output", "state"):
        watch(steps, part, CHANGES, str(house / part))
    main()


@pytest.mark.slow
def test_a_draft_that_ctrl_c_leaves_is_recorded_and_named(house: Path, tmp_path: Path) -> None:
    moment, kept = 1, 0
    words = ("build", "panel-paper", "2025-11", "--again")
    while True:
        code, last = stopped_at(moment, house, words, tmp_path / "said")
        found = drafts(house / "output", "panel-paper", "2025-11")
        rows = _rows(house)
        assert all(makers(read_draft(folder), rows).recorded for folder in found)
        if len(found) > kept and code:
            assert (code, last) == (
                130,
                f"Stopped; panel-paper/2025-11/{found[-1].name} was kept before that.",
            )
        elif code:
            assert (code, last) == (130, NOT_KEPT)
        else:
            break
        kept, moment = len(found), moment + 1
    assert moment > 20
    assert kept > 10


def test_where_one_user_writes_for_all_nothing_is_kept_that_is_not_recorded(
    alone: Path, reckoner: Reckoner
) -> None:
    """Otherwise whoever made the history unwritable for a moment could approve what they built then."""
    edit(alone / "office.yaml", lambda text: f"{text}\nwriter: {{user: {ME}}}\n")
    build = ("build", "panel-paper", "2025-11", "--again", "--house", alone)
    assert reckoner(*build).code == 0
    history = alone / "state/history.jsonl"
    rows = history.read_bytes()
    history.write_bytes(b"")
    answer = reckoner(*build)
    assert answer.code == 65
    assert "the history is gone or empty" in answer.err
    history.write_bytes(rows)
    assert [path.name for path in drafts(alone / "output", "panel-paper", "2025-11")] == ["draft-001"]


def test_a_draft_with_the_templates_of_then_is_recorded_too(out: Path, reckoner: Reckoner) -> None:
    edit(out / "content/panel-paper/2025-11/10-crime.md", lambda text: f"{text}\nAnd more.\n")
    assert reckoner("build", "panel-paper", "2025-11", "--as-approved", "--house", out).code == 0
    made = makers(read_draft(drafts(out / "output", "panel-paper", "2025-11")[-1]), _rows(out))
    assert (made.builders, made.recorded) == ((ME,), True)


def _rows(house: Path) -> tuple[Row, ...]:
    return history_of(read_house(house)).rows()
