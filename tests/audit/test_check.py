"""The command: what it prints and how it leaves."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

from reckoner.reports.cli.main import app
from reckoner.reports.errors import InputError, UsageError

WRONG = "Burglary rose from 400 to 500 offences, a 20% increase.\n"
RIGHT = "Burglary rose from 400 to 500 offences, a 25% increase.\n"
RUN = CliRunner()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_it_leaves_with_one_where_something_is_certainly_wrong_and_with_zero_otherwise(paper: Path) -> None:
    assert RUN.invoke(app, ["check", str(paper)]).exit_code == 1
    paper.write_text(RIGHT, encoding="utf-8")
    done = RUN.invoke(app, ["check", str(paper)])
    assert done.exit_code == 0
    assert done.output == "Nothing found; 3 numbers read and 2 claims worked out in 1 document.\n"


def test_people_are_shown_the_passage_the_number_and_why(paper: Path) -> None:
    shown = RUN.invoke(app, ["check", str(paper)]).output
    assert f"{paper}:1 [base-swapped, certain]" in shown
    assert "“Burglary rose from 400 to 500 offences, a »20%« increase.”" in shown
    assert "stated: 20%; comes to: 25%" in shown
    assert "worked out on 500" in shown


def test_programs_get_json_with_what_was_understood(paper: Path) -> None:
    data = json.loads(RUN.invoke(app, ["check", "--format", "json", str(paper)]).output)
    assert data["files"] == [str(paper)]
    assert data["checked"] == {"numbers": 3, "claims": 2}
    finding = data["findings"][0]
    assert finding["quote"] == WRONG.strip()
    assert (finding["line"], finding["page"], finding["severity"]) == (1, None, "error")
    assert (finding["stated"], finding["computed"]) == ("20%", "25%")


def test_the_page_marks_the_number_where_it_stands_and_escapes_the_text(paper: Path) -> None:
    paper.write_text("<b>A & B</b> " + WRONG, encoding="utf-8")
    page = RUN.invoke(app, ["check", "--format", "html", str(paper)]).output
    assert '<mark class="error">20%</mark>' in page
    assert "&lt;b&gt;A &amp; B" in page


def test_a_folder_is_read_whole_and_standard_input_too(paper: Path) -> None:
    (paper.parent / "more.md").write_text(RIGHT, encoding="utf-8")
    data = json.loads(RUN.invoke(app, ["check", "--format", "json", str(paper.parent)]).output)
    assert len(data["files"]) == 2
    data = json.loads(RUN.invoke(app, ["check", "--format", "json", "-"], input=WRONG).output)
    assert data["files"] == ["standard input"]
    assert len(data["findings"]) == 1


def test_documents_are_compared_only_when_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The scheme paid for 5,100 hours of extra evening patrols.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        "It gave the county 5,300 hours of extra evening patrols.\n", encoding="utf-8"
    )
    alone = json.loads(RUN.invoke(app, ["check", "--format", "json", str(tmp_path)]).output)
    both = json.loads(RUN.invoke(app, ["check", "--together", "--format", "json", str(tmp_path)]).output)
    assert alone["findings"] == []
    assert {finding["rule"] for finding in both["findings"]} == {"two-values"}


LEDGER = """name,value,unit,period,noun,printed
solved.total,8665,count,2025-01..2025-10,crimes solved,"8,665"
solved.total,7427,count,2024-01..2024-10,crimes solved,"7,427"
"""


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("There were 8,665 crimes solved in Jan-Oct 2025.", []),
        ("There were 8,656 crimes solved in Jan-Oct 2025.", ["ledger-value"]),
        ("There were 8,665 crimes solved in Jan-Oct 2024.", ["ledger-period"]),
        ("There were 12 murders in Jan-Oct 2024.", []),
    ],
)
def test_a_ledger_holds_the_text_to_value_and_period(tmp_path: Path, text: str, rules: list[str]) -> None:
    (tmp_path / "figures.csv").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "paper.txt").write_text(text, encoding="utf-8")
    asked = [
        "check",
        "--format",
        "json",
        "--ledger",
        str(tmp_path / "figures.csv"),
        str(tmp_path / "paper.txt"),
    ]
    assert [finding["rule"] for finding in json.loads(RUN.invoke(app, asked).output)["findings"]] == rules


def test_a_file_that_is_not_there_is_a_mistake_of_use(tmp_path: Path) -> None:
    assert isinstance(RUN.invoke(app, ["check", str(tmp_path / "none.txt")]).exception, UsageError)


def scanned(words: list[str]) -> bytes:
    """A PDF with a page for each of these; one without words is a picture."""
    shown = "".join(f"<p style='break-after:page'>{text or PICTURE}</p>" for text in words)
    code = "import sys,weasyprint as w;sys.stdout.buffer.write(w.HTML(string=sys.stdin.read()).write_pdf())"
    return subprocess.run(
        [sys.executable, "-c", code], input=shown.encode(), capture_output=True, check=True
    ).stdout


PICTURE = (
    "<img src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAA"
    "AABQABpfZFQAAAAABJRU5ErkJggg==' style='width:9cm;height:9cm'>"
)


def test_a_file_that_can_t_be_read_keeps_no_other_from_being_checked(paper: Path) -> None:
    (paper.parent / "a-scan.pdf").write_bytes(scanned(["", ""]))
    (paper.parent / "z.docx").write_bytes(b"PK\x03\x04 cut")
    done = RUN.invoke(app, ["check", "--together", str(paper.parent)])
    assert done.exit_code == 1
    assert "stated: 20%; comes to: 25%" in done.output
    assert f"not read: {paper.parent}/a-scan.pdf: its pages are pictures without text\n" in done.output
    assert f"not read: {paper.parent}/z.docx: it is no Word document, or it is damaged\n" in done.output


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_nothing_wrong_in_what_was_read_is_no_clean_bill(form: str, paper: Path) -> None:
    paper.write_text(RIGHT, encoding="utf-8")
    (paper.parent / "z.docx").write_bytes(b"PK\x03\x04 cut")
    done = RUN.invoke(app, ["check", "--format", form, str(paper.parent)])
    assert done.exit_code == 65
    assert "it is no Word document, or it is damaged" in done.output
    assert "Nothing found;" not in done.output
    assert "Nothing found." not in done.output


def test_a_file_alone_that_can_t_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "z.docx").write_bytes(b"PK\x03\x04 cut")
    refusal = RUN.invoke(app, ["check", str(tmp_path / "z.docx")]).exception
    assert isinstance(refusal, InputError)
    data = json.loads(RUN.invoke(app, ["check", "--format", "json", str(tmp_path / "z.docx")]).output)
    assert [each["file"] for each in data["unread"]] == [str(tmp_path / "z.docx")]


def test_pages_that_are_pictures_are_named_and_empty_ones_are_not(tmp_path: Path) -> None:
    pages = ["There were 12 offences.", "", "", "There were 14.", "&nbsp;", "", "End of page 7."]
    (tmp_path / "pack.pdf").write_bytes(scanned(pages))
    done = RUN.invoke(app, ["check", "--format", "json", str(tmp_path / "pack.pdf")])
    assert done.exit_code == 65
    assert [each["what"] for each in json.loads(done.output)["unread"]] == [
        "pages 2 to 3 and 6 held pictures, no text, and went unread"
    ]


@pytest.mark.slow
def test_the_parts_of_a_message_that_were_not_read_are_counted(tmp_path: Path) -> None:
    part = b"--b\nContent-Type: text/plain\n\nThere were 12 offences.\n"
    head = b"Content-Type: multipart/mixed; boundary=b\n\n"
    (tmp_path / "a.eml").write_bytes(head + part * 399 + b"--b--\n")
    assert RUN.invoke(app, ["check", str(tmp_path / "a.eml")]).exit_code == 0
    (tmp_path / "a.eml").write_bytes(head + part * 20_000 + b"--b--\n")
    done = RUN.invoke(app, ["check", str(tmp_path / "a.eml")])
    assert done.exit_code == 65
    assert "the message has 20,001 parts; those after the first 400 were not read" in done.output
    assert "Nothing found in what was read" in done.output


@pytest.mark.slow
def test_a_page_made_to_take_seven_gigabytes_is_refused_within_its_memory(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    packer = zlib.compressobj(9)
    block = b"BT /F1 9 Tf (aaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n" * 20_000
    packed = b"".join(packer.compress(block) for _ in range(800)) + packer.flush()
    stream = pikepdf.Stream(pdf, b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    pdf.pages[0].Contents = pdf.make_indirect(stream)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    pdf.save(tmp_path / "bomb.pdf", compress_streams=False)
    refusal = RUN.invoke(app, ["check", str(tmp_path / "bomb.pdf")]).exception
    assert isinstance(refusal, InputError)
    assert refusal.what == "reading it takes more than 1024 MB of memory"


def test_each_claim_can_be_shown_with_its_sum(paper: Path) -> None:
    shown = RUN.invoke(app, ["check", "--all", str(paper)]).output
    assert "wrong: " in shown
    assert "[change] (500 - 400) / 400: 20%" in shown
    claims = json.loads(RUN.invoke(app, ["check", "--all", "--format", "json", str(paper)]).output)["claims"]
    assert ("change", "wrong", 1) in {(claim["kind"], claim["verdict"], claim["line"]) for claim in claims}


TABLE = """| Area | 2024 | 2025 | Change | Of which |
|---|---|---|---|---|
| West | 10 | 13 | 1 | 3,142 |
"""


def test_the_cell_in_question_is_marked_and_named_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "table.md"
    path.write_text(TABLE, encoding="utf-8")
    shown = RUN.invoke(app, ["check", str(path)]).output
    assert "“West 10 13 »1« 3,142”" in shown
    assert "West, change" in shown
    page = RUN.invoke(app, ["check", "--format", "html", str(path)]).output
    assert page.count("<mark") == 1
    assert '<td><mark class="error">1</mark></td>' in page


def test_editors_get_sarif_with_the_line_and_the_passage(paper: Path) -> None:
    data = json.loads(RUN.invoke(app, ["check", "--format", "sarif", str(paper)]).output)
    assert data["version"] == "2.1.0"
    result = data["runs"][0]["results"][0]
    assert (result["ruleId"], result["level"]) == ("base-swapped", "error")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == paper.as_posix()
    assert place["region"] == {"startLine": 1, "snippet": {"text": WRONG.strip()}}


DISMISSED = """dismissed:
  - rule: base-swapped
    text: Burglary rose from 400 to 500 offences, a 20% increase.
    reason: Quoted from the paper as it was published
    name: A. Officer
"""


def test_a_finding_that_was_dismissed_in_a_file_beside_the_document_is_counted_and_not_shown(
    paper: Path,
) -> None:
    paper.with_name("paper.txt.dismissed.yaml").write_text(DISMISSED, encoding="utf-8")
    done = RUN.invoke(app, ["check", str(paper)])
    assert done.exit_code == 0
    assert done.output.startswith("Nothing found; ")
    assert done.output.endswith("in 1 document. 1 dismissed.\n")


def test_a_dismissal_whose_words_have_changed_holds_no_longer(paper: Path) -> None:
    paper.with_name("paper.txt.dismissed.yaml").write_text(
        DISMISSED.replace("offences", "cases"), encoding="utf-8"
    )
    done = RUN.invoke(app, ["check", str(paper)])
    assert done.exit_code == 1
    assert "base-swapped that A. Officer dismissed is no longer made: remove it." in done.output
