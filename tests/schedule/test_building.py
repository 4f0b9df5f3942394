"""Builds in a process of their own: whatever a build does, it ends, and it leaves nothing running."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError, InternalError, Place
from reckoner.reports.schedule.building import build_of
from reckoner.reports.schedule.runner import HandBack
from tests.small import tiny_house
from tests.worked_example import ROOT, edit, own_template

PAPER = ("panel-paper", "2025-11")
LOOPS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
LONG = timedelta(minutes=3)


def looping(house: Path) -> Path:
    """A house one of whose templates does not end within anybody's life."""
    edit(own_template(house), lambda text: LOOPS + text)
    return house


def builders(house: Path) -> list[int]:
    """The processes that build for this house."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text("utf-8").split("\0")
        except OSError:
            continue
        if "reckoner.reports.schedule.builder" in words and str(house) in words:
            found.append(int(folder.name))
    return found


def gone_within(house: Path, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and builders(house):
        time.sleep(0.05)
    return not builders(house)


def test_a_draft_is_made_and_each_step_is_heard_of(tmp_path: Path) -> None:
    house, steps = tiny_house(tmp_path / "house", "The panel visited {{ crime.schools }}."), list[str]()
    made = build_of(house, LONG)(*PAPER, lambda _, name: steps.append(name))
    assert (made.folder, made.fit) == (house / "output" / "panel-paper" / "2025-11" / "draft-001", True)
    assert list(dict.fromkeys(steps))[:1] + list(dict.fromkeys(steps))[-1:] == ["read settings", "keep"]
    assert not builders(house)


@pytest.mark.slow
def test_a_template_that_loops_for_ever_is_stopped_and_said_to_be(tmp_path: Path) -> None:
    house, signs = looping(tiny_house(tmp_path / "house", "Words.")), list[int]()
    began = time.monotonic()
    with pytest.raises(InternalError) as stopped:
        build_of(house, timedelta(seconds=12))(*PAPER, lambda number, _: signs.append(number))
    assert time.monotonic() - began < 30
    [fault] = stopped.value.faults
    assert fault.what == "the build did not end within 12 seconds and was stopped while it was to render"
    assert "template" in str(fault.todo)
    assert signs.count(signs[-1]) > 1  # signs of life go on within a step
    assert gone_within(house, 1)
    assert not (house / "output").exists()


def test_what_is_wrong_with_words_comes_across_with_its_place_and_what_to_do(tmp_path: Path) -> None:
    house = tiny_house(tmp_path / "house", "The panel visited {{ crime.schools }}.")
    edit(house / "content/panel-paper/2025-11/10-crime.md", lambda text: text.replace("title:", "titel:"))
    with pytest.raises(InputError) as wrong:
        build_of(house, LONG)(*PAPER, lambda *_: None)
    fault = wrong.value.faults[-1]
    assert fault.where == Place("content/panel-paper/2025-11/10-crime.md", 2)
    assert (fault.what, fault.todo) == ("unknown key 'titel'", "Did you mean title?")


@pytest.mark.slow
def test_a_build_that_is_handed_back_is_ended_between_two_steps(tmp_path: Path) -> None:
    house, signs = looping(tiny_house(tmp_path / "house", "Words.")), list[int]()

    def step(number: int, _name: str) -> None:
        signs.append(number)
        if signs.count(number) > 1:
            raise HandBack

    with pytest.raises(HandBack):
        build_of(house, LONG)(*PAPER, step)
    assert gone_within(house, 1)


def test_a_builder_that_is_killed_is_told_of(tmp_path: Path) -> None:
    """As by the kernel where memory runs out."""
    house = tiny_house(tmp_path / "house", "Words.")

    def step(number: int, _name: str) -> None:
        if number == 3:
            os.kill(builders(house)[0], signal.SIGKILL)

    with pytest.raises(
        InternalError, match="it was killed, most likely because the machine ran out of memory"
    ):
        build_of(house, LONG)(*PAPER, step)


def test_a_builder_ends_when_the_service_is_killed(tmp_path: Path) -> None:
    house = looping(tiny_house(tmp_path / "house", "Words."))
    code = (
        "import sys; from datetime import timedelta; from pathlib import Path\n"
        "from reckoner.reports.schedule.building import build_of\n"
        "say = lambda number, _: print(number, flush=True)\n"
        f"build_of(Path(sys.argv[1]), timedelta(minutes=5))(*{json.dumps(PAPER)}, say)\n"
    )
    command = [sys.executable, "-c", code, str(house)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        while service.stdout.readline().strip() != "5":
            continue
        assert builders(house)
        service.kill()
    assert gone_within(house, 5)
    assert not (house / "output").exists()
