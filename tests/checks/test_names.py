"""What is a name by its form needs no entry; what only looks like one is still a number."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.build import build
from reckoner.reports.checks.names import without_names
from tests.small import tiny_house
from tests.worked_example import edit

# What every newsletter of an office holds: each of these was an error.
LETTER = """\
Come to Room 2 from 10am to 4pm, or between 6 and 8pm on Friday. The talk begins at 10:30, not 9.30am.

Call us on 01707 806100 or 0800 555 111. Dial 999; otherwise call 101 or 999, or text 60777.

Write to 15 Vaughan Road, Harpenden, AL5 4GZ. Take the A414, then Junction 4 of the M1; page 4 has a map.

Year 7 pupils, under-18s and young people aged 11 to 25 are welcome, as are people aged 60 and over.

Help is there 24/7. It is the 50th anniversary of the station, and among the top 10 questions is COVID-19.

PC 1234 used Section 60 and section 12(1)(a) of the Act. Form 5 is online. The team won 3-1 in a 20mph zone.

See https://www.gov.uk/guidance/1-31#2, www.example.org/a2 or write to team2@example.org.
"""


@pytest.mark.parametrize("line", [line for line in LETTER.splitlines() if line])
def test_a_name_by_its_form_holds_no_number(line: str) -> None:
    assert not [letter for letter in without_names(line) if letter.isdigit()]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (text, number)
        for number, texts in {
            "101": ("101 crimes", "it rose to 101 in October", "on 101 occasions", "call 101 people back"),
            "999": ("999 offences",),
            "12": ("officers issue 12 notices", "question 12 suspects", "between 12 and"),
            "3": ("They form 3 teams.",),
            "10:30": ("an average answer time of 10:30", "It took from 10:30 on."),
            "312": ("Section 60 was used 312 times.", "Section 60 and 312 arrests", "aged 312 or more"),
            "240": ("Year 7 has 240 pupils",),
            "65": ("over 65 people came",),
            "20": ("people over 20 times", "rose by 20mph"),
            "34": ("an average age of 34", "average age 34"),
            "120": ("120mph on the A414",),
            "500": ("USD500", "GBP500"),
            "15": ("15 Community Road Safety volunteers",),
            "10": ("the top 10 per cent",),
            "1": ("He came 1st.",),
            "60": ("the force’s 60 officers",),
            "16%": ("Under 16%", "aged 16%"),
            "24": ("within 24 hours",),
        }.items()
        for text in texts
    ],
)
def test_what_only_looks_like_a_name_stays_a_number(text: str, left: str) -> None:
    assert left in without_names(text)


def test_a_text_keeps_its_length() -> None:
    assert len(without_names(LETTER)) == len(LETTER)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return tiny_house(tmp_path / "house", LETTER + "\nOver 50,000 visitors came to Operation 45.\n")


def found(house: Path) -> list[tuple[str, str]]:
    built = build(house, "panel-paper", "2025-11", progress=lambda _number, _name: None)
    return [(each.what.split()[2], each.where) for each in built.findings if each.rule == "unrecorded-number"]


def test_a_letter_of_names_has_one_finding_for_each_typed_figure_with_its_line(house: Path) -> None:
    place = "content/panel-paper/2025-11/10-crime.md:18"
    assert found(house) == [("50,000", place), ("45", place)]


def test_a_name_listed_in_office_yaml_holds_in_every_document(house: Path) -> None:
    listed = "not_figures:\n  - {text: Operation 45, reason: the name of an operation}\nsmall_numbers:"
    edit(house / "office.yaml", lambda text: text.replace("small_numbers:", listed))
    assert [number for number, _ in found(house)] == ["50,000"]
