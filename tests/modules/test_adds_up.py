"""Tables that have to add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from tests.modules.houses import load

MODULE = """
    title: Money
    tables:
      parts:
        title: Parts
        file: parts.csv
        origin: paper
        columns:
          period: {type: period, heading: Year}
          area: {type: text, heading: Area}
          amount: {type: money, heading: Amount, decimals: 0}
        key: [period, area]
        adds_up:
          - {column: amount, to: wholes.spent%s}
      wholes:
        title: Wholes
        file: wholes.csv
        origin: paper
        columns:
          period: {type: period, heading: Year}
          spent: {type: money, heading: Spent, decimals: 0}
        key: [period]
"""
PARTS = "period,area,amount\n2023-24,Vans,700\n2023-24,Radios,300\n"
WHOLES = "period,spent\n2023-24,1000\n"


def said(folder: Path, parts: str = PARTS, wholes: str = WHOLES, more: str = "") -> list[str]:
    files = {"money/module.yaml": MODULE % more, "money/parts.csv": parts, "money/wholes.csv": wholes}
    try:
        load(folder, files)
    except InputError as problem:
        return [fault.what for fault in problem.faults]
    return []


def test_parts_that_add_up_are_no_fault(tmp_path: Path) -> None:
    assert said(tmp_path) == []


@pytest.mark.parametrize(("vans", "gap"), [("701", "1 more"), ("650", "50 less")])
def test_a_pound_too_much_or_too_little_is_named(tmp_path: Path, vans: str, gap: str) -> None:
    [fault] = said(tmp_path, PARTS.replace("700", vans))
    assert fault.startswith("parts.amount adds up to ")
    assert fault.endswith(f"for 2023-24, but wholes.spent is 1,000: {gap}")


def test_each_year_adds_up_by_itself(tmp_path: Path) -> None:
    parts = f"{PARTS}2022-23,Vans,1\n"
    [fault] = said(tmp_path, parts, f"{WHOLES}2022-23,2\n")
    assert "2022-23" in fault


def test_a_total_without_parts_is_a_fault(tmp_path: Path) -> None:
    assert said(tmp_path, wholes=f"{WHOLES}2022-23,2\n") == [
        "parts has nothing for 2022-23, but wholes.spent has 2"
    ]


def test_a_known_difference_with_its_reason_is_let_stand(tmp_path: Path) -> None:
    known = ", difference: -100, because: Radios were given back"
    assert said(tmp_path, PARTS.replace("300", "200"), more=known) == []


def test_a_known_difference_that_is_no_longer_there_is_a_fault(tmp_path: Path) -> None:
    [fault] = said(tmp_path, more=", difference: -100, because: Radios were given back")
    assert fault.endswith("no difference")


def test_only_the_rows_that_count_are_added(tmp_path: Path) -> None:
    assert said(tmp_path, f"{PARTS}2023-24,All,1000\n", more=", rows: {area: [Vans, Radios]}") == []


def test_words_can_t_be_added_up(tmp_path: Path) -> None:
    files = {"money/parts.csv": PARTS, "money/wholes.csv": WHOLES}
    module = (MODULE % "").replace("column: amount", "column: area")
    with pytest.raises(
        InputError, match="parts can't be added up: a value of area is missing, withheld or no"
    ):
        load(tmp_path, {"money/module.yaml": module, **files})
