"""Kills the scheduler at step after step and looks at what is left; a program, so that it can fork freely.

    python -m tests.schedule.campaign ADDRESS SEED PART MAILBOX [MISTAKE ...]

PART is the share of cases to draw, 1.0 for all; ADDRESS a database, or "sqlite" for a file in each world;
MAILBOX says in JSON where a Dovecot is. With the names of planted mistakes there is a campaign for each,
which ends at its first fault. Prints JSON, a line for each campaign.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from tests.delivery.dovecot import Mailbox
from tests.schedule.mistakes import MISTAKES
from tests.schedule.ways import Ways
from tests.schedule.world import NOW, World, in_an_hour
from tests.steps import Steps

_LATER = (0.75, 4)  # a lease of the second kill has ended; what failed once has waited its time
_APPROVED = 10  # hours: all proofs are long out
_CARRYING = ("proof", "wire", "history", "disk")
_MEMORY = Path("/dev/shm")  # a killed process loses nothing it has flushed, wherever that is
_PATIENCE = 3.0  # seconds: a server that answers late is not a lock


class Campaign:
    """Worlds, one after the other, and what was seen in them."""

    def __init__(self, address: str, seed: int, part: float, ways: Ways, mistake: str = "") -> None:
        self.address, self.part, self.ways = address, part, ways
        self.chance = random.Random(seed)
        self.plant: Callable[[], None] | None = None
        self.kind, self.phase = "", ""
        if mistake:
            self.plant, self.kind, self.phase = MISTAKES[mistake]
        self.landed = dict.fromkeys(("one", "two", "asleep", "proof", "release", "dozing"), 0)
        self.worlds = 0
        self.faults: list[str] = []

    def run(self) -> None:
        """Every kind of case in turn, until a planted mistake shows."""
        total, proof, release = self.count_steps()
        cases: list[tuple[Callable[..., None], tuple[int, ...]]] = [
            *((self.one, (step,)) for step in self.drawn(range(1, total + 1))),
            *((self.two, (self.any(total), self.any(total))) for _ in self.drawn(range(120))),
            *((self.asleep, (step,)) for step in self.drawn(range(1, 13))),
            *((self.proof, (step, self.any(proof))) for step in self.drawn(range(1, proof + 1))),
            *((self.release, (step, self.any(release))) for step in self.drawn(range(1, release + 1))),
            *((self.dozing, (self.any(proof), self.any(release))) for _ in self.drawn(range(12))),
        ]
        if self.plant:
            cases = [(case, steps) for case, steps in cases if case.__name__ == self.kind]
            self.chance.shuffle(cases)
        for case, steps in cases:
            case(*steps)
            if self.plant and self.faults:
                return

    def drawn(self, cases: range) -> list[int]:
        """A share of the cases, in order."""
        wanted = min(len(cases), max(1, round(len(cases) * self.part)))
        return sorted(self.chance.sample(cases, wanted))

    def any(self, total: int) -> int:
        return self.chance.randint(1, max(1, total))

    def count_steps(self) -> tuple[int, int, int]:
        """How many steps undisturbed runs have: one without a mailbox, one that proves, one that releases."""
        with self.world() as world:
            total = _count(world, Steps(phase=self.phase), NOW)
        with self.world(carrying=True) as world:
            proof = _count(world, Steps(phase=self.phase or _CARRYING), NOW)
            self.settle(world)
            world.approve(in_an_hour(_APPROVED))
            release = _count(world, Steps(phase=self.phase or _CARRYING), in_an_hour(_APPROVED + 1))
        return total, proof, release

    def one(self, step: int) -> None:
        """One process, killed; sometimes the next one too."""
        with self.world() as world:
            killed = self.kill(world, [step])
            if self.chance.random() < 0.3:
                killed += self.kill(world, [self.any(60)], in_an_hour(0.4))
            self.landed["one"] += killed
            self.recover_and_look(world, killed, f"one at {step}")

    def two(self, first: int, second: int) -> None:
        """Two processes at once, each killed at a step of its own; every third time one of them lives."""
        with self.world() as world:
            killed = self.kill(world, [first, second if self.chance.random() < 0.7 else 0])
            self.landed["two"] += killed
            self.recover_and_look(world, killed, f"two at {first} and {second}")

    def proof(self, first: int, second: int) -> None:
        """Real proofs: one process or two, killed anywhere between a kept draft and its confirmed proof."""
        with self.world(carrying=True) as world:
            steps = [first, second] if self.chance.random() < 0.4 else [first]
            killed = self.kill(world, steps, phase=_CARRYING)
            self.landed["proof"] += killed
            self.recover_and_look(world, killed, f"proof at {steps}")

    def release(self, first: int, second: int) -> None:
        """What was approved: one process or two, killed anywhere on its way to the shelf."""
        with self.world(carrying=True) as world:
            self.settle(world)
            world.approve(in_an_hour(_APPROVED))
            steps = [first, second] if self.chance.random() < 0.4 else [first]
            killed = self.kill(world, steps, in_an_hour(_APPROVED + 1), _CARRYING)
            self.landed["release"] += killed
            self.settle(world, _APPROVED + 1)
            self.look([*world.faults(0), *world.release_faults(killed)], f"release at {steps}")

    def dozing(self, first: int, second: int) -> None:
        """One that falls asleep while it carries a proof, then one while it carries a release."""
        with self.world(carrying=True) as world:
            self.doze(world, Steps(first, signal.SIGSTOP, _CARRYING), 0)
            self.settle(world)
            faults = [*world.faults(1)]
            world.approve(in_an_hour(_APPROVED))
            self.doze(world, Steps(second, signal.SIGSTOP, _CARRYING), _APPROVED + 1)
            self.settle(world, _APPROVED + 1)
            self.landed["dozing"] += 2
            faults += [*world.faults(1), *world.release_faults(1)]
            self.look(faults, f"dozing at {first} and {second}")

    def asleep(self, step: int) -> None:
        """One that falls asleep in the middle of a build and wakes when another has taken its work over."""
        with self.world() as world:
            self.doze(world, Steps(step, signal.SIGSTOP, "build"), 0)
            self.landed["asleep"] += 1
            self.recover_and_look(world, 0, f"asleep at {step}")

    def doze(self, world: World, steps: Steps, hours: float) -> None:
        """Put a process to sleep, let another take its work over, wake it."""
        sleeper = self.start(world, steps, in_an_hour(hours))
        os.waitpid(sleeper, os.WUNTRACED)
        world.note("slept", str(sleeper))
        other = self.start(world, Steps(), in_an_hour(hours + 0.5), "other")
        if _waits(other):
            _wake(sleeper)  # it holds a lock that the other waits for
            _wait(other)
        _wake(sleeper)
        _wait(sleeper)

    def kill(
        self, world: World, steps: list[int], now: datetime = NOW, phase: str | tuple[str, ...] = ""
    ) -> int:
        """Start a process for each step; how many were killed there."""
        owners = ["", ""] if self.chance.random() < 0.5 else ["left", "right"]
        running = [
            self.start(world, Steps(step, phase=self.phase or phase), now, owner)
            for step, owner in zip(steps, owners, strict=False)
        ]
        return sum(_wait(pid) for pid in running)

    def start(self, world: World, steps: Steps, now: datetime, owner: str = "") -> int:
        return _forked(lambda: world.act(steps, now, owner, self.plant))

    def recover_and_look(self, world: World, killed: int, case: str) -> None:
        self.settle(world)
        self.look(world.faults(killed), case)

    def settle(self, world: World, after: float = 0) -> None:
        """Let processes that nobody disturbs do what is left."""
        for hours in _LATER:
            _wait(self.start(world, Steps(), in_an_hour(after + hours)))

    def look(self, faults: Iterable[str], case: str) -> None:
        """Note what doesn't hold."""
        self.worlds += 1
        self.faults += [f"{case}: {fault}" for fault in faults]

    def world(self, *, carrying: bool = False) -> _Fresh:
        return _Fresh(self.address, self.ways if carrying else None)


