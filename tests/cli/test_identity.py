"""Who gives a command is the machine's word: no variable makes anybody somebody else."""

from __future__ import annotations

import os
import pwd
from pathlib import Path

import pytest

from reckoner.reports.cli import caller
from reckoner.reports.cli.caller import Caller, act_for
from reckoner.reports.cli.identity import system_user


@pytest.fixture(autouse=True)
def pretending(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that claims another user in every way that programs know."""
    for name in ("USER", "LOGNAME", "LNAME", "USERNAME", "SUDO_USER"):
        monkeypatch.setenv(name, "chief-executive")


def test_a_command_is_that_of_the_user_who_runs_the_process() -> None:
    assert system_user() == pwd.getpwuid(os.getuid()).pw_name


def test_in_the_services_hands_it_is_the_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller, "_served", [])
    act_for(Caller("ann", Path("/srv/office"), 0, "", lambda _: None))
    assert system_user() == "ann"
