"""A chart's declaration becomes a spec: which measures at which periods, worded and sourced."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reckoner.charts.spec import ChartSpec
from reckoner.reports.compose.charts import compose_chart, source_line
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.errors import InputError
from reckoner.reports.figures.printed import plain
from reckoner.reports.modules.library import KnownOrigin
from reckoner.reports.periods.period import Period
from tests.compose.house import SCHOOLS, SOLVED, library, measure, origin
from tests.small import wording

FOUND = measure(
    "crimes.found", {"2024-09": 1, "2024-10": 2, "2025-09": 3, "2025-10": None}, "office", noun="things found"
)
ITEMS = (SOLVED, FOUND, SCHOOLS)


def spec(**declared: object) -> ChartSpec:
    """The spec of a chart of both measures."""
    entry = {"kind": "line", "title": "Solved", "measures": ["crimes.solved", "crimes.found"], **declared}
    shelf = library(ITEMS, {"crimes.both": entry})
    resolver = Resolver(shelf.catalogue, wording(), {"half": Period.parse("2025-09..2025-10")})
    made = compose_chart(shelf.charts["crimes.both"], resolver, "The Force")
    assert resolver.faults == []
    return made


def test_each_measure_is_a_series_over_the_periods_asked_for() -> None:
    made = spec(periods=["2024-10", "2025-09"])
    assert [(series.name, [point.label for point in series.points]) for series in made.series] == [
        ("crimes solved", ["Oct 2024", "Sep 2025"]),
        ("things found", ["Oct 2024", "Sep 2025"]),
    ]


def test_without_periods_all_are_shown() -> None:
    assert len(spec().series[0].points) == 4


def test_each_month_over_a_named_period() -> None:
    made = spec(each="month", over="half")
    assert [str(point.period) for point in made.series[0].points] == ["2025-09", "2025-10"]


def test_at_one_period_the_measures_are_the_categories() -> None:
    made = spec(kind="bar", periods=["2025-09"], subtitle="In September")
    (series,) = made.series
    assert series.name == "In September"
    assert [(point.period, point.label) for point in series.points] == [
        (None, "crimes solved"),
        (None, "things found"),
    ]


def test_a_value_that_is_missing_is_a_gap_with_its_reason() -> None:
    point = spec().series[1].points[-1]
    assert (point.figure, point.state) == (None, "missing")


def test_a_period_shorter_than_the_others_is_marked_as_part() -> None:
    made = spec(measures=["crimes.solved"], periods=["2024-09..2024-10", "2025-10"])
    assert [point.partial for point in made.series[0].points] == [False, True]


def test_a_period_may_be_called_something_else() -> None:
    made = spec(periods=["2024-10", "2025-09"], names={"2024-10": "Before"})
    assert [point.label for point in made.series[0].points] == ["Before", "Sep 2025"]


def test_the_title_may_hold_figures() -> None:
    made = spec(title="{{ crimes.solved at 2025-10 }} solved")
    assert plain(made.title) == "125 solved"


def test_what_the_declaration_says_reaches_the_spec() -> None:
    made = spec(
        notes=["A note."],
        highlights=["2024-10"],
        order="given",
        direction="up",
        targets=[{"at": "crime.schools", "label": "Aim"}],
    )
    assert (made.notes, made.highlights, made.order, made.direction) == (
        ("A note.",),
        ("2024-10",),
        "given",
        "up",
    )
    assert [(target.label, target.figure.name) for target in made.targets] == [("Aim", "crime.schools")]


@pytest.mark.parametrize(("declared", "decimals"), [({}, None), ({"decimals": 1}, 1), ({"decimals": 0}, 0)])
def test_a_chart_s_values_have_the_decimals_that_it_asks_for(
    declared: dict[str, int], decimals: int | None
) -> None:
    points = [point for series in spec(**declared).series for point in series.points]
    assert {point.figure.decimals for point in points if point.figure} == {decimals}


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({"measures": ["crimes.gone"]}, "crimes.gone"),
        ({"measures": ["crime.schools"]}, "one-off fact"),
        ({"periods": ["lastest"]}, "names no period 'lastest'"),
        ({"periods": ["2025-13"]}, "2025-13"),
        ({"each": "month", "over": "2025-11-28"}, "not made of whole months"),
        ({"targets": [{"at": "crimes.gone", "label": "Aim"}]}, "crimes.gone"),
    ],
)
def test_a_chart_that_cannot_be_made_names_itself_and_its_line(
    declared: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said) as refusal:
        spec(**declared)
    assert str(refusal.value).startswith("data/crimes/module.yaml:9: chart crimes.both: ")


def test_a_chart_without_any_value_says_which_table_lacks_which_months_and_what_to_do() -> None:
    with pytest.raises(InputError) as refusal:
        spec(measures=["crimes.found"], periods=["2025-10", "2025-11"])
    assert refusal.value.lines() == [
        "data/crimes/module.yaml:9: chart crimes.both: there is nothing to draw: crimes.found has no value "
        "to print for 2025-10, 2025-11 (it has 2024-09, 2024-10, 2025-09)",
        "  Take the newer table in: reckoner take crimes FILE. Or leave the chart out, and say why in words.",
    ]


def test_the_line_under_a_chart_cites_each_source_once() -> None:
    entry = {"kind": "line", "title": "x", "measures": ["crimes.solved", "crimes.found", "crimes.solved"]}
    shelf = library(ITEMS, {"crimes.both": entry})
    assert (
        source_line(shelf, shelf.charts["crimes.both"])
        == "The Force, A paper, panel; The Force, A paper, office"
    )


def test_the_line_under_a_chart_cites_no_whole_document_beside_its_part() -> None:
    entry = {"kind": "line", "title": "x", "measures": ["crimes.solved", "crimes.found"]}
    shelf = library(ITEMS, {"crimes.both": entry})
    part = KnownOrigin(origin("panel, first objective"), "Crime")
    shelf = replace(shelf, origins={"office": KnownOrigin(origin("panel"), "Schools"), "panel": part})
    assert source_line(shelf, shelf.charts["crimes.both"]) == "The Force, A paper, panel, first objective"


def test_events_cite_an_origin_or_say_their_source_in_words() -> None:
    entry = {"kind": "timeline", "title": "x", "events": [{"at": "2024-01", "words": "Begun"}]}
    shelf = library(
        ITEMS, {"crimes.when": {**entry, "source": "panel"}, "crimes.then": {**entry, "source": "Words"}}
    )
    assert source_line(shelf, shelf.charts["crimes.when"]) == "The Force, A paper, panel"
    assert source_line(shelf, shelf.charts["crimes.then"]) == "Words"
