"""The runner on both kinds of store: tries again, gives up aloud, hands back, and makes nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from reckoner.reports.delivery.failure import Undelivered, UnderWay
from reckoner.reports.errors import InputError, ServiceError, SettingsError, WriteError
from reckoner.reports.schedule.notices import Notice
from reckoner.reports.schedule.plans import Plans
from reckoner.reports.schedule.run import Policy
from reckoner.reports.schedule.runner import Stop
from reckoner.reports.schedule.tables import open_store
from tests.schedule.offices import Desk, at, hours, meeting, monthly, office, paper

NEWS = ("newsletter", "2026-02")
DUE = at("2026-03-02 07:00")
PLANS = office(monthly(tell=["communications"], proof=["mailbox"]))


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return Desk(engine, DUE)


def test_a_draft_is_made_proofed_and_told_of_once(desk: Desk) -> None:
    for minutes in range(4):
        desk.look(PLANS, DUE + timedelta(minutes=minutes))
    assert desk.built == [NEWS]
    assert [(proof.draft, proof.channels, proof.people) for proof in desk.proofs] == [
        ("draft-001", ("mailbox",), ("communications",))
    ]
    assert desk.kinds() == ["ready"]
    assert desk.state(*NEWS).state == "done"


def test_what_is_made_on_return_is_told_as_late(desk: Desk) -> None:
    desk.look(PLANS, DUE + hours(30))
    assert sorted(desk.kinds()) == ["late", "ready"]
    late = next(notice.text for notice in desk.told if notice.kind == "late")
    assert (
        late == "It fell due on Monday 2 March 2026 at 07:00 and was made on Tuesday 3 March 2026 at 13:00."
    )


@pytest.mark.parametrize(
    "problem",
    [
        InputError("the table has not come"),
        WriteError("the disk is full"),
        WriteError("the folder is on a read-only disk"),
        ServiceError("the database does not answer"),
        ZeroDivisionError("with a secret in its text"),
    ],
)
def test_a_build_that_fails_is_tried_again_and_recovers(desk: Desk, problem: Exception) -> None:
    desk.trouble = [problem, problem]
    for minutes in (0, 1, 6):
        desk.look(PLANS, DUE + timedelta(minutes=minutes))
    assert desk.built == [NEWS]
    assert sorted(desk.kinds()) == ["failed", "ready"]
    assert "secret" not in "".join(notice.text for notice in desk.told) + str(desk.log)


def tried_at(desk: Desk, plans: Plans) -> list[float]:
    """The hours after which a build was tried, until it was made or given up."""
    tried, now = [], DUE
    while now < DUE + hours(24 * 60):
        before = len(desk.trouble)
        desk.look(plans, now)
        if len(desk.trouble) < before:
            tried.append(round((now - DUE).total_seconds() / 3600, 2))
        if desk.state(*NEWS).state in ("failed", "done"):
            return tried
        now = desk.state(*NEWS).next_try or now
    raise AssertionError(tried)


def test_tries_grow_apart_and_end_with_the_catch_up_limit_that_is_told(desk: Desk) -> None:
    plans = office(monthly(tell=["communications"], author="communications", catch_up="1 day"))
    desk.trouble = [InputError("the table has not come")] * 99
    assert tried_at(desk, plans) == [0, 0.02, 0.1, 0.6, 2.6, 8.6, 14.6, 20.6]
    first, last = (notice.text for notice in desk.told)
    assert "It will be tried again in 1 minute, and ever more slowly until Tuesday 3 March" in first
    assert "Its time ended on Tuesday 3 March 2026 at 07:00, and nobody tries any more." in last
    for told in (first, last):
        assert told.startswith("the table has not come\n")
        assert "reckoner build newsletter 2026-02" in told
    assert "communications must act: mend the cause, then: reckoner schedule run-due --failed" in last
    assert desk.state(*NEWS).reason == "the table has not come"


def test_a_deadline_after_the_catch_up_limit_is_tried_for(desk: Desk) -> None:
    deadlines = {"approve": "third working day of the month at 16:00"}
    desk.trouble = [InputError("the table has not come")] * 99
    tried = tried_at(desk, office(monthly(catch_up="1 hour", deadlines=deadlines)))
    assert 50 < tried[-1] < 57  # it is two days and nine hours later


def test_what_is_mended_days_later_is_taken_up_by_itself_and_at_once_where_files_changed(desk: Desk) -> None:
    desk.trouble = [InputError("the table has not come")] * 12
    tried = tried_at(desk, PLANS)
    assert desk.built == [NEWS]
    assert tried[-1] > 36
    desk.trouble = [InputError("the table has not come")] * 4
    following = office(monthly())
    for minutes in (0, 1, 6, 36):
        desk.look(following, at("2026-04-01 07:00") + timedelta(minutes=minutes))
    desk.runner().hurry()
    desk.look(following)
    assert desk.built[-1] == ("newsletter", "2026-03")


def test_what_was_given_up_is_made_once_a_person_asks_again(desk: Desk) -> None:
    plans = office(monthly(catch_up="1 hour"))
    desk.trouble = [InputError("x")] * 5
    tried_at(desk, plans)
    assert desk.state(*NEWS).state == "failed"
    desk.trouble = []
    assert desk.runner().runs.put_back(NEWS, DUE + hours(2))
    desk.look(plans, DUE + hours(2))
    assert desk.state(*NEWS).state == "done"


def test_a_proof_that_fails_is_tried_again_without_building_again(desk: Desk) -> None:
    desk.proof_trouble = [ServiceError("the mail server does not answer")]
    desk.look(PLANS, DUE)
    assert desk.state(*NEWS).state == "made"
    desk.look(PLANS, DUE + timedelta(minutes=1))
    assert (desk.built, len(desk.proofs), desk.state(*NEWS).state) == ([NEWS], 1, "done")


def test_a_proof_given_up_leaves_the_draft_made_and_the_reason_shown(desk: Desk) -> None:
    desk.policy = Policy(most_tries=2)
    desk.proof_trouble = [ServiceError("the mail server does not answer")] * 2
    desk.look(PLANS, DUE)
    desk.look(PLANS, DUE + timedelta(minutes=1))
    found = desk.state(*NEWS)
    assert (found.state, found.draft) == ("done", "draft-001")
    assert "could not be sent: the mail server does not answer" in found.reason
    assert desk.kinds().count("undelivered") == 2


def test_a_notice_that_can_not_go_out_goes_out_later(desk: Desk) -> None:
    desk.notify_trouble = [ServiceError("the mail server does not answer")]
    desk.look(PLANS, DUE)
    assert desk.kinds() == []
    desk.look(PLANS, DUE + timedelta(minutes=1))
    assert desk.kinds() == ["ready"]
    assert "notice_failed" in [event for event, _ in desk.log]


@pytest.mark.slow
def test_a_notice_is_kept_for_weeks_and_goes_out_once_its_channel_is_mended(desk: Desk) -> None:
    desk.notify_trouble = [ServiceError("there is no such folder")] * 1000
    tried, now = 0, DUE
    while now < DUE + hours(24 * 27):
        before = len(desk.notify_trouble)
        report = desk.look(PLANS, now)
        tried += before - len(desk.notify_trouble)
        assert report.alarm is not None
        now = report.alarm
    assert 60 < tried < 120
    [waiting] = desk.runner().outbox.waiting()
    assert waiting.notice.kind == "ready"
    assert waiting.next_try is not None
    assert waiting.next_try - now <= hours(24)
    desk.notify_trouble = []
    desk.look(PLANS, now + hours(24))
    assert desk.kinds()[0] == "ready"
    assert desk.runner().outbox.unsent() == 0


def test_when_one_notice_is_out_those_that_waited_go_out_too(desk: Desk) -> None:
    """The channel is mended, though the next try of the older one would be an hour away."""
    first = office(monthly())
    both = office(monthly(), monthly(name="other", publication="other"))
    desk.notify_trouble = [ServiceError("the mail server does not answer")] * 8
    for minutes in (0, 1, 6, 21, 51, 111, 171, 231):
        desk.look(first, DUE + timedelta(minutes=minutes))
    assert (desk.notify_trouble, desk.kinds()) == ([], [])
    desk.look(first, DUE + timedelta(minutes=245))
    assert desk.kinds() == []
    desk.look(both)
    assert sorted(desk.kinds()) == ["late", "ready", "ready"]


def test_a_server_that_fails_is_asked_once_in_a_look_whatever_waits(desk: Desk) -> None:
    plans = office(monthly(), monthly(name="other", publication="other"))
    desk.notify_trouble = [ServiceError("the mail server does not answer")] * 9
    assert [notice.publication for notice in desk.look(plans, DUE).unsent] == ["newsletter"]
    assert len(desk.notify_trouble) == 8
    assert [notice.publication for notice in desk.look(plans, DUE).unsent] == ["other"]


def test_the_alarm_is_that_of_the_true_next_try(desk: Desk) -> None:
    desk.trouble = [InputError("no words")]
    assert desk.look(PLANS, DUE).alarm == DUE + timedelta(minutes=1)
    desk.notify_trouble = [ServiceError("no answer")] * 3
    assert desk.look(PLANS, DUE + timedelta(minutes=1)).alarm == DUE + timedelta(minutes=2)
    desk.notify_trouble = []
    assert desk.look(PLANS, DUE + timedelta(minutes=2)).alarm == at("2026-04-01 07:00")


def test_what_is_wrong_is_told_until_it_is_mended(desk: Desk) -> None:
    def kinds() -> list[str]:
        return [each.kind for each in desk.runner().troubles(PLANS)]

    desk.trouble = [InputError("no words")]
    desk.notify_trouble = [ServiceError("no answer")]
    desk.look(PLANS, DUE)
    assert kinds() == ["build", "notice"]
    desk.proof_trouble = [Undelivered("refused", permanent=True)]
    desk.look(PLANS, DUE + timedelta(minutes=1))
    assert kinds() == ["proof"]
    desk.runner().runs.put_back(NEWS, desk.now)
    desk.look(PLANS)
    assert kinds() == []


def test_a_passed_deadline_says_who_must_act_and_how(desk: Desk) -> None:
    deadlines = {"approve": "third working day of the month at 16:00"}
    plans = office(monthly(deadlines=deadlines, author="communications", approver="chief-executive"))
    desk.look(plans, DUE)
    runner = desk.runner()
    runner.hooks = replace(runner.hooks, settled=lambda *_: False)  # nobody has approved it
    desk.now = at("2026-03-04 16:01")
    runner.reconcile(plans)
    text = desk.told[-1].text
    assert text.endswith(
        "chief-executive must act: reckoner drafts show newsletter/2026-02, "
        "then: reckoner drafts approve newsletter/2026-02"
    )
    desk.trouble = [InputError("no table")] * 99
    for day in ("2026-04-01 07:00", "2026-04-07 16:01"):
        desk.look(plans, at(day))
    late = [notice.text for notice in desk.told if notice.kind == "late"][-1]
    assert late.endswith(
        "There is no draft: no table\ncommunications must act: mend the cause, then: "
        "reckoner build newsletter 2026-03"
    )


def test_a_build_that_is_asked_to_stop_is_handed_back_and_made_by_the_next(desk: Desk) -> None:
    desk.stop = Stop(soon=lambda: False, now=lambda: True)
    assert desk.look(PLANS, DUE).handed_back == [NEWS]
    assert (desk.built, desk.state(*NEWS).owner) == ([], None)
    following = Desk(desk.engine, DUE, owner="following")
    following.look(PLANS)
    assert following.built == [NEWS]


def test_nothing_new_is_begun_once_asked_to_stop(desk: Desk) -> None:
    desk.stop = Stop(soon=lambda: True)
    desk.look(PLANS, DUE)
    assert (desk.built, desk.state(*NEWS).state) == ([], "waiting")


def test_two_schedulers_on_one_store_make_one_draft(desk: Desk) -> None:
    """The second looks in the middle of the first one's build."""
    second = Desk(desk.engine, DUE, owner="second")

    class Meddled(Desk):
        def build(self, publication: str, edition: str, step: object, /) -> object:  # type: ignore[override]
            second.look(PLANS, DUE)
            return super().build(publication, edition, step)  # type: ignore[arg-type]

    first = Meddled(desk.engine, DUE, owner="first")
    first.look(PLANS)
    assert (first.built, second.built, len(first.proofs)) == ([NEWS], [], 1)


