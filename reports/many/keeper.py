"""The one that keeps what workers make, in the order in which one process would have built it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, replace
from typing import Protocol

from reckoner.reports.build import Made, keep
from reckoner.reports.built import Built
from reckoner.reports.errors import InternalError, ReckonerError, UsageError, as_ours
from reckoner.reports.many.work import Parcel, program
from reckoner.reports.settings.house import read_house
from reckoner.reports.unchanged import Asked, around, note, unchanged

Keep = Callable[[Made], Built]


class Awaited(Protocol):
    """An edition that a worker was asked for."""

    def result(self) -> Parcel:
        """What it made. Raises BrokenExecutor where whoever made it was ended, and ReckonerError."""
        ...


class Workers(Protocol):
    """Who makes editions. ``ahead`` is how many are begun before the first of them is kept.

    ``tries`` is how often one is asked for where whoever made it was ended.
    """

    tries: int

    @property
    def ahead(self) -> int:
        """How many editions may be in hand."""
        ...

    def submit(self, asked: Asked) -> Awaited:
        """Have an edition made."""
        ...


@dataclass(frozen=True)
class Ended:
    """How the build of an edition ended: with a draft, or with what was wrong."""

    asked: Asked
    outcome: Built | ReckonerError


def build_many(
    asked: Iterable[Asked], workers: Workers, *, again: bool = False, keeping: Keep = keep
) -> Iterator[Ended]:
    """Build editions of one house; each as it is kept. ``keeping`` keeps one, and records who built it."""
    work = _Work(workers, again, keeping)
    hand: deque[tuple[Asked, Awaited | None]] = deque()
    for each in asked:
        hand.append((each, work.begun(each)))
        if len(hand) >= workers.ahead:
            yield work.ended(*hand.popleft())
    while hand:
        yield work.ended(*hand.popleft())


@dataclass(frozen=True)
class _Work:
    workers: Workers
    again: bool
    keeping: Keep

    def begun(self, asked: Asked) -> Awaited | None:
        """An edition that a worker makes; None where its newest draft is what would be made."""
        return None if self._known(asked) else self.workers.submit(asked)

    def ended(self, asked: Asked, awaited: Awaited | None) -> Ended:
        """The edition kept, or why not."""
        try:
            return Ended(asked, (awaited is None and self._known(asked)) or self._kept(asked, awaited))
        except ReckonerError as problem:
            return Ended(asked, problem)

    def _known(self, asked: Asked) -> Built | None:
        return None if self.again else unchanged(asked)

    def _kept(self, asked: Asked, awaited: Awaited | None) -> Built:
        parcel = self._made(asked, awaited)
        house = read_house(asked.root)
        asked = asked.with_history(house.history)
        seen = around(asked)
        with as_ours():
            built = self.keeping(replace(parcel.made, house=house))
        note(asked, parcel.before, seen, parcel.made.inputs, built)
        return built

    def _made(self, asked: Asked, awaited: Awaited | None) -> Parcel:
        """What a worker gives, if one was asked; where it was ended, another is asked."""
        for _ in range(self.workers.tries):
            try:
                parcel = (awaited or self.workers.submit(asked)).result()
            except BrokenExecutor:
                awaited = None
                continue
            if parcel.program != program():
                todo = "Install the same version of the program and of its packages on every machine."
                raise UsageError("a worker has another program than this one", todo=todo)
            return parcel
        what = "each process that made it was ended"
        command = f"reckoner build {asked.publication} {asked.edition}"
        raise InternalError(what, todo=f"Look whether there is enough memory: {command}")
