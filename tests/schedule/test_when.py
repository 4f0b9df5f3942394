"""The language of when: each form means one thing, and what isn't in it is refused with the forms."""

from __future__ import annotations

from datetime import time

import pytest

from reckoner.reports.schedule.cron import Cron
from reckoner.reports.schedule.when import (
    LAST,
    EachDay,
    FromMeeting,
    MonthDay,
    Rule,
    Weekday,
    WorkingDay,
    parse_when,
)  # fmt: skip

EVERY = frozenset(range(7))
DAYS, MONTHS = frozenset(range(1, 32)), frozenset(range(1, 13))
PANEL = "panel_meeting"


@pytest.mark.parametrize(
    ("text", "rule", "clock"),
    [
        ("first working day of the month at 07:00", WorkingDay(1, None), "07:00"),
        ("the third working day", WorkingDay(3, None), "07:00"),
        ("last working day of July at 16:30", WorkingDay(LAST, 7), "16:30"),
        ("last Friday", Weekday(LAST, 4, None), "07:00"),
        ("Second  Monday of March at 09:05", Weekday(2, 0, 3), "09:05"),
        ("the 5th", MonthDay(5, None, ""), "07:00"),
        ("the 5th, or the next working day", MonthDay(5, None, "next"), "07:00"),
        ("the 31st of each month, or the working day before", MonthDay(31, None, "before"), "07:00"),
        ("5 June, or the next working day at 23:59", MonthDay(5, 6, "next"), "23:59"),
        ("29 February", MonthDay(29, 2, ""), "07:00"),
        ("the last day of the month", MonthDay(LAST, None, ""), "07:00"),
        ("every Monday at 08:00", EachDay(frozenset({0}), working=False), "08:00"),
        ("every working day", EachDay(EVERY, working=True), "07:00"),
        ("every day at 00:00", EachDay(EVERY, working=False), "00:00"),
        ("12 clear days before panel_meeting at 08:00", FromMeeting(PANEL, 12, "clear", False), "08:00"),
        ("1 working day after audit_board", FromMeeting("audit_board", 1, "working", True), "07:00"),
        ("10 days before panel_meeting", FromMeeting(PANEL, 10, "calendar", False), "07:00"),
        ("on the day of panel_meeting at 18:00", FromMeeting(PANEL, 0, "calendar", False), "18:00"),
        ("cron: 30 7 * * mon-fri", Cron(DAYS, MONTHS, frozenset(range(5))), "07:30"),
        ("cron: 0 6 1 apr *", Cron(frozenset({1}), frozenset({4}), EVERY), "06:00"),
    ],
)  # fmt: skip
def test_each_form_has_one_meaning(text: str, rule: Rule, clock: str) -> None:
    when = parse_when(text)
    assert (when.rule, when.times) == (rule, (time.fromisoformat(clock),))


def test_cron_may_name_several_times() -> None:
    assert parse_when("cron: 0,30 8-9 * * sun").times == (time(8), time(8, 30), time(9), time(9, 30))
    assert parse_when("cron: */30 12 */10 * *").times == (time(12), time(12, 30))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("frist working day", "write `first working day of the month at 07:00`, `last Friday`"),
        ("", "is not a time that is known here"),
        ("first working day at 7am", "'7am' is not a time of day; write 07:00"),
        ("first working day at 24:00", "is not a time of day"),
        ("fifth Friday", "not every month has a fifth Friday; write `last Friday`"),
        ("the 32nd", "there is no day 32 in a month"),
        ("31 April", "there is no day 31 in April"),
        ("30 february", "there is no day 30 in February"),
        ("2 clear days after panel_meeting", "clear days run up to a meeting"),
        ("cron: 0 9 * * 1", "write days of the week by name"),
        ("cron: 0 9 * * 1-5", "write days of the week by name"),
        ("cron: 0 9 1 * mon", "put * for the other"),
        ("cron: 0 9 * *", "cron has five fields"),
        ("cron: */5 * * * *", "more than 24 times a day"),
        ("cron: 61 9 * * *", "runs from 0 to 59"),
        ("cron: x 9 * * *", "'x' is not a minute of cron"),
        ("cron: 0 9 31 feb,apr *", "no such day is in any of these months"),
        ("cron: 0 9 10-5 * *", "is not a day of cron"),
        ("cron: 0 9 */0 * *", "is not a day of cron"),
    ],
)
def test_what_is_not_in_the_language_is_refused_with_a_way_out(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as refusal:
        parse_when(text)
    assert said in str(refusal.value)
