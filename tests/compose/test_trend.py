"""Trend words need evidence: a series of twelve, an XmR signal, and a working that can be followed."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.figures.catalogue import Catalogue
from reckoner.reports.figures.ledger import Entry, Ledger
from reckoner.reports.figures.measure import Break, Measure, Observation, OverTime
from reckoner.reports.figures.printed import Gap, Printed, plain, printed_in
from reckoner.reports.figures.unit import COUNT, PERCENT, Unit
from reckoner.reports.periods.period import Period
from tests.small import WHERE, wording

SWING = [20, 24] * 6  # October 2024 to September 2025: moving ranges of 4, so limits lie 10.64 from the mean


def series(*values: int, unit: Unit = COUNT, breaks: tuple[Break, ...] = ()) -> Measure:
    """A measure of months that ends in October 2025."""
    first = Period.parse("2025-10").shifted(1 - len(values))
    seen = tuple(Observation(first.shifted(n), Decimal(value)) for n, value in enumerate(values))
    rule = OverTime("sum") if unit == COUNT else OverTime()
    return Measure("calls.late", unit, seen, ("panel",), rule, noun="late calls", breaks=breaks)


def resolver(measure: Measure) -> Resolver:
    return Resolver(Catalogue.of([measure]), wording(), {"latest": Period.parse("2025-10")})


def said(measure: Measure, source: str = "calls.late.trend_words at latest") -> str:
    resolving = resolver(measure)
    text = plain(resolving.sentence(f"{{{{ {source} }}}}", WHERE))
    assert resolving.faults == []
    return text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([*SWING, 22], "stayed within the usual range in October 2025"),
        ([*SWING, 60], "rose above the usual range in October 2025"),
        ([*SWING, 0], "fell below the usual range in October 2025"),
        (
            [*SWING, 26, 30, 26, 30, 26, 30, 26],
            "lay above the average for seven months in a row, to October 2025",
        ),
        (
            [*SWING, 19, 16, 19, 16, 19, 16, 19],
            "lay below the average for seven months in a row, to October 2025",
        ),
        ([30, 14] * 8 + [18, 20, 22, 24, 26, 28], "rose without a break from April to October 2025"),
        (
            [*[20, 24] * 10, 31, 22, 31],
            "lay near the top of the usual range in two of three months, the last October 2025",
        ),
    ],
)
def test_the_rule_that_holds_gives_the_words(values: list[int], words: str) -> None:
    assert said(series(*values)) == words


def test_with_fewer_than_twelve_values_no_trend_is_claimed() -> None:
    assert said(series(*range(1, 12))) == "gave too few values to show a trend"
    assert said(series(*range(1, 13))) == "rose above the usual range in October 2025"


def test_values_before_a_break_in_method_do_not_count() -> None:
    cut = (Break(Period.parse("2025-01"), "New rules"),)
    assert said(series(*SWING, 60, breaks=cut)) == "gave too few values to show a trend"


def test_a_later_value_does_not_change_what_an_earlier_edition_says() -> None:
    before = said(series(*SWING, 22))
    later = series(*SWING, 22, 90, 90, 90)
    moved = Measure("calls.late", COUNT, later.observations, ("panel",), OverTime("sum"))
    at = "calls.late.trend_words at 2025-07"
    assert said(moved, at) == before.replace("October", "July")


def test_a_period_of_several_months_is_spoken_of_by_its_last_month() -> None:
    assert said(series(*SWING, 60), "calls.late.trend_words at 2025-05..2025-10") == (
        "rose above the usual range in October 2025"
    )


def test_the_working_stands_in_the_ledger_and_can_be_followed() -> None:
    (printed,) = printed_in(resolver(series(*SWING, 60)).sentence("{{ calls.late.trend_words }}", WHERE))
    assert isinstance(printed, Printed)
    row = Ledger((Entry("paragraph 1", printed),), {"panel": "The panel"}, wording()).csv()
    values = [*SWING, 60]
    ranges = [abs(b - a) for a, b in itertools.pairwise(values)]
    mean, allowance = Decimal(sum(values)) / 13, Decimal("2.66") * sum(ranges) / 12
    assert f"{round(mean + allowance)}" == "43"
    assert "60 (Oct 2025) lies outside the usual range, 7 to 43: 25, the mean of the values from" in row
    assert "Oct 2024 to Oct 2025" in row
    assert "the mean moving range times 2.66" in row
    assert printed.figure.value == 60


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("calls.late.trend_words since 2024-10", "looks at the whole series"),
        ("calls.late.change.trend_words", "speaks of values, not of changes"),
        ("calls.late.trend_words at 2019-10", "has no value in 2019-10"),
    ],
)
def test_what_has_no_trend_is_refused(source: str, fault: str) -> None:
    resolving = resolver(series(*SWING, 22))
    assert [type(part) for part in resolving.sentence(f"{{{{ {source} }}}}", WHERE)] == [Gap]
    assert fault in resolving.faults[0].what


# Words of direction that the series doesn't bear out


def remarks(measure: Measure, source: str) -> list[str]:
    resolving = resolver(measure)
    resolving.sentence(f"{{{{ {source} }}}}", WHERE)
    assert resolving.faults == []
    return [f"{found.severity} {found.where}: {found.what} {found.todo}" for found in resolving.remarks]


def test_a_direction_within_the_usual_range_is_a_warning_that_names_the_range() -> None:
    (found,) = remarks(series(*SWING, 22), "calls.late.rose_or_fell at 2025-10 since 2025-09")
    assert "warning words.md:1: “fell” claims a change of calls.late, but 22 in October 2025" in found
    assert "usual range of 12 to 32" in found
    assert "{{ calls.late.trend_words }}" in found


def test_a_direction_that_a_signal_bears_out_is_none() -> None:
    assert remarks(series(*SWING, 60), "calls.late.rose_or_fell at 2025-10 since 2025-09") == []


def test_a_direction_of_a_short_series_is_left_to_its_reader() -> None:
    assert remarks(series(20, 24, 22), "calls.late.rose_or_fell at 2025-10 since 2025-09") == []


def test_points_of_a_percentage_are_looked_at_too() -> None:
    shares = series(*SWING, 22, unit=PERCENT)
    assert len(remarks(shares, "calls.late.rose_or_fell at 2025-10 since 2025-09")) == 1


def test_words_of_trend_are_themselves_no_claim_to_doubt() -> None:
    assert remarks(series(*SWING, 22), "calls.late.trend_words at latest") == []
