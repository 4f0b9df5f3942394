"""/health and /metrics: each kind of trouble is a reason with its since, and gone once it is mended."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from reckoner.reports.schedule.health import Health, serve_health
from reckoner.reports.schedule.hooks import now_utc
from reckoner.reports.schedule.run import Run
from reckoner.reports.schedule.steps import Steps
from reckoner.reports.schedule.troubles import KINDS, Trouble, of_clock, of_disk, of_notices, of_runs
from tests.schedule.listening import asked, health
from tests.schedule.offices import at, monthly, office

DUE = at("2026-03-02 07:00")
PLANS = office(monthly(), monthly("last Friday", name="other", publication="other"))


@pytest.fixture
def known() -> Iterator[tuple[Health, int]]:
    """A service's health and the port where it can be asked."""
    known = Health()
    known.look()
    server = serve_health(known, 0)
    yield known, server.server_address[1]
    server.shutdown()
    server.server_close()


def test_nothing_wrong_is_good(known: tuple[Health, int]) -> None:
    status, told = health(known[1])
    assert (status, told["state"], told["reasons"], told["busy"]) == (200, "good", [], "")


def test_each_reason_is_told_with_its_since_until_it_is_mended(known: tuple[Health, int]) -> None:
    service, port = known
    found = [
        Trouble("build", "newsletter 2026-02: no table", DUE, "newsletter"),
        Trouble("settings", "x:1: y"),
    ]
    service.look(found)
    status, told = health(port)
    assert (status, told["state"]) == (503, "poor")
    first, second = told["reasons"]
    assert first == {
        "kind": "build", "what": "newsletter 2026-02: no table", "since": "2026-03-02T07:00:00Z"
    }  # fmt: skip
    since = datetime.fromisoformat(second["since"])
    assert abs(since - now_utc()) < timedelta(seconds=5)
    service.look([Trouble("settings", "x:2: z")])
    [still] = health(port)[1]["reasons"]
    assert (still["what"], still["since"]) == ("x:2: z", second["since"])
    service.look()
    assert health(port)[0] == 200


def test_a_step_that_hangs_is_a_reason_while_it_lasts(known: tuple[Health, int]) -> None:
    service, port = known
    with service.steps.at("build", "newsletter 2026-02", timedelta(seconds=0.1)):
        time.sleep(0.1)
        status, told = health(port)
        assert (status, told["busy"]) == (503, "build newsletter 2026-02")
        [reason] = told["reasons"]
        assert reason["kind"] == "hang"
        assert reason["what"].startswith("build newsletter 2026-02 has been going on for ")
        assert 'reckoner_troubles{kind="hang"} 1.0' in asked(port, "/metrics")[1]
    assert health(port)[0] == 200


def test_a_look_that_does_not_come_is_late(known: tuple[Health, int]) -> None:
    service, port = known
    with service.steps.at("wait", "for the next look", timedelta(seconds=0.1)):
        time.sleep(0.1)
        [reason] = health(port)[1]["reasons"]
    assert reason["kind"] == "late look"


def test_a_service_that_has_not_looked_yet_is_not_good() -> None:
    assert [each.kind for each in Health(Steps()).reasons()] == ["late look"]


def test_a_clock_that_was_put_back_or_forward_is_told_for_an_hour() -> None:
    now = [now_utc()]
    service = Health(clock=lambda: now[0])
    service.look()
    now[0] += timedelta(days=2)
    service.look()
    [reason] = service.reasons()
    assert (reason.kind, reason.what) == ("clock", "the clock was put forward by 2880 minutes")
    now[0] -= timedelta(days=3)
    service.look()
    assert [each.what for each in service.reasons()] == ["the clock was put back by 4320 minutes"]
    service._clocks = (now[0] + timedelta(minutes=61), time.clock_gettime(time.CLOCK_BOOTTIME))
    now[0] += timedelta(minutes=61)
    service.look()
    assert service.reasons() == []


