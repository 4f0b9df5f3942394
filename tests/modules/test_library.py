from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.figures.catalogue import Fact
from reckoner.reports.modules.library import load_library, module_names
from reckoner.reports.sources.origin import Origin
from tests.modules.houses import ORIGINS, a_house, load, the_measure

SOLVED = """
title: Crimes solved
tables:
  solved:
    title: Crimes solved by year
    file: solved.csv
    origin: paper
    columns: {period: {type: period}, solved: {type: count, heading: Solved}}
measures:
  solved: {table: solved, value: solved, unit: count, over_time: sum, share_of: recorded.crimes}
charts:
  by_year:
    kind: bar
    title: "{{ calls.answered }} of {{ crimes_solved.solved }}"
    measures: [crimes_solved.solved]
    periods: [2024, 2025]
    targets: [{at: targets.solved, label: Target}]
"""
RECORDED = (
    SOLVED.replace("solved: {table", "crimes: {table")
    .split("charts:")[0]
    .replace(", share_of: recorded.crimes", "")
)
CALLS = RECORDED.replace("crimes: {table", "answered: {table").replace("origin: paper", "origin: log")
ROWS = "period,solved\n2024,7\n2025,9\n"
BROKEN = "title: [never closed\n"
HOUSE = {
    "crimes_solved/module.yaml": SOLVED,
    "crimes_solved/solved.csv": ROWS,
    "recorded/module.yaml": RECORDED,
    "recorded/solved.csv": ROWS,
    "calls/module.yaml": ORIGINS.replace("paper:", "log:").replace("The Force", "The control room") + CALLS,
    "calls/solved.csv": ROWS,
    "unused/module.yaml": BROKEN,
    "facts.yaml": """
        facts:
          targets.solved: {value: 10, qualifier: about, unit: count, origin: paper, says: The plan.}
    """,
}


def test_only_the_modules_that_are_referred_to_are_read(tmp_path: Path) -> None:
    library = load(tmp_path, HOUSE, "crimes_solved.solved")
    assert [item.name for item in library.catalogue] == [
        "calls.answered",
        "crimes_solved.solved",
        "recorded.crimes",
        "targets.solved",
    ]
    assert [path.relative_to(tmp_path / "data").as_posix() for path in library.paths] == [
        "facts.yaml",
        "crimes_solved/module.yaml",
        "crimes_solved/solved.csv",
        "calls/module.yaml",
        "calls/solved.csv",
        "recorded/module.yaml",
        "recorded/solved.csv",
    ]


