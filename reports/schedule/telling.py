"""The notices that a run gives rise to, and how they put it."""

from __future__ import annotations

from datetime import datetime, timedelta

from reports.errors import ReckonerError
from reports.schedule.due import Skip, Task
from reports.schedule.hooks import Made
from reports.schedule.notices import Kind, Notice
from reports.schedule.occurrences import Unknown
from reports.schedule.plans import Plan, Plans
from reports.schedule.releases import Release
from reports.schedule.run import Key, Run

_LATE = timedelta(hours=1)


class Teller:
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

    def failed(self, task: Task, run: Run, what: str, wait: timedelta | None) -> list[Notice]:
        """A build or a proof went wrong: told at the first failure and when it is given up."""
        todo = "It has been given up; once the cause is mended: reckoner schedule run-due --failed."
        if wait is not None:
            todo = f"It will be tried again in {_length(wait)}."
        about = "draft" if run.state == "building" else "proof"
        step = "first" if wait is not None else f"given up {run.fence}"
        kind: Kind = "failed" if run.state == "building" else "undelivered"
        return [_notice(kind, task.key, task.plan, f"{what}\n{todo}", f"{about} {step}", run.draft)]

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
