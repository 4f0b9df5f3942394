"""``reckoner take MODULE FILE --map``: a force's sheet goes in as it is, the next one without a question."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from reckoner.reports.modules.library import load_library
from reckoner.reports.periods.period import Period
from tests.cli.calling import Answer, Reckoner
from tests.force_sheet import MONTHS, NEXT, force_sheet
from tests.small import FRONT, tiny_house, write

FROM = ("--from", "Force performance team", "--received", "2025-11-05")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """The sheet of October."""
    return force_sheet(tmp_path / "Contact October.xlsx")


@pytest.fixture
def taken(house: Path, reckoner: Reckoner, sheet: Path) -> Path:
    """The module into which October's sheet was taken in one go."""
    assert reckoner("take", "contact", sheet, "--map", "--yes", *FROM, "--house", house).code == 0
    return house / "data" / "contact"


def value(house: Path, name: str, month: str) -> str:
    measure = load_library(house, ["contact"]).catalogue.measure(f"contact.{name}")
    return str(measure.at(Period.parse(month)).value)


def next_month(reckoner: Reckoner, house: Path, path: Path, *words: str) -> Answer:
    return reckoner("take", "contact", path, *words, "--house", house)


def test_the_forces_sheet_goes_in_as_it_is_in_one_go(house: Path, taken: Path, sheet: Path) -> None:
    assert (taken / "contact.xlsx").read_bytes() == sheet.read_bytes()
    assert value(house, "calls_101_offered", "2025-09") == "30111"
    assert value(house, "calls_101_offered", "2025-08") == "29870"
    assert value(house, "calls_101_abandoned_percent", "2025-07") == "13.1"
    assert value(house, "calls_101_answer", "2025-07") == "90"
    assert value(house, "calls_999_offered", "2025-10") == "14020"


def test_without_a_terminal_the_proposal_is_printed_and_nothing_written(
    reckoner: Reckoner, house: Path, sheet: Path
) -> None:
    answer = reckoner("take", "contact", sheet, "--map", *FROM, "--house", house)
    assert answer.code == 1
    assert not (house / "data" / "contact").exists()
    for line in (
        "B  101 calls / Offered  ->  calls_101_offered (count, number): 31250, 29870, 30111 [r], 28990",
        "C  101 calls / Abandoned %  ->  calls_101_abandoned_percent (percent, percent cell)",
        "B7  30111 (r)  ->  30111 [r]",
        "A8  Oct-25  ->  2025-10",
        "D5  01:30:00  ->  01:30",
        "A6  row 6  ->  kept",
        "Note below, not read: (r) revised since last month",
        "Nothing was written. To take it in so, run the same command with --yes.",
    ):
        assert line in answer.out


def test_next_months_sheet_goes_in_without_a_question(
    reckoner: Reckoner, house: Path, taken: Path, tmp_path: Path
) -> None:
    before = (taken / "mappings.yaml").read_text(encoding="utf-8")
    answer = next_month(reckoner, house, force_sheet(tmp_path / "Contact November.xlsx", NEXT))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[:3] == [
        "2025-09: calls_101_offered 30111 [r] -> 30111",
        "2025-10: calls_101_offered 28990 -> 29001 [r]",
        "+ 2025-11",
    ]
    assert value(house, "calls_101_offered", "2025-11") == "27540"
    assert (taken / "mappings.yaml").read_text(encoding="utf-8") == before


def test_a_title_more_above_the_table_changes_nothing(
    reckoner: Reckoner, house: Path, taken: Path, tmp_path: Path
) -> None:
    answer = next_month(reckoner, house, force_sheet(tmp_path / "n.xlsx", NEXT, title_rows=4))
    assert answer.code == 0
    assert "+ 2025-11" in answer.out


