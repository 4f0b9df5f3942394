"""Abbreviations gathered from a report's text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reckoner.charts.spec import Point, Series
from reckoner.reports.errors import Fault
from reckoner.reports.kinds.report.glossary import abbreviations_of
from tests.booklets import FRONT, composed, faults, report
from tests.small import chart, printed


def glossary(folder: Path, text: str, front: str = FRONT) -> list[tuple[str, str]]:
    found = composed(report(folder, front=front, texts={"10-walks": text})).abbreviations
    return [(each.short, each.long) for each in found]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Body-worn video (BWV) helps.", "BWV", "Body-worn video"),
        ("The Serious Cybercrime and Fraud Unit (SCFU) grew.", "SCFU", "Serious Cybercrime and Fraud Unit"),
        ("Domestic Violence Protection Orders (DVPOs) help.", "DVPO", "Domestic Violence Protection Order"),
        ("The Office of the Commissioner (OC) grew.", "OC", "Office of the Commissioner"),
        ("We film with body-worn video (BWV).", "BWV", "Body-worn video"),
    ],
)
def test_a_meaning_is_taken_from_the_words_before_the_brackets(
    tmp_path: Path, text: str, short: str, long: str
) -> None:
    assert glossary(tmp_path, text) == [(short, long)]


def test_it_leads_to_where_an_abbreviation_is_first_used(tmp_path: Path) -> None:
    texts = {"10-walks": "Words.", "30-talks": "Body-worn video (BWV) helps."}
    [entry] = composed(report(tmp_path, texts=texts)).abbreviations
    assert entry.first.title == "Talks"


def test_front_matter_may_explain_one(tmp_path: Path) -> None:
    front = FRONT.replace("plan:", "glossary: {UK: United Kingdom}\nplan:")
    assert glossary(tmp_path, "In the UK.", front) == [("UK", "United Kingdom")]


def test_one_that_is_explained_and_not_used_is_left_out(tmp_path: Path) -> None:
    front = FRONT.replace("plan:", "glossary: {UK: United Kingdom}\nplan:")
    assert glossary(tmp_path, "Words.", front) == []


def test_one_that_nobody_explains_is_a_fault(tmp_path: Path) -> None:
    words = report(tmp_path, texts={"10-walks": "The BWV helps."})
    assert faults(words) == ["10-walks.md:6: BWV is not explained"]


def test_two_meanings_are_a_fault_that_names_both_places(tmp_path: Path) -> None:
    texts = {"10-walks": "Body-worn video (BWV) helps.", "30-talks": "Big white vans (BWV) too."}
    [fault] = faults(report(tmp_path, texts=texts))
    assert fault.startswith("30-talks.md:5: BWV is explained as 'Big white vans', and in ")
    assert "10-walks.md:6 as 'Body-worn video'" in fault


def test_capitals_in_an_address_are_no_abbreviation(tmp_path: Path) -> None:
    assert glossary(tmp_path, "Write to [us](mailto:a@OPCC.example).") == []


def test_one_that_only_a_chart_s_label_uses_needs_a_meaning_too(tmp_path: Path) -> None:
    words = report(tmp_path)
    [walks, *others] = composed(words).sections
    labelled = chart(series=(Series("", (Point(None, "ICT", printed(3).figure),)),))
    found: list[Fault] = []
    abbreviations_of(words, (replace(walks, blocks=(labelled,)), *others), found)
    assert [f"{each.where}".rpartition("/")[2] + f": {each.what}" for each in found] == [
        "10-walks.md:2: ICT is not explained"
    ]
