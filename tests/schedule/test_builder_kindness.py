"""A build gives way to whoever reads a page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.worked_example import PAPER, ROOT, copy_house


def test_a_build_of_the_clock_runs_at_a_lower_priority_than_what_began_it(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    command = [sys.executable, "-m", "reckoner.reports.schedule.builder", str(house), *PAPER]
    around = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=around
    ) as build:
        assert build.stdout is not None
        assert '"step"' in build.stdout.readline()  # and waits for an answer
        own = os.getpriority(os.PRIO_PROCESS, 0)
        kindness = os.getpriority(os.PRIO_PROCESS, build.pid) - own
        build.kill()
    assert kindness == min(10, 19 - own)
