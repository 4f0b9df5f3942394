"""Mistakes that somebody could make in the scheduler, each as a change made at run time.

The harness that finds nothing wrong with the real one must find each of these.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update

from reckoner.reports.delivery import deliver, folder, imap
from reckoner.reports.delivery.claim import arrival
from reckoner.reports.delivery.deliver import Delivered
from reckoner.reports.delivery.payload import Payload
from reckoner.reports.drafts import store
from reckoner.reports.drafts.manifest import LOG, NAME, Manifest
from reckoner.reports.schedule import notices, runs, statements, tables
from reckoner.reports.schedule.hooks import Made, Proof
from reckoner.reports.schedule.run import Policy, Run
from reckoner.reports.schedule.runner import Runner
from tests.schedule import world


def _put(owner: object, name: str, value: object) -> None:
    assert hasattr(owner, name), name  # or it would be no mistake
    setattr(owner, name, value)


_ANY = update(tables.runs).where(statements.is_at(tables.runs))


def marks_before_it_builds() -> None:
    """The row says made while the draft is yet to be kept."""

    def build(self: Runner, claim: Run, task: Any, teller: Any, report: Any) -> Run:
        made = Made(Path("draft-001"), "0" * 64, fit=True)
        now = self.hooks.clock()
        self.runs.made(claim, made, now, teller.made(task, made, now))
        self.hooks.build(claim.publication, claim.edition, lambda *_: None)
        return replace(claim, state="made", draft=made.name, digest=made.digest, tries=0)

    _put(Runner, "_build", build)


def claims_without_looking() -> None:
    """A claim takes the row whatever has happened to it since it was read."""
    _put(runs, "_AS_READ", _ANY)
    _put(runs, "_at", lambda run: statements.at(run.__dict__, tables.runs))
    _put(Run, "is_free", lambda run, *_: run.state not in ("done", "failed"))


def never_lets_a_lease_end() -> None:
    """What a killed process held stays held."""

    def is_free(run: Run, now: datetime, policy: Policy, dead: frozenset[str] = frozenset()) -> bool:
        return run.state in ("waiting", "skipped") and (run.next_try is None or run.next_try <= now)

    _put(Run, "is_free", is_free)


def writes_drafts_in_place() -> None:
    """Files go straight to where readers look."""

    def save(output: Path, manifest: Manifest, files: Mapping[str, bytes], log: str) -> store.Saved:
        folder = output / manifest.publication / manifest.edition / "draft-001"
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / NAME).exists():
            store._write_all(folder, {NAME: manifest.to_bytes(), LOG: log.encode(), **files})
        return store.Saved(folder, 1, manifest.digest, is_new=True)

    _put(world, "save", save)


def keeps_a_draft_each_time() -> None:
    """A build that changed nothing is kept again."""

    def save(output: Path, manifest: Manifest, files: Mapping[str, bytes], log: str) -> store.Saved:
        return store.save(output, manifest, files, log, again=True)

    _put(world, "save", save)


def confirms_a_proof_before_it_goes() -> None:
    """The row says done, then the proof is sent."""

    def prove(self: Runner, claim: Run, task: Any) -> None:
        self._sign_of_life(claim)
        self.runs.done(claim, "", self.hooks.clock())
        self.hooks.proof(Proof(*claim.key, claim.draft or "", claim.digest or "", (), ()))

    _put(Runner, "_prove", prove)


def asks_anew_each_time() -> None:
    """Insert or replace, where insert or ignore is meant."""
    real = runs.Runs.put

    def put(self: runs.Runs, tasks: Any) -> None:
        listed = list(tasks)
        with tables.transaction(self.engine) as connection:
            finished = tables.runs.c.state == "done"
            connection.execute(update(tables.runs).where(finished).values(state="waiting", tries=1))
        real(self, listed)

    _put(runs.Runs, "put", put)


def forgets_what_it_leaves_out() -> None:
    """What is too late is passed over without a row."""
    _put(Runner, "_leave_out", lambda *_: None)


def tells_after_the_change() -> None:
    """The notice is stored in a transaction of its own, after that of the change."""

    real = runs.Runs._mark

    def mark(self: runs.Runs, claim: Run, values: Any, told: Any = (), now: datetime | None = None) -> bool:
        done = real(self, claim, values, (), now)
        with tables.transaction(self.engine) as connection:
            if done and now is not None:
                notices.post(connection, told, now)
        return done

    _put(runs.Runs, "_mark", mark)


def marks_without_a_fence() -> None:
    """Whoever wakes up marks the run, though another has taken it over."""

    def mark(self: runs.Runs, claim: Run, values: Any, told: Any = (), now: datetime | None = None) -> bool:
        with tables.transaction(self.engine) as connection:
            held = statements.at(claim.__dict__, tables.runs)
            return runs._change(connection, _ANY, held | values, told, now)

    _put(runs.Runs, "_mark", mark)


def appends_without_looking() -> None:
    """The drafts are not searched for the mail before it is appended."""
    _put(imap.ImapDrafts, "_is_there", lambda *_: False)


def gives_each_try_an_id_of_its_own() -> None:
    """The Message-ID holds the process, so that the search finds no earlier try."""
    _put(Payload, "message_id", property(lambda self: f"<{self.digest}.{os.getpid()}@example.org>"))


def confirms_before_it_sends() -> None:
    """The history says that it arrived, then it is sent."""

    def send(order: Any, payload: Any, channel: Any, claimed: Any) -> Delivered:
        told = deliver._told(order, payload, "there")
        guard = deliver._same_claim(order, payload, claimed)
        deliver._record(order, payload, arrival(payload), told, guard)
        return Delivered(channel.send(payload), "new")

    _put(deliver, "_send", send)


def fills_the_shelf_in_place() -> None:
    """What is released is written straight to where others read it."""

    def put(target: Path, files: Mapping[str, bytes]) -> None:
        target.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            with (target / name).open("wb") as file:
                file.write(content[:9])
                os.fsync(file.fileno())
                file.write(content[9:])

    _put(folder, "put_folder", put)


# Each with the kind of case, and the kind of step in it, that shows it.
MISTAKES: dict[str, tuple[Callable[[], None], str, str]] = {
    mistake.__name__: (mistake, case, phase)
    for mistake, case, phase in (
        (marks_before_it_builds, "one", "build"),
        (claims_without_looking, "two", "build"),
        (never_lets_a_lease_end, "one", "build"),
        (writes_drafts_in_place, "one", "disk"),
        (keeps_a_draft_each_time, "one", "build"),
        (confirms_a_proof_before_it_goes, "one", "proof"),
        (asks_anew_each_time, "one", "build"),
        (forgets_what_it_leaves_out, "one", "build"),
        (tells_after_the_change, "one", "store commit"),
        (marks_without_a_fence, "asleep", "build"),
        (appends_without_looking, "proof", "wire sent"),
        (gives_each_try_an_id_of_its_own, "proof", "wire sent"),
        (confirms_before_it_sends, "proof", "wire"),
        (fills_the_shelf_in_place, "release", "disk"),
    )
}
