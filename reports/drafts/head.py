"""The number and hash of a history's last row, noted outside the house: rows taken off the end are missed."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from reckoner.reports.drafts.disk import new_file, why
from reckoner.reports.errors import InputError, Place, WriteError

_HEX = re.compile(r"[0-9a-f]{64}")


class NotNoted(WriteError):
    """A row is on the disk and counts; what is noted outside the house is the row before it."""


@dataclass(frozen=True)
class Head:
    """The last row, and the public key of who writes the next. ``house`` is for people who find the file."""

    house: str
    rows: int
    hash: str
    public: str


def read_head(path: Path) -> Head | None:
    """What was noted; None where nothing was. Raises InputError where it is there and can't be read."""
    todo = "Bring it back from the backup; if it is lost: reckoner verify --adopt --reason WHY."
    try:
        head = Head(**json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except OSError as problem:
        what, do = why(problem)
        raise InputError(
            f"the note of the last row can't be read: {what}", Place(str(path)), f"{do}."
        ) from None
    except (ValueError, TypeError, RecursionError):
        raise InputError("this is not the note of a last row", Place(str(path)), todo) from None
    sound = type(head.rows) is int and _HEX.fullmatch(str(head.hash)) and _HEX.fullmatch(str(head.public))
    if not sound:
        raise InputError("this is not the note of a last row", Place(str(path)), todo)
    return head


@contextmanager
def noting(head: Head, places: Iterable[Path]) -> Iterator[None]:
    """Note a head in several places once what is done meanwhile has worked; all can be written before it.

    Raises WriteError where a place can't be written, and NotNoted where that shows only afterwards.
    """
    with ExitStack() as stack:
        made = [stack.enter_context(_made(head, place)) for place in places]
        yield
        for making, place in made:
            try:
                making.replace(place)
            except OSError as problem:
                raise _not_noted(head, problem, place) from None


@contextmanager
def _made(head: Head, place: Path) -> Iterator[tuple[Path, Path]]:
    making = place.with_name(f".{place.name}.new")  # one at a time: whoever adds a row holds the history
    try:
        try:
            _write(head, making, place)
        except OSError as problem:
            raise _cannot(problem, place) from None
        yield making, place
    finally:
        with suppress(OSError):
            making.unlink(missing_ok=True)


def _write(head: Head, making: Path, place: Path) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder")
    with new_file(making, 0o644) as file:  # whoever reads the history may hold it against this
        file.write((json.dumps(asdict(head), indent=1) + "\n").encode())
        file.flush()
        os.fsync(file.fileno())


def _cannot(problem: OSError, place: Path) -> WriteError:
    what, todo = why(problem)
    said = f"the history's last row could not be noted outside the house: {what}"
    return WriteError(said, Place(str(place)), f"{todo}; nothing was recorded.")


def _not_noted(head: Head, problem: OSError, place: Path) -> NotNoted:
    """The row is on the disk by then, and counts: a row beyond the note is known by its signature."""
    what, todo = why(problem)
    said = f"row {head.rows} is recorded; its note outside the house is not: {what}"
    return NotNoted(
        said,
        Place(str(place)),
        f"{todo}; repeating the command does no harm, and the next row is noted again.",
    )
