"""What is given: passages once, places by their names, marks in a copy of a PDF, SARIF, dismissals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from typer.testing import CliRunner

from reckoner.reports.audit.engine import in_order
from reckoner.reports.audit.finding import Finding, Severity
from reckoner.reports.audit.output.marked import marked
from reckoner.reports.audit.output.spots import Page
from reckoner.reports.audit.reading.letters import letters_of
from reckoner.reports.cli.main import app
from reckoner.reports.errors import UsageError
from tests.audit.made_pdf import pdf

RUN = CliRunner()
WRONG = "Burglary rose from 400 to 500 offences, a 20% increase."
TWO = "Theft rose from 120 to 110, a rise of 35%."
TABLE = (
    "<style>td,th{padding:0 1em}</style><table>"
    "<tr><th>Area</th><th>2023</th><th>2024</th><th>Change</th></tr>"
    "<tr><td>North</td><td>20</td><td>22</td><td>20</td></tr>"
    "<tr><td>South</td><td>100</td><td>150</td><td>50</td></tr></table>"
)


def findings(*asked: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(RUN.invoke(app, ["check", "--format", "json", *asked]).output)[
        "findings"
    ]
    return found


def test_the_same_passage_is_quoted_with_each_of_its_numbers_and_no_blank_line_between(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{TWO}\n\n{WRONG}\n", encoding="utf-8")
    shown = RUN.invoke(app, ["check", str(path)]).output
    groups = shown.split("\n\n")
    assert [group.count("error: ") for group in groups[:-1]] == [2, 1]
    assert all(f"error: {path}:{line} [" in group for group, line in zip(groups, (1, 3), strict=False))


def test_a_finding_in_a_table_of_a_pdf_names_page_table_row_and_column(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(f"<p>One.</p><p style='break-before:page'>Two.</p>{TABLE}"))
    (finding,) = findings(str(path))
    assert finding["place"] == "page 2, table 1, row 2"
    assert (finding["cell"], finding["table"], finding["row"]) == ("North, change", 1, 2)
    shown = RUN.invoke(app, ["check", str(path)]).output
    assert f"error: {path}, page 2, table 1, row 2, North, change [" in shown


def test_one_wrong_cell_is_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "| Area | 2023 | 2024 |\n|---|---:|---:|\n| North | 120 | 140 |\n| South | 80 | 95 |\n"
        "| West | 60 | 65 |\n| Total | 260 | 400 |\n",
        encoding="utf-8",
    )
    assert [(f["row"], f["stated"]) for f in findings(str(path))] == [(5, "400")]


def test_a_cell_that_two_rules_find_wrong_is_one_finding_the_surest(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "| Area | 2023 | 2024 | Change |\n|---|---:|---:|---:|\n| North | 120 | 140 | 20 |\n"
        "| South | 80 | 95 | 15 |\n| West | 60 | 65 | 5 |\n| Total | 260 | 300 | 90 |\n",
        encoding="utf-8",
    )
    assert [(f["row"], f["stated"], f["severity"]) for f in findings(str(path))] == [(5, "90", "error")]
    rules: tuple[tuple[Severity, str], ...] = (("warning", "table-total"), ("error", "table-change"))
    made = [
        Finding(severity, rule, "Total\t90", "90", "40", "", 6, cell="Total, change", table=1, row=5)
        for severity, rule in rules
    ]
    assert [finding.rule for finding in in_order(made)] == ["table-change"]


def test_every_claim_can_be_shown_with_its_quote_formula_and_verdict(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(f"<p>{WRONG}</p>{TABLE}"))
    shown = RUN.invoke(app, ["check", "--all", str(path)]).output
    assert f"wrong: {path}, page 1 [change] (500 - 400) / 400: 20%\n  “{WRONG}”\n" in shown
    assert f"agrees: {path}, page 1 [table-difference] 150 - 100: 50\n  “South 100 150 50”\n" in shown


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    raised = (
        "<p>The force solved 8,665<sup>1</sup> crimes, up from 7,427<sup>2</sup>, a rise of "
        "13%<sup>3</sup>.</p>"
    )
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf(f"{raised}<p>{WRONG}</p>{TABLE}<p style='break-before:page'>{TWO}</p>"))
    return path


def marks(path: Path) -> list[tuple[int, str, str, str]]:
    """Page, kind, note and the letters under it of each annotation."""
    read = pypdfium2.PdfDocument(path)
    found = []
    with pikepdf.open(path) as opened:
        for number, page in enumerate(opened.pages, 1):
            for note in page.get("/Annots", ()):
                corners = [float(corner) for corner in note.get("/QuadPoints", [0] * 8)]
                box = (corners[4], corners[5], corners[2], corners[3])
                text = read[number - 1].get_textpage().get_text_bounded(*box)
                found.append((number, str(note.Subtype), str(note.Contents), text.strip()))
    read.close()
    return found


def test_a_copy_of_the_pdf_has_each_number_highlighted_with_a_note(paper: Path, tmp_path: Path) -> None:
    before, out = paper.read_bytes(), tmp_path / "marked.pdf"
    done = RUN.invoke(app, ["check", str(paper), "--marked", str(out)])
    assert done.exit_code == 1
    made = marks(out)
    assert [(page, kind, text) for page, kind, _, text in made] == [
        (1, "/Highlight", "13%"), (1, "/Highlight", "20%"), (1, "/Highlight", "20"),
        (2, "/Highlight", "35%"), (2, "/Highlight", "rose"),
    ]  # fmt: skip
    assert "Error (certain): base-swapped\nStated: 20%; comes to: 25%\n" in made[1][2]
    assert paper.read_bytes() == before


def test_a_number_is_not_looked_for_inside_another() -> None:
    page = pypdfium2.PdfDocument(pdf("<p>It was 3,142 before and 1 after, of 21.</p>"))[0].get_textpage()
    letters = letters_of(page).letters
    quote = "It was 3,142 before and 1 after, of 21."
    at = quote.index("1 after")
    ((left, _, right, _),) = Page(letters).find(quote, (at, at + 1), "1")
    assert page.get_text_bounded(left - 1, 0, right + 1, 2000).strip().endswith("1")
    assert Page(letters).find("Nothing of the kind 7.", (20, 21), "7") == []


def test_a_finding_whose_passage_is_not_found_gets_a_note_in_the_corner(paper: Path) -> None:
    lost = Finding("warning", "contents", "Not in the paper 12", "12", "13", "It is not.", page=2)
    out = paper.with_name("out.pdf")
    out.write_bytes(marked(paper.read_bytes(), "paper.pdf", [lost]))
    assert [(page, kind) for page, kind, _, _ in marks(out)] == [(2, "/Text")]


@pytest.mark.parametrize(
    "asked",
    [
        ["a.txt", "--marked", "out.pdf"], ["paper.pdf", "--marked", "paper.pdf"],
        ["paper.pdf", "--unsourced"], ["paper.pdf", "--dismiss", "0000000"],
        ["paper.pdf", "--dismiss", "0000000", "--reason", "So it was."],
    ],
)  # fmt: skip
def test_options_that_make_no_sense_are_refused(
    asked: list[str], paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(paper.parent)
    Path("a.txt").write_text(WRONG, encoding="utf-8")
    assert isinstance(RUN.invoke(app, ["check", *asked]).exception, UsageError)


def test_a_finding_is_dismissed_by_its_key_and_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{TWO}\n\n{WRONG}\n", encoding="utf-8")
    keys = [finding["key"] for finding in findings(str(path))]
    assert len(set(keys)) == 3
    for key, left in zip(keys, (2, 1, 0), strict=True):
        done = RUN.invoke(app, ["check", str(path), "--dismiss", key, "--reason", 'As "published": so'])
        assert done.exit_code == (1 if left else 0)
        assert [finding["key"] for finding in findings(str(path))] == keys[len(keys) - left :]
    assert RUN.invoke(app, ["check", str(path)]).output.endswith("3 dismissed.\n")
    kept = path.with_name("a.txt.dismissed.yaml").read_text(encoding="utf-8")
    assert kept.count('reason: "As \\"published\\": so"') == 3


# What SARIF 2.1.0 (sections 3.13 to 3.58) lets stand in the objects that are used, and must stand in them.
SARIF: dict[str, tuple[str, str]] = {
    "": ("$schema version! runs!", ""),
    "runs": ("tool! invocations results columnKind", ""),
    "tool": ("driver!", ""),
    "driver": ("name! rules informationUri version", ""),
    "rules": ("id!", ""),
    "invocations": ("executionSuccessful! toolExecutionNotifications", ""),
    "toolExecutionNotifications": ("message! level", "none note warning error"),
    "results": ("message! ruleId level locations partialFingerprints properties", "none note warning error"),
    "message": ("text", ""),
    "locations": ("physicalLocation logicalLocations", ""),
    "physicalLocation": ("artifactLocation region", ""),
    "artifactLocation": ("uri", ""),
    "region": ("startLine snippet", ""),
    "snippet": ("text", ""),
    "logicalLocations": ("fullyQualifiedName", ""),
}


def faults(value: Any, name: str = "") -> list[str]:
    """Where an object has a key that the standard doesn't know there, or lacks one that it wants."""
    if isinstance(value, list):
        return [fault for item in value for fault in faults(item, name)]
    if not isinstance(value, dict) or name in ("properties", "partialFingerprints"):
        return []
    keys, levels = SARIF[name]
    known = {key.rstrip("!") for key in keys.split()}
    wanted = {key.rstrip("!") for key in keys.split() if key.endswith("!")}
    wrong = [f"{name}: {key}" for key in (value.keys() - known) | (wanted - value.keys())]
    wrong += [
        f"{name}: {value['level']}" for level in levels.split()[:1] if value["level"] not in levels.split()
    ]
    return wrong + [fault for key, item in value.items() for fault in faults(item, key)]


