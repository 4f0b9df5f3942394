"""The runner: at start and at each alarm it makes what has been made agree with what is due.

Every change is a transaction, every claim has a fence and a lease; a process may be killed anywhere, and
the next call goes on from what the runs table and the folder of drafts say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Engine

from reckoner.reports.delivery.failure import UnderWay, is_for_good
from reckoner.reports.errors import InternalError
from reckoner.reports.schedule.due import Agenda, Task, agenda
from reckoner.reports.schedule.hooks import Hooks, Proof
from reckoner.reports.schedule.notices import Notice, Outbox
from reckoner.reports.schedule.notifier import Notifier, said
from reckoner.reports.schedule.owner import dead_among, this_process
from reckoner.reports.schedule.plans import Plans
from reckoner.reports.schedule.run import Key, Policy, Run
from reckoner.reports.schedule.runs import Runs
from reckoner.reports.schedule.troubles import Trouble, of_clock, of_notices, of_runs


class Lost(Exception):
    """The claim has gone to somebody else; nothing of ours may be kept."""


class HandBack(Exception):
    """We were asked to stop in the middle of a build."""


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Stop:
    """``soon``: begin no other build. ``now``: hand the current one back at its next step."""

    soon: Callable[[], bool] = _never
    now: Callable[[], bool] = _never


@dataclass
class Reconciled:
    """What one call did: the keys of the runs by their outcome, and the next alarm."""

    made: list[Key] = field(default_factory=list)
    failed: list[Key] = field(default_factory=list)
    skipped: list[Key] = field(default_factory=list)
    handed_back: list[Key] = field(default_factory=list)
    unsent: list[Notice] = field(default_factory=list)
    alarm: datetime | None = None


class Runner:
    """Reconciles one store, under one owner's name."""

    def __init__(
        self,
        engine: Engine,
        hooks: Hooks,
        policy: Policy | None = None,
        owner: str = "",
        stop: Stop | None = None,
    ) -> None:
        self.policy, self.stop = policy or Policy(), stop or Stop()
        self.hooks, self.owner = hooks, owner or this_process()
        self.runs, self.outbox = Runs(engine, self.policy), Outbox(engine, self.policy)

    def reconcile(self, plans: Plans) -> Reconciled:
        """Do all that is due now. Raises ServiceError or WriteError where the store can't be used.

        What goes wrong beside the builds, such as a history that can't be read, is raised after all the rest.
        """
        now = self.hooks.clock()
        found, rows = self._look(plans, now)
        report = Reconciled(alarm=found.alarm)
        # Rows for all that is asked for stand before anything is built: a crash can't forget one.
        self.runs.put(found.due)
        self._leave_out(found, Notifier(plans), report, now)
        self.runs.settle([plan.name for plan in plans.plans], now)
        trouble = [*self._note(found, rows, Notifier(plans), now)]
        for task in found.due:
            if self.stop.soon():
                break
            self._take_up(task, Notifier(plans), report)
        trouble += self._release(plans)
        self._post(self.hooks.awaited(plans), now)
        self.send_notices(report)
        report.alarm = self._alarm(plans, found.alarm)
        if trouble:
            raise trouble[0]
        return report

    def hurry(self) -> None:
        """Somebody has changed what drafts are made from: what failed is tried at the next look.

        Raises ServiceError or WriteError where the store can't be used.
        """
        if self.runs.hurry(self.hooks.clock()):
            self.hooks.log("hurried")

    def tell_unread(self, plans: Plans, reason: str) -> Reconciled:
        """Where the settings can't be read: tell people of what is due by ``plans``, the last that could.

        Raises ServiceError or WriteError where the store can't be used.
        """
        now = self.hooks.clock()
        found, rows = self._look(plans, now)
        notifier = Notifier(plans)
        made = ("made", "done", "failed")
        wanted = [task for task in found.due if task.key not in rows or rows[task.key].state not in made]
        self._post([notifier.unread(task, reason, now) for task in wanted], now)
        report = Reconciled()
        self.send_notices(report)
        report.alarm = self._alarm(plans, found.alarm)
        return report

    def troubles(self, plans: Plans) -> list[Trouble]:
        """What is wrong and not mended. Raises ServiceError or WriteError where the store can't be used."""
        now, rows, waiting = self.hooks.clock(), self.runs.all(), self.outbox.waiting()
        tried = [each.notice.posted_at for each in waiting if each.tries]
        oldest = min((at for at in tried if at), default=None)
        recorded = (at for run in rows.values() for at in (run.made_at,) if at)
        return [
            *of_runs(rows, plans, now, self.hooks.approved(rows)),
            *of_notices(len(tried), oldest),
            *of_clock(max(recorded, default=None), now),
            *self.hooks.failing(plans, rows),
        ]

    def _alarm(self, plans: Plans, due: datetime | None) -> datetime | None:
        """When the next thing is to happen: something falls due, or is tried again."""
        now, runs = self.hooks.clock(), self.runs.all()
        tries = [run.next_try for run in runs.values() if run.state in ("waiting", "made")]
        tries += [each.next_try for each in self.outbox.waiting()]
        tries.append(self.hooks.next_release(plans, runs, self.policy))
        return min((at for at in (due, *tries) if at and at > now), default=None)

    def _look(self, plans: Plans, now: datetime) -> tuple[Agenda, dict[Key, Run]]:
        first = {plan.name: now - plan.schedule.catch_up for plan in plans.plans}
        seen = self.runs.seen(first)
        rows = self.runs.all()
        dead = dead_among({run.owner for run in rows.values() if run.owner})
        return agenda(plans, rows, seen, now, self.policy, dead), rows

    def _leave_out(self, found: Agenda, notifier: Notifier, report: Reconciled, now: datetime) -> None:
        for skip in found.skip:
            if self.runs.skip(skip, now, notifier.skipped(skip)):
                report.skipped.append(skip.key)
                self._log("skipped", skip.key, reason=skip.reason)

    def _note(
        self, found: Agenda, rows: dict[Key, Run], notifier: Notifier, now: datetime
    ) -> Iterator[Exception]:
        """Tell of days that moved and of deadlines that passed; gives what went wrong, to be tried again."""
        for run, task in found.moved:
            try:
                # Before the row says so: a crash in between repeats the call and can't forget it.
                self.hooks.moved(run, task.plan.schedule, task.anchor.day.isoformat())
            except Exception as problem:
                yield problem
                continue
            if self.runs.moved(run, task, now, notifier.moved(run, task)):
                self._log("moved", run.key, old=run.occasion, new=task.anchor.day)
        told: list[Notice] = []
        for task, name, deadline in found.passed:
            passed = rows.get(task.key)
            try:
                settled = passed is not None and self.hooks.settled(passed, name)
            except Exception as problem:
                yield problem
                continue
            if not settled:
                told += notifier.passed(task, passed, name, deadline)
        for plan, unknown in found.unknown:
            told += notifier.unknown(plan, unknown)
        self._post(told, now)

    def _take_up(self, task: Task, notifier: Notifier, report: Reconciled) -> None:
        claim = self._claim(task)
        if claim is None:
            return
        try:
            if claim.state == "building":
                claim = self._build(claim, task, notifier, report)
            self._prove(claim, task)
        except Lost:
            self._log("lost", claim.key, fence=claim.fence)
        except HandBack:
            self.runs.hand_back(claim, self.hooks.clock())
            report.handed_back.append(claim.key)
            self._log("handed_back", claim.key)
        except Exception as problem:
            # Whatever a build trips over is told to people and tried again; the service goes on.
            self._put_off(claim, task, problem, notifier, report)

    def _claim(self, task: Task) -> Run | None:
        now = self.hooks.clock()
        run = self.runs.get(task.key)
        if run is None or not run.is_free(now, self.policy, dead_among([run.owner] if run.owner else [])):
            return None
        claim = self.runs.claim(run, task, self.owner, now)
        if claim is not None:
            self._log("claimed", claim.key, fence=claim.fence, was=run.state)
        return claim

    def _build(self, claim: Run, task: Task, notifier: Notifier, report: Reconciled) -> Run:
        if claim.fence % self.policy.most_claims == 0:
            raise InternalError(f"it was begun {claim.fence} times and killed whoever tried")
        made = self.hooks.build(claim.publication, claim.edition, lambda *_: self._sign_of_life(claim))
        now = self.hooks.clock()
        if not self.runs.made(claim, made, now, notifier.made(task, made, now)):
            raise Lost
        report.made.append(claim.key)
        self._log("made", claim.key, draft=made.name, digest=made.digest, fit=made.fit, due=task.due)
        return replace(claim, state="made", draft=made.name, digest=made.digest, fit=made.fit, tries=0)

    def _sign_of_life(self, claim: Run) -> None:
        if self.stop.now():
            raise HandBack
        if not self.runs.renew(claim, self.hooks.clock()):
            raise Lost

    def _prove(self, claim: Run, task: Task) -> None:
        self._sign_of_life(claim)
        schedule = task.plan.schedule
        draft, digest = claim.draft or "", claim.digest or ""
        self.hooks.proof(
            Proof(claim.publication, claim.edition, draft, digest, schedule.proof, schedule.tell)
        )
        if not self.runs.done(claim, "", self.hooks.clock()):
            raise Lost
        self._log("done", claim.key, draft=draft)

    def _put_off(
        self, claim: Run, task: Task, problem: Exception, notifier: Notifier, report: Reconciled
    ) -> None:
        """Try again later, or give up. A draft that is made stays made: only its proof is given up.

        A build is tried again whatever stopped it; a proof that was refused for good is not.
        """
        claim = self._as_it_stands(claim)
        now, what, event = self.hooks.clock(), said(problem), "failed"
        wait = self._wait(claim, task, problem, now)
        if claim.state == "made":
            what, event = f"the proof of {claim.draft} could not be sent: {what}", "proof_failed"
        is_told = wait is None or not isinstance(problem, UnderWay)
        told = notifier.failed(task, claim, problem, wait, task.until) if is_told else []
        if not self._mark_put_off(claim, what, wait, now, told):
            self._log("lost", claim.key, fence=claim.fence)
            return
        report.failed.append(claim.key)
        self._log(event, claim.key, reason=what, tries=claim.tries + 1, final=wait is None)

    def _wait(self, claim: Run, task: Task, problem: Exception, now: datetime) -> timedelta | None:
        """How long until the next try; None where it is given up."""
        if claim.state == "made":
            return None if is_for_good(problem) else self.policy.wait_after(claim.tries + 1)
        wait = self.policy.wait(claim.tries + 1)
        return wait if now + wait <= task.until else None

    def _mark_put_off(
        self, claim: Run, what: str, wait: timedelta | None, now: datetime, told: list[Notice]
    ) -> bool:
        if wait is not None:
            return self.runs.again(claim, what, now + wait, now, told)
        if claim.state == "made":
            return self.runs.done(claim, what, now, told)
        return self.runs.failed(claim, what, now, told)

    def _as_it_stands(self, claim: Run) -> Run:
        row = self.runs.get(claim.key) or claim
        return replace(row, fence=claim.fence, owner=claim.owner)

    def _release(self, plans: Plans) -> Iterator[Exception]:
        if self.stop.soon():
            return
        try:
            for told in self.hooks.release(plans, self.runs.all(), self.policy):
                self._post([told], self.hooks.clock())
                if self.stop.soon():
                    return
        except Exception as problem:
            yield problem

    def _post(self, told: Iterable[Notice], now: datetime) -> None:
        for notice in self.outbox.post(told, now):
            self._log(notice.kind, (notice.publication, notice.edition), reason=notice.text)

    def send_notices(self, report: Reconciled) -> None:
        """Send what waits. After a failure the rest is left to the next look: a server may hang each time."""
        while not self.stop.now() and (taken := self.outbox.take(self.hooks.clock())) is not None:
            notice, tries = taken
            key = (notice.publication, notice.edition)
            try:
                self.hooks.notify(notice)
            except Exception as problem:
                # The notice is kept, and tried again until it is out.
                report.unsent.append(notice)
                self._log("notice_failed", key, kind=notice.kind, tries=tries, reason=said(problem))
                return
            self.outbox.sent(notice, self.hooks.clock())
            self._log("notice_sent", key, kind=notice.kind, about=notice.about)

    def _log(self, event: str, key: Key, **fields: object) -> None:
        self.hooks.log(event, publication=key[0], edition=key[1], **fields)
