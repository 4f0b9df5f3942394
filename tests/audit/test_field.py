"""Inputs of the field that an earlier checker got wrong, rebuilt small: each with what is right about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reckoner.reports.audit.engine import Audit, audit
from reckoner.reports.audit.reading.plain import read_text
from reckoner.reports.audit.reading.read import read_bytes
from reckoner.reports.cli.main import app
from tests.audit.made_pdf import pages, pdf

RUN = CliRunner()
RAISED = (
    "<p>Officers took 2,114<sup>1</sup> calls, up from 1,812<sup>2</sup>, a rise of 17%<sup>3</sup>.</p>"
    "<p>Of the 400<sup>4</sup> callers, 100<sup>5</sup> (25%) rang twice.</p>"
    "<table><tr><th>Kind</th><th>Calls</th></tr><tr><td>Urgent<sup>1</sup></td><td>150<sup>2</sup></td></tr>"
    "<tr><td>Other</td><td>450</td></tr><tr><td>Total</td><td>600</td></tr></table>"
    "<style>td,th{padding:0 1em}</style>"
)
SPARSE = """| Station | Arson | Fraud | Poison | Piracy |
| --- | ---: | ---: | ---: | ---: |
| Alder | 0 | 0 | 0 | 1 |
| Birch | 0 | 0 | 0 | 0 |
| Cedar | 1 | 1 | 0 | 0 |
| Elm | 0 | 0 | 0 | 2 |
| Fir | 2 | 4 | 3 | 1 |
| Oak | 0 | 0 | 0 | 0 |
| Yew | 0 | 0 | 0 | 0 |
"""
RIGHT = {
    "k4 a comparison with an older year": (
        "Thefts fell by 5% from 21,053 to 20,000 over the year, which is lower than in the year "
        "ending March 2019 (20,427)."
    ),
    "k4 one in so many, with the share": (
        "Of adults, 1 in 5 (20%) saw an officer in 2022 and 1 in 4 (25%) in 2023, an increase of "
        "5 percentage points."
    ),
    "k4 amounts in brackets": (
        "Net spending was £(2.2) million, compared with £(1.7) million the year before, an "
        "increase of £0.5 million."
    ),
    "k4 an interval": (
        "The estimate was 3.8% (95% confidence interval: 3.3% to 4.3%), compared with 4.1% (3.7% "
        "to 4.5%); the change of 0.3 percentage points is not significant."
    ),
    "k4 targets": (
        "Within target: Grade 1 88.1% (target 90%), Grade 2 72.4% (target 80%), a shortfall of "
        "1.9 and 7.6 percentage points."
    ),
    "k4 shares that round to 101": (
        "Of 804 answers, 62% said yes, 23% no and 16% were unsure; figures may not sum to 100% "
        "because of rounding."
    ),
    "k4 a missing value and three ways of minus": (
        "| Kind | 2023/24 | 2024/25 | Change | % change |\n"
        "|---|---:|---:|---:|---:|\n"
        "| With injury | 9,120 | 8,801 | -319 | -3 |\n"
        "| Homicide | 4 | [c] | [c] | [c] |\n"
        "| Robbery | 801 | 745 | (56) | (7) |\n"
        "| Burglary | 3,402 | 3,111 | −291 | −9 |\n"
    ),
    "k5 accounts": (
        "| £000s | Budget | Actual | Variance |\n"
        "|---|---:|---:|---:|\n"
        "| Officers | 28,400 | 29,112 | 712 |\n"
        "| Staff | 16,210 | 15,001 | (1,209) |\n"
        "| Gross expenditure | 44,610 | 44,113 | (497) |\n"
        "| Income | (1,300) | (2,014) | (714) |\n"
        "| Net expenditure | 43,310 | 42,099 | (1,211) |\n"
    ),
    "k6 small counts": SPARSE,
    "k7 a column Diff beside another score": (
        "| Judge | Element | Bonus | Diff |\n"
        "|---|---:|---:|---:|\n"
        "| A | 5.00 | -1 | -1 |\n"
        "| B | 4.00 | 1 | 0 |\n"
    ),
    "k8 two bases": (
        "Robbery stood at 2,911, down 9% on 3,199 last year and down 21% on 3,685 in 2018."
    ),
    "k8 two bases, up": (
        "There were 11,840 calls, up 4% from 11,385 in 2023 and up 17% from 10,120 in 2021."
    ),
    "k9 per 100,000": (
        "The rate was 7.9 per 100,000, up from 7.4 per 100,000, an increase of 7%."
    ),
    "k9 base in brackets": (
        "Homicide fell by 6% (from 612 to 575 offences); of these 265 (46%) involved a knife, a "
        "2% fall from 270."
    ),
    "k9 years as values": (
        "Over the three years 2021/22 to 2024/25 officers rose from 1,998 to 2,301 (+303, "
        "+15.2%), an average of 101 a year."
    ),
}  # fmt: skip


def read(text: str) -> Audit:
    return audit(read_text(text, "case"))


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_right_is_left_alone(case: str) -> None:
    done = read(RIGHT[case])
    assert [finding.because for finding in done.findings] == []
    assert done.checked.numbers > 0


@pytest.mark.parametrize(("name", "data"), [("k1.html", RAISED.encode()), ("k3.pdf", pdf(RAISED))])
def test_raised_marks_are_no_digits_in_a_page_and_in_a_pdf(name: str, data: bytes) -> None:
    done = audit(read_bytes(data, name))
    assert [finding.because for finding in done.findings] == []
    assert [(w.formula, w.verdict) for w in done.workings][:1] == [("(2,114 - 1,812) / 1,812: 17%", "agrees")]
    wrong = data.decode().replace("17%", "16%").encode() if name.endswith("html") else None
    if wrong:
        assert [finding.stated for finding in audit(read_bytes(wrong, name)).findings] == ["16%"]


def test_small_counts_in_a_page_of_our_own_are_left_alone() -> None:
    rows = [line.strip("| ").split(" | ") for line in SPARSE.splitlines() if "---" not in line]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    assert audit(read_bytes(f"<table>{table}</table>".encode(), "k6.html")).findings == ()


def test_a_column_that_is_wrong_in_every_row_is_found_in_every_row() -> None:
    table = "| Area | 2023 | 2024 | Change |\n|---|---:|---:|---:|\n"
    rows = "| North | 3,421 | 3,425 | 2 |\n| South | 1,142 | 1,143 | 5 |\n| West | 310 | 330 | 10 |\n"
    assert [(f.rule, f.line, f.stated) for f in read(table + rows).findings] == [
        ("table-change", 3, "2"), ("table-change", 4, "5"), ("table-change", 5, "10"),
    ]  # fmt: skip


def test_the_mark_stands_in_the_wrong_cell_and_in_no_other_number(tmp_path: Path) -> None:
    path = tmp_path / "k11.md"
    path.write_text(
        "| Area | 2023 | 2024 | Change | Of which |\n|---|---:|---:|---:|---:|\n"
        "| West | 10 | 13 | 1 | 3,142 |\n| East | 10 | 13 | 1 | 21 |\n",
        encoding="utf-8",
    )
    shown = RUN.invoke(app, ["check", str(path)]).output
    assert "“West 10 13 »1« 3,142”" in shown
    assert "“East 10 13 »1« 21”" in shown
    page = RUN.invoke(app, ["check", "--format", "html", str(path)]).output
    assert page.count("<mark") == page.count('<td><mark class="error">1</mark></td>') == 2


def test_a_scan_among_the_papers_keeps_the_others_from_nothing(tmp_path: Path) -> None:
    (tmp_path / "a-scan.pdf").write_bytes(pages("", ""))
    (tmp_path / "b.md").write_text("Theft rose from 120 to 110.", encoding="utf-8")
    for more in ([], ["--together"]):
        done = RUN.invoke(app, ["check", *more, "--format", "json", str(tmp_path)])
        assert done.exit_code == 1
        data = json.loads(done.output)
        assert [finding["rule"] for finding in data["findings"]] == ["direction"]
        assert [each["file"] for each in data["unread"]] == [str(tmp_path / "a-scan.pdf")]


@pytest.mark.slow
def test_scanned_pages_behind_others_are_named_and_empty_ones_counted(tmp_path: Path) -> None:
    path = tmp_path / "k13.pdf"
    path.write_bytes(pages("There were 12 offences.", "", ""))
    done = RUN.invoke(app, ["check", str(path)])
    assert done.exit_code == 65
    assert f"not read: {path}: pages 2 to 3 held pictures, no text, and went unread\n" in done.output
    path.write_bytes(pages("There were 12 offences.", "&nbsp;", "&nbsp;"))
    done = RUN.invoke(app, ["check", str(path)])
    assert done.exit_code == 0
    assert f"read: {path}: 3 pages, of which pages 2 to 3 are empty\n" in done.output
