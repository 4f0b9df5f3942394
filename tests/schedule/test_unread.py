"""The whole service on a broken morning: it says so on its address, tells people, and goes on by itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from reckoner.reports.schedule.adapters import open_state, runner_of
from reckoner.reports.schedule.building import build_of
from reckoner.reports.schedule.health import Health, serve_health
from reckoner.reports.schedule.remembered import remembered
from reckoner.reports.schedule.runner import Runner
from reckoner.reports.schedule.service import Service
from tests.schedule.listening import asked, health
from tests.schedule.test_building import looping
from tests.schedule.test_service import due_house, reckoner, serving, until
from tests.worked_example import edit, own_template


@dataclass
class Morning:
    """A service of a house whose paper is due, looked at step by step."""

    house: Path
    limit: timedelta = timedelta(minutes=5)
    health: Health = field(default_factory=Health)
    events: list[str] = field(default_factory=list)
    service: Service = field(init=False)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start it, perhaps again."""
        runner = runner_of(
            self.house, open_state(self.house), self.log, lambda pdf, _: pdf, steps=self.health.steps
        )
        runner.hooks = replace(runner.hooks, build=build_of(self.house, self.limit))
        self.runner: Runner = runner
        self.service = Service(self.house, runner, self.health, self.log, patience=0)

    def log(self, event: str, /, **fields: Any) -> None:
        self.health.note(event, fields)
        self.events.append(event)

    def mails(self) -> list[tuple[str, str]]:
        """The notices that lie in the folder: subject and text."""
        found = []
        for path in sorted((self.house / "output" / "mail").glob("notice-*.eml")):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            body = mail.get_body(("plain",))
            assert body is not None
            found.append((str(mail["Subject"]), " ".join(body.get_content().split())))
        return found


@pytest.fixture
def port(morning: Morning) -> Iterator[int]:
    server = serve_health(morning.health, 0)
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture
def morning(tmp_path: Path) -> Morning:
    return Morning(due_house(tmp_path))


def break_office(house: Path) -> Callable[[], None]:
    """A line that an editor left half written; gives what mends it."""
    there, broken = "imprint: >-", "imprint >-"
    edit(house / "office.yaml", lambda text: text.replace(there, broken))
    return lambda: edit(house / "office.yaml", lambda text: text.replace(broken, there))


def pause(house: Path, *, paused: bool) -> None:
    was, now = ("catch_up: 2 weeks", "catch_up: 2 weeks\n    paused: not yet")[:: 1 if paused else -1]
    edit(house / "schedules.yaml", lambda text: text.replace(was, now))


@pytest.mark.slow
def test_settings_that_broke_before_the_paper_was_due_are_told_with_their_line_and_mended_by_themselves(
    morning: Morning, port: int
) -> None:
    # Known as they were, before anything could be made.
    (morning.house / "content" / "panel-paper" / "2025-11").rename(morning.house / "away")
    morning.service.look()
    assert health(port)[1]["reasons"][0]["kind"] == "build"
    assert remembered(morning.house) is not None
    mend = break_office(morning.house)
    (morning.house / "away").rename(morning.house / "content" / "panel-paper" / "2025-11")
    morning.runner.hurry()
    morning.service.look()
    morning.service.look()
    reasons = {each["kind"]: each["what"] for each in health(port)[1]["reasons"]}
    assert reasons["settings"].startswith("office.yaml:")
    told = [text for _, text in morning.mails() if "can't be made, since the settings can't be read" in text]
    assert len(told) == 1
    assert "office.yaml:" in told[0]
    assert "It fell due on" in told[0]
    assert "reckoner doctor" in told[0]
    mend()
    morning.service.look()
    assert (morning.house / "output" / "panel-paper" / "2025-11" / "draft-001").is_dir()
    assert health(port)[0] == 200
    assert [event for event in morning.events if event in ("trouble", "recovered")] == [
        "trouble",
        "recovered",
    ]