def test_one_who_slept_through_his_lease_marks_nothing(desk: Desk) -> None:
    second = Desk(desk.engine, DUE, owner="second")

    class Slept(Desk):
        def build(self, publication: str, edition: str, step: object, /) -> object:  # type: ignore[override]
            second.look(PLANS, DUE + hours(1))
            return super().build(publication, edition, step)  # type: ignore[arg-type]

    first = Slept(desk.engine, DUE, owner="first")
    first.look(PLANS)
    assert (first.built, second.built) == ([], [NEWS])
    assert "lost" in [event for event, _ in first.log]
    assert desk.state(*NEWS).fence == 2


def test_a_clock_two_days_ahead_and_back_loses_nothing_and_doubles_nothing(desk: Desk) -> None:
    plans = office(monthly(catch_up="1 day"))
    desk.look(plans, DUE - hours(40))
    desk.look(plans, DUE + hours(30))  # two days and a bit ahead: skipped as too late
    assert desk.state(*NEWS).state == "skipped"
    desk.look(plans, DUE - hours(18))
    desk.look(plans, DUE)
    assert desk.built == [NEWS]
    desk.look(plans, DUE - hours(48))
    desk.look(plans, DUE + hours(1))
    assert desk.built == [NEWS]


def test_a_lease_taken_while_the_clock_was_ahead_holds_nobody_up(desk: Desk) -> None:
    runner = desk.runner()
    desk.trouble = [InputError("x")]
    desk.look(PLANS, DUE)
    waiting = desk.state(*NEWS)
    assert runner.runs.claim(waiting, None, "elsewhere|boot|ns|1|1", DUE + hours(48)) is not None
    desk.look(PLANS, DUE + timedelta(minutes=2))
    assert desk.built == [NEWS]


