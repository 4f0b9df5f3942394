"""HTML in, PDF out, at arm's length: in a child process with limits on memory, processor and time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reckoner.reports.cache.remembered import Kept
from reckoner.reports.cache.surroundings import machine
from reckoner.reports.confined import ipc
from reckoner.reports.confined.limits import Limits
from reckoner.reports.confined.pool import WorkerPool
from reckoner.reports.errors import Fault, InputError, InternalError, ReckonerError
from reckoner.reports.render.pdf.job import Job, to_message

# Lines that WeasyPrint and fontTools may write without anything being wrong; whole lines, one by one.
HARMLESS: frozenset[str] = frozenset()
_POOL = WorkerPool("reckoner.reports.render.pdf.worker", "makes PDFs")


@dataclass(frozen=True)
class Rendered:
    """A finished PDF. ``log`` holds each line at WARNING or above that is not known to be harmless."""

    pdf: bytes
    log: tuple[str, ...]
    pages: int


@contextmanager
def rendering(job: Job) -> Iterator[Callable[[], Rendered]]:
    """Render a page as PDF/UA-1 and PDF/A-3a. What it gives waits for the PDF, and work may be done before.

    The same job gives the same bytes. Waiting raises InputError where the page asks for anything that it may
    not open or uses up its limits, InternalError where the renderer fails.
    """
    message = ipc.pack(*to_message(job))
    kept = Kept("pdf", (message, machine()))
    if (blobs := kept.blobs) is not None:
        yield lambda: _read(*blobs)
        return

    def finished() -> Rendered:
        found = answer()
        if found.header["ended"] != "done":
            raise _failure(found.header, job.limits)
        about = json.dumps({"log": found.header["log"], "pages": found.header["pages"]}).encode()
        return _read(*kept.keep((found.blobs[0], about)))

    with _POOL.asking(message) as answer:
        yield finished


def _read(pdf: bytes, about: bytes) -> Rendered:
    said = json.loads(about)
    return Rendered(pdf, tuple(line for line in said["log"] if line not in HARMLESS), said["pages"])


def warm() -> None:
    """Start loading WeasyPrint now, in its own process, so that a later rendering need not wait."""
    _POOL.start()


def stop() -> None:
    """End that process. Who waits for a PDF in another thread gets InternalError."""
    _POOL.stop()


def _refusal(what: str) -> Fault:
    shown = what if len(what) < 200 else what[:200] + "..."
    return Fault(
        f"the page asks for {shown}, which it may not open",
        None,
        "Use the edition's own charts and pictures.",
    )


def _failure(header: Mapping[str, Any], limits: Limits) -> ReckonerError:
    runaway = "The page is too large, or a table, a list or a style in it has run away."
    match header["ended"]:
        case "refused":
            return InputError.of(_refusal(what) for what in header["what"])
        case "wall":
            return InputError(
                f"the PDF was not finished after {limits.wall_seconds:g} seconds", None, runaway
            )
        case "cpu":
            return InputError(f"the PDF took more than {_time(limits.cpu_seconds)} of work", None, runaway)
        case "memory":
            return InputError(f"the PDF needs more than {limits.memory_mb} MB of memory", None, runaway)
        case "nesting":
            return InputError(
                "the page is nested too deeply", None, "Lists or quotations stand too deep in each other."
            )
        case "answer":
            return InputError(f"the PDF is larger than {limits.answer_mb} MB", None, runaway)
        case "signal":
            return InputError(f"the PDF's process was ended by signal {header['signal']}", None, runaway)
    return InternalError(f"the PDF could not be made: {header.get('what', '')}".strip())


def _time(seconds: float) -> str:
    return f"{seconds:g} second" + ("" if seconds == 1 else "s")
