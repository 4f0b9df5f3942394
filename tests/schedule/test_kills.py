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

from reckoner.reports.schedule.tables import metadata, open_store
from tests.conftest import SOAK
from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import PASSWORD, Dovecot
from tests.delivery.house import write_secret
from tests.schedule.mistakes import MISTAKES

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
# The share of the cases that is drawn, and how many kills must land in it at least.
SHARES = {
    "sqlite": ("1.0", 600) if SOAK else ("0.04", 20),
    "postgresql": ("0.6", 300) if SOAK else ("0.015", 6),
}
SEED = os.environ.get("RECKONER_SEED", "1")


@pytest.fixture(params=sorted(SHARES))
def store(request: pytest.FixtureRequest) -> str:
    """What the state is kept in."""
    return str(request.param)


@pytest.fixture
def address(store: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where: a file in each world, or a real server."""
    if store == "sqlite":
        yield store
    else:
        server: str = request.getfixturevalue("server")
        yield server
        engine = open_store(server)
        metadata.drop_all(engine)
        engine.dispose()


@pytest.fixture(scope="module")
def mailbox(certificates: Certificates, imap: Dovecot, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Dovecot for the proofs, as a campaign is told of it."""
    secret = write_secret(tmp_path_factory.mktemp("mailbox") / "password", PASSWORD)
    told = {"port": imap.port, "folder": str(imap.folder), "authority": str(certificates.authority)}
    return json.dumps({**told, "secret": str(secret)})


def campaigns(address: str, part: str, mailbox: str, *mistakes: str) -> list[dict[str, Any]]:
    """What campaigns saw; without a planted mistake there is one, and it says nothing else."""
    module = [sys.executable, "-W", "error", "-m", "tests.schedule.campaign"]
    command = [*module, address, SEED, part, mailbox, *mistakes]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, check=True)
    if not mistakes:
        assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_whoever_is_killed_wherever_each_edition_is_made_proved_and_released_once_and_whole(
    store: str, address: str, mailbox: str
) -> None:
    """One copy of each proof in a real mailbox, one of what was approved on the shelf."""
    share, least = SHARES[store]
    [seen] = campaigns(address, share, mailbox)
    assert seen["faults"] == []
    assert sum(seen["landed"][kind] for kind in ("one", "two", "proof", "release")) >= least
    assert min(seen["landed"].values()) >= 1


def test_the_harness_finds_planted_mistakes(chance: random.Random, mailbox: str) -> None:
    """Half of those drawn are mistakes of the clock, half of the ways out."""
    ways = sorted(name for name, (_, kind, _) in MISTAKES.items() if kind in ("proof", "release"))
    drawn = [*chance.sample(sorted(MISTAKES.keys() - ways), 3), *chance.sample(ways, 2)]
    drawn = sorted(MISTAKES) if SOAK else drawn
    seen = campaigns("sqlite", "1.0", mailbox, *drawn)
    assert {each["mistake"]: bool(each["faults"]) for each in seen} == dict.fromkeys(drawn, True)