def test_a_run_killed_before_a_long_outage_is_taken_up_after_it(desk: Desk) -> None:
    desk.look(PLANS, DUE - hours(1))
    desk.stop = Stop(soon=lambda: True)
    desk.look(PLANS, DUE)
    assert desk.runner().runs.claim(desk.state(*NEWS), None, "killed", DUE) is not None
    desk.stop = Stop()
    desk.look(PLANS, DUE + hours(24 * 60))
    assert (NEWS in desk.built, desk.state(*NEWS).state) == (True, "done")


@pytest.mark.slow
def test_what_was_given_up_long_ago_can_still_be_asked_for(desk: Desk) -> None:
    desk.trouble = [InputError("x")] * 100
    tried_at(desk, PLANS)
    desk.trouble = []
    desk.look(PLANS, DUE + hours(24 * 60))
    assert NEWS not in desk.built
    desk.runner().runs.put_back(NEWS, desk.now)
    desk.look(PLANS)
    assert NEWS in desk.built


def test_runs_of_a_schedule_that_is_taken_away_are_closed(desk: Desk) -> None:
    desk.proof_trouble = [ServiceError("x")]
    desk.look(PLANS, DUE)
    assert desk.state(*NEWS).state == "made"
    desk.look(office(), DUE + timedelta(minutes=2))
    found = desk.state(*NEWS)
    assert (found.state, found.draft, found.reason) == (
        "done",
        "draft-001",
        "schedules.yaml doesn't ask for it any more",
    )


