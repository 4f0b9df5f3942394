"""Who owes what is read from words and data; a request is a draft of one mail with the files to write in."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest

from reckoner.reports.commission.asking import requests_for
from reckoner.reports.commission.board import board_of
from reckoner.reports.commission.requests import keep_asked
from reckoner.reports.commission.sheet import id_of
from reckoner.reports.settings.house import read_house
from tests.cli.calling import Reckoner
from tests.commission.conftest import CRIME, attached, mail_to
from tests.small import write
from tests.word.ooxml import WordEdit, q, said
from tests.worked_example import edit

ASK = ("commission", "panel-paper", "2026-02", "--to", "out")


@pytest.fixture
def out(house: Path, reckoner: Reckoner) -> Path:
    """The folder with the mails, once everybody was asked."""
    assert reckoner(*ASK).code == 0
    return house / "out"


def owed(house: Path, today: date = date(2026, 1, 12)) -> list[tuple[str, str, str]]:
    """The board: state, person and what."""
    rows = board_of(read_house(house), today, [("panel-paper", "2026-02")]).rows
    return [(row.state, row.owed.due.awaited.figure.person, row.owed.key) for row in rows]


def test_what_is_owed_is_read_from_words_and_data(house: Path) -> None:
    assert owed(house) == [
        ("open", "finance", "content/panel-paper/2026-02/20-money.md"),
        ("open", "analyst", "999 calls, November"),
        ("open", "policy", "content/panel-paper/2026-02/10-crime.md"),
        ("open", "analyst", "data/crimes/solved.csv"),
    ]
    assert [state for state, *_ in owed(house, date(2026, 1, 19))] == ["late", "open", "open", "open"]


def test_each_gets_one_mail_and_nothing_is_sent(out: Path, house: Path) -> None:
    assert sorted(path.name for path in out.iterdir()) == [
        f"panel-paper-2026-02-{who}.eml" for who in ("analyst", "finance", "policy")
    ]
    mail = mail_to(out, "analyst")
    assert (mail["To"], mail["X-Unsent"]) == ("analyst@example.org", "1")
    assert mail["Subject"] == "Progress in February: needed from you by 20 January 2026"
    body = mail.get_body(("plain",))
    assert body is not None
    said = body.get_content()
    assert "- 999 calls, November, by 20 January 2026" in said
    assert "- the table data/crimes/solved.csv for 2025-11, by 20 January 2026" in said
    assert sorted(attached(out, "analyst")) == ["solved.xlsx"]
    assert sorted(attached(out, "policy")) == ["crime.docx"]
    assert not list((house / "output").glob("mail/*"))


def test_a_dry_run_writes_nothing(house: Path, reckoner: Reckoner) -> None:
    said = reckoner(*ASK, "--dry-run").out
    assert "policy (Policy officer), policy@example.org:" in said
    assert "attached: crime.docx" in said
    assert not (house / "out").exists()
    assert not (house / "state/commission.json").exists()


def test_one_person_can_be_asked_alone(house: Path, reckoner: Reckoner) -> None:
    assert reckoner(*ASK, "--only", "finance").code == 0
    assert [path.name for path in (house / "out").iterdir()] == ["panel-paper-2026-02-finance.eml"]
    assert "communications owes nothing" in reckoner(*ASK, "--only", "communications").err


def test_a_section_without_a_day_is_said(house: Path, reckoner: Reckoner) -> None:
    edition = house / "content/panel-paper/2026-02/edition.md"
    edition.write_text(edition.read_text("utf-8").replace("wanted_by: 2026-01-20\n", ""), "utf-8")
    answer = reckoner(*ASK)
    assert answer.code == 2
    assert "10-crime.md:3: policy is to write it, and nobody says by when" in answer.err
    checks = reckoner("build", "panel-paper", "2026-02")
    assert "owner-without-day" in checks.out + checks.err


def test_the_word_part_holds_that_section_alone_and_finds_its_place(
    out: Path, house: Path, reckoner: Reckoner, tmp_path: Path
) -> None:
    path = tmp_path / "anything at all.docx"
    word = WordEdit(attached(out, "policy")["crime.docx"])
    texts = [said(p) for p in word.body.iter(q("p"))]
    assert texts[0] == "PROOF, not approved: panel-paper/2026-02"
    assert any("A second paragraph" in text for text in texts)
    assert not any("999" in text or "Money" in text for text in texts)
    paragraph = word.paragraph("A second paragraph")
    word.put(paragraph, 2, "third ", tracked=True)
    path.write_bytes(word.saved())
    assert "of panel-paper/2026-02" in reckoner("return", path).out
    assert reckoner("return", path, "--all").code == 0
    assert (
        "A third second paragraph stands here."
        in (house / "content/panel-paper/2026-02/10-crime.md").read_text()
    )
    assert ("back", "policy", "content/panel-paper/2026-02/10-crime.md") in owed(house)


def test_the_word_part_lists_the_source_of_a_key_figure(house: Path, reckoner: Reckoner) -> None:
    folder = house / "content/panel-paper/2026-02"
    tile = "{kind: tile, title: Solved, measures: [crimes.solved], periods: [2025-10]}"
    write(folder / "charts.yaml", f"charts:\n  one: {tile}\n")
    write(
        folder / "10-crime.md",
        CRIME.replace("{{ crimes.solved at 2025-10 }} crimes.", "crimes.\n\n{{ chart one }}"),
    )
    assert reckoner(*ASK).code == 0
    word = WordEdit(attached(house / "out", "policy")["crime.docx"])
    texts = [said(p) for p in word.body.iter(q("p"))]
    assert any("2,370" in text and text.endswith("[1]") for text in texts)
    assert any(text.startswith("[1] ") for text in texts)


def test_a_section_that_has_no_words_yet_is_written_in_word(
    out: Path, house: Path, reckoner: Reckoner, tmp_path: Path
) -> None:
    word = WordEdit(attached(out, "finance")["money.docx"])
    heading = next(p for p in word.body.iter(q("p")) if said(p) == "Money")
    for words in ("It balances.", "Nothing else has moved.", "The reserve stands as it was."):
        heading = word.new_paragraph(heading, words, tracked=words != "It balances.")
        for looks in heading.iter(q("pStyle")):
            looks.set(q("val"), "NumberedParagraph")
    path = tmp_path / "written.docx"
    path.write_bytes(word.saved())
    answer = reckoner("return", path, "--all")
    assert answer.code == 0, answer
    text = (house / "content/panel-paper/2026-02/20-money.md").read_text("utf-8")
    body = text.partition("by: 2026-01-16\n---\n")[2]
    assert body == "It balances.\n\nNothing else has moved.\n\nThe reserve stands as it was.\n"
    assert "finance" not in [person for _, person, _ in owed(house)]


def test_words_at_the_end_of_a_part_without_words_are_its_section_s(
    out: Path, house: Path, reckoner: Reckoner, tmp_path: Path
) -> None:
    """Whoever opens it finds a paragraph to write in, and nothing of the paper's below that."""
    part = docx.Document(io.BytesIO(attached(out, "finance")["money.docx"]))
    assert [p.text for p in part.paragraphs[-2:]] == ["Money", ""]
    part.paragraphs[-1].add_run("It balances.")
    part.add_paragraph("The reserve stands as it was.")
    part.save(str(tmp_path / "written.docx"))
    answer = reckoner("return", tmp_path / "written.docx", "--all")
    assert answer.code == 0, answer
    text = (house / "content/panel-paper/2026-02/20-money.md").read_text("utf-8")
    assert text.endswith("---\nIt balances.\n\nThe reserve stands as it was.\n")


