"""What is due: a pure function of plans, the rows of the runs table and now.

It is asked at start and at each alarm, and needs no memory of its own: what was missed while the machine
was off is found because it has no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reckoner.reports.periods.holidays import BeyondKnownHolidays
from reckoner.reports.schedule.edition import edition_of
from reckoner.reports.schedule.occurrences import Anchor, Occurrence, Unknown, instant, occurrences, of_anchor
from reckoner.reports.schedule.plans import Plan, Plans
from reckoner.reports.schedule.run import UNFINISHED, Key, Policy, Run
from reckoner.reports.schedule.when import When

_AHEAD = timedelta(days=40)
_AGAIN = timedelta(days=7)
_YEAR = timedelta(days=400)
Free = Callable[[Run], bool]


@dataclass(frozen=True)
class Task:
    """An edition that a schedule asks for: when it falls due, and what is to happen by when after that.

    ``untold`` are deadlines that nobody can tell yet, with the reason.
    """

    plan: Plan
    edition: str
    due: datetime
    anchor: Anchor
    deadlines: tuple[tuple[str, datetime], ...] = ()
    untold: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> Key:
        """The publication and the edition."""
        return (self.plan.schedule.publication, self.edition)

    @property
    def until(self) -> datetime:
        """How long it may still be made: to its last deadline or its catch-up limit, whichever is later."""
        return max(self.due + self.plan.schedule.catch_up, *(due for _, due in self.deadlines), self.due)


@dataclass(frozen=True)
class Seen:
    """Since when a schedule is known here, and up to when each of its occurrences has a row."""

    since: datetime
    through: datetime


@dataclass(frozen=True)
class Skip:
    """An edition that won't be made, and why: the task that is too late, or the run that nothing asks for."""

    key: Key
    reason: str
    task: Task | None = None
    run: Run | None = None


@dataclass(frozen=True)
class Agenda:
    """What is to be done now. ``passed`` are deadlines that have gone by; ``moved`` are made editions whose
    day has changed since; ``alarm`` is the next instant at which something will be due."""

    due: tuple[Task, ...] = ()
    skip: tuple[Skip, ...] = ()
    moved: tuple[tuple[Run, Task], ...] = ()
    passed: tuple[tuple[Task, str, datetime], ...] = ()
    unknown: tuple[tuple[Plan, Unknown], ...] = ()
    alarm: datetime | None = None


def agenda(
    plans: Plans,
    rows: Mapping[Key, Run],
    seen: Mapping[str, Seen],
    now: datetime,
    policy: Policy,
    dead: frozenset[str] = frozenset(),
) -> Agenda:
    """Sort every edition that is asked for into what is due, to be skipped, moved or late."""
    tasks: dict[Key, Task] = {}
    unknown: list[tuple[Plan, Unknown]] = []
    runs = _by_schedule(rows)
    for plan in plans.plans:
        window = _window(plan, seen[plan.name], plans, runs.get(plan.name, ()), now)
        found = list(tasks_of(plan, plans, *window))
        unknown += [(plan, item) for item in found if isinstance(item, Unknown)]
        for task in (item for item in found if isinstance(item, Task)):
            tasks[task.key] = _sooner(tasks.get(task.key), task, now)

    def free(run: Run) -> bool:
        return run.is_free(now, policy, dead)

    due = [task for task in tasks.values() if _is_due(task, rows.get(task.key), now, free)]
    alarms = [task.due for task in tasks.values() if task.due > now]
    alarms += [run.next_try for run in rows.values() if run.next_try and run.next_try > now]
    return Agenda(
        tuple(sorted(due, key=lambda task: (task.due, task.key))),
        (*_too_late(tasks, rows, now), *_dropped(plans, tasks, rows, free)),
        tuple(_moved(tasks, rows)),
        tuple(_passed(tasks.values(), now)),
        tuple(unknown),
        min(alarms, default=None),
    )


def tasks_of(plan: Plan, plans: Plans, start: datetime, end: datetime) -> Iterator[Task | Unknown]:
    """The editions that one plan asks for between two instants; one may come up more than once."""
    for found in occurrences(plan.when, plans.dates, start, end):
        if isinstance(found, Unknown):
            yield found
            continue
        told = [(name, _deadline(when, plans, found)) for name, when in plan.deadlines]
        yield Task(
            plan,
            edition_of(plan, found.anchor),
            found.due,
            found.anchor,
            tuple((name, due) for name, due in told if isinstance(due, datetime)),
            tuple((name, due) for name, due in told if isinstance(due, str)),
        )


def _deadline(when: When, plans: Plans, found: Occurrence) -> datetime | str:
    """The deadline of an occurrence, or why it can't be told."""
    if when.series:
        try:
            due = of_anchor(when, plans.dates, found.anchor)
        except BeyondKnownHolidays as problem:
            return problem.what
        return due or "it falls on a day off"
    after = found.due + timedelta(seconds=1)
    # A month's worth is asked for at first: a year's working days take their time.
    soon = _first(when, plans, after, found.due + _AHEAD)
    return soon if isinstance(soon, datetime) else _first(when, plans, after, found.due + _YEAR)


