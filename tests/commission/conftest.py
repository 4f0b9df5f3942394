"""A house whose paper of February waits for a section, a figure and a table."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.cli.calling import Reckoner, caller
from tests.small import write
from tests.word.papers import MODULE, paper_house

EDITION = """
---
title: Progress in February
author: policy
wanted_by: 2026-01-20
periods: {latest: 2025-11}
---
This paper tells the Panel how the force has done.
"""
CRIME = """
---
title: Crime
owner: policy
check: These are the words of 2025-11. Read them, then take this line out.
---
In October 2025 the police solved {{ crimes.solved at 2025-10 }} crimes.

A second paragraph stands here.
"""
MONEY = """
---
title: Money
owner: finance
by: 2026-01-16
---
"""
CALLS = """
---
title: Calls
---
They took {{ to_come "999 calls, November", from: analyst, by: 2026-01-20 }} calls.
"""


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    """The command as a user calls it."""
    return caller(monkeypatch, capsys)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reckoner: Reckoner) -> Path:
    """The house; it is the current folder."""
    house = paper_house(tmp_path / "house", "Words.")
    monkeypatch.chdir(house)
    schedules = house / "schedules.yaml"
    meeting = "meetings:\n  - {id: 2026-02, name: The Panel, date: 2026-02-05}\n"
    schedules.write_text(schedules.read_text("utf-8").replace("meetings:\n", meeting), "utf-8")
    write(house / "data/crimes/module.yaml", MODULE.replace("kind: kept", "kind: snapshot"))
    rows = (house / "data/crimes/solved.csv").read_text("utf-8")
    (house / "data/crimes/solved.csv").unlink()
    (tmp_path / "solved.csv").write_text(rows, "utf-8")
    assert reckoner("take", "crimes", tmp_path / "solved.csv", "--from", "the force").code == 0
    folder = house / "content/panel-paper/2026-02"
    write(folder / "edition.md", EDITION)
    write(folder / "10-crime.md", CRIME)
    write(folder / "20-money.md", MONEY)
    write(folder / "30-calls.md", CALLS)
    return house


def mail_to(folder: Path, person: str) -> EmailMessage:
    """The draft of a mail to somebody."""
    raw = (folder / f"panel-paper-2026-02-{person}.eml").read_bytes()
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def attached(folder: Path, person: str) -> dict[str, bytes]:
    """The files that go along with it."""
    return {
        str(part.get_filename()): part.get_content() for part in mail_to(folder, person).iter_attachments()
    }