def test_a_meeting_that_moves_keeps_its_paper_and_tells_of_it(desk: Desk) -> None:
    before = office(
        paper(deadlines={"publish": "5 clear days before panel_meeting"}),
        meetings=[meeting("m", "2026-03-20")],
    )
    after = office(
        paper(deadlines={"publish": "5 clear days before panel_meeting"}),
        meetings=[meeting("m", "2026-03-27")],
    )
    desk.look(before, at("2026-03-03 08:00"))
    for _ in range(2):
        desk.look(after, at("2026-03-10 09:00"))
    assert (desk.built, desk.moves) == ([("panel-paper", "m")], [("m", "2026-03-27")])
    told = next(notice.text for notice in desk.told if notice.kind == "moved")
    assert "from 2026-03-20 to 2026-03-27" in told
    assert "Publish by Thursday 19 March 2026 at 07:00." in told


def test_before_an_election_drafts_are_made_and_their_release_is_held(desk: Desk) -> None:
    plans = office(monthly(), calendar={"pre_election": [{"poll": "2026-05-07", "name": "local elections"}]})
    desk.look(plans, at("2026-04-01 07:00"))
    assert ("newsletter", "2026-03") in desk.built
    held = next(notice.text for notice in desk.told if notice.kind == "held")
    assert "Pre-election period before the local elections, 2026-03-30 to 2026-05-07" in held


