"""A house with meetings before the paper's, and a record of what they asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.actions.record import Action, read_actions
from reckoner.reports.settings.house import House, read_house
from tests.cli.calling import Reckoner, caller
from tests.small import write
from tests.word.papers import paper_house

WORDS = """\
{{ actions.open as in words }} actions are open, of which {{ actions.overdue as in words }} is overdue.

{{ table actions }}
"""
ACTIONS = """
actions:
  - id: 2025-06-1
    what: Publish the plan for rural areas.
    raised: 2025-06
    who: communications
    by: 2025-08-29
    history:
      - {on: 2025-08-20, state: done, says: It is on the website.}
  - id: 2025-06-2
    what: Look at waits by district.
    raised: 2025-06
    who: policy
    by: 2025-08-29
    history:
      - {on: 2025-08-28, by: 2025-10-31, says: The force asked for more time.}
      - {on: 2025-09-30, by: 2025-11-14}
  - id: 2025-06-3
    what: Invite the Youth Commission.
    raised: 2025-06
    who: Chief Constable
    by: 2025-12-19
    history:
      - {on: 2025-09-18, state: withdrawn, says: The Panel will visit instead.}
  # a note of the office's own
  - id: 2025-09-1
    kind: recommendation
    what: Say how many crimes were solved.
    raised: 2025-09
    who: analyst
    by: 2025-12-19
    history:
      - {on: 2025-11-03, says: "In October {{ crimes.solved at 2025-10 }} were."}
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The house; it is the current folder."""
    house = paper_house(tmp_path / "house", WORDS)
    schedules = house / "schedules.yaml"
    earlier = (
        "meetings:\n"
        "  - {id: 2025-06, name: The Panel, date: 2025-06-20}\n"
        "  - {id: 2025-09, name: The Panel, date: 2025-09-18}\n"
        "  - {id: audit, name: The Audit Committee, date: 2025-10-01, series: audit_meeting}\n"
        "  - {id: off, name: The Panel, date: 2025-11-01, cancelled: No quorum}\n"
    )
    schedules.write_text(schedules.read_text("utf-8").replace("meetings:\n", earlier), "utf-8")
    write(house / "data/actions.yaml", ACTIONS)
    monkeypatch.chdir(house)
    return house


@pytest.fixture
def settings(house: Path) -> House:
    """Its settings."""
    return read_house(house)


@pytest.fixture
def actions(settings: House) -> tuple[Action, ...]:
    """Its actions."""
    return read_actions(settings)


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    """The command as a user calls it."""
    return caller(monkeypatch, capsys)
