"""What a command costs: its time, and its memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# A small process starts the command: Linux counts the memory of whoever starts a process as its own.
_MEASURE = """
import json, resource, subprocess, sys, time
began = time.perf_counter()
run = subprocess.run(sys.argv[1:], capture_output=True, text=True)
wall, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
processor, megabytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
print(json.dumps([run.returncode, wall, processor, megabytes, run.stdout, run.stderr[-2000:]]))
"""


@dataclass(frozen=True)
class Cost:
    """Wall and processor seconds of a process with all that it started, the megabytes of the largest of
    them, and what it printed."""

    wall: float
    processor: float
    megabytes: float
    printed: str


def cost(command: Sequence[object], **surroundings: str) -> Cost:
    """Runs a command in the project's folder. Ends the benchmark where it fails; findings are no failure."""
    words = [sys.executable, "-c", _MEASURE, *map(str, command)]
    environment = {**os.environ, **surroundings}
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=ROOT, env=environment)
    code, wall, processor, megabytes, printed, problem = json.loads(done.stdout)
    if code not in (0, 1):
        sys.exit(f"{words[3:7]} ended with {code}: {problem}")
    return Cost(wall, processor, megabytes, printed)