def test_a_deadline_passed_without_a_draft_is_told_once(desk: Desk) -> None:
    plans = office(monthly(deadlines={"approve": "third working day of the month at 16:00"}))
    desk.trouble = [InputError("x")] * 100
    for day in (2, 4, 5, 6):
        desk.look(plans, at(f"2026-03-{day:02} 17:00"))
    late = [notice.about for notice in desk.told if notice.kind == "late"]
    assert late == ["approve 2026-03-04"]


def test_a_schedule_that_can_not_be_reckoned_is_told_once_and_stops_no_other(desk: Desk) -> None:
    plans = office(monthly(), monthly("the 1st at 07:00", name="plain", publication="plain"))
    for day in (1, 2, 3):
        desk.look(plans, at(f"2029-02-{day:02} 09:00"))
    assert ("plain", "2029-01") in desk.built
    reckoned = [notice.text for notice in desk.told if "can't be reckoned" in notice.text]
    assert len(reckoned) == 1


def test_something_that_kills_its_builder_each_time_is_put_off_in_the_end(desk: Desk) -> None:
    desk.policy = replace(Policy(), most_claims=3)
    runner = desk.runner()
    runner.runs.put(())
    desk.stop = Stop(now=lambda: True)
    for minutes in range(3):
        desk.look(PLANS, DUE + timedelta(minutes=minutes))
    assert desk.state(*NEWS).reason == "it was begun 3 times and killed whoever tried"


def test_the_state_holds_only_text_and_numbers(desk: Desk) -> None:
    desk.look(PLANS, DUE)
    with desk.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM schedule_runs")).mappings().one()
    assert {type(value) for value in row.values()} <= {str, int, bool, type(None)}


def test_sqlite_writes_ahead_and_flushes(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "s.sqlite"))
    with engine.connect() as connection:
        modes = [
            connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")
        ]
    assert modes == ["wal", 2]


@pytest.mark.parametrize(
    ("address", "error", "said"),
    [
        ("postgresql://user:hunter2@server/name", SettingsError, "must not hold a password"),
        ("oracle://server/name", SettingsError, "can't be kept in oracle"),
        ("://", SettingsError, "can't be read"),
        ("/proc/no/such/state.sqlite", WriteError, "can't be made"),
        ("postgresql://nobody@/none?host=/nowhere", ServiceError, "the state doesn't answer"),
    ],
)
def test_a_store_that_can_not_be_used_says_why(address: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error) as refusal:
        open_store(address)
    assert said in str(refusal.value)
    assert "hunter2" not in str(refusal.value)


