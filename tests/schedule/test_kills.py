"""kill -9 at every step: nothing lost, nothing made twice, no file in part; and the harness can tell."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SOAK
from tests.schedule.mistakes import MISTAKES
from tests.sources.postgres import postgresql

ROOT = Path(__file__).parents[2]
# The share of the cases that is drawn, and how many kills must land in it at least.
SHARES = {
    "sqlite": ("1.0", 300) if SOAK else ("0.07", 25),
    "postgresql": ("1.0", 300) if SOAK else ("0.03", 8),
}
SEED = os.environ.get("RECKONER_SEED", "1")


@pytest.fixture(params=sorted(SHARES))
def store(request: pytest.FixtureRequest) -> str:
    """What the state is kept in."""
    return str(request.param)


@pytest.fixture
def address(store: str) -> Iterator[str]:
    """Where: a file in each world, or a real server."""
    if store == "sqlite":
        yield store
    else:
        with postgresql() as server:
            yield server


def campaign(address: str, part: str, mistake: str = "none") -> dict[str, Any]:
    """What a campaign saw; without a planted mistake it says nothing else."""
    command = [sys.executable, "-W", "error", "-m", "tests.schedule.campaign", address, SEED, part, mistake]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, check=True)
    if mistake == "none":
        assert done.stderr == b""
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def test_whoever_is_killed_wherever_each_edition_is_made_once_and_whole(store: str, address: str) -> None:
    share, least = SHARES[store]
    seen = campaign(address, share)
    assert seen["faults"] == []
    assert seen["landed"]["one"] + seen["landed"]["two"] >= least
    assert min(seen["landed"].values()) >= 1


def test_the_harness_finds_planted_mistakes(chance: random.Random) -> None:
    drawn = chance.sample(sorted(MISTAKES), len(MISTAKES) if SOAK else 5)
    assert {
        mistake: bool(campaign("sqlite", "1.0", mistake)["faults"]) for mistake in drawn
    } == dict.fromkeys(drawn, True)