def test_sarif_holds_what_the_standard_knows_and_nothing_else(paper: Path) -> None:
    folder = paper.parent
    (folder / "a b.txt").write_text(WRONG, encoding="utf-8")
    (folder / "z.docx").write_bytes(b"PK\x03\x04 cut")
    data = json.loads(RUN.invoke(app, ["check", "--format", "sarif", str(folder)]).output)
    assert faults(data) == []
    (run,) = data["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    first, *others = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("/a%20b.txt")
    assert place["region"]["startLine"] == 1
    assert all("region" not in other["locations"][0]["physicalLocation"] for other in others)
    assert others[2]["locations"][0]["logicalLocations"] == [
        {"fullyQualifiedName": "page 1, table 1, row 2, North, change"}
    ]


LEDGER = """name,value,unit,period,noun,printed
solved.total,8665,count,2025-01..2025-10,crimes solved,"8,665"
solved.total,7427,count,2024-01..2024-10,crimes solved,"7,427"
calls.share,96,%,2025-01..2025-10,calls answered,96%
audit.accuracy,82.6,%,2024,recording accuracy,82.6%
audit.again,92.6,%,2025-03,accuracy at the second audit,92.6%
"""


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("There were 9,665 crimes solved.", ["9,665"]),
        ("The number of crimes solved was 9,665.", ["9,665"]),
        ("The number of solved crimes reached 8,656 in 2025.", ["8,656"]),
        ("The force solved 9,665 crimes this year.", ["9,665"]),
        ("The force solved 18,665 crimes.", ["18,665"]),
        ("The force solved 8,665 crimes.", []),
        ("Of these crimes, 865 were solved in Hertford.", []),
        ("Solved crimes in Hertford were 2,665.", []),
        ("In 2019 the force solved 9,665 crimes.", []),
        ("There were 9,665 murders.", []),
        ("The inspectors put recording accuracy at 92.6% in the end.", []),
        ("The inspectors put recording accuracy at 83.6% in the end.", ["83.6%"]),
    ],
)
def test_a_number_that_the_ledger_knows_with_another_value_is_an_error(
    text: str, stated: list[str], tmp_path: Path
) -> None:
    (tmp_path / "figures.csv").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = findings("--ledger", str(tmp_path / "figures.csv"), str(tmp_path / "a.txt"))
    assert [(f["rule"], f["severity"], f["stated"]) for f in found] == [
        ("ledger-value", "error", number) for number in stated
    ]


def test_a_number_without_a_source_is_asked_for_in_text_and_in_tables(tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(LEDGER, encoding="utf-8")
    (tmp_path / "a.md").write_text(
        "Officers solved 8,665 crimes, some 8,700, and answered 96% of 312 calls.\n\n"
        "| What | 2024 | 2025 |\n|---|---:|---:|\n| Solved | 7,427 | 8,665 |\n| Lost | 4 | 5 |\n",
        encoding="utf-8",
    )
    asked = ["--ledger", str(tmp_path / "figures.csv"), str(tmp_path / "a.md")]
    assert findings(*asked) == []
    found = findings("--unsourced", *asked)
    assert {(f["rule"], f["severity"], f["computed"]) for f in found} == {("unsourced", "warning", "")}
    assert [(f["stated"], f["cell"]) for f in found] == [
        ("312", ""),
        ("4", "Lost, 2024"),
        ("5", "Lost, 2025"),
    ]
