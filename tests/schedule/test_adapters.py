"""The clock with a house's own adapters: its build, its channels, its history."""

from __future__ import annotations

import os
import pwd
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from reckoner.reports.drafts.approval import approve, identify, reject
from reckoner.reports.drafts.history import Lost, history_of
from reckoner.reports.drafts.kept import find_draft, read_draft
from reckoner.reports.drafts.state import Role, state_of
from reckoner.reports.errors import UsageError
from reckoner.reports.render.pdf.stamp import stamp
from reckoner.reports.schedule.adapters import open_state, runner_of
from reckoner.reports.schedule.hooks import now_utc
from reckoner.reports.schedule.plans import read_plans
from reckoner.reports.schedule.runner import Reconciled
from reckoner.reports.settings.house import read_house
from tests.small import only_the_paper_is_due, tiny_house
from tests.worked_example import edit

WORDS = "The panel visited {{ crime.schools }}."
PAPER = "panel-paper/2025-11"


@dataclass
class Clockwork:
    """A house whose paper is due, and the runner of its service."""

    house: Path
    events: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def look(self) -> Reconciled:
        """What the service does at each alarm."""
        runner = runner_of(self.house, open_state(self.house), self._log, stamp)
        return runner.reconcile(read_plans(self.house))

    def _log(self, event: str, /, **fields: Any) -> None:
        self.events.append((event, fields))

    def approve(self, role: Role = "approver") -> None:
        """The chief executive approves the newest draft."""
        house = read_house(self.house)
        kept = read_draft(find_draft(house.output, PAPER))
        who = identify(house.office, "ce")
        approve(history_of(house), kept, who, house.office, now_utc(), role=role)

    def withdraw(self) -> None:
        """The chief executive takes the approval back, so that another may be given."""
        house = read_house(self.house)
        kept = read_draft(find_draft(house.output, PAPER))
        who = identify(house.office, "ce")
        reject(history_of(house), kept, who, house.office, now_utc(), "there is a poll")

    def state(self) -> str:
        """How the newest draft stands."""
        house = read_house(self.house)
        return state_of(read_draft(find_draft(house.output, PAPER)), history_of(house).rows()).state

    def mails(self, name: str) -> list[str]:
        """The subjects of the mails whose file begins so."""
        files = sorted((self.house / "output" / "mail").glob(f"{name}*.eml"))
        return [
            str(message_from_bytes(file.read_bytes(), policy=policy.default)["Subject"]) for file in files
        ]

    @property
    def released(self) -> list[str]:
        """The files that are out."""
        found = (self.house / "output" / "released").rglob("*.*")
        return sorted(path.name for path in found if path.is_file())


@pytest.fixture
def clockwork(tmp_path: Path) -> Clockwork:
    """One whose meeting is in two weeks, and whose chief executive can sign in."""
    house = tiny_house(tmp_path / "house", WORDS)
    meet(house, 16)
    only_the_paper_is_due(house)
    named = "{id: chief-executive,"
    edit(house / "office.yaml", lambda text: text.replace(named, f"{named} user: ce,"))
    front = house / "content" / "panel-paper" / "2025-11" / "edition.md"
    edit(front, lambda text: text.replace("title: Progress", "title: Progress\nauthor: policy"))
    return Clockwork(house)


def meet(house: Path, days: int) -> None:
    """Put the meeting so many days from now."""
    day = now_utc().date() + timedelta(days=days)
    rewrite(house / "schedules.yaml", "    date: ", f"    date: {day}")
    rewrite(house / "schedules.yaml", "    when: 12 clear days", "    when: 20 days before panel_meeting")


def rewrite(path: Path, start: str, line: str) -> None:
    """Replace the line that begins so."""
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line if each.startswith(start) else each for each in lines) + "\n", "utf-8")


def test_a_proof_goes_out_by_itself_and_nothing_else_until_a_person_approves(clockwork: Clockwork) -> None:
    clockwork.look()
    assert clockwork.mails("PROOF-") == [f"PROOF, not approved: Progress ({PAPER}/draft-001)"]
    assert "panel-paper 2025-11: a draft is ready" in clockwork.mails("notice-")
    assert clockwork.released == []
    clockwork.approve()
    clockwork.look()
    assert "panel-paper.html" in clockwork.released
    assert clockwork.state() == "delivered"
    events = len(clockwork.events)
    clockwork.look()
    assert clockwork.events[events:] == []
    assert "panel-paper 2025-11: it is out" in clockwork.mails("notice-")


