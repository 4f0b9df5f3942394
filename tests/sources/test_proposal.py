"""Sheets as they come, found and proposed: each test writes its sheet as text, a line for each row."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.sources.apart import read_grids
from reckoner.reports.sources.proposal import Asked, Proposal, choose_region, lines_of, propose


def proposed(folder: Path, text: str, **asked: str) -> Proposal:
    """The proposal for a CSV file; ``|`` parts cells, so that commas may stand in them."""
    path = folder / "a.csv"
    rows = ("".join(f'"{cell.strip()}",' for cell in line.split("|"))[:-1] for line in text.splitlines())
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    given = Asked(at=asked.get("at", ""))
    return propose(choose_region(read_grids(path, "a.csv"), "a.csv", given), given, "off")


def columns(proposal: Proposal) -> dict[str, list[str | None]]:
    """Each column's cells as they would be read."""
    table = proposal.table
    return {
        name: [None if row[n] is None else str(row[n]) for row in table.rows]
        for n, name in enumerate(table.headings)
        if name
    }


def doubts(proposal: Proposal) -> list[tuple[str, str]]:
    return [(doubt.ref, doubt.reading) for doubt in proposal.doubts]


def test_two_rows_of_headers_without_merged_cells_are_read_as_groups(tmp_path: Path) -> None:
    found = proposed(
        tmp_path, "|101 calls||999 calls\nMonth|Offered|Answered|Offered\n2025-01|5|4|3\n2025-02|6|5|4"
    )
    assert columns(found) == {
        "month": ["2025-01", "2025-02"],
        "calls_101_offered": ["5", "6"],
        "calls_101_answered": ["4", "5"],
        "calls_999_offered": ["3", "4"],
    }


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("20¹", "20"),
        ("20¹²", "20"),
        ("20 [r]", "20 [r]"),
        ("20 [r][p]", "20 [r][p]"),
        ("20(p)", "20 [p]"),
        ("20r", "20 [r]"),
        ("[low]", "[low]"),
        ("..", "[x]"),
        ("not applicable", "[z]"),
        ("1\u2009234", "1234"),
        ("1\u202f234\u00a0567", "1234567"),
        ("(1,234)", "-1234"),
        ("−7", "-7"),
        ("–7", "-7"),
        ("+7", "7"),
    ],
)
def test_a_cell_is_read_as_what_it_can_only_mean(tmp_path: Path, cell: str, reading: str) -> None:
    found = proposed(tmp_path, f"month|n\n2025-01|10\n2025-02|{cell}\n2025-03|30")
    assert found.faults == ()
    assert columns(found)["n"] == ["10", reading, "30"]


@pytest.mark.parametrize("cell", ["*", "-", "n/a", ".", "20*", "20†"])
def test_a_mark_that_may_mean_several_things_is_asked_about(tmp_path: Path, cell: str) -> None:
    found = proposed(tmp_path, f"month|n\n2025-01|10\n2025-02|{cell}\n2025-03|30")
    assert found.open == (cell.removeprefix("20"),)
    assert ("B3", "?") in doubts(found)


@pytest.mark.parametrize("cell", ["1,23,456", "1.2m", "12O", "about 20", "20 5", "#REF!"])
def test_a_cell_that_can_not_be_read_is_a_fault_with_its_place(tmp_path: Path, cell: str) -> None:
    found = proposed(tmp_path, f"month|n\n2025-01|10\n2025-02|{cell}\n2025-03|30\n2025-04|40")
    assert [fault.lines()[0] for fault in found.faults] == [f"a.csv:3: n is {cell!r}, which is not a number"]


def test_notes_below_are_told_and_not_read(tmp_path: Path) -> None:
    found = proposed(tmp_path, "month|n\n2025-01|10\n2025-02|20\n\nSource: The force\n1. Without fraud")
    assert found.region.notes == ("Source: The force", "1. Without fraud")
    assert columns(found)["n"] == ["10", "20"]
    assert "  Note below, not read: 1. Without fraud" in list(lines_of(found, "a.csv"))


def test_a_row_that_sums_the_months_is_left_out_and_shown(tmp_path: Path) -> None:
    found = proposed(tmp_path, "month|n\n2025-01|10\n2025-02|20\nTotal|30")
    assert columns(found) == {"month": ["2025-01", "2025-02"], "n": ["10", "20"]}
    assert ("A4", "left out") in doubts(found)


def test_a_text_alone_between_rows_is_left_out_and_shown(tmp_path: Path) -> None:
    found = proposed(tmp_path, "month|n\n2025-01|10\nNew system\n2025-02|20")
    assert columns(found)["n"] == ["10", "20"]
    assert found.mapped.between == ("New system",)
    assert ("A3", "left out") in doubts(found)


def test_a_month_without_a_value_is_missing_and_not_left_out(tmp_path: Path) -> None:
    found = proposed(tmp_path, "month|n\n2025-01|10\n2025-02|\n2025-03|30")
    assert columns(found)["n"] == ["10", "[x]", "30"]
    assert ("B3", "[x]") in doubts(found)


def test_tables_side_by_side_are_told_apart(tmp_path: Path) -> None:
    text = "kind|n||place|m\nBurglary|1||Watford|3\nArson|2||Luton|4"
    with pytest.raises(InputError, match="it holds 2 tables"):
        proposed(tmp_path, text)
    assert columns(proposed(tmp_path, text, at="D1")) == {"place": ["Watford", "Luton"], "m": ["3", "4"]}


def test_an_empty_column_inside_a_table_does_not_part_it(tmp_path: Path) -> None:
    found = proposed(tmp_path, "month|n||m\n2025-01|1||3\n2025-02|2||4")
    assert columns(found) == {"month": ["2025-01", "2025-02"], "n": ["1", "2"], "m": ["3", "4"]}


def test_periods_across_the_top_are_refused_in_words(tmp_path: Path) -> None:
    found = proposed(tmp_path, "kind|2023-24|2024-25\nBurglary|10|20\nArson|1|2")
    assert "the periods stand across the top (2023-24, 2024-25), not in rows" in found.faults[0].what


@pytest.mark.parametrize(
    ("cells", "form", "kind"),
    [
        (("13.1%", "15%"), "percent", "percent"),
        (("£1,200", "£30"), "number", "money"),
        (("01:30", "12:05"), "minutes:seconds", "duration"),
        (("1.5", "2"), "number", "decimal"),
        (("-1", "2"), "number", "integer"),
        (("1", "2"), "number", "count"),
        (("Watford", "Luton"), "text", "text"),
    ],
)
def test_a_column_is_judged_by_its_cells(
    tmp_path: Path, cells: tuple[str, str], form: str, kind: str
) -> None:
    found = proposed(tmp_path, f"month|a|n\n2025-01|{cells[0]}|1\n2025-02|{cells[1]}|2")
    assert (found.mapped.columns["a"].read, found.types["a"]) == (form, kind)


@pytest.mark.parametrize("text", ["Oct-25", "October 2025", "Oct 2025", "Oct-2025", "2025-10", "01/10/2025"])
def test_a_month_may_be_written_in_several_ways(tmp_path: Path, text: str) -> None:
    assert columns(proposed(tmp_path, f"when|n\n{text}|10"))["when"] == ["2025-10"]


def test_a_sheet_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no table was found"):
        proposed(tmp_path, "Nothing here\nbut words")
