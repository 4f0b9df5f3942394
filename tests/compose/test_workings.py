"""How figures were computed is said once for all that were made alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reckoner.reports.compose.workings import MANY, gathered
from reckoner.reports.figures.arithmetic import per_month, percent_change, total
from reckoner.reports.figures.figure import Computed
from reckoner.reports.figures.printed import Printed, Sentence, plain
from reckoner.reports.figures.working import working
from reckoner.reports.periods.period import Period
from tests.small import figure, wording

JANUARY, FEBRUARY, MARCH = (Period.months(2024, month) for month in (1, 2, 3))
Explained = tuple[Sentence, dict[Decimal, Printed]]


def a_sum(value: int, *periods: Period) -> Explained:
    """A sum over months, with its working."""
    parts = [replace(figure(value, f"crimes.{value}"), period=each) for each in periods]
    summed = total(parts, Period.months(2024, periods[0].start.month, len(periods)))
    return working(summed, wording()), {summed.value: wording().word(summed)}


def a_change(value: int) -> Explained:
    """A change in per cent from January to March, with its working."""
    before, after = (replace(figure(each), period=when) for each, when in ((100, JANUARY), (value, MARCH)))
    made = percent_change(after, before)
    return working(made, wording()), {made.value: wording().word(made)}


def said(*explained: Explained) -> list[str]:
    return [
        ", ".join(map(plain, ((each,) for each in one.listed))) + ": " * bool(one.listed) + plain(one.formula)
        for one in gathered(explained, wording())
    ]


def test_many_sums_over_the_same_months_are_said_in_one_line_that_lists_none() -> None:
    sums = [a_sum(value, JANUARY, FEBRUARY) for value in range(MANY + 1, 0, -1)]
    assert said(*sums) == ["All counts of January to February 2024: each the sum of its months"]


def test_many_sums_over_months_apart_name_each() -> None:
    sums = [a_sum(value, JANUARY, MARCH) for value in range(MANY + 1, 0, -1)]
    assert said(*sums) == ["All sums: each of its numbers for January 2024, March 2024"]


def test_many_changes_since_the_same_month_are_said_in_one_line_apart_from_sums() -> None:
    changes = [a_change(value) for value in range(101, 102 + MANY)]
    assert said(*changes, a_sum(7, JANUARY, MARCH)) == [
        "All changes since January 2024: the later number minus the earlier, divided by the earlier",
        "14: 7 (Jan 2024) + 7 (Mar 2024)",
    ]


def test_few_sums_and_those_over_other_months_show_their_parts() -> None:
    few = [a_sum(value, JANUARY, FEBRUARY) for value in range(1, MANY + 1)]
    assert said(*few, a_sum(7, FEBRUARY, MARCH)) == [
        "2: 1 (Jan 2024) + 1 (Feb 2024)",
        "4: 2 (Jan 2024) + 2 (Feb 2024)",
        "6: 3 (Jan 2024) + 3 (Feb 2024)",
        "8: 4 (Jan 2024) + 4 (Feb 2024)",
        "14: 7 (Feb 2024) + 7 (Mar 2024)",
    ]


def test_a_period_that_is_no_date_is_called_what_it_stands_for() -> None:
    before, after = (
        replace(figure(value, "office.posts"), period=month, called=name)
        for value, month, name in ((39, JANUARY, "old structure"), (37, MARCH, "new structure"))
    )
    made = replace(after, computed=Computed("change", (after, before)))
    assert plain(working(made, wording())) == "37 (new structure) minus 39 (old structure)"


def an_average(value: int) -> Explained:
    """The average of a year's months."""
    made = per_month(replace(figure(value), period=Period.year(2000 + value)))
    return working(made, wording()), {made.value: wording().word(made)}


def test_many_averages_of_months_are_said_in_one_line() -> None:
    averages = [an_average(value) for value in range(1, MANY + 2)]
    assert said(*averages) == ["All monthly averages: each number divided by its months"]
    assert said(*averages[:1]) == ["0: 1 (2001) divided by the number of months"]
