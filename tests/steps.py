"""Counts the steps of a process, and at one of them kills it or puts it to sleep: every kill harness's clock.

What is a step is watched, not built in: statements of a store, flushes and renames, words to a server.
"""

from __future__ import annotations

import imaplib
import multiprocessing
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event

# What a process does to a folder, and the words that it sends, as Python's own audit events.
CHANGES = ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod")
WIRE = ("imaplib.open", "imaplib.send", "smtplib.connect", "smtplib.send")


@dataclass
class Steps:
    """At the ``last`` step it happens; ``phase`` counts labels that begin so, and no others."""

    last: int = 0
    how: signal.Signals = signal.SIGKILL
    phase: str | tuple[str, ...] = ""
    count: int = 0

    def __call__(self, label: str) -> None:
        if not label.startswith(self.phase):
            return
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), self.how)


def watch_store(engine: Engine, steps: Steps) -> None:
    """Each statement and commit of a store."""
    event.listen(engine, "before_cursor_execute", lambda *_: steps("store before"))
    event.listen(engine, "after_cursor_execute", lambda *_: steps("store after"))
    event.listen(engine, "commit", lambda *_: steps("store commit"))


def watch_disk(steps: Steps) -> None:
    """Before and after each flush and rename, and each folder that is made to be renamed."""
    for module, name in ((os, "fsync"), (os, "rename"), (tempfile, "mkdtemp")):
        setattr(module, name, _counted(getattr(module, name), steps, f"disk {name}"))


def watch_wire(steps: Steps) -> None:
    """Before each word to a mail server, and after each to an IMAP server."""
    watch(steps, "wire", WIRE)
    send = imaplib.IMAP4.send

    def sent(server: imaplib.IMAP4, data: Any) -> None:
        send(server, data)
        steps("wire sent")

    imaplib.IMAP4.send = sent  # type: ignore[method-assign, assignment]


def watch(steps: Steps, label: str, events: Iterable[str], within: str = "") -> None:
    """These audit events, where their details name a path or another text."""
    wanted = frozenset(events)

    def hook(event: str, details: tuple[object, ...]) -> None:
        if event in wanted and (not within or within in str(details)):
            steps(f"{label} {event}")

    sys.addaudithook(hook)


def _counted(call: Callable[..., Any], steps: Steps, label: str) -> Callable[..., Any]:
    def counted(*args: Any, **kwargs: Any) -> Any:
        steps(f"{label} before")
        result = call(*args, **kwargs)
        steps(f"{label} after")
        return result

    return counted


def cut_short(act: Callable[..., None], *args: object, preload: Iterable[str] = ()) -> bool:
    """Whether a process that does this was killed; fails where it ended in another way."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([act.__module__, *preload])
    process = context.Process(target=act, args=args)
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    return process.exitcode != 0
