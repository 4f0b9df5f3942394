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
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import Any, TextIO

from reckoner.reports.build import Built, Progress, build
from reckoner.reports.errors import ReckonerError

_KINDNESS = 10  # whoever reads a page of the desk, or asks for health, waits less for it than a build does


def main() -> None:
    """Make one draft."""
    os.nice(_KINDNESS)
    house, publication, edition = sys.argv[1:4]
    converse(lambda step: draft_of(build(Path(house), publication, edition, progress=step)))


def converse(act: Callable[[Progress], dict[str, Any]], left: Callable[[], None] = lambda: None) -> None:
    """Do something that has steps, say each, and say at the end what ``act`` gives, or what is wrong.

    ``left`` is called before the process ends because nobody listens any more.
    """
    said = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
    os.dup2(2, 1)  # nothing but our lines goes out
    answers = SimpleQueue[str]()
    threading.Thread(target=_listen, args=(sys.stdin, answers, left), daemon=True).start()

    def say(line: dict[str, Any]) -> None:
        said.write(json.dumps(line) + "\n")
        said.flush()

    def step(number: int, name: str) -> None:
        say({"step": [number, name]})
        answers.get()

    say(_outcome(act, step))


def draft_of(built: Built) -> dict[str, Any]:
    """What is said of a draft that was made."""
    return {"made": [str(built.saved.folder), built.saved.digest, not built.is_unfit]}


def _listen(answers: TextIO, queue: SimpleQueue[str], left: Callable[[], None]) -> None:
    for line in answers:
        queue.put(line)
    try:
        left()
    finally:
        # Nobody waits for the draft any more. The group is ours: we were started as its leader.
        os.killpg(os.getpgid(0), signal.SIGKILL)


def _outcome(act: Callable[[Progress], dict[str, Any]], step: Progress) -> dict[str, Any]:
    try:
        return act(step)
    except ReckonerError as problem:
        return {"failed": {"code": problem.exit_code, "faults": [_fault(each) for each in problem.faults]}}
    except MemoryError:
        return {"broke": "it needed more memory than there is"}
    except Exception as problem:
        return {"broke": f"this is our fault: {type(problem).__name__}"}


def _fault(fault: Any) -> list[Any]:
    place = fault.where
    where = None if place is None else [place.path, place.line, place.cell]
    return [fault.what, where, fault.todo]


if __name__ == "__main__":
    main()
