"""The notices that a run gives rise to, and how they put it."""

from __future__ import annotations

from datetime import datetime, timedelta

from reckoner.reports.errors import ReckonerError
from reckoner.reports.schedule.due import Skip, Task
from reckoner.reports.schedule.hooks import Made
from reckoner.reports.schedule.notices import Kind, Notice
from reckoner.reports.schedule.occurrences import Unknown
from reckoner.reports.schedule.plans import Plan, Plans
from reckoner.reports.schedule.releases import Release
from reckoner.reports.schedule.run import Key, Run

_LATE = timedelta(hours=1)


class Notifier:
    """Words notices with the office's own clock and calendar."""

    def __init__(self, plans: Plans) -> None:
        self.plans = plans

    def made(self, task: Task, made: Made, now: datetime) -> list[Notice]:
        """A draft is ready; perhaps late, perhaps not to be released for now."""
        fit = "" if made.fit else " It has findings that forbid its approval."
        text = f"{made.name} is ready to be read.{fit}{self._deadlines(task)}"
        told = [_notice("ready", task.key, task.plan, text, made.digest[:12], made.name)]
        if now - task.due > _LATE:
            text = f"It fell due on {self.local(task.due)} and was made on {self.local(now)}."
            told.append(_notice("late", task.key, task.plan, text, "made", made.name))
        if held := self.plans.held(now):
            text = f"Release of {made.name} is held. {held[0].upper()}{held[1:]}."
            told.append(_notice("held", task.key, task.plan, text, made.digest[:12], made.name))
        return told

    def failed(
        self, task: Task, run: Run, problem: Exception, wait: timedelta | None, until: datetime
    ) -> list[Notice]:
        """A build or a proof went wrong: told at the first failure and when it is given up."""
        is_build = run.state == "building"
        lines = [] if is_build else [f"The proof of {run.draft} could not be sent:"]
        lines += [*told_of(problem), "", *self._what_next(task, run, wait, until)]
        about = "draft" if is_build else "proof"
        step = "first" if wait is not None else f"given up {run.fence}"
        kind: Kind = "failed" if is_build else "undelivered"
        return [_notice(kind, task.key, task.plan, "\n".join(lines), f"{about} {step}", run.draft)]

    def _what_next(self, task: Task, run: Run, wait: timedelta | None, until: datetime) -> list[str]:
        see = f"To see it yourself: reckoner build {' '.join(task.key)}"
        if run.state != "building":
            again = "reckoner schedule run-due --failed"
            if wait is None:
                who = _who(task.plan.schedule.tell)
                return [f"It is not tried again by itself. {who} must act: mend the cause, then: {again}"]
            return [f"It will be tried again in {_length(wait)}. At once: {again}"]
        who = _who((task.plan.schedule.author,) if task.plan.schedule.author else task.plan.schedule.tell)
        if wait is None:
            again = "reckoner schedule run-due --failed"
            why = f"Its time ended on {self.local(until)}, and nobody tries any more."
            return [why, f"{who} must act: mend the cause, then: {again}", see]
        tries = f"It will be tried again in {_length(wait)}, and ever more slowly until {self.local(until)}:"
        return [f"{tries} what is mended by then is taken up by itself.", see]

    def unread(self, task: Task, reason: str, now: datetime) -> Notice:
        """A draft is due, and the settings can't be read: once a day for each edition."""
        text = (
            f"It fell due on {self.local(task.due)} and can't be made, since the settings can't be read:\n"
            f"{reason}\n\nIt is made within a minute once they can. To see whether they can: reckoner doctor"
        )
        about = f"settings {self.plans.dates.day(now)}"
        return _notice("failed", task.key, task.plan, text, about)

    def skipped(self, skip: Skip) -> list[Notice]:
        """An edition was left out."""
        if skip.task is None:
            return []
        wanted = f"Where it is still wanted: reckoner build {' '.join(skip.key)}"
        text = f"No draft was made: {skip.reason}. {wanted}"
        return [_notice("skipped", skip.key, skip.task.plan, text, f"{skip.task.due:%Y-%m-%d}")]

    def moved(self, run: Run, task: Task) -> list[Notice]:
        """The day of an edition that is made has changed."""
        new = task.anchor.day.isoformat()
        text = (
            f"The date has moved from {run.occasion} to {new}; {run.draft} was made for the old one and an "
            f"approval of it needs another look.{self._deadlines(task)}"
        )
        return [_notice("moved", run.key, task.plan, text, f"{run.occasion} to {new}", run.draft)]

    def passed(self, task: Task, run: Run | None, name: str, deadline: datetime) -> list[Notice]:
        """A deadline has gone by."""
        state = run.state if run else "waiting"
        text = f"The deadline `{name}` passed on {self.local(deadline)}; the edition is {state}."
        text += f"\n{_must_act(task, run)}"
        return [
            _notice(
                "late", task.key, task.plan, text, f"{name} {deadline:%Y-%m-%d}", run.draft if run else None
            )
        ]

    def unknown(self, plan: Plan, unknown: Unknown) -> list[Notice]:
        """A day can't be told: once for each schedule and year."""
        year = str(unknown.anchor.day.year)
        key = (plan.schedule.publication, year)
        text = f"The schedule {plan.name} can't be reckoned: {unknown.reason}."
        return [_notice("failed", key, plan, text, f"{plan.name}: days of {year}")]

    def called_off(self, release: Release) -> Notice | None:
        """An approved draft for a meeting that won't take place stays where it is; None for all others."""
        schedule, meeting = release.schedule, release.key[1].partition("+")[0]
        reason = self.plans.dates.called_off(meeting) if schedule.for_ == "current meeting" else ""
        if not reason:
            return None
        todo = f"Where it is wanted all the same: reckoner deliver {release.draft} --to {release.channel}"
        text = f"{release.draft} is approved, and held. The meeting won't take place: {reason}. {todo}"
        return _about_release("held", release, text, f"off {release.approval}")

    def held_back(self, release: Release, held: str) -> Notice:
        """An approved draft waits for the monitoring officer."""
        todo = f"Sign in and say: reckoner drafts approve {release.draft} --as monitoring-officer"
        text = f"{release.draft} is approved, and held. {held[0].upper()}{held[1:]}. {todo}"
        return _about_release("held", release, text, f"release {release.approval}")

    def released(self, release: Release, where: str) -> Notice:
        """An approved draft has been carried out."""
        text = f"{release.draft} is out on {release.channel}: {where}"
        return _about_release("released", release, text, "")

    def undelivered(self, release: Release, reason: str, for_good: bool) -> Notice:
        """A release went wrong; ``for_good`` where no other try will be made. Told once for each approval."""
        todo = "It will be tried again."
        if for_good:
            todo = f"Once it is mended: reckoner deliver {release.draft} --to {release.channel}"
        text = f"{release.draft} could not be carried to {release.channel}: {reason}\n{todo}"
        return _about_release(
            "undelivered", release, text, f"{'given up' if for_good else 'first'} {release.approval}"
        )

    def local(self, instant: datetime) -> str:
        """An instant on the office's clock: "Friday 28 November 2025 at 07:00"."""
        here = instant.astimezone(self.plans.dates.zone)
        return f"{here:%A} {here.day} {here:%B %Y} at {here:%H:%M}"

    def _deadlines(self, task: Task) -> str:
        return "".join(f" {name.capitalize()} by {self.local(due)}." for name, due in task.deadlines)