def test_all_modules_are_read_where_no_name_is_given(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load(tmp_path, HOUSE)
    assert str(error.value.faults[0].where) == "data/unused/module.yaml:10"


def test_a_module_without_references_brings_no_other(tmp_path: Path) -> None:
    library = load(tmp_path, HOUSE, "recorded")
    assert list(library.tables) == ["recorded.solved"]


def test_an_unknown_name_brings_all_names_that_can_be_read_to_choose_from(tmp_path: Path) -> None:
    library = load(tmp_path, HOUSE, "crime_solved", "recorded")
    assert "crimes_solved.solved" in library.catalogue


def test_tables_charts_and_origins_have_the_names_that_editors_use(tmp_path: Path) -> None:
    library = load(tmp_path, HOUSE, "crimes_solved")
    loaded = library.tables["crimes_solved.solved"]
    assert loaded.table.title == "Crimes solved by year"
    assert loaded.origins == ("paper",)
    chart = library.charts["crimes_solved.by_year"]
    assert chart.declaration.periods == ("2024", "2025")
    assert str(chart.place) == "data/crimes_solved/module.yaml:19"
    assert library.citations == {"paper": "The Force, A paper", "log": "The control room, A paper"}
    assert library.origins["log"].topic == "Crimes solved"


@pytest.mark.parametrize(
    ("document", "cited"),
    [
        ("Report 2024 of the Commissioner, crime", "Office of the Commissioner, Report 2024, crime"),
        ("Report of the Chief Constable", "Office of the Commissioner, Report of the Chief Constable"),
        ("Newsletter of May", "Office of the Commissioner, Newsletter of May"),
    ],
)
def test_a_citation_says_once_whose_a_document_is(document: str, cited: str) -> None:
    producer = "Office of the Commissioner"
    origin = Origin("a", "kept", producer, document, date(2025, 1, 1), "them", "none")
    assert origin.citation == cited


def test_a_fact_carries_its_qualifier_its_origin_and_its_evidence(tmp_path: Path) -> None:
    fact = load(tmp_path, HOUSE, "targets").catalogue.find("targets.solved")
    assert isinstance(fact, Fact)
    assert (str(fact.figure.value), fact.figure.qualifier, fact.figure.origins) == ("10", "about", ("paper",))
    assert fact.evidence == "The plan."


def test_a_share_of_another_module_is_checked(tmp_path: Path) -> None:
    files = {**HOUSE, "crimes_solved/module.yaml": SOLVED.replace("recorded.crimes", "recorded.crime")}
    with pytest.raises(InputError) as error:
        load(tmp_path, files, "crimes_solved")
    assert error.value.lines() == [
        "data/crimes_solved/module.yaml:17: "
        "crimes_solved.solved refers to recorded.crime, which is no measure",
        "  Did you mean recorded.crimes?",
    ]


def test_an_origin_declared_twice_must_say_the_same(tmp_path: Path) -> None:
    other = ORIGINS.replace("The Force", "Somebody else") + RECORDED
    with pytest.raises(InputError, match="the origin 'paper' is declared elsewhere too"):
        load(tmp_path, {**HOUSE, "recorded/module.yaml": other}, "crimes_solved")


def test_faults_of_all_files_are_gathered(tmp_path: Path) -> None:
    files = {
        **HOUSE,
        "recorded/solved.csv": "period,solved\n2024,x\n",
        "calls/solved.csv": "period,solved\nsoon,1\n",
        "facts.yaml": "facts:\n  a.b: {value: 1, unit: parsec, origin: paper}\n",
    }
    with pytest.raises(InputError) as error:
        load(tmp_path, files, "crimes_solved")
    assert [str(fault.where).split(":")[0] for fault in error.value.faults] == [
        "data/facts.yaml",
        "data/calls/solved.csv",
        "data/recorded/solved.csv",
    ]


def test_a_house_without_data_has_an_empty_library(tmp_path: Path) -> None:
    assert list(load_library(tmp_path).catalogue) == []
    assert module_names(tmp_path) == ()


def test_a_folder_that_cannot_be_a_name_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be a module's name"):
        load(tmp_path, {"Crimes solved/module.yaml": RECORDED, "Crimes solved/solved.csv": ROWS})


def test_the_same_house_is_read_the_same_wherever_it_lies(tmp_path: Path) -> None:
    first, second = a_house(tmp_path / "a", HOUSE), a_house(tmp_path / "b", HOUSE)
    one, other = load_library(first, ["crimes_solved"]), load_library(second, ["crimes_solved"])
    assert one.tables == other.tables
    assert one.catalogue == other.catalogue
    assert one.charts == other.charts


def test_the_weights_of_a_measure_are_filled_in(tmp_path: Path) -> None:
    weighted = SOLVED.replace(
        "over_time: sum, share_of: recorded.crimes", "over_time: weighted by recorded.crimes"
    )
    library = load(tmp_path, {**HOUSE, "crimes_solved/module.yaml": weighted}, "crimes_solved")
    assert the_measure(library, "crimes_solved.solved").weights == the_measure(library, "recorded.crimes")


def test_a_note_on_what_is_nothing_here_is_a_fault(tmp_path: Path) -> None:
    noted = ORIGINS.replace("paper:", "log:").replace(
        "    kind:", "    note_for: {calls.answer: A note.}\n    kind:", 1
    )
    with pytest.raises(InputError, match=r"'calls\.answer', which is nothing here"):
        load(tmp_path, {**HOUSE, "calls/module.yaml": noted + CALLS}, "calls.answered")


def test_a_note_on_a_later_document_is_not_known_before_its_month(tmp_path: Path) -> None:
    noted = ORIGINS.replace("paper:", "log:").replace(
        "    kind:", "    note_for: {calls.answered since 2026-02: A later count.}\n    kind:", 1
    )
    library = load(tmp_path, {**HOUSE, "calls/module.yaml": noted + CALLS}, "calls.answered")
    (note,) = library.origins["log"].origin.note_for
    assert (note.about, note.text) == ("calls.answered", "A later count.")
    assert [note.is_known(day) for day in (date(2026, 1, 31), date(2026, 2, 1))] == [False, True]


def test_a_fact_s_note_on_a_measure_is_looked_up_where_the_measure_s_module_is_read(tmp_path: Path) -> None:
    noted = ORIGINS.replace("paper:", "plan:").replace(
        "    kind:", "    note_for: {calls.answer: A note.}\n    kind:", 1
    )
    facts = "facts:\n  calls.planned: {value: 10, unit: count, origin: plan, says: The plan.}\n"
    house = {**HOUSE, "facts.yaml": noted + facts}
    assert "calls.planned" in load(tmp_path / "one", house, "recorded").catalogue.entries
    with pytest.raises(InputError, match=r"'calls\.answer', which is nothing here"):
        load(tmp_path / "other", house, "recorded", "calls")
