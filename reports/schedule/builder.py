"""The process that makes one draft for the service: it can be ended, whatever it trips over.

Run as ``python -m reports.schedule.builder HOUSE PUBLICATION EDITION``. It says each step on standard output
as a line of JSON and waits for a line of answer, then says what it made or why not. When its input ends,
because whoever started it was killed, it ends at once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TextIO

from reckoner.reports.build import build
from reckoner.reports.errors import ReckonerError


def main() -> None:
    """Make one draft."""
    said = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # nothing but our lines goes out
    answers = SimpleQueue[str]()
    threading.Thread(target=_listen, args=(sys.stdin, answers), daemon=True).start()

    def say(line: dict[str, Any]) -> None:
        said.write(json.dumps(line) + "\n")
        said.flush()

    def step(number: int, name: str) -> None:
        say({"step": [number, name]})
        answers.get()

    say(_outcome(Path(sys.argv[1]), sys.argv[2], sys.argv[3], step))


def _listen(answers: TextIO, queue: SimpleQueue[str]) -> None:
    for line in answers:
        queue.put(line)
    # Nobody waits for the draft any more. The group is ours: we were started as its leader.
    os.killpg(os.getpgid(0), signal.SIGKILL)


def _outcome(house: Path, publication: str, edition: str, step: Any) -> dict[str, Any]:
    try:
        built = build(house, publication, edition, progress=step)
    except ReckonerError as problem:
        return {"failed": {"code": problem.exit_code, "faults": [_fault(each) for each in problem.faults]}}
    except MemoryError:
        return {"broke": "it needed more memory than there is"}
    except Exception as problem:
        return {"broke": f"this is our fault: {type(problem).__name__}"}
    return {"made": [str(built.saved.folder), built.saved.digest, not built.is_unfit]}


def _fault(fault: Any) -> list[Any]:
    place = fault.where
    where = None if place is None else [place.path, place.line, place.cell]
    return [fault.what, where, fault.todo]


if __name__ == "__main__":
    main()
