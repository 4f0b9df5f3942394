"""The service and its commands, as a person or systemd starts them, on a copy of the worked example."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reckoner.reports.errors import ReckonerError, ServiceError
from reckoner.reports.periods.period import months_later
from reckoner.reports.schedule.health import Health, serve_health
from reckoner.reports.schedule.hooks import now_utc
from reckoner.reports.schedule.plans import Plans
from reckoner.reports.schedule.runner import Reconciled
from reckoner.reports.schedule.service import Service, Stopping, serve
from reckoner.reports.schedule.troubles import Trouble
from tests.schedule.listening import asked, listener, within
from tests.schedule.listening import health as told_health
from tests.small import due_meeting, only_the_paper_is_due, tiny_house
from tests.worked_example import ROOT, edit


def due_house(folder: Path, *, alone: bool = True) -> Path:
    """A house whose paper fell due a few days ago, and nothing else if it is to be alone."""
    house = tiny_house(folder / "house", "The panel visited {{ crime.schools }}.")
    edit(house / "schedules.yaml", lambda text: text.replace("date: 2025-11-28", f"date: {due_meeting()}"))
    if alone:
        only_the_paper_is_due(house)
    return house


def reckoner(*words: str, house: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "reckoner", *words, "--house", str(house)]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False)


@contextmanager
def serving(house: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    start = [sys.executable, "-W", "error", "-m", "reckoner", "serve", "--port", "0"]
    command = [*start, "--house", str(house), *words]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=surroundings)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def until(process: subprocess.Popen[str], event: str) -> dict[str, str]:
    """Read the log up to an event."""
    assert process.stderr is not None
    for line in process.stderr:
        told: dict[str, str] = json.loads(line)
        if told["event"] == event:
            return told
    raise AssertionError(f"the service ended without {event!r}")


@pytest.mark.slow
def test_run_due_makes_the_paper_once_and_serve_finds_nothing_left(tmp_path: Path) -> None:
    house = due_house(tmp_path)
    first, second = reckoner("schedule", "run-due", house=house), reckoner("schedule", "run-due", house=house)
    assert first.returncode == 0, first.stderr
    made, proof = first.stdout.splitlines()
    assert made == "panel-paper 2025-11: made draft-001"
    assert proof.startswith("panel-paper/2025-11/draft-001: on desk: ")
    assert (second.returncode, second.stdout) == (0, "Nothing is due.\n")
    listed = reckoner("schedule", "list", house=house)
    assert "  2025-11: done, draft-001" in listed.stdout


@pytest.mark.slow
def test_a_build_that_was_killed_then_handed_back_is_made_by_the_third_service(tmp_path: Path) -> None:
    house = due_house(tmp_path)
    with serving(house) as process:
        until(process, "claimed")
        process.kill()
    with serving(house, "--grace", "0") as process:
        assert until(process, "claimed")["was"] == "building"
        process.send_signal(signal.SIGTERM)
        until(process, "handed_back")
        until(process, "stopped")
        assert process.wait(30) == 0
    assert not list((house / "output").glob("*/*/draft-*"))
    with serving(house) as process:
        address = until(process, "health")["address"]
        until(process, "done")
        until(process, "notice_sent")
        with urllib.request.urlopen(address, timeout=10) as answer:
            assert json.load(answer)["state"] == "good"
        process.send_signal(signal.SIGTERM)
        until(process, "stopped")
        assert process.wait(30) == 0
    assert [path.name for path in (house / "output" / "panel-paper" / "2025-11").iterdir()] == ["draft-001"]


@pytest.mark.slow
def test_the_service_is_heard_outside_and_can_be_measured(tmp_path: Path) -> None:
    house = due_house(tmp_path)
    with listener() as heard:
        beat = f"heartbeat: {{address: http://127.0.0.1:{heard.port}/uuid, every: 1 minute}}\n"
        edit(house / "schedules.yaml", lambda text: beat + text)
        with serving(house) as process:
            port = int(until(process, "health")["address"].split(":")[2].split("/")[0])
            until(process, "notice_sent")
            assert within(20, lambda: heard.heard)
            pinged = 'step="heartbeat"} 1.0'
            assert within(5, lambda: pinged in asked(port, "/metrics")[1])
            lines = asked(port, "/metrics")[1].splitlines()
            assert told_health(port)[0] == 200
    assert heard.heard == [("/uuid", "good\n")]
    for line in ('{result="made",step="build"} 1.0', '{result="made",step="heartbeat"} 1.0'):
        assert f"reckoner_steps_total{line}" in lines
    assert "reckoner_healthy 1.0" in lines


def test_settings_that_are_wrong_at_the_start_end_it_with_their_line(tmp_path: Path) -> None:
    house = tiny_house(tmp_path / "house", "Words.")
    edit(house / "schedules.yaml", lambda text: text.replace("first working day", "frist working day"))
    done = reckoner("serve", "--port", "0", house=house)
    assert done.returncode == 78
    assert re.match(r"schedules\.yaml:\d+: when: 'frist working day", done.stderr)


def test_lists_feed_and_rehearsal_say_what_they_know_and_do_not(tmp_path: Path) -> None:
    house = due_house(tmp_path, alone=False)
    coming = json.loads(
        reckoner("schedule", "next", "--months", "12", "--format", "json", house=house).stdout
    )
    made = [datetime.fromisoformat(task["due"]) for task in coming if task["publication"] == "newsletter"]
    assert made[-1].date() <= months_later(now_utc().date(), 12)
    months = [due.year * 12 + due.month for due in made]
    assert months == list(range(months[0], months[0] + len(made)))
    assert len(made) >= 11, "the first working day of a month may move to either side of the year's end"
    assert reckoner("schedule", "ics", house=house).stdout.startswith("BEGIN:VCALENDAR")
    played = reckoner("schedule", "rehearse", "2027", house=house)
    assert played.stdout.count("made     newsletter") == 12
    assert "Mon 01 Mar 2027 07:00  made     newsletter 2027-02\n" in played.stdout
    beyond = reckoner("schedule", "rehearse", "2035", house=house)
    assert "newsletter: not known from 2035-01-01 on: bank holidays of England and Wales" in beyond.stderr
    assert not (house / "state").exists()


@dataclass
class Scripted:
    """Work whose looks end as the test says, one after the other; after the last it asks to stop."""

    stopping: Stopping
    outcomes: list[ReckonerError | None]
    alarm: datetime
    looks: int = 0

    def reconcile(self, _plans: Plans) -> Reconciled:
        self.looks += 1
        problem = self.outcomes.pop(0)
        if not self.outcomes:
            self.stopping.ask()
        if problem:
            raise problem
        return Reconciled(alarm=self.alarm)

    def hurry(self) -> None:
        pass

    def tell_unread(self, _plans: Plans, _reason: str) -> Reconciled:
        raise AssertionError

    def troubles(self, _plans: Plans) -> list[Trouble]:
        return []


def test_trouble_is_told_once_and_recovery_too(tmp_path: Path) -> None:
    house, events = tiny_house(tmp_path / "house", "Words."), list[str]()
    stopping, health = Stopping(0), Health()
    outcomes: list[ReckonerError | None] = [*[ServiceError("the state doesn't answer")] * 2, None]
    work = Scripted(stopping, outcomes, datetime(2099, 1, 1, tzinfo=UTC))
    service = Service(house, work, health, lambda event, /, **_: events.append(event))
    service.look()
    assert [each.kind for each in health.reasons()] == ["state"]
    service.look()
    service.look()
    assert events == ["trouble", "recovered"]
    assert (health.reasons(), health.alarm) == ([], "2099-01-01T00:00:00Z")


def test_an_alarm_of_the_clock_wakes_the_service(tmp_path: Path) -> None:
    house, stopping = tiny_house(tmp_path / "house", "Words."), Stopping(0)
    work = Scripted(stopping, [None, None], now_utc() + timedelta(milliseconds=300))
    serve(Service(house, work, Health(), lambda *_, **__: None), stopping)
    assert work.looks == 2


def test_the_health_address_is_on_this_machine_only() -> None:
    server = serve_health(Health(), 0)
    try:
        assert server.server_address[0] == "127.0.0.1"
    finally:
        server.shutdown()
        server.server_close()


def test_a_second_call_to_stop_means_at_once() -> None:
    stopping = Stopping(grace=1000)
    stop = stopping.stop()
    assert (stop.soon(), stop.now()) == (False, False)
    stopping.ask()
    assert (stop.soon(), stop.now()) == (True, False)
    stopping.ask()
    assert stop.now()


@pytest.mark.parametrize("port", ["70000", "-1"])
def test_a_port_that_can_not_be_is_refused(port: str, tmp_path: Path) -> None:
    assert reckoner("serve", "--port", port, house=tmp_path).returncode == 2
