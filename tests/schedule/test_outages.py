"""Outages with the real thing: each is a clear state, and passes without anything lost or sent twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from reports.delivery.claim import marks
from reports.delivery.deliver import Order, history_of
from reports.delivery.parcel import Parcel
from reports.drafts.approval import Identity, approve, reject
from reports.drafts.history import Act
from reports.drafts.kept import find_draft, read_draft
from reports.drafts.manifest import Manifest, describe
from reports.drafts.store import save
from reports.schedule.connected import runner_of
from reports.schedule.hooks import Made, Step
from reports.schedule.plans import read_plans
from reports.schedule.run import Run
from reports.settings.house import read_house
from tests.delivery.certificates import Certificates, make_certificates
from tests.delivery.conftest import PASSWORD, write_secret
from tests.delivery.dovecot import USER, Dovecot, dovecot, free_port
from tests.delivery.killing import killed_at
from tests.limits import no_room_beyond, read_only
from tests.schedule.offices import at
from tests.small import tiny_house, write
from tests.worked_example import edit

PAPER = ("panel-paper", "2025-11")
NOW = at("2025-11-12 09:00")  # a Wednesday, a day after the paper fell due
PAGE = b"<body>" + b"<p>8,665 crimes.</p>" * 2000
SCHEDULES = """
meetings:
  - {id: 2025-11, name: Panel, date: 2025-11-28}
schedules:
  - {name: paper, publication: panel-paper, for: current meeting, tell: [policy],
     when: 12 clear days before panel_meeting at 08:00, proof: [mailbox], release: [shelf]}
"""


@dataclass(repr=False)
class Desk:
    """A house whose paper is due, its clock, and the mailbox that takes its proofs."""

    house: Path
    engine: Engine
    mailbox: Dovecot
    now: datetime = NOW
    page: bytes = PAGE
    log: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def look(self, minutes: float = 0) -> Run:
        """What the service does at an alarm, so much later; the paper's run after it."""
        self.now += timedelta(minutes=minutes)
        runner = runner_of(self.house, self.engine, self._note, lambda pdf, _: pdf, clock=lambda: self.now)
        runner.hooks = replace(runner.hooks, build=self.build)
        runner.reconcile(read_plans(self.house))
        return runner.runs.all()[PAPER]

    def _note(self, event: str, /, **fields: Any) -> None:
        self.log.append((event, fields))

    def build(self, publication: str, edition: str, _step: Step, /) -> Made:
        files = {f"{publication}.html": self.page, "checks.json": b'{"findings": []}'}
        manifest = Manifest(publication, edition, True, describe(files), {}, {}, "policy")
        saved = save(self.house / "output", manifest, files, "log\n")
        return Made(saved.folder, saved.digest, True)

    def try_anew(self) -> None:
        """What `reckoner schedule run-due --failed` does first."""
        runner = runner_of(self.house, self.engine, self._note, lambda pdf, _: pdf)
        assert runner.runs.put_back(PAPER, self.now)

    def order(self, channel: str) -> Order:
        """The newest draft on its way out, by the chief executive's hand."""
        house = read_house(self.house)
        person = house.office.person("chief-executive")
        assert person is not None
        kept = read_draft(find_draft(house.output, "/".join(PAPER)))
        return Order(house, kept, channel, Identity(person, "ce"), self.now)

    def approve(self) -> None:
        """The chief executive approves the newest draft."""
        order = self.order("")
        approve(order.history, order.kept, order.who, order.house.office, self.now)

    def reject(self) -> None:
        """The chief executive takes that back."""
        order = self.order("")
        reject(order.history, order.kept, order.who, order.house.office, self.now, "not yet")

    def change(self, old: str, new: str) -> None:
        """Another word in office.yaml."""
        edit(self.house / "office.yaml", lambda text: text.replace(old, new))

    @property
    def drafts(self) -> list[str]:
        """The drafts that were kept, and whatever else lies beside them."""
        return sorted(path.name for path in (self.house / "output" / "panel-paper").glob("*/*"))

    @property
    def shelf(self) -> list[str]:
        """What is out."""
        return sorted(path.name for path in (self.house / "output" / "released").glob("*/*/*"))

    def notices(self, words: str) -> int:
        """How many mails with these words in the subject lie on the desk."""
        mails = [path.read_bytes() for path in (self.house / "output" / "mail").glob("notice-*.eml")]
        return sum(words in str(message_from_bytes(raw, policy=policy.default)["Subject"]) for raw in mails)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="module")