@pytest.mark.parametrize("path", ["/health", "/metrics"])
def test_it_answers_to_this_machine_s_own_names(known: tuple[Health, int], path: str) -> None:
    ours = ("127.0.0.1:8347", "localhost", "LOCALHOST:1")
    others = ("evil.example", "localhost.evil.example:8347", "127.0.0.1.evil.example", "localhost:80:80")
    assert {asked(known[1], path, host)[0] for host in ours} == {200}
    assert {asked(known[1], path, host)[0] for host in others} == {403}


def test_there_is_nothing_else(known: tuple[Health, int]) -> None:
    assert asked(known[1], "/")[0] == 404


def test_metrics_count_what_happened_and_gauge_what_is(known: tuple[Health, int]) -> None:
    service, port = known
    for event in ("made", "failed", "failed", "late", "notice_failed", "released", "else"):
        service.note(event, {})
    service.metrics.look(1.5, 7_000_000_000, went_well=True)
    service.look([*of_notices(3, DUE), Trouble("build", "x", DUE, "x"), Trouble("build", "y", DUE, "y")])
    status, said = asked(port, "/metrics")
    lines = said.splitlines()
    assert status == 200
    for line in (
        'reckoner_steps_total{result="made",step="build"} 1.0',
        'reckoner_steps_total{result="failed",step="build"} 2.0',
        'reckoner_steps_total{result="made",step="release"} 1.0',
        'reckoner_steps_total{result="made",step="proof"} 0.0',
        "reckoner_late_total 1.0",
        "reckoner_unsent_notices 3.0",
        "reckoner_disk_free_bytes 7e+09",
        "reckoner_look_seconds 1.5",
        "reckoner_healthy 0.0",
        "reckoner_busy_since_timestamp_seconds 0.0",
        'reckoner_troubles{kind="build"} 2.0',
        'reckoner_troubles{kind="disk"} 0.0',
    ):
        assert line in lines
    [success] = [line for line in lines if 'timestamp_seconds{step="build"}' in line]
    assert abs(float(success.split()[1]) - now_utc().timestamp()) < 10
    assert {line.split("{")[0].split(" ")[0].partition("_")[0] for line in lines if line[0] != "#"} == {
        "reckoner"
    }
    assert sum(line.startswith("reckoner_troubles{") for line in lines) == len(KINDS)


def run(state: str, reason: str = "no table", schedule: str = "newsletter", **more: object) -> Run:
    return Run("newsletter", "2026-02", schedule, DUE, "2026-03-02", state, reason=reason, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "kinds"),
    [
        (run("waiting"), ["build"]),
        (run("building"), ["build"]),
        (run("failed"), ["build"]),
        (run("made"), ["proof"]),
        (run("done"), ["proof"]),
        (run("done", ""), []),
        (run("waiting", ""), []),
        (run("skipped", "it was too late"), []),
        (run("failed", schedule="nobody asks any more"), []),
    ],
)
def test_what_failed_is_trouble_and_what_was_left_out_is_not(found: Run, kinds: list[str]) -> None:
    runs = {found.key: found}
    assert [each.kind for each in of_runs(runs, PLANS, DUE + timedelta(days=1))] == kinds


def test_what_somebody_made_and_approved_by_hand_and_what_is_long_over_is_no_trouble() -> None:
    runs = {("newsletter", "2026-02"): run("failed")}
    assert list(of_runs(runs, PLANS, DUE, runs)) == []
    assert list(of_runs(runs, PLANS, DUE + timedelta(days=16)))
    assert list(of_runs(runs, PLANS, DUE + timedelta(days=18))) == []


def test_little_room_is_trouble_once_for_each_disk(tmp_path: Path) -> None:
    for name in ("output", "state"):
        (tmp_path / name).mkdir()
    places = [tmp_path, tmp_path / "output", tmp_path / "state", tmp_path / "none"]
    assert list(of_disk(places, 0)) == []
    [trouble] = of_disk(places, 10**9)
    assert trouble.kind == "disk"


def test_a_record_of_the_future_is_trouble_until_that_has_come() -> None:
    assert [each.kind for each in of_clock(DUE + timedelta(hours=1), DUE)] == ["clock"]
    assert list(of_clock(DUE + timedelta(hours=1), DUE + timedelta(hours=1))) == []
    assert list(of_clock(None, DUE)) == []