def test_before_a_poll_an_approved_draft_waits_for_the_monitoring_officer(clockwork: Clockwork) -> None:
    today = now_utc().date()
    poll = f"    - {{poll: {today + timedelta(days=9)}, from: {today - timedelta(days=20)}, name: a poll}}"
    rewrite(clockwork.house / "schedules.yaml", "    - {poll: ", poll)
    clockwork.look()
    clockwork.approve()
    for _ in range(2):
        clockwork.look()
    assert clockwork.released == []
    held = [fields["reason"] for event, fields in clockwork.events if event == "held"]
    assert len(held) == 1
    assert "the monitoring officer decides" in held[0]
    clockwork.withdraw()
    clockwork.approve("monitoring officer")
    clockwork.look()
    assert "panel-paper.html" in clockwork.released


def test_a_meeting_that_moves_after_the_approval_asks_for_another_look(clockwork: Clockwork) -> None:
    edit(clockwork.house / "schedules.yaml", lambda text: text.replace("release: [shelf]", "release: []"))
    clockwork.look()
    clockwork.approve()
    meet(clockwork.house, 17)
    clockwork.look()
    assert clockwork.state() == "look again"
    assert "panel-paper 2025-11: the date has moved" in clockwork.mails("notice-")


def test_a_channel_that_refuses_is_told_once_and_holds_no_other_up(clockwork: Clockwork) -> None:
    (clockwork.house / "output").mkdir()
    (clockwork.house / "output" / "blocked").write_text("a file where a folder should be", "utf-8")
    edit(
        clockwork.house / "office.yaml",
        lambda text: text.replace(
            "  desk: {", "  blocked: {kind: folder, takes: proof, folder: output/blocked}\n  desk: {"
        ),
    )
    edit(
        clockwork.house / "schedules.yaml",
        lambda text: text.replace("proof: [desk]", "proof: [blocked, desk]"),
    )
    report = clockwork.look()
    assert [report.made, report.failed] == [[("panel-paper", "2025-11")]] * 2
    assert len(clockwork.mails("PROOF-")) == 1
    assert "panel-paper 2025-11: it could not be delivered" in clockwork.mails("notice-")


def test_a_passed_deadline_is_settled_by_what_it_asks_for(clockwork: Clockwork) -> None:
    edit(clockwork.house / "schedules.yaml", lambda text: text.replace("release: [shelf]", "release: []"))
    clockwork.look()
    clockwork.approve()
    runner = runner_of(clockwork.house, open_state(clockwork.house), lambda *_, **__: None, stamp)
    settled: Callable[..., bool] = runner.hooks.settled
    run = runner.runs.all()[("panel-paper", "2025-11")]
    assert (settled(run, "approve"), settled(run, "publish")) == (True, False)
    assert not settled(replace(run, edition="2025-12"), "approve")


def test_what_the_clock_built_is_nobody_s_and_its_words_stay_their_editors_(clockwork: Clockwork) -> None:
    clockwork.look()
    house = read_house(clockwork.house)
    [built] = [row for row in history_of(house).rows() if row.what == "built"]
    assert (built.user, built.person, "owner" in built.details) == ("reckoner", "", False)
    me = pwd.getpwuid(os.getuid()).pw_name
    assert list(built.details["editors"]) == [me]
    edit(clockwork.house / "office.yaml", lambda text: text.replace("user: ce,", f"user: {me},"))
    office = read_house(clockwork.house).office
    kept = read_draft(find_draft(house.output, PAPER))
    with pytest.raises(UsageError, match="nobody may approve their own words"):
        approve(history_of(house), kept, identify(office, me), office, now_utc())


def test_the_notice_that_it_is_out_carries_the_hash_of_the_row_that_says_so(clockwork: Clockwork) -> None:
    clockwork.look()
    clockwork.approve()
    clockwork.look()
    row = history_of(read_house(clockwork.house)).rows()[-1]
    assert row.what == "delivered"
    files = (clockwork.house / "output/mail").glob("notice-*.eml")
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in files]
    assert [row.hash in mail.get_content() for mail in mails].count(True) == 1


def test_the_clock_stops_where_the_history_is_gone_and_goes_on_when_it_is_back(clockwork: Clockwork) -> None:
    clockwork.look()
    clockwork.approve()
    state = clockwork.house / "state/history.jsonl"
    rows = state.read_bytes()
    state.unlink()
    with pytest.raises(Lost, match="the history is gone or empty"):
        clockwork.look()
    assert clockwork.released == []
    assert not state.exists()
    state.write_bytes(rows)
    clockwork.look()
    assert "panel-paper.html" in clockwork.released
