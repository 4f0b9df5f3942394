"""A small office for the kill harness: what falls due, what is built, and what must hold in the end.

Run in a child process that dies, or falls asleep, at a step that is counted: each statement and commit of
the store, each flush and rename on the disk, each step of the build, and around each proof and notice. With
a mailbox the proofs go there and what is approved onto a shelf: each word to the server counts too.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reckoner.reports.drafts.manifest import NAME, Manifest, describe
from reckoner.reports.drafts.store import drafts, is_whole, save
from reckoner.reports.errors import InputError
from reckoner.reports.schedule.hooks import Hooks, Made, Proof, Step
from reckoner.reports.schedule.notices import Notice, Outbox
from reckoner.reports.schedule.plans import plans_of
from reckoner.reports.schedule.run import Policy
from reckoner.reports.schedule.runner import Runner
from reckoner.reports.schedule.runs import Runs
from reckoner.reports.schedule.tables import metadata, open_store, seen, transaction
from reckoner.reports.settings.schedules import Schedules
from tests.schedule.ways import Ways
from tests.steps import Steps, watch, watch_disk, watch_store, watch_wire

NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)
POLICY = Policy()
FIRST = "first working day of the month at 07:00"


OUT: dict[str, object] = {"proof": ["mailbox"], "release": ["shelf"]}


def _monthly(name: str, catch_up: str) -> dict[str, object]:
    asked = {"name": name, "publication": name, "for": "previous month", "when": FIRST, "catch_up": catch_up}
    return asked | OUT


PAPER = {"name": "paper", "publication": "paper", "for": "current meeting", **OUT}
SCHEDULES = [
    _monthly("news", "20 days"),
    _monthly("late", "2 days"),
    _monthly("flaky", "20 days"),
    {**PAPER, "when": "12 clear days before panel_meeting"},
]
MEETINGS = [{"id": "2026-04", "name": "Panel", "date": date(2026, 4, 1)}]
PLANS = plans_of(Schedules.model_validate({"meetings": MEETINGS, "schedules": SCHEDULES}))
CHECKED = b'{"checked": [], "findings": []}'
MADE = [("news", "2026-02"), ("flaky", "2026-02"), ("paper", "2026-04")]
SKIPPED = ("late", "2026-02")


@dataclass(frozen=True)
class World:
    """One office: a folder for what is made and heard of, the address of its store, and the ways out."""

    folder: Path
    address: str
    ways: Ways | None = None

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def note(self, kind: str, name: str) -> None:
        """A line in a file; one write, so that it is there whole or not at all."""
        with (self.folder / kind).open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")

    def noted(self, kind: str) -> Counter[str]:
        path = self.folder / kind
        return Counter(path.read_text(encoding="utf-8").split("\n")[:-1] if path.is_file() else [])

    def act(
        self, steps: Steps, now: datetime, owner: str = "", plant: Callable[[], None] | None = None
    ) -> None:
        """Reconcile once, counting."""
        if plant is not None:
            plant()
        watch_disk(steps)
        engine = open_store(self.address)
        watch_store(engine, steps)
        hooks = Hooks(self._build(steps), lambda: now, _silent, self._proof(steps), self._notify(steps))
        if self.ways is not None:
            watch_wire(steps)
            watch(steps, "history", ["open"], "history.jsonl")
            adapters = self.ways.house_adapters(self.folder, now)
            hooks = replace(
                hooks,
                proof=self._carried(steps, adapters.prove),
                settled=adapters.settled,
                moved=adapters.moved,
                release=adapters.release,
            )
        Runner(engine, hooks, POLICY, owner).reconcile(PLANS)

    def _build(self, steps: Steps) -> Callable[[str, str, Step], Made]:
        def build(publication: str, edition: str, step: Step, /) -> Made:
            with self._alone(f"{publication} {edition}"):
                for number in range(1, 4):
                    steps(f"build {number}")
                    step(number, "")
                if publication == "flaky" and not self.noted("tried"):
                    self.note("tried", publication)
                    raise InputError("the table has not come yet")
                page = b"<body>" + b"<p>1</p>" * 40
                files = {f"{publication}.html": page, "figures.csv": b"1,2\n", "checks.json": CHECKED}
                manifest = Manifest(
                    publication, edition, True, describe(files), {}, {"reckoner-reports": "0"}
                )
                step(8, "keep")
                saved = save(self.output, manifest, files, "log\n")
                steps("build kept")
                return Made(saved.folder, saved.digest, True)

        return build

    def _alone(self, name: str) -> _Alone:
        return _Alone(self, self.folder / f"at work on {name}")

    def _proof(self, steps: Steps) -> Callable[[Proof], None]:
        def proof(asked: Proof) -> None:
            steps("proof before")
            self.note("proofs", f"{asked.publication} {asked.edition}")
            steps("proof after")

        return proof

    def _carried(self, steps: Steps, carry: Callable[[Proof], None]) -> Callable[[Proof], None]:
        def proof(asked: Proof) -> None:
            steps("proof before")
            carry(asked)
            steps("proof after")

        return proof

    def _notify(self, steps: Steps) -> Callable[[Notice], None]:
        def notify(notice: Notice) -> None:
            steps("notice before")
            self.note("notices", f"{notice.kind} {notice.publication} {notice.edition}")
            steps("notice after")

        return notify

    def approve(self, now: datetime) -> None:
        """A person approves what was made."""
        assert self.ways is not None
        for publication, edition in MADE:
            self.ways.approve(self.folder, f"{publication}/{edition}", now)

    def release_faults(self, disturbed: int) -> Iterator[str]:
        """What doesn't hold after all that was approved should be out."""
        assert self.ways is not None
        yield from self.ways.release_faults(self.folder, MADE)
        for key in MADE:
            told = self.noted("notices")[" ".join(("released", *key))]
            yield from _often("notice of a release", told, disturbed)

    def wipe(self) -> None:
        """An empty store."""
        with transaction(open_store(self.address)) as connection:
            for table in metadata.sorted_tables:
                connection.execute(table.delete())
            # The office has been at work for a while, so that what was missed was missed.
            for plan in PLANS.plans:
                began = {"since": in_an_hour(-24 * 40), "through": in_an_hour(-24 * 20)}
                connection.execute(seen.insert().values(schedule=plan.name, **began))

    def faults(self, disturbed: int) -> Iterator[str]:
        """What doesn't hold after all is over; ``disturbed`` is how often somebody was killed or asleep."""
        rows = Runs(open_store(self.address), POLICY).all()
        states = {key: run.state for key, run in rows.items()}
        expected = {**dict.fromkeys(MADE, "done"), SKIPPED: "skipped"}
        if states != expected:
            yield f"runs are {states}"
        for key in MADE:
            yield from self._draft_faults(*key)
            if self.ways is None:
                yield from _often("proof", self.noted("proofs")[" ".join(key)], disturbed)
            yield from _often("notice", self.noted("notices")[" ".join(("ready", *key))], disturbed)
        if (self.output / SKIPPED[0]).exists():
            yield "the skipped edition was made"
        yield from _often(
            "notice of a skip", self.noted("notices")[" ".join(("skipped", *SKIPPED))], disturbed
        )
        yield from (f"two at once: {name}" for name in self.noted("overlaps"))
        if Outbox(open_store(self.address), POLICY).unsent():
            yield "a notice was never sent"
        if self.ways is not None:
            yield from self.ways.faults(self.folder, MADE)

    def _draft_faults(self, publication: str, edition: str) -> Iterator[str]:
        folder = self.output / publication / edition
        there = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        if there != ["draft-001"]:
            yield f"{publication} holds {there}"
        for draft in drafts(self.output, publication, edition):
            try:
                whole = is_whole(draft, Manifest.read((draft / NAME).read_bytes()))
            except (OSError, ValueError):
                whole = False
            if not whole:
                yield f"{publication} {draft.name} is not whole"


