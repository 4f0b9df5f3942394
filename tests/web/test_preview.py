"""A preview as its user sees it: views side by side, shown anew on every save, ended by Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from tests.delivery.dovecot import free_port
from tests.letters import letter_house, story
from tests.web.looking import HERE, need
from tests.worked_example import ROOT

# `env` gives the command its own Ctrl-C back, which whatever runs in the background has lost.
COMMAND = [
    "env",
    "--default-signal=INT",
    sys.executable,
    "-m",
    "reckoner",
    "preview",
    "newsletter",
    "2026-02",
]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return letter_house(tmp_path_factory.mktemp("preview") / "h", {"a": story(), "b": story("The other")})


@pytest.fixture(scope="module")
def preview(house: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command, running, and what it said first."""
    words = [*COMMAND, "--as", "Ada", "--port", str(free_port()), "--house", str(house)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="module")
def watched(house: Path, preview: tuple[subprocess.Popen[str], str]) -> dict[str, Any]:
    """What Chromium saw before and after a story's title was changed."""
    address, _, _ = preview[1].partition(" ")
    job = {"url": address, "file": str(house / "content/news/a.md"), "from": "A walk", "to": "A run"}
    done = subprocess.run(
        [need("node", "nodejs"), HERE / "preview.mjs"],
        input=json.dumps(job), capture_output=True, text=True, timeout=150, check=False,
        env={**os.environ, "CHROMIUM": need("chromium", "chromium")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def test_desk_phone_and_text_stand_side_by_side_and_greet_the_name(watched: dict[str, Any]) -> None:
    assert len(watched["before"]) == 3
    assert all("Dear Ada" in view for view in watched["before"])
    assert watched["places"] == sorted(set(watched["places"]))
    assert watched["errors"] == []


def test_the_pages_of_the_pdf_follow_as_pictures(watched: dict[str, Any]) -> None:
    assert watched["paper"] == [["Page 1 of 1", 655]]


def test_a_saved_file_is_shown_without_losing_the_reader_s_place(watched: dict[str, Any]) -> None:
    after = [" ".join(view.split()) for view in watched["after"]]  # a title's last words are kept together
    assert all("A run through town" in view and "A walk" not in view for view in after)
    assert watched["scrolled"] == 120


def test_ctrl_c_ends_it_in_one_line_and_nothing_is_kept(
    house: Path, preview: tuple[subprocess.Popen[str], str], watched: dict[str, Any]
) -> None:
    process, _ = preview
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=30)
    assert (process.returncode, rest) == (130, "Stopped; what was begun was not kept.\n")
    assert not (house / "output").exists()


@pytest.mark.slow
def test_ctrl_c_while_it_is_being_made_says_no_more_than_that(house: Path) -> None:
    port = free_port()
    words = [*COMMAND, "--port", str(port), "--house", str(house)]
    anew = {"RECKONER_CACHE": "off"}  # a PDF that is kept would be there at once
    environment = {**os.environ, **anew, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        while True:
            with urlopen(f"http://127.0.0.1:{port}/version") as answer:
                state = json.load(answer)
            if state["is_coming"]:
                break
            assert not state["paper"]
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
    assert (process.returncode, rest) == (130, "Stopped; what was begun was not kept.\n")