def _first(when: When, plans: Plans, start: datetime, end: datetime) -> datetime | str:
    found = list(occurrences(when, plans.dates, start, end))
    due = min((item.due for item in found if isinstance(item, Occurrence)), default=None)
    reasons = (item.reason for item in found if isinstance(item, Unknown))
    return due or next(reasons, "it does not come within a year")


def _window(
    plan: Plan, seen: Seen, plans: Plans, runs: Sequence[Run], now: datetime
) -> tuple[datetime, datetime]:
    """Meetings are few and move, so all since the start are looked at; of the rest what isn't settled yet.

    A meeting that has moved far ahead is looked at all the same: its draft may be approved and waiting.
    """
    start = seen.since
    if not plan.when.series:
        start = max(start, min(seen.through, now - plan.schedule.catch_up - _AGAIN))
    begun = (run.due for run in runs if run.state in UNFINISHED)
    moved = (instant(day, time(), plans.dates.zone) + _AHEAD for day in _new_days(plan, plans, runs))
    return min([start, *begun]), max([now + _AHEAD, *moved])


def _by_schedule(rows: Mapping[Key, Run]) -> Mapping[str, Sequence[Run]]:
    """The rows of each schedule: there may be thousands of both."""
    found: dict[str, list[Run]] = {}
    for run in rows.values():
        found.setdefault(run.schedule, []).append(run)
    return found


def _new_days(plan: Plan, plans: Plans, runs: Sequence[Run]) -> Iterator[date]:
    """The days of meetings whose edition is made and that had another day then."""
    made = [run for run in runs if run.state in ("made", "done")]
    if made:
        days = {meeting.id: meeting.date for meeting in plans.dates.held(plan.when.series or "")}
        for run in made:
            day = days.get(run.edition.partition("+")[0])
            if day is not None and day.isoformat() != run.occasion:
                yield day


def _sooner(known: Task | None, task: Task, now: datetime) -> Task:
    """Of several occurrences for one edition: the latest that has been, else the first to come."""
    if known is None:
        return task
    past = [one for one in (known, task) if one.due <= now]
    return max(past, key=lambda one: one.due) if past else min(known, task, key=lambda one: one.due)


def _is_in_time(task: Task, now: datetime) -> bool:
    return task.due <= now <= task.due + task.plan.schedule.catch_up


def _is_due(task: Task, run: Run | None, now: datetime, free: Free) -> bool:
    if run is None or run.state == "skipped":
        # Skipped and yet in time: the clock, the limit or the meeting's date has been put right.
        return _is_in_time(task, now)
    if run.state == "waiting" and not run.tries:
        return _is_in_time(task, now) and free(run)
    return free(run)


def _too_late(tasks: Mapping[Key, Task], rows: Mapping[Key, Run], now: datetime) -> Iterator[Skip]:
    for key, task in tasks.items():
        run = rows.get(key)
        if run is not None and (run.state != "waiting" or run.tries):
            continue
        limit = task.plan.schedule.catch_up
        if now > task.due + limit:
            yield Skip(key, f"it fell due {_ago(now - task.due)} ago; the limit is {_ago(limit)}", task)


def _ago(length: timedelta) -> str:
    hours = int(length.total_seconds() // 3600)
    return f"{hours // 24} days" if hours >= 48 else f"{hours} hours"


def _dropped(plans: Plans, tasks: Mapping[Key, Task], rows: Mapping[Key, Run], free: Free) -> Iterator[Skip]:
    """Runs that were never finished and that schedules.yaml doesn't ask for any more."""
    by_name = {plan.name: plan for plan in reversed(plans.plans)}
    for key, run in rows.items():
        if key in tasks or run.state not in UNFINISHED or not free(run):
            continue
        plan = by_name.get(run.schedule)
        if plan is None or not plan.when.series or _is_off(plans, run.edition.partition("+")[0]):
            yield Skip(key, "schedules.yaml doesn't ask for it any more", run=run)


def _is_off(plans: Plans, key: str) -> bool:
    """Whether there is no such meeting; one that has moved far ahead will be asked for again."""
    return not any(meeting.id == key and not meeting.cancelled for meeting in plans.dates.meetings)


def _moved(tasks: Mapping[Key, Task], rows: Mapping[Key, Run]) -> Iterator[tuple[Run, Task]]:
    for key, task in tasks.items():
        run = rows.get(key)
        made = run is not None and run.state in ("made", "done")
        if run and made and task.anchor.meeting and run.occasion != task.anchor.day.isoformat():
            yield run, task


def _passed(tasks: Iterable[Task], now: datetime) -> Iterator[tuple[Task, str, datetime]]:
    for task in tasks:
        for name, deadline in task.deadlines:
            if deadline <= now <= deadline + _AGAIN:
                yield task, name, deadline
