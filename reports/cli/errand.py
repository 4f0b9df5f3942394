"""The process that runs one caller's command: ``python -m reports.cli.errand HOUSE LINK FILES``.

LINK is the descriptor of the caller's connection, which the kernel is asked about: nothing else says who
calls. FILES takes the files that the caller is to get. The words come on standard input.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path

from reports.cli.caller import Caller, act_for
from reports.writer.parcel import Parcel
from reports.writer.peer import peer_user


def main() -> None:
    """Run the caller's command and leave with its exit code."""
    house, link, files = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    request = json.load(sys.stdin)
    _close_input()
    with socket.socket(fileno=link) as connection:
        user = peer_user(connection)
    out = os.fdopen(files, "wb", buffering=0)

    def hand(parcel: Parcel) -> None:
        content = memoryview(parcel.packed())
        while content:
            content = content[out.write(content) :]

    act_for(Caller(user, house, request["columns"], request["file"], hand))
    sys.argv = ["reckoner", *request["words"]]
    from reports.cli.main import main as command

    command()


def _close_input() -> None:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)


if __name__ == "__main__":
    main()
