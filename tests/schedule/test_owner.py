"""Who holds a claim: the living, the dead, and those of whom nobody here can know."""

from __future__ import annotations

import subprocess
import sys

from reckoner.reports.schedule.owner import dead_among, this_process

ASK = "from reckoner.reports.schedule.owner import this_process; print(this_process())"


def test_this_process_is_alive_and_always_has_the_same_name() -> None:
    assert this_process() == this_process()
    assert dead_among([this_process()]) == frozenset()


def test_a_process_that_has_ended_is_dead() -> None:
    other = subprocess.run(
        [sys.executable, "-c", ASK], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert other != this_process()
    assert dead_among([other, this_process()]) == {other}


def test_another_process_with_the_same_number_is_not_the_one_that_held_the_claim() -> None:
    *place, pid, started = this_process().split("|")
    before = "|".join([*place, pid, str(int(started) - 1)])
    assert dead_among([before]) == {before}


def test_after_a_restart_of_the_machine_all_are_dead_but_another_machine_or_container_is_not_judged() -> None:
    host, boot, space, pid, started = this_process().split("|")
    rebooted = "|".join([host, "another-boot", space, pid, started])
    elsewhere = "|".join(["another-host", boot, space, "1", "1"])
    container = "|".join([host, boot, "pid:[1]", "1", "1"])
    assert dead_among([rebooted, elsewhere, container, "rehearsal", ""]) == {rebooted}