def filled(out: Path, path: Path, value: object) -> Path:
    """The table with its last row filled in, as a spreadsheet program saves it."""
    book = openpyxl.load_workbook(io.BytesIO(attached(out, "analyst")["solved.xlsx"]))
    sheet = book["Table"]
    assert [cell.value for cell in sheet[1]] == ["month", "solved"]
    assert [cell.value for cell in sheet[sheet.max_row]] == ["2025-11", None]
    sheet.cell(sheet.max_row, 2).value = value
    book.save(path)
    return path


def test_a_table_finds_its_place_whatever_it_is_called(
    out: Path, house: Path, reckoner: Reckoner, tmp_path: Path
) -> None:
    path = filled(out, tmp_path / "Copy of figures (2).xlsx", 2412)
    assert id_of(path)
    before = (house / "data/crimes/solved.csv").read_bytes()
    tried = reckoner("take", path, "--dry-run")
    assert tried.code == 0
    assert "is data/crimes/solved.csv, asked for panel-paper 2026-02" in tried.out
    assert (house / "data/crimes/solved.csv").read_bytes() == before
    assert reckoner("take", path).code == 0
    assert (house / "data/crimes/solved.csv").read_text("utf-8").endswith("2025-11,2412\n")
    assert "analyst" in (house / "data/crimes/snapshots.yaml").read_text("utf-8")
    assert ("open", "analyst", "data/crimes/solved.csv") not in owed(house)
    kept = json.loads((house / "state/commission.json").read_text("utf-8"))
    assert [each["key"] for each in kept if each["returned"]] == ["data/crimes/solved.csv"]