class _Fresh:
    """A world in a temporary folder."""

    def __init__(self, address: str, ways: Ways | None) -> None:
        self.folder = Path(
            tempfile.mkdtemp(prefix="reckoner-kill-", dir=_MEMORY if _MEMORY.is_dir() else None)
        )
        store = str(self.folder / "state.sqlite") if address == "sqlite" else address
        self.world = World(self.folder, store, ways)

    def __enter__(self) -> World:
        self.world.wipe()
        if self.world.ways is not None:
            self.world.ways.mailbox.empty()
        return self.world

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def _forked(act: Callable[[], None]) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        act()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _count(world: World, steps: Steps, now: datetime) -> int:
    """The steps of an undisturbed run, told through a file."""

    def count() -> None:
        world.act(steps, now)
        (world.folder / "steps").write_text(str(steps.count), encoding="utf-8")

    _wait(_forked(count))
    return int((world.folder / "steps").read_text(encoding="utf-8"))


def _wait(pid: int) -> int:
    """Wait for a process; 1 where it was killed, 0 where it ended by itself."""
    try:
        _, status = os.waitpid(pid, 0)
    except ChildProcessError:
        return 0
    return int(os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL)


def _waits(pid: int) -> bool:
    """Whether a process stops before it ends; one that a busy machine keeps waiting doesn't."""
    spent, since = -1, time.monotonic()
    while not os.waitpid(pid, os.WNOHANG)[0]:
        state, now = _state_and_ticks(pid)
        if state != "S" or now != spent:
            spent, since = now, time.monotonic()
        elif time.monotonic() - since > _PATIENCE:
            return True
        time.sleep(0.005)
    return False


def _state_and_ticks(pid: int) -> tuple[str, int]:
    """As ``/proc`` has them: its state, and the processor time that it took."""
    fields = Path("/proc", str(pid), "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return fields[0], int(fields[11]) + int(fields[12])


def _wake(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGCONT)
    except ProcessLookupError:
        return


def lines(campaign: Campaign) -> Iterator[tuple[str, object]]:
    """What a test needs to know."""
    yield "landed", campaign.landed
    yield "worlds", campaign.worlds
    yield "faults", campaign.faults[:20]


def main() -> None:
    """Run one campaign."""
    address, seed, part, at, *mistakes = sys.argv[1:]
    told = json.loads(at)
    ways = Ways(Mailbox(told["port"], Path(told["folder"])), told["authority"], told["secret"])
    for mistake in mistakes or [""]:
        campaign = Campaign(address, int(seed), float(part), ways, mistake)
        campaign.run()
        sys.stdout.write(json.dumps({"mistake": mistake, **dict(lines(campaign))}) + "\n")


if __name__ == "__main__":
    main()