@pytest.mark.parametrize(
    ("changed", "formats", "said"),
    [
        ({"B4": "Received"}, None, "cell A4: the column '101 calls / Offered' is gone"),
        ({"F4": "Comment", "F5": "busy"}, None, "cell F4: the column 'Comment' is new or was renamed"),
        ({"C5": 13.1}, {4: "hh:mm"}, "cell C5: calls_101_abandoned_percent is 13.1, where percent cells"),
        ({"D5": "1:30"}, None, "cell D5: calls_101_answer is '1:30', where clock times were"),
        ({"B8": "28990 (e)"}, None, "cell B8: calls_101_offered holds the mark '(e)', which the mapping"),
        ({"B8": None}, None, "cell B8: calls_101_offered is blank, and none was before"),
        ({"B8": "=B7+1"}, None, "cell B8: calls_101_offered holds a formula that was never worked out"),
        ({"B8": "many"}, None, "cell B8: calls_101_offered is 'many', which is not a number"),
        ({"A7": "Winter"}, None, "cell A7: month is 'Winter', which is not a month"),
        ({"A8": "Sep-25"}, None, "cell A8: 2025-09 stands twice, first in A7"),
    ],
)  # fmt: skip
def test_what_changed_in_shape_since_is_refused_with_its_cell(
    reckoner: Reckoner,
    house: Path,
    taken: Path,
    tmp_path: Path,
    changed: dict[str, object],
    formats: dict[int, str] | None,
    said: str,
) -> None:
    before = (taken / "contact.xlsx").read_bytes()
    path = force_sheet(tmp_path / "n.xlsx", MONTHS, changed=changed, formats=formats)
    answer = next_month(reckoner, house, path)
    assert answer.code == 65
    assert said in answer.err
    assert (taken / "contact.xlsx").read_bytes() == before


def test_a_row_of_headers_more_is_refused_in_words(
    reckoner: Reckoner, house: Path, taken: Path, tmp_path: Path
) -> None:
    path = force_sheet(tmp_path / "n.xlsx", changed={"B2": "Public contact", "E2": "Public contact"})
    answer = next_month(reckoner, house, path)
    assert answer.code == 65
    assert "the column 'Public contact / 101 calls / Offered' is new or was renamed" in answer.err
    assert "run: reckoner take contact FILE --map" in answer.err


def test_a_renamed_column_is_agreed_to_with_map(
    reckoner: Reckoner, house: Path, taken: Path, tmp_path: Path
) -> None:
    path = force_sheet(tmp_path / "n.xlsx", NEXT, changed={"B4": "Received"})
    asked = next_month(reckoner, house, path, "--map", "--yes")
    assert asked.code == 65
    assert "no header is that of the declared column 'calls_101_offered'" in asked.err
    assert "--column 'calls_101_offered=B'" in asked.err
    assert next_month(reckoner, house, path, "--map", "--yes", "--column", "calls_101_offered=B").code == 0
    assert value(house, "calls_101_offered", "2025-11") == "27540"


def test_the_mapping_is_yaml_that_a_person_can_review_and_edit(
    reckoner: Reckoner, house: Path, taken: Path, tmp_path: Path
) -> None:
    text = (taken / "mappings.yaml").read_text(encoding="utf-8")
    assert 'calls_101_offered: {header: ["101 calls", "Offered"], read: number}' in text
    assert 'marks: {"(r)": "r"}' in text
    write(taken / "mappings.yaml", text.replace('{"(r)": "r"}', '{"(r)": "p"}'))
    answer = next_month(reckoner, house, force_sheet(tmp_path / "n.xlsx", NEXT))
    assert "2025-10: calls_101_offered 28990 -> 29001 [p]" in answer.out
    write(taken / "mappings.yaml", text.replace("read: number", "read: numbr"))
    answer = next_month(reckoner, house, force_sheet(tmp_path / "n.xlsx", NEXT))
    assert answer.code == 65
    assert "data/contact/mappings.yaml:7: 'numbr' is no form of a cell" in answer.err


def test_a_word_without_map_is_refused(reckoner: Reckoner, house: Path, sheet: Path) -> None:
    answer = reckoner("take", "contact", sheet, "--yes", "--house", house)
    assert answer.code == 2
    assert "Add --map" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--mark", "-"), "doesn't say what the mark means"),
        (("--mark", "-=nothing"), "doesn't say what the mark means"),
        (("--column", "month"), "can't be understood"),
        (("--column", "month=Z"), "has no column Z"),
        (("--sheet", "Contacts"), "it has no sheet 'Contacts'"),
        (("--at", "Z9"), "no table begins at Z9"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(
    reckoner: Reckoner, house: Path, sheet: Path, words: tuple[str, ...], said: str
) -> None:
    answer = reckoner("take", "contact", sheet, "--map", "--yes", *words, "--house", house)
    assert answer.code in (2, 65)
    assert said in answer.err
    assert not (house / "data" / "contact").exists()


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1)])
def test_at_a_terminal_it_asks_once(house: Path, sheet: Path, answer: str, code: int) -> None:
    returned, said = at_a_terminal(
        ["take", "contact", sheet, "--map", *FROM, "--house", house], f"{answer}\n"
    )
    assert returned == code, said
    assert said.count("Take it in so?") == 1
    assert (house / "data" / "contact" / "mappings.yaml").is_file() == (code == 0)


