"""The hooks of a house in earnest: its build, the machine's clock, its channels and its history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from reckoner.reports.content.due import due_in
from reckoner.reports.delivery.deliver import SYSTEM, Order, deliver, notify
from reckoner.reports.delivery.failure import UnderWay, is_for_good
from reckoner.reports.delivery.marks import Stamp
from reckoner.reports.drafts.approval import Identity, question
from reckoner.reports.drafts.history import history_of
from reckoner.reports.drafts.kept import find_draft, read_draft
from reckoner.reports.errors import ReckonerError
from reckoner.reports.schedule.building import build_of
from reckoner.reports.schedule.hooks import Hooks, Log, Made, Proof, Step, now_utc
from reckoner.reports.schedule.maker import recorded
from reckoner.reports.schedule.notices import Notice
from reckoner.reports.schedule.notifier import Notifier, said
from reckoner.reports.schedule.plans import Plans
from reckoner.reports.schedule.releases import (
    Release,
    approval_of,
    ended,
    failing,
    is_out,
    next_try,
    releases,
)
from reckoner.reports.schedule.remembered import house_or_last_good
from reckoner.reports.schedule.reminders import reminders
from reckoner.reports.schedule.run import Key, Policy, Run
from reckoner.reports.schedule.runner import Runner, Stop
from reckoner.reports.schedule.steps import NOTICE, Steps
from reckoner.reports.schedule.tables import open_store
from reckoner.reports.schedule.troubles import Trouble, of_clock, of_disk
from reckoner.reports.settings.house import House, read_house, require_house
from reckoner.reports.settings.places import from_house
from reckoner.reports.settings.schedules import BUILD_WITHIN, Schedule, read_schedules

_STATE = "state/schedule.sqlite"
_SPARE = timedelta(minutes=2)
_US = Identity(SYSTEM, SYSTEM.id)
_OUT = ("publish", "deliver", "release")


def state_address(house: Path, given: str = "") -> str:
    """Where the state is kept: as given, as schedules.yaml says, or in the house's folder ``state``.

    A path is taken from the house on. Raises SettingsError.
    """
    require_house(house)
    address = given or read_schedules(house).state or _STATE
    return from_house(house, address) if "://" in address else str(house / address)


def has_state(house: Path, given: str = "") -> bool:
    """Whether a clock has run here: looking must not make a file. Raises SettingsError."""
    address = state_address(house, given)
    return "://" in address or Path(address).is_file()


def open_state(house: Path, given: str = "") -> Engine:
    """The store of a house. Raises SettingsError, ServiceError or WriteError."""
    return open_store(state_address(house, given))


def runner_of(
    house: Path,
    engine: Engine,
    log: Log,
    stamp: Stamp,
    stop: Stop | None = None,
    clock: Callable[[], datetime] = now_utc,
    steps: Steps | None = None,
) -> Runner:
    """A runner that builds the house's editions.

    ``stamp`` marks the PDF of a proof; ``steps`` hears of each step.
    """
    adapters = Adapters(house, log, stamp, clock, steps or Steps())
    hooks = Hooks(
        recorded(adapters.build, house, clock),
        clock,
        log,
        adapters.prove,
        adapters.notify,
        adapters.settled,
        adapters.moved,
        adapters.release,
        adapters.approved,
        adapters.next_release,
        adapters.failing,
        adapters.awaited,
    )
    return Runner(engine, hooks, stop=stop)


@dataclass(frozen=True)
class Adapters:
    """What a runner does through the channels and the history of a house; its settings are read each time."""

    root: Path
    log: Log
    stamp: Stamp
    clock: Callable[[], datetime] = now_utc
    steps: Steps = field(default_factory=Steps)

    def build(self, publication: str, edition: str, step: Step, /) -> Made:
        """Make a draft within the time that schedules.yaml gives."""
        limit = _build_limit(self.root)
        with self.steps.at("build", f"{publication} {edition}", limit):
            return build_of(self.root, limit)(publication, edition, step)

    def prove(self, asked: Proof) -> None:
        """Send a draft on every channel for proofs; what one of them refuses keeps none of the others.

        Once all were tried, raises an error that names each fault: one that may pass, if there is one, so
        that it is tried again.
        """
        house = read_house(self.root)
        problems: list[ReckonerError] = []
        for channel in asked.channels:
            try:
                self._carry(house, f"{asked.publication}/{asked.edition}/{asked.draft}", channel)
            except ReckonerError as problem:
                problems.append(problem)
        if problems:
            told = min(problems, key=is_for_good)
            told.faults = tuple(fault for problem in problems for fault in problem.faults)
            raise told

    def notify(self, notice: Notice) -> None:
        """Mail a notice to those it is for; without a channel for notices the log's line is all."""
        is_of_one = notice.publication or notice.edition
        edition = f"{notice.publication}/{notice.edition}" if is_of_one else "office"
        people = notice.people
        # The moment it was posted, so that a second try is the same mail.
        at = notice.posted_at or self.clock()
        house = house_or_last_good(self.root)

        def send() -> str | None:
            return notify(house, edition, notice.subject, notice.text, people, at)

        where = self.steps.within("notice", f"{edition} {notice.kind}", NOTICE, send)
        if where is not None:
            self.log("mailed", notice=notice.subject, people=people, where=where)

    def settled(self, run: Run, deadline: str) -> bool:
        """Whether an edition has what its deadline asks for: to be out, or else to be approved."""
        rows = history_of(read_house(self.root)).rows()
        approval = approval_of(rows, run.key)
        return approval is not None and (deadline not in _OUT or is_out(rows, approval))

    def moved(self, run: Run, _schedule: Schedule, day: str) -> None:
        """Ask for another look at an approval that was given for the old day."""
        house = read_house(self.root)
        history = history_of(house)
        approval = approval_of(history.rows(), run.key)
        if approval is not None:
            kept = read_draft(find_draft(house.output, approval.draft))
            reason = f"the meeting has moved from {run.occasion} to {day}"
            question(history, kept, reason, self.clock(), SYSTEM.id)

    def approved(self, runs: Mapping[Key, Run]) -> Iterator[Key]:
        """The editions of which a draft is approved."""
        rows = history_of(house_or_last_good(self.root)).rows()
        yield from (key for key in runs if approval_of(rows, key) is not None)

    def next_release(self, plans: Plans, runs: Mapping[Key, Run], policy: Policy) -> datetime | None:
        """When a release that failed is tried again."""
        rows = history_of(house_or_last_good(self.root)).rows()
        return next_try(rows, runs, [plan.schedule for plan in plans.plans], policy)

    def failing(self, plans: Plans, runs: Mapping[Key, Run]) -> Iterator[Trouble]:
        """What was approved and can't be carried out, little room, and a history that is of the future."""
        house, now = house_or_last_good(self.root), self.clock()
        rows = history_of(house).rows()
        for release, first in failing(rows, runs, [plan.schedule for plan in plans.plans]):
            what = f"{release.draft} could not be carried to {release.channel}, tried {release.tries} times"
            yield Trouble("release", what, first.instant, f"{release.draft} {release.channel}")
        yield from of_clock(max((row.instant for row in rows), default=None), now)
        yield from of_disk((house.root, house.output, house.root / "state"))

    def awaited(self, plans: Plans) -> Iterator[Notice]:
        """Reminders of figures still to come. Of words that can't be read the build tells."""
        house = house_or_last_good(self.root)
        today, calendar = plans.dates.day(self.clock()), plans.calendar.work_calendar()
        try:
            due = due_in(self.root, house.office, calendar, today)
        except ReckonerError as problem:
            self.log("reminders_failed", reason=said(problem))
            return
        yield from reminders(due, calendar)

    def release(self, plans: Plans, runs: Mapping[Key, Run], policy: Policy) -> Iterator[Notice]:
        """Carry out what was approved, and tell people what became of it."""
        house, notifier, now = read_house(self.root), Notifier(plans), self.clock()
        schedules = [plan.schedule for plan in plans.plans]
        for release in releases(history_of(house).rows(), runs, schedules, now, policy):
            yield from self._release(house, release, notifier, now, policy)
        for release, row in ended(history_of(house).rows(), runs, schedules, now, policy):
            arrived = row.what == "delivered"
            where, reason = str(row.details.get("where", "")), str(row.details.get("reason", ""))
            # A hash in people's mail: `verify --head` finds out if the history was written anew since.
            proven = f"{where}\nRow {row.number} of the history says so; its hash is {row.hash}."
            yield (
                notifier.released(release, proven) if arrived else notifier.undelivered(release, reason, True)
            )

    def _release(
        self, house: House, release: Release, notifier: Notifier, now: datetime, policy: Policy
    ) -> Iterator[Notice]:
        if off := notifier.called_off(release):
            yield off
            return
        held = notifier.plans.held(now)
        if held and release.role != "monitoring officer":
            yield notifier.held_back(release, held)
            return
        try:
            self._carry(house, release.draft, release.channel, held)
        except UnderWay:
            return  # another process or a person is at it, and will tell
        except Exception as problem:
            # Told to people, so that one release that trips over something holds no other up.
            self.log("release_failed", draft=release.draft, channel=release.channel, reason=said(problem))
            is_last = policy.wait_after(release.tries + 1) is None
            yield notifier.undelivered(release, said(problem), is_for_good(problem) or is_last)

    def _carry(self, house: House, draft: str, channel: str, held: str = "") -> str:
        kept = read_draft(find_draft(house.output, draft))
        order = Order(house, kept, channel, _US, self.clock(), held=held, stamp=self.stamp)
        # A channel ends by itself within its time: one for the look whether it is there, one for the way.
        limit = timedelta(seconds=2 * order.settings.seconds) + _SPARE
        done = self.steps.within("delivery", f"{draft} to {channel}", limit, lambda: deliver(order))
        self.log("delivered", draft=draft, channel=channel, where=done.where, is_new=done.is_new)
        return done.where


def _build_limit(root: Path) -> timedelta:
    """How long a build may take; what the build itself will say of broken settings is not said here."""
    try:
        return read_schedules(root).build_within
    except ReckonerError:
        return BUILD_WITHIN