def test_a_service_that_starts_with_broken_settings_knows_those_that_were_good(
    morning: Morning, port: int
) -> None:
    pause(morning.house, paused=True)
    morning.service.look()
    pause(morning.house, paused=False)
    # Read once more, so that what is due is in the settings that are kept, without being made.
    (morning.house / "state" / "last-good" / "schedules.yaml").write_bytes(
        (morning.house / "schedules.yaml").read_bytes()
    )
    break_office(morning.house)
    morning.begin()
    morning.service.look()
    assert [each["kind"] for each in health(port)[1]["reasons"]] == ["settings"]
    assert [subject for subject, _ in morning.mails()] == ["panel-paper 2025-11: no draft could be made"]


@pytest.mark.slow
def test_the_command_starts_with_broken_settings_where_it_knows_good_ones(tmp_path: Path) -> None:
    house = due_house(tmp_path)
    mend = break_office(house)
    assert reckoner("serve", "--port", "0", house=house).returncode == 78
    mend()
    with serving(house) as process:
        until(process, "done")
        assert remembered(house) is not None
    break_office(house)
    with serving(house) as process:
        address = until(process, "health")["address"]
        assert until(process, "trouble")["reason"].startswith("office.yaml:")
        status, said = asked(int(address.split(":")[2].split("/")[0]))
    assert (status, json.loads(said)["reasons"][0]["kind"]) == (503, "settings")


@pytest.mark.slow
def test_a_build_that_hangs_is_stopped_told_tried_again_and_mended(morning: Morning, port: int) -> None:
    looping(morning.house)
    morning.limit = timedelta(seconds=8)
    morning.begin()
    alarm = morning.service.look()
    status, told = health(port)
    [reason] = told["reasons"]
    assert (status, reason["kind"], told["busy"]) == (503, "build", "")
    assert "did not end within 8 seconds" in reason["what"]
    assert alarm is not None
    assert told["alarm"] == f"{alarm:%Y-%m-%dT%H:%M:%SZ}"
    [(subject, text)] = morning.mails()
    assert subject == "panel-paper 2025-11: no draft could be made"
    assert "did not end within 8 seconds" in text
    assert "reckoner build panel-paper 2025-11" in text
    assert 'reckoner_steps_total{result="failed",step="build"} 1.0' in asked(port, "/metrics")[1]
    own_template(morning.house)
    morning.limit = timedelta(minutes=5)
    morning.begin()
    morning.runner.hurry()
    morning.service.look()
    assert health(port)[0] == 200
    assert "panel-paper 2025-11: a draft is ready" in [subject for subject, _ in morning.mails()]


@pytest.mark.slow
def test_a_folder_of_notices_that_is_a_file_is_told_and_all_of_them_arrive_once_it_is_mended(
    morning: Morning, port: int
) -> None:
    mail = morning.house / "output" / "mail"
    mail.parent.mkdir()
    mail.write_text("not a folder", "utf-8")
    for _ in range(3):
        morning.service.look()
    reasons = {each["kind"]: each for each in health(port)[1]["reasons"]}
    assert reasons.keys() == {"proof", "notice"}
    assert "3 notices have not reached anybody yet" in reasons["notice"]["what"]
    assert "reckoner_unsent_notices 3.0" in asked(port, "/metrics")[1]
    said = reckoner("schedule", "run-due", house=morning.house)
    assert "Nothing is due." not in said.stdout
    assert said.stdout.count("A notice has not gone out: panel-paper 2025-11: ") == 3
    mail.unlink()
    done = reckoner("schedule", "run-due", "--failed", house=morning.house)
    assert done.returncode == 0, done.stdout
    morning.service.look()
    morning.service.look()
    assert health(port)[0] == 200
    assert sorted(subject.partition(": ")[2] for subject, _ in morning.mails()) == [
        "a draft is ready", "it could not be delivered", "late"
    ]  # fmt: skip


def test_where_the_first_channel_for_notices_takes_nothing_the_next_one_does(morning: Morning) -> None:
    spare = "  spare: {kind: eml, takes: proof, folder: output/spare, people: [policy]}\n"
    edit(
        morning.house / "office.yaml",
        lambda text: text.replace("channels:\n", f"channels:\n{spare}").replace(
            "notices: desk", "notices: [desk, spare]"
        ),
    )
    mail = morning.house / "output" / "mail"
    mail.parent.mkdir()
    mail.write_text("not a folder", "utf-8")
    morning.service.look()
    assert [each.kind for each in morning.health.reasons()] == ["proof"]
    assert len(list((morning.house / "output" / "spare").glob("notice-*.eml"))) == 3
