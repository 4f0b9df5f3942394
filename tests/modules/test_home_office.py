"""``uses: home_office``: workbooks of police recorded crime open data, whose names drift."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.modules.home_office.names import force_key
from reckoner.reports.modules.library import Library, load_library
from tests.modules.houses import a_house, value
from tests.sources.books import Rows, write_ods, write_xlsx

MODULE = """
title: Recorded crime
uses: home_office
force: Devon and Cornwall Police
files: "prc-*"
origin: prc
origins:
  prc:
    kind: kept
    producer: Home Office
    document: Police recorded crime open data
    received: 2025-11-20
    from: GOV.UK
    licence: Open Government Licence v3.0
"""
OLD = [
    "Financial Year", "Financial Quarter", "Force Name", "Offence Description", "Offence Group",
    "Offence Subgroup", "Offence Code", "Number of Offences",
]  # fmt: skip
NEW = [
    "Fin. year", "Quarter", "Police force area", "Offence description", "Offence group", "Offence sub-group",
    "ONS offence code", "No. of offences [note 3]",
]  # fmt: skip
BURGLARY, HOMICIDE = (
    ("Burglary in a dwelling", "Theft offences", "Burglary"),
    ("Homicide", "Violence", "Homicide"),
)


def row(year: str, quarter: object, force: str, what: tuple[str, ...], code: object, number: object) -> list:  # type: ignore[type-arg]
    return [year, quarter, force, *what, code, number]


COVER: Rows = [["Police recorded crime open data"], ["Published 24 July"], ["Sheets", "a year each"]]
FIRST: Rows = [
    OLD,
    row("2014/15", 1, "Devon & Cornwall", BURGLARY, "28A", 100),
    row("2014/15", 1, "Devon & Cornwall", HOMICIDE, 1, 2),
    row("2014/15", 2, "Devon & Cornwall", BURGLARY, "28A", 110),
    row("2014/15", 1, "London, City of", BURGLARY, "28A", 7),
]
SECOND: Rows = [
    ["Table 2: police recorded crime, year to March 2016"],
    ["This sheet has one table. Some cells hold marks."],
    [],
    NEW,
    row("2015-16", "Q1", "DEVON AND CORNWALL", BURGLARY, "28A", "1,200"),
    row("2015-16", "Q1", "DEVON AND CORNWALL", HOMICIDE, 1.0, -1),
    row("2015-16", "Q2", "Devon and Cornwall [note 2]", BURGLARY, "28A", "[x]"),
    row("2015-16", "Q1", "City of London", BURGLARY, "28A", 8),
    [],
    ["Note 1: Excludes fraud."],
]
BOOK: dict[str, Rows] = {"Cover": COVER, "2014-15": FIRST, "2015_16": SECOND}


def house(root: Path, book: dict[str, Rows] = BOOK, module: str = MODULE, suffix: str = "xlsx") -> Path:
    a_house(root, {"prc/module.yaml": module.replace("prc-*", f"prc-*.{suffix}")})
    if suffix == "xlsx":
        write_xlsx(root / "data/prc/prc-mar2016.xlsx", book)
    else:
        write_ods(root / "data/prc/prc-mar2016.ods", {name: _ods(rows) for name, rows in book.items()})
    return root


def _ods(rows: Rows) -> str:
    return "".join(
        "<table:table-row>" + "".join(_ods_cell(cell) for cell in each) + "</table:table-row>"
        for each in rows
    )


def _ods_cell(cell: object) -> str:
    if isinstance(cell, (int, float)):
        kind = f'office:value-type="float" office:value="{cell}"'
        return f"<table:table-cell {kind}><text:p>{cell}</text:p></table:table-cell>"
    text = str(cell or "").replace("&", "&amp;")
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def load(root: Path) -> Library:
    return load_library(root)


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_sheets_of_years_with_other_names_give_one_series(tmp_path: Path, suffix: str) -> None:
    library = load(house(tmp_path, suffix=suffix))
    assert value(library, "prc.crime", "2014-15-Q1") == "102"
    assert value(library, "prc.crime.theft_offences", "2014-15-Q2") == "110"
    assert value(library, "prc.crime.theft_offences", "2015-16-Q1") == "1200"
    assert value(library, "prc.crime", "2015-16-Q1") == "1199"  # a cancelled record counts as minus one
    assert value(library, "prc.subgroup.burglary", "2014-15-Q1") == "100"
    assert value(library, "prc.code.28a", "2014-15-Q1") == "100"
    assert value(library, "prc.code.1", "2015-16-Q1") == "-1"  # the code 1.0 is the text 1
    assert (
        library.catalogue.measure("prc.crime").state_at(library.catalogue.measure("prc.crime").periods[-1])
        == "missing"
    )


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Devon & Cornwall", "devon and cornwall"),
        ("Devon and Cornwall Police", "devon and cornwall"),
        ("London, City of", "city of london"),
        ("City of London Police", "city of london"),
        ("Metropolitan Police", "metropolitan police"),
        ("Metropolitan Police Service", "metropolitan police"),
        ("Dyfed-Powys", "dyfed powys"),
        ("Hertfordshire Constabulary", "hertfordshire"),
        ("West Yorkshire [note 2]", "west yorkshire"),
    ],
)
def test_a_force_is_known_however_it_is_written(written: str, key: str) -> None:
    assert force_key(written) == key


def test_partnerships_are_added_up_or_kept_apart(tmp_path: Path) -> None:
    sheet: Rows = [
        ["CSP Name", *OLD],
        ["Plymouth", *row("2014/15", 1, "Devon & Cornwall", BURGLARY, "28A", 30)],
        ["Torbay", *row("2014/15", 1, "Devon & Cornwall", BURGLARY, "28A", 12)],
    ]
    together = load(house(tmp_path / "a", {"2014-15": sheet}))
    assert value(together, "prc.crime", "2014-15-Q1") == "42"
    apart = load(house(tmp_path / "b", {"2014-15": sheet}, MODULE + "partnerships: true\n"))
    assert value(apart, "prc.crime_in.torbay", "2014-15-Q1") == "12"
    assert value(apart, "prc.crime", "2014-15-Q1") == "42"


def changed(rows: Rows, *changes: tuple[int, int, object]) -> Rows:
    copy: list[list[object]] = [list(each) for each in rows]
    for line, column, cell in changes:
        copy[line][column] = cell
    return copy  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("book", "fault"),
    [
        (
            {"2014-15": changed(FIRST, (0, 2, "Constab"))},
            "sheet 2014-15, cell A1: no column is known as the force",
        ),
        ({"2014-15": changed(FIRST, (0, 6, "Number"))}, "two columns are known as the number"),
        ({"2014-15": changed(FIRST, (1, 7, "about 5"))}, "sheet 2014-15, cell H2: the cell is 'about 5'"),
        ({"2014-15": changed(FIRST, (1, 7, 2.5))}, "which is no number of offences"),
        ({"2014-15": changed(FIRST, (1, 0, "2014/16"))}, "A2: the cell is no financial year: '2014/16'"),
        ({"2014-15": changed(FIRST, (1, 1, 5))}, "B2: the cell is no financial quarter: '5'"),
        ({"2014-15": FIRST, "again": FIRST}, "2014-15-Q1 stands in the sheet '2014-15' too"),
        ({"Cover": COVER}, "no sheet has the headers of the open data"),
    ],
)
def test_what_can_not_be_meant_is_refused_with_its_sheet_and_cell(
    tmp_path: Path, book: dict[str, Rows], fault: str
) -> None:
    with pytest.raises(InputError, match=fault):
        load(house(tmp_path, book))


def test_a_force_that_no_row_names_is_a_fault_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no row is of the force 'Devn and Cornwall'"):
        load(house(tmp_path, module=MODULE.replace("Devon and", "Devn and").replace(" Police\n", "\n")))


def test_two_workbooks_with_one_quarter_are_a_fault(tmp_path: Path) -> None:
    root = house(tmp_path)
    write_xlsx(root / "data/prc/prc-old.xlsx", {"2014-15": FIRST})
    with pytest.raises(InputError, match="Keep the later of the two workbooks"):
        load(root)


def test_hidden_rows_are_refused_and_hidden_sheets_passed_over(tmp_path: Path) -> None:
    root = house(tmp_path)
    write_xlsx(root / "data/prc/prc-mar2016.xlsx", {"2014-15": FIRST}, hidden_rows=[3])
    with pytest.raises(InputError, match="row 3 is hidden but holds data"):
        load(root)
    write_xlsx(root / "data/prc/prc-mar2016.xlsx", {"2014-15": FIRST, "old": FIRST}, hidden_sheets=["old"])
    assert value(load(root), "prc.crime", "2014-15-Q1") == "102"
