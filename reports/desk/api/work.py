"""Work in hand, to be asked about and ended; and the clock's runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reckoner.reports.desk import jobs
from reckoner.reports.desk.api.models import Listing, Model, Nothing, Paged, part_of
from reckoner.reports.desk.api.operation import Asked, Missing, Operation, Reply, found
from reckoner.reports.desk.tokens import may
from reckoner.reports.errors import UsageError
from reckoner.reports.schedule import run as clock
from reckoner.reports.schedule.run import Policy
from reckoner.reports.schedule.runs import Runs

_MOST = 200


class Trouble(Model):
    """What went wrong, where, and what to do about it."""

    what: str
    where: str
    todo: str


class Job(Model):
    """Work in hand: "running", "done", "failed", "cancelled" or "broken off"; ask again until it has ended.

    ``draft`` is what it made; ``result`` what else came of it, such as what a trial of data would change.
    """

    job: int
    kind: str
    about: str
    person: str
    begun: datetime
    seen: datetime
    step: int
    doing: str
    state: str
    draft: str | None
    faults: tuple[Trouble, ...]
    result: dict[str, Any]


class Jobs(Listing[Job]):
    """Work in hand, the newest first."""


class Run(Model):
    """What the clock makes of an edition."""

    id: str
    publication: str
    edition: str
    schedule: str
    due: datetime
    state: str
    tries: int
    next_try: datetime | None
    draft: str | None
    reason: str


class RunList(Listing[Run]):
    """The clock's runs, the last due first."""


def listed(asked: Asked, given: Paged) -> Jobs:
    """The last pieces of work."""
    known = [_job(each) for each in asked.desk.jobs.newest(_MOST) if _is_seen(asked, each)]
    return part_of(known, given, lambda each: str(each.job), Jobs)


def one(asked: Asked, _given: Nothing) -> Job:
    """How far a piece of work is, and what came of it."""
    return _job(_find(asked))


def cancel(asked: Asked, _given: Nothing) -> Reply:
    """End a piece of work; nothing of it is kept."""
    job = _find(asked)
    if job.person != asked.who.person.id and not may(asked.who.person, "build", job.about.split("/")[0]):
        raise UsageError("it was begun by somebody else", todo="Ask them, or somebody who may write there.")
    asked.desk.jobs.cancel(str(job.id), asked.who.person.id)
    asked.desk.note(asked.who.person.id, "cancelled", f"job {job.id}", asked.address)
    return job_begun(asked, job.id)


def runs(asked: Asked, given: Paged) -> RunList:
    """What the clock made, and what became of it."""
    known = sorted(_runs(asked).all().values(), key=lambda each: (each.due, each.key), reverse=True)
    items = [_run(each) for each in known if asked.sees(each.publication)]
    return part_of(items, given, lambda each: each.id, RunList)


def again(asked: Asked, _given: Nothing) -> Run:
    """Let the clock try anew what it gave up, or what waits for its next try."""
    key = asked.path["publication"], asked.path["edition"]
    if _runs(asked).get(key) is None:
        raise Missing(f"the schedule has no run {'/'.join(key)[:80]!r}", todo="Take one of /runs.")
    if not _runs(asked).put_back(key, asked.desk.clock()):
        raise UsageError(
            f"nothing of {' '.join(key)[:80]} waits to be tried again", todo="Look at its state."
        )
    asked.desk.note(asked.who.person.id, "asked again", "/".join(key), asked.address)
    run = _runs(asked).get(key)
    assert run is not None
    return _run(run)


def job_begun(asked: Asked, number: int) -> Reply:
    """The answer to work that was begun: the job, and where to ask about it."""
    return Reply(_job(asked.desk.jobs.get(str(number))), {"Location": f"/api/v1/jobs/{number}"})


def _find(asked: Asked) -> jobs.Job:
    job = found(lambda: asked.desk.jobs.get(asked.path["job"]))
    if not _is_seen(asked, job):
        raise Missing(f"there is no job {job.id} that this token sees", todo="Take one of /jobs.")
    return job


def _is_seen(asked: Asked, job: jobs.Job) -> bool:
    """Trials of data are of no publication: whoever began one sees it, and tokens of every publication."""
    if job.kind == "trial":
        return job.person == asked.who.person.id or not asked.token.publications
    return asked.sees(job.about.split("/")[0])


def _job(each: jobs.Job) -> Job:
    result = {name: value for name, value in each.result.items() if name not in ("faults", "made")}
    draft = "/".join(str(each.result["made"][0]).split("/")[-3:]) if "made" in each.result else None
    return Job(
        job=each.id, kind=each.kind, about=each.about, person=each.person, begun=each.begun, seen=each.seen,
        step=each.step, doing=each.doing, state=each.state, draft=draft, result=result,
        faults=tuple(Trouble(**fault) for fault in each.result.get("faults", ())),
    )  # fmt: skip


def _runs(asked: Asked) -> Runs:
    return Runs(asked.desk.engine, Policy())


def _run(each: clock.Run) -> Run:
    return Run(
        id="/".join(each.key), publication=each.publication, edition=each.edition, schedule=each.schedule,
        due=each.due, state=each.state, tries=each.tries, next_try=each.next_try, reason=each.reason,
        draft=f"{each.publication}/{each.edition}/{each.draft}" if each.draft else None,
    )  # fmt: skip


OPERATIONS = (
    Operation("listJobs", "GET", "/jobs", "read", listed, Jobs, Paged),
    Operation("getJob", "GET", "/jobs/{job}", "read", one, Job),
    Operation("cancelJob", "POST", "/jobs/{job}/cancel", "build", cancel, Job, status=202),
    Operation("listRuns", "GET", "/runs", "read", runs, RunList, Paged),
    Operation("runAgain", "POST", "/runs/{publication}/{edition}/again", "build", again, Run),
)
