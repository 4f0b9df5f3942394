"""A first table described as a module that loads, or nothing written."""

from __future__ import annotations

import datetime
from pathlib import Path

import openpyxl
import pytest

from reckoner.reports.errors import InputError, ReckonerError, UsageError
from reckoner.reports.modules.library import load_library
from reckoner.reports.modules.sketch import guess, new_module
from reckoner.reports.sources.given import PercentCell

DAY = datetime.date(2026, 3, 2)  # Monday


def sketch(root: Path, name: str, file: str, text: str) -> list[str]:
    path = root / file
    path.write_text(text, encoding="utf-8")
    return new_module(root, name, path, DAY)


def test_a_table_by_month_and_place_has_a_measure_for_each_number(tmp_path: Path) -> None:
    text = 'Month,Place,Fines,Cost (£)\n2026-01,North,12,"1,200"\n2026-01,South,7,900\n2026-02,North,,800\n'
    names = sketch(tmp_path, "fines", "Fines 2026.csv", text)
    assert names == ["fines.cost", "fines.cost.north", "fines.cost.south",
                     "fines.fines", "fines.fines.north", "fines.fines.south"]  # fmt: skip
    assert "fines.fines.north" in load_library(tmp_path).catalogue
    declared = (tmp_path / "data/fines/module.yaml").read_text("utf-8")
    assert '"Month": {type: month}' in declared
    assert '"Fines": {type: count, may_be_missing: true}' in declared
    assert declared.count("CHECK") > 8
    assert (tmp_path / "data/fines/fines_2026.csv").is_file()


@pytest.mark.parametrize(
    ("heading", "cells", "said"),
    [
        ("Month", ["2026-01", "2026-02"], "month"),
        ("Year", ["2023-24", "2024-25"], "period"),
        ("Year", ["2023", "2024"], "period"),
        ("Sent", ["2023", "2024"], "count"),
        ("Date", ["2026-01-05", "2026-02-01"], "date"),
        ("Answered", ["88%", "90.5%"], "percent"),
        ("Share of calls", [88, 90.5], "percent"),
        ("Cost", ["£1,200", "£3"], "money"),
        ("Hours", [1.5, 2], "decimal"),
        ("Change", ["-3", "4"], "decimal"),
        ("Officers", [4, 5], "count"),
        ("Place", ["North", "7"], "text"),
        ("Nothing", ["", None], "ignored"),
    ],
)
def test_a_column_is_of_the_first_type_that_all_its_cells_have(
    heading: str, cells: list[object], said: str
) -> None:
    assert guess(heading, cells).type == said  # type: ignore[arg-type]


def test_percent_cells_of_a_spreadsheet_are_declared_as_such(tmp_path: Path) -> None:
    assert guess("Answered", [PercentCell(0.5)]).cell == "fraction"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Month", "Answered"), ("2026-01", 0.885), ("2026-02", 0.9)):
        sheet.append(row)
    for cell in ("B2", "B3"):
        sheet[cell].number_format = "0.0%"
    book.save(tmp_path / "calls.xlsx")
    assert new_module(tmp_path, "calls", tmp_path / "calls.xlsx", DAY) == ["calls.answered"]


def test_a_table_without_periods_loads_and_says_that_nothing_can_be_measured(tmp_path: Path) -> None:
    assert sketch(tmp_path, "posts", "posts.csv", "Post,Grade\nClerk,B\n") == []
    assert "CHECK: no column holds months" in (tmp_path / "data/posts/module.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.csv", "Month,Number\n2026-01,1\n2026-01,2\n"),  # two rows for one month
        ("a.csv", "Month,Number\n"),
        ("a.csv", "Month,Month\n2026-01,2026-01\n"),
        ("a.csv", ""),
        ("a.xlsx", "not a spreadsheet"),
    ],
)
def test_what_makes_no_module_is_refused_and_leaves_nothing(tmp_path: Path, file: str, text: str) -> None:
    with pytest.raises(InputError):
        sketch(tmp_path, "numbers", file, text)
    assert list((tmp_path / "data").glob("*")) == []


@pytest.mark.parametrize(
    ("name", "file"), [("a-b", "t.csv"), ("../x", "t.csv"), ("t", "t.pdf"), ("t", "no.csv")]
)
def test_a_name_or_a_file_that_can_t_be_used_is_refused(tmp_path: Path, name: str, file: str) -> None:
    (tmp_path / "t.csv").write_text("Month,N\n2026-01,1\n")
    (tmp_path / "t.pdf").write_text("x")
    with pytest.raises(UsageError):
        new_module(tmp_path, name, tmp_path / file, DAY)


def test_a_module_that_is_there_is_not_touched(tmp_path: Path) -> None:
    sketch(tmp_path, "t", "t.csv", "Month,N\n2026-01,1\n")
    with pytest.raises(ReckonerError, match="such a module already"):
        sketch(tmp_path, "t", "t.csv", "Month,N\n2026-01,2\n")
