"""A figure is of the edition's time, or the words say of which, or somebody accepts it with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.compose.freshness import own_period, period_of, says_period
from reckoner.reports.compose.occasion import Occasion
from reckoner.reports.figures.catalogue import Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure, NoValue, Observation, OverTime
from reckoner.reports.figures.unit import COUNT
from reckoner.reports.findings import Finding
from reckoner.reports.periods.period import Period
from tests.compose.house import composed, edition, library, measure, table
from tests.small import wording

FRONT = "---\ntitle: Progress\nperiods: {latest: 2025-10}\n---\n"
ACCEPTED = FRONT.replace("---\ntitle", "---\naccept_old: {crime.schools: The next count is in May}\ntitle")
NEWER = {"2025-08": 1, "2025-09": 2, "2025-10": 3, "2025-11": 4, "2025-12": 5}
OWN = Period.parse("2025-10")


def fact(period: str) -> Fact:
    return Fact(Figure(Decimal(7), COUNT, "crime.schools", Period.parse(period), ("office",), noun="schools"))


def found(folder: Path, words: str, *items: Measure | Fact, front: str = FRONT) -> list[Finding]:
    """What composing a paper of one section finds."""
    return list(composed(edition(folder, front, crime=f"Crime\n{words}"), library(items)).remarks)


@pytest.mark.parametrize(
    ("words", "period", "is_old"),
    [
        ("{{ crime.schools }} schools.", "2025-10", False),
        ("{{ crime.schools }} schools.", "2025-08", False),  # no more than a quarter lies between meetings
        ("{{ crime.schools }} schools.", "2025-06", True),
        ("In June 2025 we saw {{ crime.schools }} schools.", "2025-06", False),
        ("In June we saw {{ crime.schools }} schools.", "2025-06", False),
        ("In June we saw {{ crime.schools }} schools.", "2024-06", True),
        ("In July 2025 we saw {{ crime.schools }} schools.", "2025-06", True),
        ("{{ crime.schools }} schools.", "2024-25", False),
        ("{{ crime.schools }} schools.", "2023-24", True),
        ("{{ crime.schools }} schools in 2023/24.", "2023-24", False),
        ("{{ crime.schools }} schools in 2024/25.", "2023-24", True),
    ],
)
def test_an_old_fact_is_a_warning_unless_the_words_say_its_period(
    words: str, period: str, is_old: bool, tmp_path: Path
) -> None:
    remarks = found(tmp_path, words, fact(period))
    assert [(each.severity, each.rule) for each in remarks] == [("warning", "old-figure")] * is_old
    for each in remarks:
        assert f"crime.schools (7) is of {period}, and this edition is for 2025-10" in each.what
        assert each.where.endswith("10-crime.md:4")
        assert "accept_old" in each.todo


def test_a_measure_may_be_older_by_its_rhythm_and_no_more(tmp_path: Path) -> None:
    monthly = measure("crimes.solved", {"2025-08": 1, "2025-09": 2, "2025-10": 3})
    assert found(tmp_path / "a", "{{ crimes.solved at 2025-09 }}.", monthly) == []
    [old] = found(tmp_path / "b", "{{ crimes.solved at 2025-08 }}.", monthly)
    assert old.rule == "old-figure"


def test_a_value_to_compare_with_is_old_by_its_nature(tmp_path: Path) -> None:
    values = measure("crimes.solved", {"2024-10": 1, "2025-06": 2, "2025-10": 3})
    assert found(tmp_path / "a", "It was {{ crimes.solved.before }}.", values) == []
    beside = "It was {{ crimes.solved at 2025-06 }} and is {{ crimes.solved }}."
    assert found(tmp_path / "b", beside, values) == []


def test_an_accepted_figure_is_a_note_with_its_reason_here_and_in_the_ledger(tmp_path: Path) -> None:
    words = edition(tmp_path, ACCEPTED, crime="Crime\n{{ crime.schools }} schools.")
    paper = composed(words, library([fact("2023-24")]))
    [note] = paper.remarks
    assert (note.severity, note.rule) == ("note", "accepted-old")
    assert "The next count is in May" in note.what
    [entry] = paper.entries()
    assert entry.printed.figure.notes == ("old, accepted: The next count is in May",)


def test_an_acceptance_of_what_is_not_old_is_named(tmp_path: Path) -> None:
    [warning] = found(tmp_path, "{{ crime.schools }} schools.", fact("2025-10"), front=ACCEPTED)
    assert "accept_old lists crime.schools, of which nothing here is old" in warning.what
    assert warning.where.endswith("edition.md:2")


def test_an_edition_whose_newest_period_is_long_past_is_named(tmp_path: Path) -> None:
    front = FRONT.replace("2025-10", "2025-06")
    assert [each.rule for each in found(tmp_path, "Words.", front=front)] == ["old-edition"]


def test_a_placeholder_without_a_period_takes_the_edition_s(tmp_path: Path) -> None:
    newer = measure("crimes.solved", NEWER, default_period=None)
    paper = composed(edition(tmp_path, FRONT, crime="Crime\n{{ crimes.solved }} solved."), library([newer]))
    assert [entry.printed.text for entry in paper.entries()] == ["3"]


def test_where_the_edition_s_period_has_no_value_it_says_so_and_takes_no_other(tmp_path: Path) -> None:
    older = measure("crimes.solved", {"2025-08": 1, "2025-09": 2}, default_period=None)
    [missing] = found(tmp_path, "{{ crimes.solved }} solved.", older)
    assert (missing.severity, missing.rule) == ("error", "missing-figure")
    assert "has no value for 2025-10" in missing.what


def test_a_chart_without_periods_ends_with_the_edition(tmp_path: Path) -> None:
    chart = {"kind": "line", "title": "Solved", "measures": ["crimes.solved"]}
    words = edition(tmp_path, FRONT, crime="Crime\n{{ chart crimes.all }}")
    paper = composed(words, library([measure("crimes.solved", NEWER)], {"crimes.all": chart}))
    [series] = paper.charts()[0].spec.series
    assert [str(point.period) for point in series.points] == ["2025-08", "2025-09", "2025-10"]


@pytest.mark.parametrize(
    ("occasion", "periods", "own"),
    [
        (Occasion(date(2026, 2, 5)), {"latest": "2025-10", "year_to_date": "2025-01..2025-10"}, "2025-10"),
        (Occasion(date(2026, 2, 5)), {"half_year": "2025-04..2025-09", "plan": "2025-04..2029-03"},
         "2025-04..2025-09"),
        (Occasion(date(2026, 2, 5)), {}, "2026-01"),
        (Occasion(date(2025, 3, 31), own=Period.parse("2024-25")), {"latest": "2023-24"}, "2024-25"),
        (Occasion(date(2026, 2, 28), own=Period.parse("2026-02")), {"latest": "2026-01"}, "2026-01"),
        (Occasion(date(2026, 2, 28), own=Period.parse("2026-02")), {"half_year": "2025-04..2025-09"},
         "2026-02"),
    ],
)  # fmt: skip
def test_which_period_is_the_edition_s_own(occasion: Occasion, periods: dict[str, str], own: str) -> None:
    assert str(period_of(occasion, {name: Period.parse(each) for name, each in periods.items()})) == own


@pytest.mark.parametrize(
    ("values", "rule", "own", "asked"),
    [
        (["2023-24"], "none", "2025-10", "2024-25"),
        (["2025-Q1", "2025-Q2"], "none", "2025-10", "2025-Q3"),
        (["2025-01", "2025-02"], "sum", "2024-25", "2024-25"),
        (["2025-01", "2025-02"], "none", "2024-25", "2025-03"),
        (["2025-03-31", "2025-09-30", "2025-12-31"], "none", "2025-10", "2025-09-30"),
        (["2025-12"], "none", "2025-10", "2025-10"),
    ],
)
def test_the_edition_s_period_in_the_rhythm_of_a_measure(
    values: list[str], rule: str, own: str, asked: str
) -> None:
    item = measure("a.b", dict.fromkeys(values, 1), over_time=OverTime(rule))  # type: ignore[arg-type]
    assert str(own_period(item, Period.parse(own))) == asked


@given(
    st.lists(st.integers(-40, 0), unique=True, max_size=12),
    st.lists(st.integers(1, 40), unique=True, max_size=12),
    st.sampled_from([1, 3, 12]),
    st.sampled_from(["sum", "last", "none"]),
    st.sampled_from(["2025-10", "2025-Q3", "2024-25", "2025-01..2025-10"]),
)
def test_data_that_arrive_after_the_edition_change_nothing_in_it(
    old: list[int], new: list[int], length: int, rule: str, own: str
) -> None:
    """The same figure, or the same reason why there is none, as on the day of the edition."""
    asked = Period.parse(own)
    last = Period.months(asked.last.year, asked.last.month).shifted(1 - length)

    def series(steps: list[int]) -> Measure:
        last_one = Period.months(last.start.year, last.start.month, length)
        pieces = [
            Observation(last_one.shifted(step * length), Decimal(step * step + 1)) for step in sorted(steps)
        ]
        return Measure("a.b", COUNT, tuple(pieces), ("x",), OverTime(rule))  # type: ignore[arg-type]

    def value(item: Measure) -> tuple[Period | None, Decimal | None]:
        period = own_period(item, asked)
        assert period is not None
        assert period.end <= asked.end
        try:
            return period, item.at(period).value
        except NoValue:
            return period, None

    assert value(series(old)) == value(series([*old, *new]))


@pytest.mark.parametrize(
    ("text", "period", "says"),
    [
        ("From January to October 2025 it rose", "2025-01..2025-10", True),
        ("In the year 2023-24", "2023-24", True),
        ("In 2023", "2023-24", False),
        ("In 2023", "2023", True),
        ("On 30 September 2025", "2025-09-30", True),
        ("In October 2024", "2025-10", False),
    ],
)
def test_when_a_text_names_a_period(text: str, period: str, says: bool) -> None:
    assert says_period(text, Period.parse(period), wording()) == says


def test_a_table_ends_with_the_edition_but_for_years_that_are_planned(tmp_path: Path) -> None:
    rows = [(Period.parse(each), 3) for each in ("2025-09", "2025-10", "2025-11", "2026-27")]
    words = edition(tmp_path, FRONT, crime="Crime\n{{ table crimes.solved }}")
    tables = {"crimes.solved": table(*rows, month="period", solved="count")}
    [printed] = composed(words, library(tables=tables)).tables()
    months = [str(row[0].content[0]) for row in printed.body]
    assert months == ["September 2025", "October 2025", "2026/27"]
    assert "November" not in printed.data