_MOST_FAULTS = 12


def told_of(problem: Exception) -> list[str]:
    """All that an error says, a fault to a line with its file and line, and what to do under it."""
    if not isinstance(problem, ReckonerError):
        return [f"This is our fault: {type(problem).__name__}. Please report it."]
    lines = [line for fault in problem.faults[:_MOST_FAULTS] for line in fault.lines()]
    more = len(problem.faults) - _MOST_FAULTS
    return [*lines, f"and {more} more"] if more > 0 else lines


def _must_act(task: Task, run: Run | None) -> str:
    """Who is to do what now that a deadline has passed."""
    schedule, name = task.plan.schedule, "/".join(task.key)
    if run is not None and run.draft:
        who = _who((schedule.approver,) if schedule.approver else schedule.tell)
        return f"{who} must act: reckoner drafts show {name}, then: reckoner drafts approve {name}"
    who = _who((schedule.author,) if schedule.author else schedule.tell)
    why = f": {run.reason}" if run is not None and run.reason else "."
    todo = "mend the cause" if run is not None and run.reason else "look why"
    return f"There is no draft{why}\n{who} must act: {todo}, then: reckoner build {' '.join(task.key)}"


def _who(ids: tuple[str, ...]) -> str:
    """Those who are to act, by their ids in office.yaml."""
    return " or ".join(ids) if ids else "Somebody"


def said(problem: Exception) -> str:
    """An error in a line for a person; of an unknown one its kind only, since its text may hold anything."""
    if isinstance(problem, ReckonerError):
        *before, last = [line.strip() for line in problem.lines()[:4]]
        return " ".join([*(line if line.endswith((".", "?", "!")) else f"{line}." for line in before), last])
    return f"this is our fault: {type(problem).__name__}"


def _notice(kind: Kind, key: Key, plan: Plan, text: str, about: str = "", draft: str | None = None) -> Notice:
    return Notice(kind, *key, plan.name, text, about, plan.schedule.tell, draft)


def _about_release(kind: Kind, release: Release, text: str, step: str) -> Notice:
    about = f"{release.channel} {release.digest[:12]} {step}".strip()
    schedule = release.schedule
    return Notice(kind, *release.key, schedule.name, text, about, schedule.tell, release.draft)


def _length(wait: timedelta) -> str:
    minutes = round(wait.total_seconds() / 60)
    return f"{minutes // 60} hours" if minutes >= 120 else f"{minutes} minute{'' if minutes == 1 else 's'}"
