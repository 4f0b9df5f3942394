"""The process that runs one caller's command: ``python -m reports.cli.errand HOUSE LINK FILES``.

LINK is the descriptor of the caller's connection, which the kernel is asked about: nothing else says who
calls. FILES takes the files that the caller is to get. The words come on standard input.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the caller's command and leave with its exit code; Ctrl-C may come at any moment."""
    try:
        _hear_of_ctrl_c()
        _begin(*sys.argv[1:])
        from reckoner.reports.cli.main import main as command

        command()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; what was begun was not kept.\n")
        sys.exit(130)


def _hear_of_ctrl_c() -> None:
    """From here on it is answered: the service held it back so far, and a shell may have had it ignored."""
    import signal

    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _begin(house: str, link: str, files: str) -> None:
    """Learn who calls and what they want."""
    import json
    import os
    from pathlib import Path

    from reckoner.reports.cli.caller import Caller, act_for
    from reckoner.reports.writer.bundle import hander
    from reckoner.reports.writer.peer import peer_behind

    request = json.load(sys.stdin)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    user = peer_behind(int(link))
    act_for(Caller(user, Path(house), request["columns"], request["file"], hander(int(files))))
    sys.argv[1:] = request["words"]


if __name__ == "__main__":
    main()
