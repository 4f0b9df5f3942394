"""A desk on this machine with made-up accounts, and Chromium before it."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.example import Account, copied, example
from reckoner.reports.desk.server import Listening, serving
from tests.letters import letter_house, photograph, story
from tests.web.looking import HERE, need
from tests.worked_example import ROOT, edit


@dataclass(frozen=True)
class At:
    """Where a desk answers, and who can sign in there."""

    url: str
    house: Path
    accounts: dict[str, Account]
    desk: Desk

    def sign_in(self, name: str) -> list[str]:
        """Somebody's name and passphrase."""
        return [name, self.accounts[name].passphrase]


@contextmanager
def desk_at(folder: Path) -> Iterator[At]:
    """The desk of a house of two stories and a letter."""
    house = letter_house(folder / "h", {"a": story(), "b": story("The other", "2026-02-09")})
    (folder / "picture.jpg").write_bytes(photograph((1200, 900)))
    with _serving(house) as at:
        yield at


@contextmanager
def example_at(folder: Path) -> Iterator[At]:
    """The desk of the worked example, where one person may do everything."""
    house = copied(ROOT, folder)
    edit(
        house / "office.yaml",
        lambda text: re.sub(
            r"(id: policy,.*may: )\[write\]", r"\1[write, take, approve, waive, administer]", text
        ),
    )
    with _serving(house) as at:
        yield at


@contextmanager
def _serving(house: Path) -> Iterator[At]:
    with example(house, lambda _line: None) as (desk, accounts), serving(desk, Listening(port=0)) as url:
        yield At(url, house, {account.person.id: account for account in accounts}, desk)


def run(script: str, job: dict[str, Any]) -> Any:
    """What a script of this folder prints about a job."""
    done = subprocess.run(
        [need("node", "nodejs"), HERE / script],
        input=json.dumps(job), capture_output=True, text=True, timeout=400, check=False,
        env={**os.environ, "CHROMIUM": need("chromium", "chromium")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