def test_a_full_disk_under_the_state_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    desk = Desk(open_store(str(path)), DUE)
    desk.look(PLANS, DUE - hours(48))
    with desk.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()

    def cap(connection: object, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

    from sqlalchemy import event

    event.listen(desk.engine, "connect", cap)
    many = office(*(monthly(name=f"n{i}", publication=f"n{i}-" + "x" * 50) for i in range(24)))
    with pytest.raises(WriteError, match="disk is full"):
        desk.look(many, DUE)
    event.remove(desk.engine, "connect", cap)
    desk.look(many, DUE)
    assert len(desk.built) == 24


def test_a_proof_refused_for_good_is_not_tried_again_until_a_person_asks(desk: Desk) -> None:
    desk.proof_trouble = [Undelivered("refused to sign in", permanent=True)]
    for minutes in (0, 1, 10, 600):
        desk.look(PLANS, DUE + timedelta(minutes=minutes))
    assert (desk.state(*NEWS).state, desk.proofs) == ("done", [])
    assert desk.kinds().count("undelivered") == 1
    assert desk.runner().runs.put_back(NEWS, desk.now)
    desk.look(PLANS)
    assert (len(desk.proofs), desk.built, desk.state(*NEWS).reason) == (1, [NEWS], "")
    assert not desk.runner().runs.put_back(NEWS, desk.now)


def test_a_proof_that_somebody_else_is_sending_alarms_nobody(desk: Desk) -> None:
    desk.proof_trouble = [UnderWay("a delivery is under way")]
    desk.look(PLANS)
    desk.look(PLANS, DUE + timedelta(minutes=1))
    assert (desk.kinds(), len(desk.proofs)) == (["ready"], 1)


def test_what_goes_wrong_beside_a_build_is_raised_after_it(desk: Desk) -> None:
    """A history that can't be read holds no draft up, and each of the other steps is taken."""

    def broken(*_: object) -> Iterator[Notice]:
        raise InputError("the history is broken")

    runner = desk.runner()
    runner.hooks = replace(runner.hooks, release=broken)
    with pytest.raises(InputError, match="the history is broken"):
        runner.reconcile(PLANS)
    assert (desk.built, desk.kinds()) == ([NEWS], ["ready"])


def test_an_approval_that_can_not_be_questioned_is_asked_about_again(desk: Desk) -> None:
    plans = office(paper(), meetings=[meeting("2026-03", "2026-03-20")])
    moved = office(paper(), meetings=[meeting("2026-03", "2026-03-27")])
    desk.look(plans, at("2026-03-03 08:00"))
    real, desk.move = desk.move, _unreadable  # type: ignore[method-assign, assignment]
    with pytest.raises(InputError):
        desk.look(moved)
    desk.move = real  # type: ignore[method-assign]
    desk.look(moved)
    desk.look(moved)
    assert (desk.moves, desk.kinds().count("moved")) == ([("2026-03", "2026-03-27")], 1)


def _unreadable(*_: object) -> None:
    raise InputError("the draft can't be read")


def test_a_meeting_moved_far_ahead_questions_its_approval_at_once(desk: Desk) -> None:
    desk.look(office(paper(), meetings=[meeting("2026-03", "2026-03-20")]), at("2026-03-03 08:00"))
    desk.look(office(paper(), meetings=[meeting("2026-03", "2026-09-18")]))
    assert desk.moves == [("2026-03", "2026-09-18")]


def test_what_waits_for_its_next_try_is_tried_at_once_when_a_person_asks(desk: Desk) -> None:
    desk.trouble = [InputError("no words")]
    desk.look(PLANS, DUE)
    desk.look(PLANS, DUE + timedelta(seconds=10))
    assert (desk.state(*NEWS).state, desk.built) == ("waiting", [])
    assert desk.runner().runs.put_back(NEWS, desk.now)
    desk.look(PLANS)
    assert desk.built == [NEWS]
