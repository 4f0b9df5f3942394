"""Web pages and mail in Chromium with axe-core, in html-validate and caniemail, through one Node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

HERE = Path(__file__).parent
Look = Literal["page", "policy", "sheets", "contents", "markup", "mail markup", "mail"]


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that a tool remarked. ``at`` is the width and scheme, the line, or the mail readers."""

    at: str
    rule: str
    what: str


def need(program: str, package: str) -> str:
    """The path of a program. The test fails where it is missing."""
    found = shutil.which(program)
    if found is None:
        pytest.fail(f"this test needs {program}: apt-get install {package}")
    return found


def look(jobs: Iterable[tuple[Look, Path]]) -> list[list[Seen]]:
    """What each job saw, in order.

    RECKONER_SHOTS names a folder in which pages are kept as pictures, to be looked at by people.
    """
    if not (HERE / "node_modules").is_dir():
        pytest.fail("this test needs tests/web/node_modules: tools/setup.sh dev")
    shots = os.environ.get("RECKONER_SHOTS") or None
    asked = [{"look": kind, "file": str(path), "shots": shots} for kind, path in jobs]
    done = subprocess.run(
        [need("node", "nodejs"), HERE / "look.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        env={**os.environ, "CHROMIUM": need("chromium", "chromium")},
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [[Seen(**each) for each in answer] for answer in json.loads(done.stdout)]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as Chromium shows it: the natural size of each picture in it, and a picture of the whole."""

    sizes: list[tuple[int, int]]
    shot: Path


def show(pages: Iterable[Path]) -> list[Shown]:
    """How Chromium shows each page. A picture that is broken has the size 0."""
    asked = [{"file": str(page), "shot": str(page.with_suffix(".png"))} for page in pages]
    done = subprocess.run(
        [need("node", "nodejs"), HERE / "pictures.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        env={**os.environ, "CHROMIUM": need("chromium", "chromium")},
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    return [
        Shown([(width, height) for width, height in sizes], Path(each["shot"]))
        for each, sizes in zip(asked, answers, strict=True)
    ]
