"""How webhooks stand, as /health, the doctor and the desk say it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from reckoner.reports.desk.desk import now_utc
from reckoner.reports.drafts.kept import find_draft
from reckoner.reports.drafts.makers import note_built
from reckoner.reports.schedule.health import Health
from reckoner.reports.settings.house import read_house
from tests.cli.calling import caller
from tests.desk.at_desk import Browser, Clock, desk_of, give_passphrases, house_with_paper, lightly_hashed
from tests.webhooks.receiving import keeper_of, receiver, tell

NAME = "panel-paper/2025-11/draft-001"


@pytest.fixture(scope="module", autouse=True)
def light_hashing() -> Iterator[None]:
    with lightly_hashed():
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = house_with_paper(tmp_path_factory.mktemp("states") / "house")
    give_passphrases(house)
    return house


def happened(house: Path, clock: Clock) -> None:
    settings = read_house(house)
    note_built(settings, find_draft(settings.output, NAME), "somebody", clock(), is_new=True)


def test_a_webhook_that_fails_is_said_everywhere_until_it_arrives(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    house = tmp_path / "house"
    shutil.copytree(built, house)
    clock = Clock(now_utc())
    with receiver() as heard:
        tell(house, heard.port)
        keeper = keeper_of(house, clock)
        health = Health(clock=clock, webhooks=keeper.standing)
        health.look()
        keeper.look()
        assert health.report()[1]["webhooks"] == [
            {"name": "website", "state": "good", "last_success": None, "failing_since": None, "waiting": 0,
             "given_up": 0, "said": ""}
        ]  # fmt: skip
        heard.answers = [500]
        happened(house, clock)
        keeper.look()
        status, told = health.report()
        assert status == 503
        assert [(each["state"], each["waiting"]) for each in told["webhooks"]] == [("failing", 1)]  # type: ignore[attr-defined]
        assert [each["kind"] for each in told["reasons"]] == ["webhook"]  # type: ignore[attr-defined]
        assert 'reckoner_troubles{kind="webhook"} 1.0' in health.numbers().decode()
        desk = desk_of(house, clock)
        browser = Browser(desk).sign_in("policy")
        assert "Once it is mended" in browser.get("/schedule")
        assert "website: " in browser.get("/")
        examined = json.loads(caller(monkeypatch, capsys)("doctor", "--house", house, "--format", "json").out)
        assert [each["state"] for each in examined if each["what"] == "webhook website"] == ["bad"]
        clock.pass_by(timedelta(minutes=2))
        keeper.look()
        status, told = health.report()
        assert (status, told["webhooks"][0]["state"]) == (200, "good")  # type: ignore[index]
        assert told["webhooks"][0]["last_success"]  # type: ignore[index]
        assert "Once it is mended" not in browser.get("/schedule")
