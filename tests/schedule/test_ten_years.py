"""Ten years, 2017 to 2026: clock changes, leap days, and every bank holiday, the unusual ones too."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache

import pytest

from reckoner.reports.periods.period import Period
from reckoner.reports.schedule.plans import Plans
from reckoner.reports.schedule.rehearsal import rehearse
from reckoner.reports.schedule.tables import open_store
from tests.conftest import SOAK
from tests.schedule.offices import Desk, at, meeting, monthly, office, paper

START, END = at("2017-01-01 00:00"), at("2027-01-01 00:00")
MEETINGS = [
    meeting(f"{year}-{month:02}", f"{year}-{month:02}-{14 + (year * month) % 12:02}")
    for year in range(2017, 2027)
    for month in (2, 3, 6, 9, 11, 12)
]
PLANS = office(
    monthly(),
    monthly("the 31st, or the next working day, at 01:30", name="spilling", publication="digest"),
    monthly("last Sunday at 01:30", name="sunday", publication="sunday"),  # the night of each clock change
    paper(),
    {
        "name": "report", "publication": "annual-report", "for": "previous financial year",
        "when": "5 June, or the next working day", "catch_up": "4 weeks",
    },
    {
        "name": "quarterly", "publication": "quarterly", "for": "previous quarter",
        "when": "cron: 0 2 1 jan,apr,jul,oct *",
    },
    meetings=MEETINGS,
)  # fmt: skip

# By hand from the calendars of those years.
FIRST_WORKING_DAYS = {
    2022: "Tue 4 Jan, Tue 1 Feb, Tue 1 Mar, Fri 1 Apr, Tue 3 May, Wed 1 Jun, "
    "Fri 1 Jul, Mon 1 Aug, Thu 1 Sep, Mon 3 Oct, Tue 1 Nov, Thu 1 Dec",
    2023: "Tue 3 Jan, Wed 1 Feb, Wed 1 Mar, Mon 3 Apr, Tue 2 May, Thu 1 Jun, "
    "Mon 3 Jul, Tue 1 Aug, Fri 1 Sep, Mon 2 Oct, Wed 1 Nov, Fri 1 Dec",
    2024: "Tue 2 Jan, Thu 1 Feb, Fri 1 Mar, Tue 2 Apr, Wed 1 May, Mon 3 Jun, "
    "Mon 1 Jul, Thu 1 Aug, Mon 2 Sep, Tue 1 Oct, Fri 1 Nov, Mon 2 Dec",
}
# Meeting, five clear days before it, twelve clear days before it.
PAPERS = [
    ("Thu 2024-02-01", "Wed 2024-01-24", "Mon 2024-01-15"),
    ("Fri 2024-04-05", "Tue 2024-03-26", "Fri 2024-03-15"),  # Good Friday 29 March, Easter Monday 1 April
    ("Thu 2023-05-11", "Tue 2023-05-02", "Thu 2023-04-20"),  # 8 May, the Coronation, and 1 May
    ("Fri 2022-09-23", "Wed 2022-09-14", "Mon 2022-09-05"),  # 19 September, the Queen's funeral
    ("Tue 2022-06-07", "Thu 2022-05-26", "Tue 2022-05-17"),  # 2 and 3 June, the Jubilee
    ("Mon 2025-01-06", "Tue 2024-12-24", "Fri 2024-12-13"),  # Christmas, Boxing Day, New Year's Day
    ("Thu 2024-03-07", "Wed 2024-02-28", "Mon 2024-02-19"),  # 29 February
]


def play(plans: Plans, desk: Desk, jolt: Callable[[datetime], Iterator[datetime]], end: datetime) -> None:
    """From alarm to alarm until the end; ``jolt`` says at what instants the clock is seen in between."""
    now = START
    # The schedule is new at the start, so nothing of before is owed.
    desk.runner().runs.seen({plan.name: START for plan in plans.plans})
    while now < end:
        alarm = desk.look(plans, now).alarm
        following = min(alarm or end, now + timedelta(days=35))
        for seen in jolt(now):
            desk.look(plans, seen)
            following = max(following, seen) if seen > now else following
        now = following
    desk.look(plans, end + timedelta(days=60))


@cache
def owed(years: int) -> dict[str, set[str]]:
    """The editions that so many years owe, by counting months."""
    months = {str(Period.months(2016, 12).shifted(n)) for n in range(12 * years)}
    return {
        "newsletter": months,
        "digest": months,
        "sunday": months,
        "panel-paper": {entry["id"] for entry in MEETINGS if entry["date"].year < 2017 + years},
        "annual-report": {f"{year}-{year % 100 + 1:02}" for year in range(2016, 2016 + years)},
        "quarterly": {str(Period.months(2016, 10, 3).shifted(3 * n)) for n in range(4 * years)},
    }


def missing(desk: Desk, years: int) -> list[tuple[str, str]]:
    """Editions owed that are neither made once nor skipped with a reason."""
    rows = desk.runner().runs.all()
    found = []
    for key in ((publication, edition) for publication, each in owed(years).items() for edition in each):
        row, made = rows.get(key), desk.built.count(key)
        done = row is not None and (row.state, made) == ("done", 1)
        left = row is not None and (row.state, made, bool(row.reason)) == ("skipped", 0, True)
        if not done and not left:
            found.append(key)
    return found


@pytest.mark.slow
def test_each_period_is_made_exactly_once_and_on_the_minute() -> None:
    desk = Desk(open_store("sqlite://"), START)
    play(PLANS, desk, lambda _: iter(()), END)
    assert missing(desk, 10) == []
    assert {row.state for row in desk.runner().runs.all().values() if row.due < END} == {"done"}
    late = [(told.publication, told.edition) for told in desk.told if told.kind == "late"]
    assert [key for key in late if key[1] in owed(10)[key[0]]] == []


def test_with_outages_and_a_clock_that_jumps_each_period_is_made_once_or_skipped(
    chance: random.Random,
) -> None:
    def jolt(now: datetime) -> Iterator[datetime]:
        match chance.randrange(6):
            case 0:
                yield now + timedelta(days=chance.uniform(0, 45))  # switched off meanwhile
            case 1:
                yield now + timedelta(days=2)  # ahead for a moment
                yield now - timedelta(days=2)

    desk = Desk(open_store("sqlite://"), START)
    years = 10 if SOAK else 3
    play(PLANS, desk, jolt, at(f"{2017 + years}-01-01 00:00"))
    assert missing(desk, years) == []
    assert "skipped" in {row.state for row in desk.runner().runs.all().values()}


@pytest.mark.parametrize("year", FIRST_WORKING_DAYS)
def test_the_newsletter_comes_on_the_first_working_day_of_each_month(year: int) -> None:
    plans = office(monthly())
    played = [item.at.astimezone(plans.dates.zone) for item in rehearse(plans, year) if item.event == "made"]
    assert ", ".join(f"{day:%a} {day.day} {day:%b}" for day in played) == FIRST_WORKING_DAYS[year]
    assert {f"{day:%H:%M}" for day in played} == {"07:00"}


@pytest.mark.parametrize(("held", "published", "started"), PAPERS)
def test_a_papers_deadlines_are_those_of_the_table(held: str, published: str, started: str) -> None:
    from reckoner.reports.schedule.ahead import ahead

    day = date.fromisoformat(held[4:])
    plans = office(
        paper(deadlines={"publish": "5 clear days before panel_meeting"}), meetings=[meeting("m", held[4:])]
    )
    (task,) = ahead(plans, at("2022-01-01 00:00"), at("2026-01-01 00:00")).tasks
    instants = (task.deadlines[0][1], task.due)
    assert f"{day:%a %Y-%m-%d}" == held
    assert [f"{when.astimezone(plans.dates.zone):%a %Y-%m-%d}" for when in instants] == [published, started]