def _often(what: str, times: int, disturbed: int) -> Iterator[str]:
    if times == 0:
        yield f"a {what} never went out"
    if times > 1 + disturbed:
        yield f"a {what} went out {times} times with {disturbed} disturbances"


class _Alone:
    """Notes where two living processes work on one edition at the same time."""

    def __init__(self, world: World, path: Path) -> None:
        self.world, self.path = world, path

    def __enter__(self) -> None:
        if self.path.is_file():
            pid = self.path.read_text(encoding="utf-8")
            # Who slept goes on by the hour it fell asleep in: for the others its leases have ended.
            slept = pid in self.world.noted("slept")
            if pid and not slept and Path("/proc", pid, "stat").exists() and not _is_ending(pid):
                self.world.note("overlaps", self.path.name)
        self.path.write_text(str(os.getpid()), encoding="utf-8")

    def __exit__(self, *_: object) -> None:
        if self.path.is_file() and self.path.read_text(encoding="utf-8") == str(os.getpid()):
            self.path.unlink(missing_ok=True)


def _is_ending(pid: str) -> bool:
    """A killed process that its parent hasn't fetched, or one that was put to sleep, is not at work."""
    try:
        return Path("/proc", pid, "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] in "ZXT"
    except OSError:
        return True


def _silent(*_: object, **__: object) -> None:
    """A log that nobody reads."""


def in_an_hour(hours: float) -> datetime:
    """The clock so many hours after the start."""
    return NOW + timedelta(hours=hours)