@pytest.mark.parametrize("lost", ["_reckoner_", "Reckoner"])
def test_either_of_its_marks_is_enough(
    out: Path, house: Path, reckoner: Reckoner, tmp_path: Path, lost: str
) -> None:
    """Programs drop hidden names, or properties."""
    path = tmp_path / "table.xlsx"
    packed = io.BytesIO(attached(out, "analyst")["solved.xlsx"])
    with zipfile.ZipFile(packed) as sent, zipfile.ZipFile(path, "w") as saved:
        for name in sent.namelist():
            saved.writestr(name, sent.read(name).replace(lost.encode(), b"Other"))
    assert id_of(path)
    path.write_bytes(path.read_bytes().replace(b"x", b"y"))
    assert id_of(path) == ""


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("about 2,400", r"x\.xlsx:\d+: solved is 'about 2,400', which is not a number"),
        (None, r"x\.xlsx:\d+: the row of 2025-11 is not filled in"),
        ("=1+1", r"x\.xlsx, cell B\d+: it holds no plain value"),
    ],
)
def test_a_table_that_can_t_be_used_is_refused_and_nothing_noted(
    out: Path, house: Path, reckoner: Reckoner, tmp_path: Path, value: object, what: str
) -> None:
    path = filled(out, tmp_path / "x.xlsx", value)
    before = (house / "data/crimes/solved.csv").read_bytes()
    answer = reckoner("take", path)
    assert answer.code == 65
    assert re.search(what, answer.err), answer.err
    assert "/tmp" not in answer.err  # the copy that is read means nothing to whoever sent the file
    assert (house / "data/crimes/solved.csv").read_bytes() == before
    assert '"returned": ""' in (house / "state/commission.json").read_text("utf-8")


@pytest.mark.parametrize("module", [(), ("crimes",)])
def test_words_are_no_table(out: Path, reckoner: Reckoner, tmp_path: Path, module: tuple[str, ...]) -> None:
    path = tmp_path / "crime.docx"
    path.write_bytes(attached(out, "policy")["crime.docx"])
    answer = reckoner("take", *module, path)
    assert answer.code == 2
    assert "reckoner return crime.docx" in answer.err


def test_a_stranger_s_table_is_taken_as_before(house: Path, reckoner: Reckoner, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    path = tmp_path / "x.xlsx"
    book.save(path)
    answer = reckoner("take", path)
    assert answer.code == 2
    assert "holds no id of a table that was asked for" in answer.err
    assert "reckoner take MODULE FILE" in answer.err
    nowhere = reckoner("take", tmp_path / "nowhere.xlsx")
    assert "nowhere.xlsx: there is no such file" in nowhere.err


def test_a_stranger_s_table_needs_nothing_of_what_was_asked_for(
    house: Path, reckoner: Reckoner, tmp_path: Path
) -> None:
    write(house / "state/commission.json", "{")
    rows = (house / "data/crimes/solved.csv").read_text("utf-8")
    (tmp_path / "x.csv").write_text(f"{rows}2025-11,2412\n", "utf-8")
    assert reckoner("take", "crimes", tmp_path / "x.csv").code == 0
    assert (house / "data/crimes/solved.csv").read_text("utf-8").endswith("2025-11,2412\n")


def test_the_board_says_what_was_asked_and_what_came_back(out: Path, reckoner: Reckoner, house: Path) -> None:
    said = reckoner("board", "panel-paper", "2026-02")
    assert said.code == 0
    assert len(re.findall(r"(?m)^       asked 20[0-9-]{8}$", said.out)) == 4
    rows = json.loads(reckoner("board", "--format", "json").out)
    assert {row["kind"] for row in rows} == {"figure", "section", "table"}


def test_days_are_those_of_the_office_s_own_clock(house: Path, reckoner: Reckoner) -> None:
    edit(house / "schedules.yaml", lambda text: text.replace("Europe/London", "Pacific/Auckland"))
    now = datetime(2026, 1, 16, 20, 30, tzinfo=UTC)  # the 17th there
    found = requests_for(read_house(house), "panel-paper", "2026-02", now)
    finance = next(each for each in found if each.person.id == "finance")
    assert [each.due.is_overdue for each in finance.owed] == [True]
    keep_asked(house, finance.asked)
    said = reckoner("board", "panel-paper", "2026-02")
    assert "       asked 2026-01-17" in said.out


def test_a_board_of_nothing_is_said_to_be_one(house: Path, reckoner: Reckoner) -> None:
    answer = reckoner("board", "panel-paper", "2026-03")
    assert answer.code == 2
    assert "there are no words of panel-paper 2026-03" in answer.err
    for folder in (house / "content/panel-paper").iterdir():
        (folder / "edition.md").write_text("no front matter\n", "utf-8")
    assert "Nobody owes anything to what could be read." in reckoner("board").out
    assert "not looked at: panel-paper 2026-02" in reckoner("board", "--format", "json").err


@pytest.mark.parametrize(
    ("name", "content"), [("edition.md", b"no front matter\n"), ("10-crime.md", b"\xff\xfe")]
)
def test_an_edition_that_can_t_be_read_is_said_and_hides_no_other(
    house: Path, reckoner: Reckoner, name: str, content: bytes
) -> None:
    (house / "content/panel-paper/2025-11" / name).write_bytes(content)
    answer = reckoner("board")
    assert answer.code == 0
    assert "not looked at: panel-paper 2025-11" in answer.err
    assert "4 owed" in answer.out
