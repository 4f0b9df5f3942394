"""Small files of the kinds that people reported: each gives the right value, or is refused in words.

Each is read twice: by a module.yaml as it is, and by `take --map`. The files lie in tests/sources/field.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.modules.library import load_library
from reckoner.reports.modules.mapping import carry_out, plan_taking, try_plan
from reckoner.reports.sources.proposal import Asked, asked_columns, asked_marks
from reckoner.reports.sources.take import Receipt
from tests.modules.houses import ORIGINS

FIELD = Path(__file__).parent.parent / "sources" / "field"
RECEIPT = Receipt(date(2025, 11, 1), "The force")
TENS = {"2025-01": "10", "2025-02": "20", "2025-03": "30"}
TOTALLED = {"2025-01": "15", "2025-02": "25", "2025-03": "35"}

AS_DECLARED: dict[str, dict[str, str] | str] = {
    "c1-footnote-rows.csv": "looks like a footnote",
    "c2-trailing-commas.csv": TENS,
    "c3-sep-line.csv": "Declare `header_row: 2`",
    "c4-accounting.csv": "Write it with a minus instead of brackets",
    "c5-dash-zero.csv": "`zeros: [...]` if it stands for 0",
    "c6-thin-space.csv": "Part thousands with commas, not blanks",
    "c7-month-names.csv": "month is 'Jan-25', which is not a month",
    "c8-us-dates.csv": "which is not the first of a month",
    "c9-blank-lines.csv": TENS,
    "c10-wide-thousand.csv": "n is '1,23,456', which is not a number",
    "c11-leading-zero.csv": "Write it with the digits 0 to 9",
    "c12-percent-neg.csv": {"2025-01": "-13.3", "2025-02": "-5.0", "2025-03": "1"},
    "o1-comment-in-text-cell.ods": TENS,
    "o1b-comment-in-text-number.ods": TENS,
    "o1c-comment-in-header.ods": TENS,
    "o3-two-paragraphs.ods": "cell B3: n is '20 5', which is not a number",
    "o4-header-rows-group.ods": TENS,
    "o5-repeated-row-with-values.ods": "cell A4: 2025-02 stands twice, first in A3",
    "o6-number-with-no-value-attr.ods": "cell B3: n shows '20', but the cell holds no value",
    "o7-footnote-ruby-s.ods": "cell A3: month is '2025- 02', which is not a month",
    "o8-tracked-changes.ods": TENS,
    "s1-superscript-marker.xlsx": "cell B3: n is '20' with a raised '1', which looks like a note mark",
    "s1b-superscript-header.xlsx": "cell B1: the header 'n' has a raised '2'",
    "s2-1904.xlsx": TENS,
    "s3-formula-no-value.xlsx": "cell B3: n holds a formula that was never worked out (=A1+5)",
    "s4-format-thousands.xlsx": {"2025-01": "10000", "2025-02": "20400", "2025-03": "30000"},
    "s5-total-row.xlsx": "'Total' is the sum of other rows (15); added to them it would count",
    "s5b-all-crime-row.xlsx": "'All crime excluding fraud' is the sum of other rows (15)",
    "s5c-smallest.csv": "'Total' is the sum of other rows (15)",
    "s6-shorthand.xlsx": "Declare what may stand there instead of a number",
    "s7-float-noise.xlsx": {"2025-01": "0.3", "2025-02": "13.33333333333333", "2025-03": "1234.5"},
    "s8-x000d.xlsx": TENS,
    "s9-strict.xlsx": TENS,
    "s10-prefixed.xlsx": TENS,
    "s11-trailing-blanks.xlsx": TENS,
    "s12-zero-height.xlsx": "row 3 is hidden but holds data",
    "s12b-zero-width.xlsx": TENS,
    "s13-revised-marker.xlsx": TENS,
}
AS_MAPPED: dict[str, dict[str, str] | str] = {
    **AS_DECLARED,
    "c1-footnote-rows.csv": TENS,
    "c3-sep-line.csv": TENS,
    "c4-accounting.csv": {"2025-01": "-1234.50", "2025-02": "-500.00", "2025-03": "30.00"},
    "c5-dash-zero.csv": "nobody has said what '-' stands for",
    "c6-thin-space.csv": {"2025-01": "1234", "2025-02": "2345", "2025-03": "3456"},
    "c7-month-names.csv": TENS,
    "c8-us-dates.csv": "month may hold days (A: day first) or the first of each month (month first)",
    "s1-superscript-marker.xlsx": TENS,
    "s1b-superscript-header.xlsx": TENS,
    "s5-total-row.xlsx": TOTALLED,
    "s5b-all-crime-row.xlsx": TOTALLED,
    "s5c-smallest.csv": {"2025-01": "15"},
    "s6-shorthand.xlsx": {"2025-01": "10", "2025-02": "[z]", "2025-03": "[c]"},
    "s12-zero-height.xlsx": TENS,
}
_UNITS = {"c4": ("money", "£"), "c12": ("percent", "%"), "s7": ("decimal", "count")}


def values(root: Path) -> dict[str, str]:
    """Each period's value of the measure, or the mark in its place."""
    measure = load_library(root).catalogue.measure("off.n")
    return {
        str(each.period): str(each.mark if each.value is None else each.value)
        for each in measure.observations
    }


