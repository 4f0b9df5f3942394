"""Grades: words in an order, compared in words, never added up, subtracted or averaged."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.compose.charts import compose_chart
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.errors import InputError
from reckoner.reports.figures.arithmetic import average, change, total
from reckoner.reports.figures.comparison import steps
from reckoner.reports.figures.ledger import Entry, Ledger
from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.modules.library import Library
from reckoner.reports.periods.period import Period
from tests.modules.houses import load
from tests.small import WHERE, wording

MODULE = """
title: PEEL inspections
tables:
  grades:
    origin: paper
    file: grades.csv
    columns:
      inspected: {type: period}
      question: {type: text}
      grade: {type: text, may_be_missing: true}
    key: [inspected, question]
measures:
  grade:
    table: grades
    value: grade
    by: question
    unit: grade
    breaks:
      - {at: 2022, note: "Questions and grades changed"}
charts:
  bars:
    kind: bar
    title: Grades
    measures: [peel.grade.solving_crime]
"""
GRADES = """
inspected,question,grade
2021,Solving crime,Good
2022,Solving crime,Good
2022,Helping victims,Requires improvement
2022,Custody,Outstanding
2024,Solving crime,Adequate
2024,Helping victims,good
2024,Custody,Outstanding
"""


def house(root: Path, module: str = MODULE, grades: str = GRADES) -> Library:
    return load(root, {"peel/module.yaml": module, "peel/grades.csv": grades}, "peel")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return house(tmp_path_factory.mktemp("house"))


def resolver(library: Library) -> Resolver:
    return Resolver(library.catalogue, wording(), {})


def said(library: Library, source: str) -> str:
    resolving = resolver(library)
    text = plain(resolving.sentence(f"{{{{ {source} }}}}", WHERE))
    return "; ".join(fault.what for fault in resolving.faults) or text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("peel.grade.solving_crime", "Adequate"),
        ("peel.grade.solving_crime at 2022", "Good"),
        ("peel.grade.solving_crime.before since 2022", "Good"),
        ("peel.grade.helping_victims.improved_or_declined", "improved from Requires improvement to Good"),
        ("peel.grade.solving_crime.improved_or_declined", "declined from Good to Adequate"),
        ("peel.grade.custody.improved_or_declined at 2024 since 2022", "stayed at Outstanding"),
    ],
)
def test_a_grade_prints_as_its_word_and_is_compared_with_the_one_before(
    library: Library, source: str, words: str
) -> None:
    assert said(library, source) == words


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("peel.grade.solving_crime.change since 2022", "neither added up, subtracted nor averaged"),
        ("peel.grade.solving_crime.percent_change since 2022", "neither added up, subtracted nor averaged"),
        ("peel.grade.solving_crime.points_change since 2022", "neither added up, subtracted nor averaged"),
        (
            "peel.grade.solving_crime.rose_or_fell since 2022",
            "compare them in words with improved_or_declined",
        ),
        ("peel.grade.solving_crime.total", "doesn't add up over time"),
        ("peel.grade.solving_crime as 1 dp", "leave the style out"),
        ("peel.grade.solving_crime.trend_words", "write peel.grade.solving_crime.improved_or_declined"),
        ("peel.grade.solving_crime.improved_or_declined at 2024 since 2021", "Questions and grades changed"),
        ("peel.grade.custody.improved_or_declined at 2022", "has no grade before that of 2022"),
        ("peel.grade.solving_crime at 2022..2024", "can't be added or averaged over time"),
    ],
)
def test_what_means_nothing_for_grades_is_refused(library: Library, source: str, fault: str) -> None:
    assert fault in said(library, source)


def test_grades_meet_in_no_sum_and_no_mean(library: Library) -> None:
    measure = library.catalogue.measure("peel.grade.solving_crime")
    parts = [measure.at(Period.year(year)) for year in (2022, 2024)]
    for work in (total, average):
        with pytest.raises(ValueError, match="is a grade"):
            work(parts)
    with pytest.raises(ValueError, match="is a grade"):
        change(*parts)
    with pytest.raises(ValueError, match="has no rate"):
        steps(measure, ["per_1000"], Period.year(2024), library.catalogue)
    assert "peel.grade" not in library.catalogue  # no sum over the questions


def test_both_grades_stand_in_the_ledger(library: Library) -> None:
    sentence = resolver(library).sentence("{{ peel.grade.solving_crime.improved_or_declined }}", WHERE)
    entries = tuple(Entry("paragraph 1", printed) for printed in printed_in(sentence))
    rows = Ledger(entries, library.citations, wording()).csv().splitlines()
    assert [row.split(",")[2:7] for row in rows[1:]] == [
        ["Good", "peel.grade.solving_crime.before", "4", "grade", "2022"],
        ["Adequate", "peel.grade.solving_crime", "3", "grade", "2024"],
    ]


def test_a_word_that_is_not_on_the_scale_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"grades\.csv:3: .*'Godo' is no grade.*Outstanding"):
        house(tmp_path, grades=GRADES.replace("2022,Solving crime,Good", "2022,Solving crime,Godo"))


def test_a_scale_of_ones_own_gives_the_order(tmp_path: Path) -> None:
    own = MODULE.replace("unit: grade", "unit: grade\n    grades: [Red, Amber, Green]").partition("charts:")[
        0
    ]
    library = house(tmp_path, own, "inspected,question,grade\n2023,Roads,Amber\n2024,Roads,Red\n")
    assert said(library, "peel.grade.roads.improved_or_declined") == "declined from Amber to Red"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("unit: grade", "unit: count\n    grades: [Red, Green]", "`grades` are for the unit grade"),
        ("unit: grade", "unit: grade\n    grades: [Red, red]", "a grade stands twice"),
        ("unit: grade", "unit: grade\n    over_time: sum", "neither added up nor averaged over time"),
        (
            "grade: {type: text, may_be_missing: true}",
            "grade: {type: count, may_be_missing: true}",
            "grades are text",
        ),
    ],
)
def test_a_declaration_that_means_nothing_is_a_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    grades = GRADES if "count, may" not in new else "inspected,question,grade\n2021,Roads,4\n"
    with pytest.raises(InputError, match=fault):
        house(tmp_path, MODULE.replace(old, new, 1), grades)


def test_a_grade_is_no_fact(tmp_path: Path) -> None:
    facts = "facts:\n  peel.crime: {value: 4, unit: grade, origin: paper}\n"
    with pytest.raises(InputError, match="a grade is no number"):
        load(tmp_path, {"facts.yaml": facts})


def test_a_chart_of_grades_is_refused(library: Library) -> None:
    with pytest.raises(InputError, match="is a grade, which has no length to draw"):
        compose_chart(library.charts["peel.bars"], resolver(library), "")
