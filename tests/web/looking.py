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
Look = Literal["page", "policy", "markup", "mail markup", "mail"]


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