def a_module(root: Path, file: str, *more: str) -> None:
    """The module `off`, whose table of months is this file."""
    kind, unit = _UNITS.get(file.split("-")[0], ("count", "count"))
    by_kind = file.startswith("s5")
    folder = root / "data" / "off"
    folder.mkdir(parents=True)
    shutil.copy(FIELD / file, folder / file)
    lines = [
        "title: Offences", ORIGINS.strip(), "tables:", "  t:", f"    file: {file}", "    origin: paper",
        *[f"    {line}" for line in more],
        "    columns:", "      month: {type: month}", *(["      kind: {type: text}"] if by_kind else []),
        f"      n: {{type: {kind}}}", "measures:",
        f'  n: {{table: t, value: n, unit: "{unit}"{", sum_over: [kind]" if by_kind else ""}}}',
    ]  # fmt: skip
    (folder / "module.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def map_file(root: Path, file: str, asked: Asked | None = None) -> None:
    """Take the file in as `take --map --yes` does."""
    plan = plan_taking(root, "off", FIELD / file, RECEIPT, asked or Asked())
    try_plan(root, plan, FIELD / file, RECEIPT)
    carry_out(root, plan, FIELD / file, RECEIPT)


def test_every_file_is_expected_to_give_something() -> None:
    assert {path.name for path in FIELD.iterdir()} == AS_DECLARED.keys() == AS_MAPPED.keys()


@pytest.mark.parametrize("file", AS_DECLARED)
def test_a_declared_file_gives_the_right_value_or_a_right_refusal(tmp_path: Path, file: str) -> None:
    a_module(tmp_path, file)
    expected = AS_DECLARED[file]
    if isinstance(expected, dict):
        assert values(tmp_path) == expected
        return
    with pytest.raises(InputError) as error:
        load_library(tmp_path)
    assert expected in str(error.value)


@pytest.mark.parametrize("file", AS_MAPPED)
def test_a_mapped_file_gives_the_right_value_or_a_right_refusal(tmp_path: Path, file: str) -> None:
    expected = AS_MAPPED[file]
    if isinstance(expected, dict):
        map_file(tmp_path, file)
        assert values(tmp_path) == expected
        return
    with pytest.raises(InputError) as error:
        map_file(tmp_path, file)
    assert expected in str(error.value)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("file", "lines"),
    [
        ("c1-footnote-rows.csv", ["footnotes: 2"]),
        ("c3-sep-line.csv", ["header_row: 2"]),
        ("s12-zero-height.xlsx", ["hidden: keep"]),
    ],
)
def test_the_advice_of_a_refusal_helps(tmp_path: Path, file: str, lines: list[str]) -> None:
    a_module(tmp_path, file, *lines)
    assert values(tmp_path) == TENS


@pytest.mark.parametrize(
    ("file", "label"),
    [("s5-total-row.xlsx", "Total"), ("s5b-all-crime-row.xlsx", "All crime excluding fraud")],
)
def test_a_row_that_is_declared_as_a_total_is_not_added(tmp_path: Path, file: str, label: str) -> None:
    a_module(tmp_path, file, f"totals: {{kind: {label}}}")
    assert values(tmp_path) == TOTALLED


@pytest.mark.parametrize(("meaning", "value"), [("0", "0"), ("x", "[x]")])
def test_a_dash_is_what_a_person_says(tmp_path: Path, meaning: str, value: str) -> None:
    map_file(tmp_path, "c5-dash-zero.csv", Asked(marks=asked_marks([f"-={meaning}"])))
    assert values(tmp_path) == {**TENS, "2025-02": value}


def test_months_with_the_month_first_are_what_a_person_says(tmp_path: Path) -> None:
    map_file(tmp_path, "c8-us-dates.csv", Asked(columns=asked_columns(["month=A:month, month first"])))
    assert values(tmp_path) == TENS