def imap(certificates: Certificates) -> Iterator[Dovecot]:
    with dovecot(certificates, PASSWORD) as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path, engine: Engine, imap: Dovecot, certificates: Certificates) -> Desk:
    house = tiny_house(tmp_path / "house", "Words.")
    write(house / "schedules.yaml", SCHEDULES)
    write_secret(house / "secret", PASSWORD)
    mailbox = (
        f"  mailbox: {{kind: imap-drafts, takes: proof, server: 127.0.0.1, port: {imap.port}, seconds: 2,"
        f" secret: secret, mailbox: {USER}, authority: {certificates.authority}, people: [communications]}}\n"
    )
    edit(house / "office.yaml", lambda text: text.replace("channels:\n", f"channels:\n{mailbox}"))
    imap.empty()
    return Desk(house, engine, imap)


@contextmanager
def full(_desk: Desk) -> Iterator[None]:
    with no_room_beyond(20_000):
        yield


@contextmanager
def locked(desk: Desk) -> Iterator[None]:
    (desk.house / "output").mkdir()
    with read_only(desk.house / "output"):
        yield


# A file of state would have no room either; a server's socket may not be opened without that power.
@pytest.mark.parametrize(
    ("engine", "outage"), [("postgresql", full), ("sqlite", locked)], indirect=["engine"]
)
def test_where_nothing_can_be_written_the_run_waits_and_is_made_whole_afterwards(
    desk: Desk, outage: Callable[[Desk], AbstractContextManager[None]]
) -> None:
    with outage(desk):
        run = desk.look()
        again = desk.look(1)
    assert [run.state, again.state, again.tries] == ["waiting", "waiting", 2]
    assert "could not be written" in run.reason or "no permission to write" in run.reason
    assert desk.drafts == []
    assert desk.look(5).state == "done"
    assert (desk.drafts, len(desk.mailbox.drafts())) == (["draft-001"], 1)
    assert (desk.notices("no draft could be made"), desk.notices("a draft is ready")) == (1, 1)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_history_without_room_stops_the_proof_and_the_release_and_no_approval_is_lost(desk: Desk) -> None:
    desk.look()
    desk.approve()
    size = (desk.house / "state" / "history.jsonl").stat().st_size
    with no_room_beyond(size + 10):
        for _ in range(2):
            desk.look(1)
    assert desk.shelf == []
    desk.look(10)
    assert desk.shelf == ["draft-001"]
    assert (desk.notices("could not be delivered"), desk.notices("it is out")) == (1, 1)


def down(desk: Desk) -> Callable[[], None]:
    there, nobody = f"port: {desk.mailbox.port}", f"port: {free_port()}"
    desk.change(there, nobody)
    return lambda: desk.change(nobody, there)


def hanging(desk: Desk) -> Callable[[], None]:
    desk.mailbox.pause()
    return desk.mailbox.go_on


