"""Ctrl-C while a draft is being kept: it waits until the draft is there, and the answer says that it is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reckoner.reports.build import Progress

STOPPED = 130  # typer's answer to Ctrl-C
_NOT_KEPT = "Stopped; what was begun was not kept."


class Keeping:
    """Holds Ctrl-C back from the step on in which a draft is kept; ``kept`` names what is there."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.came = False
        self._before: Any = None

    def heard_by(self, progress: Progress, last: int) -> Progress:
        """The same progress, which begins to hold Ctrl-C back with the last step: that keeps the draft."""

        def step(number: int, name: str) -> None:
            if number == last:
                self.hold()
            progress(number, name)

        return step

    def hold(self) -> None:
        """From here on Ctrl-C is noted and nothing more; only the main thread hears of it at all."""
        if self._before is None and threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._note)

    def let_go(self) -> None:
        """Ctrl-C does again what it did."""
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
            self._before = None

    def _note(self, *_: object) -> None:
        self.came = True


@contextmanager
def keeping() -> Iterator[Keeping]:
    """Raises KeyboardInterrupt with what was kept, at the end, where Ctrl-C came while it was held back."""
    held = Keeping()
    try:
        yield held
    finally:
        held.let_go()
    if held.came:
        raise KeyboardInterrupt(*held.kept)


def farewell(stopped: KeyboardInterrupt) -> str:
    """What is said to whoever pressed Ctrl-C."""
    kept = ", ".join(str(each) for each in stopped.args)
    return f"Stopped; {kept} was kept before that." if kept else _NOT_KEPT
