"""What is due, done, skipped or late: a function of plans, rows and now."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, timedelta

from reckoner.reports.schedule.due import Agenda, Seen, Task, agenda, tasks_of
from reckoner.reports.schedule.plans import Plans
from reckoner.reports.schedule.run import Policy, Run
from tests.schedule.offices import at, hours, meeting, monthly, office, paper

POLICY = Policy()
NEWS = ("newsletter", "2026-02")
DUE = at("2026-03-02 07:00")


def look(plans: Plans, now: str, *rows: Run, since: str = "2026-02-15 00:00") -> Agenda:
    seen = {plan.name: Seen(at(since), at(since)) for plan in plans.plans}
    return agenda(plans, {run.key: run for run in rows}, seen, at(now), POLICY)


def run(state: str = "waiting", **more: object) -> Run:
    made = Run(*NEWS, "newsletter", DUE, "2026-03-01")
    return replace(made, state=state, **more)  # type: ignore[arg-type]


def test_nothing_is_due_a_minute_before_and_it_is_on_the_minute() -> None:
    plans = office(monthly())
    before, then = look(plans, "2026-03-02 06:59"), look(plans, "2026-03-02 07:00")
    assert (before.due, before.alarm) == ((), DUE)
    assert [task.key for task in then.due] == [NEWS]


def test_what_was_missed_is_due_within_the_limit_and_skipped_with_a_reason_beyond_it() -> None:
    plans = office(monthly(catch_up="3 days"))
    assert [task.key for task in look(plans, "2026-03-05 07:00").due] == [NEWS]
    late = look(plans, "2026-03-05 07:01")
    assert late.due == ()
    assert [(skip.key, skip.reason) for skip in late.skip] == [
        (NEWS, "it fell due 3 days ago; the limit is 3 days")
    ]


def test_months_missed_at_a_stretch_are_skipped_one_by_one() -> None:
    plans = office(monthly())
    found = look(plans, "2026-06-03 09:00", since="2026-01-01 00:00")
    assert [skip.key[1] for skip in found.skip] == ["2025-12", "2026-01", "2026-02", "2026-03", "2026-04"]
    assert [task.edition for task in found.due] == ["2026-05"]


def test_what_is_done_failed_or_held_by_another_is_not_due() -> None:
    plans, now = office(monthly()), at("2026-03-02 08:00")
    held = {"owner": "other", "lease_until": now + timedelta(minutes=5)}
    for row in (run("done"), run("failed"), run("building", **held), run("made", **held)):
        assert look(plans, "2026-03-02 08:00", row).due == (), row.state


def test_a_lease_that_has_ended_or_lies_too_far_ahead_is_free() -> None:
    plans, now = office(monthly()), at("2026-03-02 08:00")
    for until in (now, now - hours(1), now + hours(48)):
        row = run("building", owner="other", lease_until=until)
        assert [task.key for task in look(plans, "2026-03-02 08:00", row).due] == [NEWS], until


def test_a_run_put_off_waits_its_turn_but_no_longer_than_any_wait() -> None:
    plans, now = office(monthly()), at("2026-03-02 08:00")
    for wait, due in ((1, 0), (0, 1), (49, 1)):
        row = run(tries=1, next_try=now + hours(wait))
        assert len(look(plans, "2026-03-02 08:00", row).due) == due, wait


def test_what_was_skipped_under_a_wrong_clock_is_due_again() -> None:
    plans = office(monthly(catch_up="1 day"))
    assert look(plans, "2026-03-05 07:00", run("skipped")).due == ()
    assert [task.key for task in look(plans, "2026-03-02 09:00", run("skipped")).due] == [NEWS]


def test_several_occurrences_for_one_edition_make_it_once() -> None:
    plans = office(monthly("every Monday at 07:00", catch_up="1 day"))
    assert [task.key for task in look(plans, "2026-03-09 08:00", since="2026-03-01 00:00").due] == [NEWS]
    assert look(plans, "2026-03-09 08:00", run("done"), since="2026-03-01 00:00").due == ()


def test_an_extra_issue_is_an_edition_of_its_own() -> None:
    plans = office(monthly(), monthly(name="precept", issue="precept"))
    assert [task.edition for task in look(plans, "2026-03-02 07:00").due] == ["2026-02", "2026-02+precept"]


def only(plans: Plans) -> Task:
    (task,) = tasks_of(plans.plans[0], plans, at("2026-01-01 00:00"), at("2026-12-31 00:00"))
    assert isinstance(task, Task)
    return task


def test_a_moved_meeting_keeps_its_edition_and_gets_new_deadlines() -> None:
    timed = paper(deadlines={"publish": "5 clear days before panel_meeting at 12:00"})
    before = only(office(timed, meetings=[meeting("2026-03", "2026-03-20")]))
    after = only(office(timed, meetings=[meeting("2026-03", "2026-04-09")]))
    assert before.key == after.key == ("panel-paper", "2026-03")
    assert (before.due, before.deadlines) == (at("2026-03-03 08:00"), (("publish", at("2026-03-12 12:00")),))
    # Back from Thursday 9 April over Easter Monday and Good Friday.
    assert (after.due, after.deadlines) == (at("2026-03-19 08:00"), (("publish", at("2026-03-30 12:00")),))


def test_a_made_paper_whose_meeting_moves_is_noted_once_its_day_differs() -> None:
    plans = office(paper(), meetings=[meeting("2026-03", "2026-03-27")])
    row = Run("panel-paper", "2026-03", "paper", at("2026-03-03 08:00"), "2026-03-20", "done")
    assert [task.anchor.day for _, task in look(plans, "2026-03-11 09:00", row).moved] == [date(2026, 3, 27)]
    assert look(plans, "2026-03-11 09:00", replace(row, occasion="2026-03-27")).moved == ()


def test_a_paper_still_waiting_for_a_cancelled_meeting_is_left_out() -> None:
    plans = office(paper(), meetings=[meeting("2026-03", "2026-03-20", cancelled="no quorum")])
    row = Run("panel-paper", "2026-03", "paper", at("2026-03-03 08:00"), "2026-03-20")
    found = look(plans, "2026-03-11 09:00", row)
    assert [(skip.key, skip.reason) for skip in found.skip] == [
        (row.key, "schedules.yaml doesn't ask for it any more")
    ]


def test_a_paper_that_waits_for_a_meeting_moved_ahead_goes_on_waiting() -> None:
    plans = office(paper(), meetings=[meeting("2026-03", "2026-09-18")])
    row = Run("panel-paper", "2026-03", "paper", at("2026-03-03 08:00"), "2026-03-20")
    found = look(plans, "2026-03-11 09:00", row)
    assert (found.due, found.skip) == ((), ())


def test_a_deadline_that_has_gone_by_is_told_for_a_week() -> None:
    plans = office(monthly(deadlines={"approve": "third working day of the month at 16:00"}))
    for now, count in (("2026-03-04 15:59", 0), ("2026-03-04 16:00", 1), ("2026-03-12 16:00", 0)):
        assert len(look(plans, now, run("done")).passed) == count, now


def test_a_deadline_beyond_the_known_holidays_is_named_as_such() -> None:
    plans = office(monthly("the 20th", deadlines={"approve": "third working day of the month"}))
    (task,) = tasks_of(plans.plans[0], plans, at("2028-12-01 00:00"), at("2029-01-01 00:00"))
    assert isinstance(task, Task)
    assert task.deadlines == ()
    assert "known from 2012-01-01 to 2028-12-31" in dict(task.untold)["approve"]


def test_ten_thousand_schedules_are_looked_through_as_quickly_as_they_grow() -> None:
    """Twice as many schedules with as many rows take twice as long, not four times: work is counted."""

    def worked(number: int) -> int:
        first = office(monthly())
        many = tuple(
            replace(
                first.plans[0],
                schedule=first.plans[0].schedule.model_copy(update={"name": f"s{n}", "publication": f"p{n}"}),
            )
            for n in range(number)
        )
        plans = replace(first, plans=many)
        rows = {
            made.key: made
            for n in range(number)
            for made in [replace(run("waiting"), publication=f"p{n}", schedule=f"s{n}", tries=1)]
        }
        seen = {plan.name: Seen(DUE, DUE) for plan in many}
        steps = 0

        def count(*_: object) -> None:
            nonlocal steps
            steps += 1

        sys.setprofile(count)
        try:
            agenda(plans, rows, seen, DUE, POLICY)
        finally:
            sys.setprofile(None)
        return steps

    assert worked(400) < 2.2 * worked(200)
