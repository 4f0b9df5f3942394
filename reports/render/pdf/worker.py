"""The process that waits with WeasyPrint loaded and forks one child, with limits, for each rendering.

Run as ``python -m reports.render.pdf.worker FOLDER``: it answers each message on standard input with one
on standard output, and ends when its input does, taking the folder with it. Loading WeasyPrint takes
most of a second and forking a few milliseconds; and what has no threads may fork safely, which the
caller can't promise.
"""

from __future__ import annotations

import gc
import os
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from reports.render.pdf import wire
from reports.render.pdf.fonts import configuration
from reports.render.pdf.guard import shut_in
from reports.render.pdf.job import Job, Limits, from_message

_MB = 1024 * 1024
Header = dict[str, Any]
Answer = tuple[Header, bytes]
Work = Callable[[Job, list[str]], Answer]


def main() -> None:
    """Answer messages until the input ends."""
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but answers goes out
    os.environ.pop("FONTCONFIG_PATH", None)
    folder = Path(sys.argv[1])
    try:
        work = _load(folder)
        while message := wire.read(incoming):
            with tempfile.TemporaryDirectory(dir=folder) as own:
                header, blob = in_child(from_message(message), work, own)
            outgoing.write(wire.pack(header, [blob]))
            outgoing.flush()
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # who started it may be gone


def _load(folder: Path) -> Work:
    """Load WeasyPrint with the house's fonts, which it must find when it is loaded."""
    fonts = folder / "fonts.conf"
    fonts.write_text(configuration(), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(fonts)
    from reports.render.pdf.press import press, warm_up

    def work(job: Job, refused: list[str]) -> Answer:
        sheet = press(job, refused)
        return {"ended": "done", "pages": sheet.pages, "log": sheet.log}, sheet.pdf

    warm_up()
    gc.collect()
    gc.freeze()
    return work


def in_child(job: Job, work: Work, folder: str) -> Answer:
    """Render in a child; the header's ``ended`` says how that went."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(job, work, folder, writing)
    os.close(writing)
    with os.fdopen(reading, "rb", buffering=0) as answer:
        data = _gather(answer, time.monotonic() + job.limits.wall_seconds)
    if data is None:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return _verdict(data, status)


def _gather(answer: BinaryIO, deadline: float) -> bytes | None:
    """All that the child writes; None when time has run out."""
    parts: list[bytes] = []
    while (left := deadline - time.monotonic()) > 0:
        if select.select([answer], [], [], left)[0]:
            part = answer.read(_MB)
            if not part:
                return b"".join(parts)
            parts.append(part)
    return None


def _verdict(data: bytes | None, status: int) -> Answer:
    if data is None:
        return {"ended": "wall"}, b""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return {"ended": "cpu" if number == signal.SIGXCPU else "signal", "signal": number}, b""
    head, _, blob = data.partition(b"\n")
    if not head:
        return {"ended": "crash", "what": f"its process ended with status {status}"}, b""
    return wire.loads(head), blob


def _child(job: Job, work: Work, folder: str, writing: int) -> None:
    """Work and answer; never returns."""
    try:
        tempfile.tempdir = folder
        header, blob = _work(job, work, folder)
        with os.fdopen(writing, "wb") as answer:
            answer.write(wire.dumps(header) + b"\n")
            answer.write(blob)
    finally:
        os._exit(0)


def _work(job: Job, work: Work, folder: str) -> Answer:
    refused: list[str] = []
    try:
        _limit(job.limits)
        shut_in(folder, refused)
        header, blob = work(job, refused)
    except MemoryError:
        return {"ended": "memory"}, b""
    except RecursionError:
        return {"ended": "nesting"}, b""
    except Exception:
        header, blob = {"ended": "crash", "what": traceback.format_exc()}, b""
    if refused:  # what was refused may well be why the rest failed
        return {"ended": "refused", "what": list(dict.fromkeys(refused))}, b""
    return header, blob


def _limit(limits: Limits) -> None:
    gc.disable()  # saves a tenth of the time; what a rendering leaves goes with its process
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mb * _MB,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
