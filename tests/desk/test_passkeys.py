"""Passkeys in Chromium with a virtual authenticator, and what must not pass for one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.server import Listening, serving
from reckoner.reports.desk.sessions import Session
from reckoner.reports.errors import UsageError
from reckoner.reports.schedule.tables import open_store
from tests.desk.at_desk import PASSPHRASE, Browser, Clock
from tests.web.looking import HERE, need
from tests.worked_example import edit

DRAFT = "drafts/panel-paper/2025-11/draft-001"


@dataclass(frozen=True)
class Used:
    """A desk at which somebody added a passkey and approved, and what Chromium saw."""

    desk: Desk
    clock: Clock
    origin: str
    seen: dict[str, Any]

    def session(self) -> Session:
        """Theirs, asked for the very challenge that was answered."""
        found = self.desk.sessions.find(self.seen["cookie"])
        assert found is not None
        client = json.loads(_decoded(json.loads(self.seen["used"])["response"]["clientDataJSON"]))
        self.desk.sessions.challenge(found, f"{self.clock().isoformat()} {client['challenge']}")
        again = self.desk.sessions.find(self.seen["cookie"])
        assert again is not None
        return again


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture(scope="module")
def used(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Used]:
    house = tmp_path_factory.mktemp("passkeys") / "house"
    shutil.copytree(built, house)
    clock = Clock()
    store = open_store(str(house / "state/schedule.sqlite"))
    desk = Desk(house, store, ("localhost",), secure=False, clock=clock)
    with serving(desk, Listening(port=0)) as address:
        url = address.replace("127.0.0.1", "localhost")
        job = {"url": url, "name": "chief-executive", "passphrase": PASSPHRASE, "draft": DRAFT}
        done = subprocess.run(
            [need("node", "nodejs"), HERE / "passkey.mjs"],
            input=json.dumps(job), capture_output=True, text=True, timeout=300, check=False,
            env={**os.environ, "CHROMIUM": need("chromium", "chromium")},
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    yield Used(desk, clock, url.rstrip("/"), json.loads(done.stdout))
    store.dispose()


def test_whoever_has_a_passkey_approves_by_it_and_by_nothing_less(used: Used) -> None:
    assert used.seen["fields"] == 0
    assert "is approved: row" in used.seen["approved"]
    row = used.desk.history.rows()[-1]
    assert (row.what, row.details["how"]) == ("approved", "passkey blue stick")
    refused = "Failed to load resource"  # the answers 401 below, and a browser's own wish for an icon
    assert [each for each in used.seen["errors"] if refused not in each] == []


def test_an_answer_is_good_once(used: Used) -> None:
    assert "The passkey was not accepted" in used.seen["replayed"]
    assert "challenge" in used.seen["replayed"]


def test_the_count_of_uses_betrays_a_copy(used: Used) -> None:
    assert used.seen["count"] > 0
    assert "sign count" in used.seen["copied"]


@pytest.mark.parametrize(
    ("origin", "why"),
    [
        ("https://desk.example.org", "origin"),
        ("http://localhost:1", "origin"),
        ("http://127.0.0.1", "origin"),
    ],
)
def test_another_origin_is_refused(used: Used, origin: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        used.desk.passkeys.use(used.session(), origin, used.seen["used"])


def test_a_challenge_is_taken_once_and_goes_off(used: Used) -> None:
    session = used.session()
    with pytest.raises(UsageError, match="sign count"):  # all else is right
        used.desk.passkeys.use(session, used.origin, used.seen["used"])
    with pytest.raises(UsageError, match="was used already"):
        used.desk.passkeys.use(session, used.origin, used.seen["used"])
    session = used.session()
    used.clock.pass_by(timedelta(minutes=5, seconds=1))
    try:
        with pytest.raises(UsageError, match="too old"):
            used.desk.passkeys.use(session, used.origin, used.seen["used"])
    finally:
        used.clock.pass_by(-timedelta(minutes=5, seconds=1))


def test_somebody_else_s_passkey_is_not_theirs(used: Used) -> None:
    policy = used.desk.house.office.person("policy")
    assert policy is not None
    cookie = used.desk.sessions.begin(policy, "passphrase")
    session = used.desk.sessions.find(cookie)
    assert session is not None
    used.desk.passkeys.ask(session, used.origin)
    session = used.desk.sessions.find(cookie)
    assert session is not None
    with pytest.raises(UsageError, match="not one of yours"):
        used.desk.passkeys.use(session, used.origin, used.seen["used"])


@pytest.mark.parametrize("answer", ["", "{", "[]", "{}", '{"id": 5}', "[" * 5000, '{"id": "x", "rawId": 7}'])
def test_an_answer_that_is_none_is_refused(used: Used, answer: str) -> None:
    with pytest.raises(UsageError):
        used.desk.passkeys.use(used.session(), used.origin, answer)
    with pytest.raises(UsageError):
        used.desk.passkeys.add(used.session(), used.origin, answer, "x")


def test_an_office_that_requires_passkeys_asks_for_one_first(browser: Browser, house: Path) -> None:
    edit(house / "office.yaml", lambda text: text + "\ndesk: {passkeys: required}\n")
    browser.sign_in("chief-executive")
    digest = browser.desk.draft("panel-paper/2025-11").digest
    place = f"/{DRAFT}/approve"
    assert browser.post(place, hash=digest).startswith("/confirm")
    assert "asks for a passkey" in browser.get("/confirm")
    browser.post("/confirm", passphrase=PASSPHRASE, next="/")
    assert browser.post(place, hash=digest).startswith("/confirm")
    assert not [row for row in browser.desk.history.rows() if row.what == "approved"]