def at_a_terminal(words: list[object], typed: str) -> tuple[int, str]:
    """The command at a terminal where somebody types: its exit code, and what stands there in the end."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "reckoner", *map(str, words)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "COLUMNS": "200"},
    ) as process:
        os.close(theirs)
        os.write(ours, typed.encode())
        said = _read_all(ours)
    return process.returncode, said


def _read_all(terminal: int) -> str:
    pieces = []
    try:
        while piece := os.read(terminal, 4096):
            pieces.append(piece)
    except OSError:  # how a terminal says that nobody is at its other end any more
        pass
    os.close(terminal)
    return b"".join(pieces).decode()


def test_a_sheet_with_several_tables_is_asked_about(reckoner: Reckoner, house: Path, tmp_path: Path) -> None:
    rows = "Calls\nmonth,calls\n2025-01,10\n2025-02,20\n\nStops\nmonth,stops\n2025-01,1\n2025-02,2\n"
    path = tmp_path / "both.csv"
    write(path, rows)
    answer = reckoner("take", "stops", path, "--map", "--yes", "--house", house)
    assert answer.code == 65
    assert "it holds 2 tables" in answer.err
    assert "A7:B9, 'Stops': month, stops" in answer.err
    assert reckoner("take", "stops", path, "--map", "--yes", "--at", "A7", "--house", house).code == 0
    library = load_library(house, ["stops"])
    assert [str(each.value) for each in library.catalogue.measure("stops.stops").observations] == ["1", "2"]


def test_a_new_category_is_refused_until_somebody_agrees(
    reckoner: Reckoner, house: Path, tmp_path: Path
) -> None:
    path = tmp_path / "off.csv"
    write(path, "month,kind,n\n2025-01,Burglary,10\n2025-01,Robbery,5\n2025-01,Total,15\n")
    assert reckoner("take", "off", path, "--map", "--yes", "--house", house).code == 0
    write(path, "month,kind,n\n2025-01,Burglary,10\n2025-01,Arson,5\n2025-01,Total,15\n")
    answer = reckoner("take", "off", path, "--house", house)
    assert answer.code == 65
    assert "off.csv:3: kind is 'Arson', which no version had" in answer.err
    assert reckoner("take", "off", path, "--map", "--yes", "--house", house).code == 0
    assert str(load_library(house, ["off"]).catalogue.measure("off.n").observations[0].value) == "15"


def test_a_table_that_was_declared_by_hand_keeps_its_names(
    reckoner: Reckoner, house: Path, tmp_path: Path
) -> None:
    write(
        house / "data" / "calls" / "module.yaml",
        """
title: Calls
origins:
  force:
    {kind: snapshot, producer: F, document: Contact, received: 2025-11-01, from: F, licence: OGL}
tables:
  calls:
    file: calls.xlsx
    origin: force
    columns:
      Month: {type: month}
      offered: {type: count, heading: 101 calls / Offered}
measures:
  offered: {table: calls, value: offered, unit: count}