@pytest.mark.parametrize(
    ("outage", "said"), [(down, "connection refused"), (hanging, "it did not answer in time")]
)
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_mail_server_that_does_not_answer_gets_the_proof_later_and_once(
    desk: Desk, outage: Callable[[Desk], Callable[[], None]], said: str
) -> None:
    mend = outage(desk)
    try:
        run = desk.look()
    finally:
        mend()
    assert (run.state, run.next_try) == ("made", NOW + timedelta(minutes=1))
    assert said in run.reason
    assert desk.notices("could not be delivered") == 1
    assert desk.mailbox.drafts() == []
    assert [desk.look(1).state, desk.look(1).state] == ["done", "done"]
    assert (desk.drafts, len(desk.mailbox.drafts())) == (["draft-001"], 1)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_wrong_password_is_tried_once_and_again_when_a_person_says_so(desk: Desk) -> None:
    write_secret(desk.house / "secret", "not-the-password")
    run = desk.look()
    assert (run.state, run.draft) == ("done", "draft-001")
    assert "refused to sign" in run.reason
    for minutes in (1, 5, 30):
        desk.look(minutes)
    tried = [row for row in history_of(read_house(desk.house)).rows() if row.what == "claimed"]
    assert (len(tried), desk.notices("could not be delivered")) == (1, 1)
    write_secret(desk.house / "secret", PASSWORD)
    desk.try_anew()
    assert (desk.look(1).state, desk.look().reason) == ("done", "")
    assert (desk.drafts, len(desk.mailbox.drafts())) == (["draft-001"], 1)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_clock_two_days_ahead_and_back_makes_proves_and_releases_once(desk: Desk) -> None:
    """What failed under the wrong clock is tried again under the right one, not two days later."""
    desk.now += timedelta(days=2)
    mend = down(desk)
    desk.look()
    desk.approve()
    with no_room_beyond(20_000):
        desk.look()
    assert desk.shelf == []
    mend()
    desk.now -= timedelta(days=2)
    runs = [desk.look(1) for _ in range(3)]
    assert (runs[-1].state, runs[-1].reason) == ("done", "")
    assert (desk.drafts, len(desk.mailbox.drafts())) == (["draft-001"], 1)
    assert desk.shelf == ["draft-001"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_look_at_the_mailbox_that_fails_counts_as_a_try(desk: Desk) -> None:
    """A claim whose holder was killed, and a server that is down: nobody is asked each minute for ever."""
    desk.change("proof, server", "release, server")
    edit(
        desk.house / "schedules.yaml",
        lambda text: text.replace("[mailbox]", "[]").replace("shelf", "mailbox"),
    )
    desk.look()
    desk.approve()
    assert killed_at(20, desk.order("mailbox"))
    mend = down(desk)
    for minutes in (1, 0, 1, 0, 5, 0):
        desk.look(minutes)
    rows = history_of(read_house(desk.house)).rows()
    assert [row.what for row in rows if row.details.get("channel") == "mailbox"] == ["claimed"] + [
        "unsure"
    ] * 3
    mend()
    desk.look(30)
    assert len(desk.mailbox.drafts()) == 1
    assert desk.notices("it is out") == 1


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_release_that_another_carries_at_this_moment_alarms_nobody(desk: Desk) -> None:
    desk.look()
    desk.approve()
    order = desk.order("shelf")
    parcel = Parcel("release", order.kept.name, order.kept.digest, "", "", "", (), desk.now)
    act = Act("claimed", parcel.name, parcel.digest, "", "", desk.now, marks(parcel, "shelf"))
    history_of(read_house(desk.house)).append(act)
    desk.look(1)
    assert (desk.shelf, desk.notices("could not be delivered")) == ([], 0)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_approval_questioned_by_a_move_releases_nothing_until_it_is_given_anew(desk: Desk) -> None:
    """The meeting moves before the clock has looked; then the same bytes are approved again."""
    desk.look()
    desk.approve()
    edit(desk.house / "schedules.yaml", lambda text: text.replace("2025-11-28", "2026-02-27"))
    desk.look(1)
    desk.look(1)
    assert desk.shelf == []
    assert desk.notices("the date has moved") == 1
    desk.approve()
    desk.look(1)
    assert desk.shelf == ["draft-001"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_approved_for_a_meeting_called_off_stays_and_people_are_told_once(desk: Desk) -> None:
    desk.look()
    desk.approve()
    off = "date: 2025-11-28, cancelled: the hall is flooded}"
    edit(desk.house / "schedules.yaml", lambda text: text.replace("date: 2025-11-28}", off))
    for _ in range(2):
        desk.look(1)
    assert (desk.shelf, desk.notices("release is held")) == ([], 1)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_correction_is_released_beside_what_it_corrects_and_told_of(desk: Desk) -> None:
    desk.look()
    desk.approve()
    desk.look(1)
    desk.page = PAGE + b"<p>A correction.</p>"
    desk.build("panel-paper", "2025-11", lambda *_: None)
    desk.look(1)
    assert desk.shelf == ["draft-001"]
    desk.approve()
    for _ in range(2):
        desk.look(1)
    assert (desk.shelf, desk.notices("it is out")) == (["draft-001", "draft-002"], 2)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_is_refused_for_good_once_more_is_told_once_more(desk: Desk) -> None:
    (desk.house / "output").mkdir()
    (desk.house / "output" / "released").write_text("a file where a folder should be", "utf-8")
    desk.look()
    for number in (1, 2):
        desk.approve()
        for _ in range(2):
            desk.look(1)
        assert desk.notices("could not be delivered") == number
        desk.reject()
