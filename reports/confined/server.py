"""The process that waits with its libraries loaded and forks one child, with limits, for each message.

Run as ``python -m reports.confined.server TRADE FOLDER``: it answers each message on standard input with one
on standard output, and ends when its input does, taking the folder with it. Loading a library takes up to
a second and forking a few milliseconds; and what has no threads may fork safely, which the caller
can't promise. It never looks at what strangers made: only its children do.
"""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from reckoner.reports.confined import ipc
from reckoner.reports.confined.child import Work, in_child
from reckoner.reports.confined.ipc import Message
from reckoner.reports.confined.limits import Limits

Trade: TypeAlias = Callable[[Message], Work]
"""Gives the work that a message asks for, once what it needs is loaded. A module that has a trade gives it
from ``load``, a function of the folder."""


def main() -> None:
    """Answer messages until the input ends."""
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing but answers goes out
    folder = Path(sys.argv[2])
    try:
        trade: Trade = importlib.import_module(sys.argv[1]).load(folder)
        while message := ipc.read(incoming):
            if message.header.get("asks") == "nothing":
                trade(message)  # loads what is going to be needed
                continue
            with tempfile.TemporaryDirectory(dir=folder) as own:
                answer = in_child(trade(message), Limits(**message.header["limits"]), own)
            outgoing.write(ipc.pack(answer.header, answer.blobs))
            outgoing.flush()
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # who started it may be gone


if __name__ == "__main__":
    main()
    os._exit(0)  # nothing is left to be tidied, and somebody waits
