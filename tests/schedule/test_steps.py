"""Steps: how long they may take, and what becomes of one that hangs."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest

from reckoner.reports.errors import ServiceError
from reckoner.reports.schedule.steps import Steps

SHORT = timedelta(seconds=0.2)
LONG = timedelta(minutes=1)


def test_a_step_gives_what_it_makes_and_raises_what_it_raises() -> None:
    steps = Steps()
    assert (
        steps.within("delivery", "a draft", LONG, lambda: threading.current_thread().name)
        == "delivery a draft"
    )
    with pytest.raises(ZeroDivisionError):
        steps.within("delivery", "a draft", LONG, lambda: 1 / 0)
    assert (steps.at_hand, steps.left_behind, steps.hanging()) == ((), {}, [])


def test_a_step_that_hangs_is_left_behind_and_not_begun_again_until_it_ends() -> None:
    steps, release, begun, start = Steps(), threading.Event(), list[int](), time.monotonic()

    def hang() -> None:
        begun.append(1)
        release.wait(20)

    with pytest.raises(ServiceError, match="it did not end within 0 seconds"):
        steps.within("delivery", "a draft", SHORT, hang)
    with pytest.raises(ServiceError, match="still hangs"):
        steps.within("delivery", "a draft", SHORT, hang)
    assert time.monotonic() - start < 2
    assert (len(begun), [step.name for step in steps.hanging()]) == (1, ["delivery a draft"])
    assert steps.within("delivery", "another", LONG, lambda: 7) == 7
    release.set()
    end = time.monotonic() + 5
    while steps.left_behind and time.monotonic() < end:
        time.sleep(0.01)
    assert steps.hanging() == []
    steps.within("delivery", "a draft", LONG, hang)
    assert len(begun) == 2


def test_what_takes_half_of_its_time_takes_longer_than_it_should() -> None:
    steps = Steps()
    with steps.at("look", "", timedelta(seconds=0.2)):
        with steps.at("build", "newsletter 2026-02", timedelta(seconds=0.2)):
            assert steps.hanging() == []
            time.sleep(0.15)
            assert [step.name for step in steps.hanging()] == ["build newsletter 2026-02"]
        assert steps.hanging() == []  # the outer step's clock starts anew
    assert steps.hanging() == []
