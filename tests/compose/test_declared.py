"""A chart declared as labelled figures, with its total and its intervals."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from reckoner.charts.look import Look
from reckoner.charts.spec import ChartSpec
from reckoner.reports.compose.chartdata import chart_table
from reckoner.reports.compose.charts import compose_chart, draw_chart, source_line
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.errors import InputError
from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.unit import PERCENT
from reckoner.reports.figures.working import working
from reckoner.reports.modules.declaration import ChartEntry
from tests.compose.house import SCHOOLS, SOLVED, library, measure
from tests.small import wording

WEST = measure("crimes.in.west", {"2025-10": 40}, noun="West")
EAST = measure("crimes.in.east", {"2025-10": None}, noun="East")
SAFE = replace(measure("survey.safe", {"2025-10": 81}), unit=PERCENT)
ASKED = measure("survey.asked", {"2025-10": 812}, "office")
ITEMS = (SOLVED, SCHOOLS, WEST, EAST, SAFE, ASKED)


def spec(**declared: object) -> ChartSpec:
    shelf = library(ITEMS, {"crimes.shown": {"kind": "bar", "title": "Crimes", **declared}})
    chart = shelf.charts["crimes.shown"]
    return compose_chart(chart, Resolver(shelf.catalogue, wording(), {}), source_line(shelf, chart))


def test_each_series_has_the_figures_that_it_names() -> None:
    asked = {
        "Then": "crimes.solved at 2024-10",
        "Now": "crimes.solved at 2025-10",
        "Schools": "crime.schools",
    }
    made = spec(series={"Crimes": asked})
    assert [(p.label, str(p.figure and p.figure.value)) for p in made.series[0].points] == [
        ("Then", "100"), ("Now", "125"), ("Schools", "31"),
    ]  # fmt: skip
    assert made.source == "The Force, A paper, panel; The Force, A paper, office"


def test_a_series_can_be_all_categories_of_a_measure_and_a_missing_one_is_a_gap() -> None:
    made = spec(series={"October": "crimes.in.*"}, periods=["2025-10"])
    assert [(p.label, p.state) for p in made.series[0].points] == [("East", "missing"), ("West", "known")]


def test_the_total_is_computed_and_followed_back() -> None:
    with pytest.raises(InputError, match="one is missing or held back"):
        spec(series={"October": "crimes.in.*"}, total="All", periods=["2025-10"])
    steps = {"All of it": "crimes.solved", "West": "crimes.in.west"}
    last = spec(series={"Crimes": steps}, total="Both", periods=["2025-10"]).series[0].points[-1]
    assert last.figure is not None
    assert (last.label, str(last.figure.value)) == ("Both", "165")
    assert last.figure.computed is not None
    assert [each.value for each in last.figure.computed.inputs] == [125, 40]


def test_an_interval_is_computed_from_how_many_were_asked_or_given_as_published() -> None:
    shares = {"Feel safe": "survey.safe"}
    point = spec(series={"2025": shares}, periods=["2025-10"], asked="survey.asked").series[0].points[0]
    assert point.low is not None
    assert point.high is not None
    assert 78 < point.low.value < 81 < point.high.value < 84
    bounds = {"Feel safe": {"low": "crime.schools", "high": "crimes.solved"}}
    point = spec(series={"2025": shares}, periods=["2025-10"], bounds=bounds).series[0].points[0]
    assert point.low is not None
    assert point.low.value == 31


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"Now": "crimes.sold at 2025-10"}, "nothing is called 'crimes.sold'"),
        ({"Now": "crimes.solved.rose_or_fell at 2025-10"}, "is no figure"),
        ("crimes.by.*", "no measure begins with 'crimes.by.'"),
        ("crimes.solved", "isn't a list of figures"),
    ],
)
def test_a_wrong_name_is_refused_at_the_line_of_the_chart(asked: object, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        spec(series={"Crimes": asked})
    assert str(refused.value.faults[0].where) == "data/crimes/module.yaml:9"


def test_what_cannot_be_drawn_is_refused_at_the_line_of_the_chart() -> None:
    shelf = library(ITEMS, {"crimes.map": {"kind": "tilemap", "title": "Crimes", "periods": ["2025-10"],
                                            "series": {"Crimes": {"West": "crimes.in.west"}}}})  # fmt: skip
    chart = shelf.charts["crimes.map"]
    made = compose_chart(chart, Resolver(shelf.catalogue, wording(), {}), "The Force")
    with pytest.raises(InputError) as refused:
        draw_chart(chart, made, Look(), wording())
    (fault,) = refused.value.faults
    assert str(fault.where) == "data/crimes/module.yaml:9"
    assert fault.what == "chart crimes.map: a tile map needs a `grid`"


def test_a_timeline_is_declared_by_events_with_their_source() -> None:
    events = [
        {"at": "2025-06", "words": "The first building opens"},
        {"at": "2026-10", "words": "Move", "planned": True},
    ]
    made = spec(kind="timeline", events=events, source="The contractor's report")
    assert [(event.words, event.planned) for event in made.events] == [
        ("The first building opens", False), ("Move", True),
    ]  # fmt: skip
    assert made.source == "The contractor’s report"


BOTH = {"measures": ["a.b"], "series": {"A": "a.*"}}
STRAY = {"source": "A report", "measures": ["a.b"]}


@pytest.mark.parametrize("declared", [{}, BOTH, STRAY])
def test_a_chart_shows_one_thing(declared: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ChartEntry.model_validate({"kind": "bar", "title": "Crimes", **declared})


def test_all_words_of_a_chart_have_curly_quotes() -> None:
    made = spec(
        title="The 'best' month", subtitle="Clare's Law", notes=["It isn't all"],
        series={"Women's": {"Mothers' aid": "crime.schools"}}, highlights=["Mothers' aid"],
    )  # fmt: skip
    words = [
        plain(made.title),
        made.subtitle,
        *made.notes,
        made.series[0].name,
        made.series[0].points[0].label,
    ]
    assert words == ["The ‘best’ month", "Clare’s Law", "It isn’t all", "Women’s", "Mothers’ aid"]
    assert made.highlights == ("Mothers’ aid",)


def test_what_shares_of_one_whole_leave_of_it_is_a_value_of_its_own() -> None:
    early = replace(measure("crimes.early", {"2025-10": 40}, noun="Early"), share_of="crimes.solved")
    shelf = library(
        (SOLVED, early),
        {
            "crimes.shown": {
                "kind": "waffle", "title": "Solved", "series": {"Crimes": {"Early": "crimes.early.share"}},
                "periods": ["2025-10"], "rest": "Later",
            }
        },
    )  # fmt: skip
    made = compose_chart(shelf.charts["crimes.shown"], Resolver(shelf.catalogue, wording(), {}), "The Force")
    last = made.series[0].points[-1]
    assert last.figure is not None
    assert (last.label, str(last.figure.value), plain(working(last.figure, wording()))) == (
        "Later", "68", "85 divided by 125 (Oct 2025)",
    )  # fmt: skip
    published = spec(kind="waffle", series={"All": {"Safe": "survey.safe"}}, periods=["2025-10"], rest="Not")
    assert [point.label for point in published.series[0].points] == ["Safe"]


def test_the_data_of_a_chart_say_what_its_rows_and_values_are() -> None:
    def heads(made: ChartSpec) -> list[str]:
        return [plain(cell.content) for cell in chart_table(made, "Figure 1", wording()).header[0]]

    bars = {"Crimes": {"West": "crimes.in.west", "All": "crimes.solved"}}
    assert heads(spec(series=bars, periods=["2025-10"])) == ["Category", "Crimes"]
    named = spec(series=bars, periods=["2025-10"], headings=["Place", "Solved"])
    assert heads(named) == ["Place", "Solved"]
    assert heads(spec(measures=["crimes.solved"])) == ["Period", "crimes solved"]
    both = spec(measures=["crimes.solved", "crimes.in.west"], periods=["2025-10"], subtitle="October")
    assert heads(both) == ["Category", "Value"]


def test_steps_may_follow_a_name_and_two_series_stand_beside() -> None:
    asked = {"Then": "crimes.solved.per_month at 2024-10", "Now": "crimes.solved.per_month at 2025-10"}
    beside = {
        name: {"Then": "crimes.solved at 2024-10", "Now": "crimes.solved at 2025-10"}
        for name in ("All", "Both")
    }
    made = spec(kind="grouped", series={"One": asked, "Two": asked}, beside=beside)
    assert [str(point.figure and point.figure.value) for point in made.series[0].points] == ["100", "125"]
    assert [series.name for series in made.all_series] == ["One", "Two", "All", "Both"]
    table = chart_table(made, "Figure 1", wording())
    assert [plain(cell.content) for cell in table.body[1]] == ["Now", "125", "125", "125", "125"]
