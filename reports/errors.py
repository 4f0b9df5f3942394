"""Each mistake a user can make: what happened, where, what to do next, and the exit code it ends with.

Exit codes follow sysexits.h where it has one: 2 usage, 65 bad data or words, 69 a service
did not answer, 70 our fault, 73 cannot write, 78 bad settings. 0 is done, 1 is findings.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault lies: a file, and the line or the spreadsheet cell in it where known."""

    path: str
    line: int | None = None
    cell: str | None = None

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.path}, cell {self.cell}"
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake in data, words or settings; gathered, so that all of them are shown together."""

    what: str
    where: Place | None = None
    todo: str | None = None
    count: int = 1  # how many mistakes it stands for, where one sentence tells of several

    def lines(self) -> list[str]:
        """The fault as one to three lines for a person."""
        head = f"{self.where}: {self.what}" if self.where else self.what
        return [head, *([f"  {self.todo}"] if self.todo else [])]


class ReckonerError(Exception):
    """A mistake with a known cause; the command prints it without a traceback."""

    exit_code = 70

    def __init__(self, what: str, where: Place | None = None, todo: str | None = None) -> None:
        super().__init__(what)
        self.faults: tuple[Fault, ...] = (Fault(what, where, todo),)

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> ReckonerError:
        """One error that carries every fault gathered, in the order given without repeats."""
        kept = tuple(dict.fromkeys(faults))
        error = cls(kept[0].what, kept[0].where, kept[0].todo)
        error.faults = kept
        return error

    @property
    def what(self) -> str:
        """What happened first, in one line."""
        return self.faults[0].what

    def lines(self) -> list[str]:
        """What the user is shown."""
        shown = [line for fault in self.faults for line in fault.lines()]
        if len(self.faults) > 1:
            shown.append(f"{sum(fault.count for fault in self.faults)} faults in all.")
        return shown

    def __str__(self) -> str:
        return "\n".join(self.lines())


@contextmanager
def joined_by(faults: Iterable[Fault]) -> Iterator[None]:
    """What is wrong with the input of these steps is shown together with the faults found before."""
    try:
        yield
    except InputError as error:
        raise InputError.of([*faults, *error.faults]) from None


@contextmanager
def gathering(faults: list[Fault]) -> Iterator[None]:
    """What is wrong in these steps joins the faults, and the work goes on."""
    try:
        yield
    except ReckonerError as error:
        faults.extend(error.faults)


@contextmanager
def as_ours() -> Iterator[None]:
    """Raise InternalError for what nobody foresaw, so that it ends the build of one edition alone."""
    try:
        yield
    except ReckonerError:
        raise
    except Exception as error:
        if os.environ.get("RECKONER_DEBUG"):
            raise
        what = f"this is our fault: {type(error).__name__}: {error}"
        raise InternalError(
            what, todo="Set RECKONER_DEBUG=1 and run again to see where it happened."
        ) from error


class UsageError(ReckonerError):
    """The command was asked for something that does not exist or makes no sense."""

    exit_code = 2


class InputError(ReckonerError):
    """Data or words that cannot be used: nothing is built from them."""

    exit_code = 65


class ServiceError(ReckonerError):
    """A database, a mail server or another service did not answer."""

    exit_code = 69


class InternalError(ReckonerError):
    """Our own fault."""

    exit_code = 70


class WriteError(ReckonerError):
    """A file could not be written: no space, no permission."""

    exit_code = 73


class SettingsError(ReckonerError):
    """office.yaml, schedules.yaml or another settings file is wrong."""

    exit_code = 78


_MOST_KNOWN = 12


def nearest(name: str, known: Iterable[str], most: int = 3, none: str = "There is none yet.") -> str:
    """A sentence that offers the known names most like this one; ``none`` says what to do without any."""
    names = list(known)
    close = difflib.get_close_matches(name, names, n=most, cutoff=0.5)
    if close:
        return "Did you mean " + " or ".join(close) + "?"
    if not names:
        return none
    shown = ", ".join(sorted(names)[:_MOST_KNOWN])
    return f"Known names: {shown}" + (", ..." if len(names) > _MOST_KNOWN else ".")
