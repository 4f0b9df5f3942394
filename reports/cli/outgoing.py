"""Files that a command writes where its user asks, always with that user's rights."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.cli.caller import current
from reckoner.reports.errors import Place, WriteError
from reckoner.reports.writer.bundle import Bundle


def put(path: Path, content: bytes, *, fresh: bool = False) -> None:
    """Write a file, or hand it to the caller, whose own program writes it.

    With ``fresh`` no other file is overwritten. Raises WriteError.
    """
    bundle = Bundle(path, content, fresh)
    if caller := current():
        caller.hand(bundle)
    else:
        write(bundle)


def write(bundle: Bundle) -> None:
    """Write a file on this machine as the user of this process. Raises WriteError."""
    path = bundle.path
    try:
        if bundle.fresh and path.exists():
            if path.read_bytes() != bundle.content:
                raise WriteError("it is there already", Place(str(path)), "Name another folder with --to.")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bundle.content)
    except OSError as problem:
        what = f"it could not be written: {problem.strerror}"
        raise WriteError(what, Place(str(path)), "Name another place.") from None