""",
    )
    path = force_sheet(tmp_path / "Contact.xlsx", (*MONTHS, ("Nov-25", 1, 0.1, time(1, 1), 2)))
    answer = reckoner("take", "calls", path, "--map", "--yes", "--house", house)
    assert (answer.code, answer.err) == (0, "")
    assert "E  999 calls / Offered  ->  left out" in answer.out
    measure = load_library(house, ["calls"]).catalogue.measure("calls.offered")
    assert [str(each.value) for each in measure.observations] == ["31250", "29870", "30111", "28990", "1"]


def test_marks_are_printed_with_their_key_on_the_page_and_on_paper(
    tmp_path: Path, reckoner: Reckoner
) -> None:
    names = "not_figures: [{text: '101', reason: a telephone}, {text: '999', reason: the same}]\n"
    front = FRONT.replace("---\n", f"---\n{names}", 1)
    words = "The calls.\n\n{{ table contact.contact }}"
    house = tiny_house(tmp_path / "house", words, front, outputs="[pdf, html]")
    months = [*MONTHS[:3], ("Oct-25", "[z]", 0.1, time(1, 1), "[c]")]
    path = force_sheet(tmp_path / "Contact.xlsx", months)
    assert reckoner("take", "contact", path, "--map", "--yes", *FROM, "--house", house).code == 0
    answer = reckoner("build", "panel-paper", "2025-11", "--house", house)
    assert (answer.code, answer.err) == (0, ""), answer.err + answer.out
    [draft] = (house / "output").glob("panel-paper/2025-11/draft-001")
    html = (draft / "panel-paper.html").read_text(encoding="utf-8")
    page = re.sub("<[^>]*>", "", html)
    [paper] = draft.glob("*.pdf")
    with PdfDocument(paper) as pdf:
        text = " ".join(" ".join(each.get_textpage().get_text_range().split()) for each in pdf)
    for words in (page, text):
        assert "30,111 [r]" in words
        for key in (
            "[c] stands for a value that its producer keeps",
            "[z] stands for",
            "[r] stands for a revised",
        ):
            assert key in words


def test_a_row_that_turns_out_to_be_a_sum_is_refused_until_somebody_agrees(
    reckoner: Reckoner, house: Path, tmp_path: Path
) -> None:
    path = tmp_path / "off.csv"
    write(path, "month,place,n\n2025-01,Watford,10\n2025-01,Luton,5\n2025-01,County,16\n")
    assert reckoner("take", "off", path, "--map", "--yes", "--house", house).code == 0
    write(path, "month,place,n\n2025-01,Watford,10\n2025-01,Luton,5\n2025-01,County,15\n")
    answer = reckoner("take", "off", path, "--house", house)
    assert answer.code == 65
    assert "off.csv:4: 'County' is the sum of other rows, and no version had such a row" in answer.err
    again = reckoner("take", "off", path, "--map", "--yes", "--house", house)
    assert "Sums of other rows, never added to them: County (place)." in again.out
    assert str(load_library(house, ["off"]).catalogue.measure("off.n").observations[0].value) == "15"


def test_hidden_rows_and_lone_texts_that_nobody_agreed_to_are_refused(
    reckoner: Reckoner, house: Path, tmp_path: Path
) -> None:
    path = tmp_path / "off.csv"
    write(path, "month,n\n2025-01,10\n2025-02,5\n")
    assert reckoner("take", "off", path, "--map", "--yes", "--house", house).code == 0
    write(path, "month,n\n2025-01,10\nNew system from here\n2025-02,5\n")
    answer = reckoner("take", "off", path, "--house", house)
    assert answer.code == 65
    assert "off.csv:3: 'New system from here' stands alone between rows of data" in answer.err
    seen = tmp_path / "seen.xlsx"
    book = load_workbook(force_sheet(seen))
    book.worksheets[0].row_dimensions[6].hidden = False
    book.save(seen)
    assert reckoner("take", "contact", seen, "--map", "--yes", "--house", house).code == 0
    answer = next_month(reckoner, house, force_sheet(tmp_path / "hidden.xlsx"))
    assert answer.code == 65
    assert "hidden.xlsx, cell A6: row 6 is hidden but holds data" in answer.err


@pytest.mark.parametrize(("meaning", "value"), [("0", "0"), ("x", "None")])
def test_at_a_terminal_a_mark_is_asked_about(house: Path, tmp_path: Path, meaning: str, value: str) -> None:
    path = tmp_path / "off.csv"
    write(path, "month,n\n2025-01,10\n2025-02,-\n")
    code, said = at_a_terminal(["take", "off", path, "--map", "--house", house], f"nil\n{meaning}\ny\n")
    assert code == 0, said
    assert said.count("What does '-' stand for") == 2
    measure = load_library(house, ["off"]).catalogue.measure("off.n")
    assert str(measure.observations[1].value) == value
