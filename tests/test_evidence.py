"""Trends, rates, grades and small numbers in a whole draft."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reckoner.reports.build import Built, build
from reckoner.reports.drafts.history import history_of
from reckoner.reports.drafts.row import Act
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.house import read_house
from tests.small import FRONT, tiny_house, write
from tests.worked_example import build_paper, edit

ORIGIN = """
origins:
  force_%s:
    kind: kept
    producer: The Force
    document: Monthly table
    received: 2025-11-20
    from: The Force
    licence: Public
"""
CRIME = """
title: Thefts
tables:
  months: {origin: force_thefts, file: months.csv, columns: {month: {type: month}, number: {type: count}}}
  areas:
    origin: force_thefts
    file: areas.csv
    columns: {month: {type: month}, area: {type: text}, number: {type: count}}
    SUPPRESS
measures:
  all:
    table: months
    value: number
    unit: count
    noun: thefts
    over_time: sum
    population: people.number.north
  in: {table: areas, value: number, by: area, unit: count, noun: thefts in, over_time: sum}
charts:
  run:
    kind: control
    title: "Thefts in {{ period 2025-10 }}"
    measures: [thefts.all]
"""
PEOPLE = """
title: People
tables:
  mid_year:
    origin: force_people
    file: mid_year.csv
    columns: {day: {type: date}, area: {type: text}, number: {type: people}}
measures:
  number: {table: mid_year, value: number, by: area, unit: people, over_time: last}
"""
PEEL = """
title: Inspections
tables:
  grades:
    origin: force_peel
    file: grades.csv
    columns: {year: {type: period}, question: {type: text}, grade: {type: text, heading: Grade}}
measures:
  grade: {table: grades, value: grade, by: question, unit: grade, noun: grade}
"""
MONTHS = [200, 240] * 6 + [600]  # October 2024 to October 2025
WORDS = """
Thefts {{ thefts.all.trend_words at 2025-10 }}, with {{ thefts.all.per_1000 at 2025-10 }}. A month earlier
they {{ thefts.all.trend_words at 2025-09 }}.

The grade for custody {{ peel.grade.custody.improved_or_declined }}.

{{ chart thefts.run }}

{{ table peel.grades }}
"""

MEETING = "meetings:\n  - {id: 2025-12, name: The Panel, date: 2025-12-12}\n"
AREAS = """
month,area,number
2025-10,Ely,3
2025-10,March,7
2025-10,Soham,590
2025-09,Ely,90
2025-09,March,60
2025-09,Soham,90
"""


def house(root: Path, words: str = WORDS) -> Path:
    tiny_house(root, words)
    declare(root)
    first = Period.months(2024, 10)
    rows = [f"{first.shifted(n)},{number}" for n, number in enumerate(MONTHS)]
    write(root / "data/thefts/months.csv", "\n".join(["month,number", *rows, ""]))
    write(root / "data/thefts/areas.csv", AREAS)
    write(root / "data/people/mid_year.csv", "day,area,number\n2025-06-30,North,50000\n")
    write(root / "data/peel/grades.csv", "year,question,grade\n2022,Custody,Adequate\n2025,Custody,Good\n")
    return root


def declare(root: Path, suppress: str = "") -> None:
    for name, module in (("thefts", CRIME), ("people", PEOPLE), ("peel", PEEL)):
        text = ORIGIN % name + module.lstrip("\n").replace("SUPPRESS", suppress)
        write(root / "data" / name / "module.yaml", text)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_paper(house(tmp_path_factory.mktemp("house") / "h"))


def page(draft: Built) -> str:
    return (draft.saved.folder / "panel-paper.html").read_text(encoding="utf-8")


def test_a_paper_with_trends_rates_and_grades_has_no_findings(built: Built) -> None:
    assert built.findings == ()


def test_the_page_says_what_the_series_shows(built: Built) -> None:
    for words in (
        "rose above the usual range in October 2025",
        "stayed within the usual range in September 2025",
        "12.0 per 1,000 people",
        "divided by the population",
    ):
        assert words in page(built).replace("\u00a0", " ")
    assert "improved from" in page(built)


def test_the_ledger_has_the_working_of_each(built: Built) -> None:
    with (built.saved.folder / "figures.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file) if row["place"].startswith("paragraph")}
    trend = rows["thefts.all.trend_words"]
    assert "stayed within" in trend["printed"]
    assert "lies within the usual range" in trend["how"]
    assert "the mean moving range times 2.66" in trend["notes"]
    assert rows["peel.grade.custody"]["printed"] == "Good"
    assert rows["thefts.all.per_1000"]["how"] == (
        "600 (Oct 2025) divided by the population, 50,000 (30 Jun 2025)"
    )


def test_a_direction_within_the_usual_range_is_a_warning_of_the_draft(tmp_path: Path) -> None:
    words = "Thefts {{ thefts.all.rose_or_fell at 2025-09 since 2025-08 }} in September."
    draft = build_paper(house(tmp_path / "h", words))
    [found] = draft.findings
    assert (found.severity, found.rule) == ("warning", "direction-in-noise")
    assert found.where == "content/panel-paper/2025-11/10-crime.md:4"
    assert "lies within the usual range of 114 to 326" in found.what
    assert not draft.is_unfit


def test_a_count_that_went_out_makes_the_next_draft_unfit_that_prints_the_rest(tmp_path: Path) -> None:
    """Another edition's count, that of March, with the rest of the whole that this one prints."""
    root = house(tmp_path / "h", "")
    edit(root / "schedules.yaml", lambda text: text.replace("meetings:\n", MEETING, 1))
    first = "There were {{ thefts.in.march at 2025-10 }} thefts in March."
    write(root / "content/panel-paper/2025-12/edition.md", FRONT)
    write(root / "content/panel-paper/2025-12/10-crime.md", f"---\ntitle: Crime\n---\n{first}\n")
    before = build(root, "panel-paper", "2025-12", progress=lambda _number, _name: None)
    assert not before.is_unfit
    history = history_of(read_house(root))
    name = before.saved.folder.relative_to(root / "output").as_posix()
    at = datetime(2025, 11, 28, 9, tzinfo=UTC)
    history.append(Act("delivered", name, before.saved.digest, "policy", "someone", at))
    declare(root, "suppress: {columns: [number]}")
    section = root / "content/panel-paper/2025-11/10-crime.md"
    rest = "Of {{ thefts.in at 2025-10 }} thefts {{ thefts.in.soham at 2025-10 }} were in Soham."
    section.write_text(f"---\ntitle: Crime\n---\n{rest}\n", encoding="utf-8")
    after = build_paper(root)
    errors = [finding for finding in after.findings if finding.severity == "error"]
    assert [finding.rule for finding in errors] == ["small-number"]
    assert "2025-10, Ely in thefts.areas is withheld, but can be worked out" in errors[0].what
    assert name in errors[0].quote
    assert after.is_unfit
