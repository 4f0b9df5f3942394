"""The dead man's switch, against a real server on this machine: who hears nothing raises the alarm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.ping import ping
from reckoner.reports.schedule.health import Health
from reckoner.reports.schedule.heartbeat import Pulse
from reckoner.reports.schedule.troubles import Trouble
from reckoner.reports.settings.schedules import Heartbeat
from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import free_port
from tests.schedule.listening import listener, within

EVENTS: list[tuple[str, dict[str, Any]]] = []


def settings(port: int, path: str = "/uuid") -> Heartbeat:
    return Heartbeat(address=f"http://127.0.0.1:{port}{path}", every=timedelta(minutes=1))


@pytest.fixture
def health() -> Health:
    known = Health()
    known.look()
    return known


@pytest.fixture
def pulse(health: Health, tmp_path: Path) -> Iterator[Pulse]:
    EVENTS.clear()
    beating = Pulse(tmp_path, health, lambda event, /, **fields: EVENTS.append((event, fields)))
    beating.start()
    yield beating
    beating.stop()


def test_all_well_is_heard_at_once_and_so_is_the_first_trouble(pulse: Pulse, health: Health) -> None:
    with listener() as heard:
        pulse.heed(settings(heard.port), is_well=True)
        assert within(5, lambda: heard.heard)
        health.look(
            [Trouble("build", "panel-paper 2026-12: data/secret.csv: no", about="p"), Trouble("disk", "x")]
        )
        pulse.heed(settings(heard.port), is_well=health.is_well)
        assert within(5, lambda: len(heard.heard) == 2)
        health.look()
        pulse.heed(settings(heard.port), is_well=health.is_well)
        assert within(5, lambda: len(heard.heard) == 3)
    assert heard.heard == [("/uuid", "good\n"), ("/uuid/fail", "1 build, 1 disk\n"), ("/uuid", "good\n")]


def test_it_goes_on_while_the_service_hangs(health: Health, pulse: Pulse) -> None:
    with listener() as heard, health.steps.at("look", "", timedelta(seconds=0)):
        pulse.heed(settings(heard.port), is_well=True)
        assert within(5, lambda: heard.paths == ["/uuid/fail"])


def test_an_address_that_does_not_answer_is_told_once_and_holds_nothing_up(
    pulse: Pulse, health: Health
) -> None:
    port = free_port()
    pulse.heed(settings(port), is_well=True)
    assert within(5, lambda: health.silent)
    assert [reason.kind for reason in health.reasons()] == ["heartbeat"]
    assert health.is_well  # so that it is no reason of its own to say /fail
    pulse.ping(settings(port))
    assert [event for event, _ in EVENTS] == ["ping_failed"]
    with listener(port) as heard:
        pulse.heed(settings(port, "/new"), is_well=True)
        assert within(5, lambda: not health.silent)
    assert heard.paths == ["/new"]
    assert health.report()[0] == 200


@pytest.mark.parametrize("status", [302, 404, 500])
def test_an_answer_that_is_no_yes_is_a_failure(status: int) -> None:
    with listener() as heard:
        heard.status = status
        with pytest.raises(Undelivered, match=f"answered {status}"):
            ping(f"http://127.0.0.1:{heard.port}/uuid", "", "good\n")


def test_an_address_elsewhere_is_asked_over_verified_tls(certificates: Certificates) -> None:
    with listener() as heard, pytest.raises(Undelivered):
        ping(f"https://127.0.0.1:{heard.port}/uuid", str(certificates.authority), "good\n", 3)
    assert heard.heard == []


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/uuid",
        "ftp://127.0.0.1/",
        "https://example.org/a b",
        "http://127.0.0.1.example.org/",
    ],
)
def test_an_address_without_tls_is_on_this_machine(address: str) -> None:
    with pytest.raises(ValidationError):
        Heartbeat(address=address)


@pytest.mark.parametrize("every", ["10 days", "0 minutes"])
def test_how_often_is_in_reason(every: str) -> None:
    with pytest.raises(ValidationError, match="between 1 minute and 1 day"):
        Heartbeat(address="https://example.org/", every=every)  # type: ignore[arg-type]
