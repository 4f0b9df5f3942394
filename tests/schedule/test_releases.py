"""What is to be carried out, told from a history: approved, once on each channel, with growing waits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from reckoner.reports.drafts.history import Row
from reckoner.reports.schedule.releases import Release, ended, failing, next_try, releases
from reckoner.reports.schedule.run import Key, Policy, Run
from reckoner.reports.settings.schedules import Schedule
from tests.schedule.offices import at, paper

KEY = ("panel-paper", "2026-03")
NOW = at("2026-03-10 09:00")
PAPER = Schedule.model_validate(paper(release=["shelf", "website"]))
RUNS: Mapping[Key, Run] = {KEY: Run(*KEY, "paper", at("2026-03-03 08:00"), "2026-03-20", "done")}


def row(what: str, draft: int = 1, minutes: int = 0, **details: object) -> Row:
    """Something that happened to a draft, so many minutes before now."""
    when = (NOW - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
    name = f"panel-paper/2026-03/draft-{draft:03}"
    return Row(0, when, what, name, str(draft) * 64, "chief-executive", "ce", details, "", "")


def history(*rows: Row) -> list[Row]:
    return [Row(**{**vars(each), "number": number}) for number, each in enumerate(rows, 1)]


def to_do(*rows: Row, now: datetime = NOW, runs: Mapping[Key, Run] = RUNS) -> list[Release]:
    return list(releases(history(*rows), runs, [PAPER], now, Policy()))


def channels(*rows: Row, now: datetime = NOW) -> list[str]:
    return [release.channel for release in to_do(*rows, now=now)]


def test_an_approved_draft_goes_to_each_channel_with_its_approver_s_role() -> None:
    found = to_do(row("approved", role="approver"))
    assert [(item.channel, item.draft[-9:], item.role) for item in found] == [
        ("shelf", "draft-001", "approver"),
        ("website", "draft-001", "approver"),
    ]


@pytest.mark.parametrize("last", ["rejected", "questioned"])
def test_what_nobody_stands_by_stays_where_it_is(last: str) -> None:
    assert channels() == []
    assert channels(row("approved"), row(last)) == []


def test_who_rejects_a_later_draft_still_stands_by_the_earlier_one() -> None:
    assert channels(row("approved"), row("rejected", 2)) == ["shelf", "website"]
    assert channels(row("approved"), row("approved", 2), row("rejected", 2)) == []


def test_what_is_out_on_one_channel_still_goes_to_the_other() -> None:
    assert channels(row("approved"), row("delivered", channel="shelf", purpose="release")) == ["website"]


def test_a_newer_draft_s_approval_replaces_the_older_s() -> None:
    out = (row("delivered", channel=name, purpose="release") for name in PAPER.release)
    found = to_do(row("approved"), *out, row("approved", 2))
    assert {item.draft[-3:] for item in found} == {"002"}


def test_an_edition_that_no_schedule_asked_for_is_left_to_people() -> None:
    assert to_do(row("approved"), runs={}) == []


def test_what_failed_waits_longer_each_time_and_is_given_up_after_more_than_a_week() -> None:
    failed = [row("failed", minutes=3, channel="shelf", permanent=False)] * 40
    waits = [minutes for minutes in range(2000) if "shelf" in _later(minutes, failed[:2])]
    assert waits[0] == 2  # the second wait is 5 minutes, 3 of them are over
    assert sum((Policy().wait(tries) for tries in range(1, 40)), timedelta()) > timedelta(days=8)
    assert "shelf" in _later(100_000, failed[:39])
    assert "shelf" not in _later(100_000, failed)


def test_the_next_try_and_what_fails_are_known_until_it_is_out() -> None:
    rows = (row("approved", minutes=9), row("failed", minutes=3, channel="shelf", permanent=False))

    def known(*more: Row) -> tuple[datetime | None, list[tuple[str, int]]]:
        told = history(*rows, *more)
        fails = [(item.channel, item.tries) for item, _ in failing(told, RUNS, [PAPER])]
        return next_try(told, RUNS, [PAPER], Policy()), fails

    assert known() == (NOW - timedelta(minutes=2), [("shelf", 1)])
    for_good = row("failed", minutes=1, channel="shelf", permanent=True)
    assert known(for_good) == (None, [("shelf", 2)])
    assert known(row("delivered", channel="shelf")) == (None, [])


def _later(minutes: int, failed: list[Row]) -> list[str]:
    return channels(row("approved", minutes=9), *failed, now=NOW + timedelta(minutes=minutes))


def test_what_was_refused_for_good_waits_for_another_approval() -> None:
    refused = row("failed", channel="shelf", permanent=True)
    assert channels(row("approved"), refused) == ["website"]
    assert channels(row("approved"), refused, row("rejected"), row("approved")) == ["shelf", "website"]


def test_what_may_have_arrived_waits_its_time_before_somebody_looks_again() -> None:
    unsure = row("unsure", minutes=1, channel="shelf", permanent=False)
    assert _later(-1, [unsure]) == ["website"]
    assert _later(1, [unsure]) == ["shelf", "website"]


def test_what_failed_while_the_clock_was_ahead_is_tried_now() -> None:
    ahead = row("failed", minutes=-2 * 24 * 60, channel="shelf", permanent=False)
    assert channels(row("approved"), ahead) == ["shelf", "website"]


def test_what_arrived_before_it_was_approved_anew_is_not_carried_again() -> None:
    out = row("delivered", channel="shelf")
    assert channels(row("approved"), out, row("approved")) == ["website"]


def test_the_end_of_a_release_is_told_for_a_week() -> None:
    rows = history(
        row("approved", minutes=60),
        row("delivered", minutes=50, channel="shelf", where="there"),
        row("failed", minutes=40, channel="website", permanent=True),
    )
    told = [
        [(item.channel, last.what) for item, last in ended(rows, RUNS, [PAPER], NOW + later, Policy())]
        for later in (timedelta(), timedelta(days=8))
    ]
    assert told == [[("shelf", "delivered"), ("website", "failed")], []]
