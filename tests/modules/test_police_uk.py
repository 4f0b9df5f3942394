from __future__ import annotations

import gzip
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.modules.library import Library, load_library
from reckoner.reports.modules.police_uk.street import COLUMNS, Kind, read_street
from reckoner.reports.sources.duck import open_duckdb
from reckoner.reports.sources.record import hash_file
from reckoner.reports.sources.table import Note, SourceFile
from tests.modules.houses import a_house, load, value

HEAD = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context"
)
OLD_HEAD = HEAD.removesuffix(",Last outcome category,Context")
HERTS, ESSEX = "Hertfordshire Constabulary", "Essex Police"
MODULE = """
title: Recorded crime
uses: police_uk
force: Hertfordshire Constabulary
files: "*-street.csv"
origin: paper
"""
EXAMPLE = Path(__file__).parents[2] / "data" / "recorded_crime"


def street(*rows: str, head: str = HEAD) -> str:
    """A street file; a row is "ID month force LSOA | type | location"."""
    lines = [head]
    for row in rows:
        (crime, month, force, *lsoa), kind, place = [part.split() for part in row.split("|")]
        name, where = {"H": HERTS, "E": ESSEX}[force], " ".join(place)
        crime = "" if crime == "-" else crime
        line = f"{crime},{month},{name},{name},-0.2,51.8,{where},E01,{' '.join(lsoa)},{' '.join(kind)}"
        lines.append(line + ",,"[: head.count(",") - line.count(",")] if '"' not in line else line + ",,")
    return "\n".join(lines) + "\n"


JANUARY = street(
    "a 2024-01 H Watford 001A | Burglary | On or near High Street",
    "b 2024-01 H St Albans 012B | Burglary | On or near Low Street",
    "c 2024-01 H Watford 002C | Drugs | On or near High Street",
    "- 2024-01 H Watford 001A | Anti-social behaviour | On or near High Street",
    "d 2024-01 E Harlow 001A | Drugs | On or near High Street",
)
FEBRUARY = street("e 2024-02 H | Burglary | No Location")


def read(root: Path, files: dict[str, str], module: str = MODULE) -> Library:
    named = {f"crime/{name}": text for name, text in files.items()}
    return load(root, {"crime/module.yaml": module, **named})


def refused(root: Path, files: dict[str, str], module: str = MODULE) -> list[str]:
    with pytest.raises(InputError) as error:
        read(root, files, module)
    return [fault.lines()[0].removeprefix("data/crime/") for fault in error.value.faults]


TWO = {"2024-01-hertfordshire-street.csv": JANUARY, "2024-02-hertfordshire-street.csv": FEBRUARY}


def test_crimes_are_counted_by_month_and_type_and_anti_social_behaviour_by_itself(tmp_path: Path) -> None:
    library = read(tmp_path, TWO)
    assert [item.name for item in library.catalogue] == [
        "crime.anti_social_behaviour",
        "crime.crime",
        "crime.crime.burglary",
        "crime.crime.drugs",
    ]
    assert value(library, "crime.crime", "2024-01") == "3"
    assert value(library, "crime.crime.burglary", "2024-01..2024-02") == "3"
    assert value(library, "crime.anti_social_behaviour", "2024-01") == "1"


def test_a_type_without_a_row_in_a_month_is_a_zero(tmp_path: Path) -> None:
    assert value(read(tmp_path, TWO), "crime.crime.drugs", "2024-02") == "0"


def test_rows_of_other_forces_are_left_out_and_counted(tmp_path: Path) -> None:
    assert read(tmp_path, TWO).tables["crime.crimes"].table.notes == (Note("other_forces", 1),)


def test_rows_that_share_a_crime_id_are_each_counted_and_said(tmp_path: Path) -> None:
    again = street(*["f 2024-03 H Watford 001A | Drugs | High Street"] * 2)
    library = read(tmp_path, {"2024-03-hertfordshire-street.csv": again})
    assert value(library, "crime.crime", "2024-03") == "2"
    assert library.tables["crime.crimes"].table.notes == (Note("shared_crime_id", 1),)


def test_older_files_have_fewer_columns(tmp_path: Path) -> None:
    old = street("a 2012-01 H Watford 001A | Burglary | On or near High Street", head=OLD_HEAD)
    files = {"2012-01-hertfordshire-street.csv": old, **TWO}
    assert value(read(tmp_path, files), "crime.crime", "2012-01") == "1"


@pytest.mark.parametrize(
    "place",
    [
        'On or near "The Close"',
        '"On or near The Close',
        'On or near The Close"',
        '"On" or near "The Close"',
        '"',
    ],
)
def test_a_stray_quotation_mark_spoils_no_row(tmp_path: Path, place: str) -> None:
    rows = street(
        "a 2024-01 H Watford 001A | Drugs | High Street",
        f"b 2024-01 H Watford 001A | Burglary | {place}",
        "c 2024-01 H Watford 001A | Drugs | Low Street",
    )
    library = read(tmp_path, {"2024-01-hertfordshire-street.csv": rows})
    assert value(library, "crime.crime.burglary", "2024-01") == "1"
    assert value(library, "crime.crime.drugs", "2024-01") == "2"


def test_two_stray_marks_cannot_swallow_the_rows_between_them(tmp_path: Path) -> None:
    rows = street(
        'a 2024-01 H Watford 001A | Drugs | "High Street',
        "b 2024-01 H Watford 001A | Burglary | Middle Street",
        'c 2024-01 H Watford 001A | Drugs | Low Street"',
    )
    library = read(tmp_path, {"2024-01-hertfordshire-street.csv": rows})
    assert value(library, "crime.crime", "2024-01") == "3"
    assert library.tables["crime.crimes"].table.notes == (Note("stray_marks", 1),)


def test_a_quoted_comma_is_no_stray_mark(tmp_path: Path) -> None:
    rows = street('a 2024-01 H Watford 001A | Drugs | "High Street, north"')
    library = read(tmp_path, {"2024-01-hertfordshire-street.csv": rows})
    assert value(library, "crime.crime.drugs", "2024-01") == "1"
    assert library.tables["crime.crimes"].table.notes == ()


def test_a_line_that_cannot_be_read_either_way_is_named(tmp_path: Path) -> None:
    rows = street('a 2024-01 H Watford 001A | Drugs | "High, Street', "b 2024-01 H Watford 001A | Drugs | x")
    assert refused(tmp_path, {"2024-01-hertfordshire-street.csv": rows}) == [
        "2024-01-hertfordshire-street.csv:2: "
        "its values don't fit the columns, with or without its quotation marks"
    ]


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    text = JANUARY.replace("Falls within", "Fell within")
    assert refused(tmp_path, {"2024-01-hertfordshire-street.csv": text}) == [
        "2024-01-hertfordshire-street.csv:1: the column 'Falls within' is missing"
    ]


def test_a_month_may_not_come_twice_or_under_another_name(tmp_path: Path) -> None:
    files = {**TWO, "again-street.csv": JANUARY, "2024-03-street.csv": FEBRUARY}
    assert refused(tmp_path, files) == [
        "2024-03-street.csv: it is named for 2024-03 but has rows of 2024-02",
        "again-street.csv: 2024-01 stands in data/crime/2024-01-hertfordshire-street.csv too",
    ]


def test_an_unknown_force_is_answered_with_those_in_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, TWO, MODULE.replace("Hertfordshire Constabulary", "Hertfordshire Police"))
    assert error.value.faults[0].todo == "Did you mean Hertfordshire Constabulary or Essex Police?"


def test_a_gap_between_months_is_a_fault_where_every_month_is_declared(tmp_path: Path) -> None:
    files = {"2024-01-street.csv": JANUARY, "2024-03-street.csv": street("z 2024-03 H X 001A | Drugs | y")}
    assert len(read(tmp_path / "a", files).catalogue.entries) == 4
    assert refused(tmp_path / "b", files, MODULE + "every: month\n")[0].endswith("nothing for 2024-02")


def test_districts_are_the_names_of_lsoas_without_their_code(tmp_path: Path) -> None:
    library = read(tmp_path, TWO, MODULE + "districts: true\n")
    assert value(library, "crime.crime_in.st_albans", "2024-01") == "1"
    assert value(library, "crime.crime_in.watford", "2024-01") == "2"
    assert value(library, "crime.crime_in.elsewhere_or_not_given", "2024-02") == "1"
    assert value(library, "crime.crime", "2024-01") == "3"
    assert value(library, "crime.crime.burglary", "2024-01") == "2"
    assert value(library, "crime.anti_social_behaviour_in.watford", "2024-01") == "1"


def test_districts_may_be_a_list(tmp_path: Path) -> None:
    library = read(tmp_path, TWO, MODULE + "districts: [Watford]\nelsewhere: Elsewhere\n")
    assert value(library, "crime.crime_in.elsewhere", "2024-01") == "1"
    assert "crime.crime_in.st_albans" not in library.catalogue


def test_small_numbers_can_be_suppressed(tmp_path: Path) -> None:
    rows = [
        f"{n} 2024-01 H Watford 001A | {kind} | x"
        for kind, times in (("Drugs", 2), ("Burglary", 9), ("Arson", 12))
        for n in range(times)
    ]
    library = read(tmp_path, {"2024-01-street.csv": street(*rows)}, MODULE + "suppress_under: 5\n")
    states = {
        name: library.catalogue.measure(f"crime.crime.{name}").observations[0].state
        for name in ("drugs", "burglary", "arson")
    }
    assert states == {"drugs": "suppressed", "burglary": "suppressed", "arson": "known"}
    assert value(library, "crime.crime", "2024-01") == "23"


def test_a_house_may_add_measures_and_charts_of_its_own(tmp_path: Path) -> None:
    module = (
        MODULE
        + """
measures:
  violence: {table: crimes, value: number, where: {crime_type: Burglary}, unit: count, over_time: sum}
charts:
  by_month: {kind: line, title: Burglaries, measures: [crime.violence]}
"""
    )
    library = read(tmp_path, TWO, module)
    assert value(library, "crime.violence", "2024-01") == "2"
    assert list(library.charts) == ["crime.by_month"]


def test_plain_and_packed_files_count_the_same(tmp_path: Path) -> None:
    plain = read(tmp_path / "a", TWO)
    root = a_house(tmp_path / "b", {"crime/module.yaml": MODULE.replace("street.csv", "street.csv.gz")})
    for name, text in TWO.items():
        (root / "data" / "crime" / f"{name}.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    assert load_library(root).catalogue == plain.catalogue


def test_the_worked_examples_files_count_as_their_lines_do(tmp_path: Path) -> None:
    """January 2024 as published: 7,932 rows, of which 1,703 are anti-social behaviour."""
    shutil.copytree(EXAMPLE, tmp_path / "data" / "recorded_crime")
    library = load_library(tmp_path)
    assert value(library, "recorded_crime.crime", "2024-01") == "6229"
    assert value(library, "recorded_crime.anti_social_behaviour", "2024-01") == "1703"
    assert library.tables["recorded_crime.crimes"].table.notes == ()


def test_a_file_of_more_cells_than_a_table_may_have_is_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows never leave the database."""
    monkeypatch.setattr("reckoner.reports.sources.csv.MOST_CELLS", 10)
    path = tmp_path / "2024-01-street.csv"
    rows = [f"id{n % 90},2024-01,A,Force,,,,E0,Dacorum 001A,Burglary,," for n in range(100)]
    path.write_text("\n".join([",".join(COLUMNS), *rows, ""]), "utf-8")
    with closing(open_duckdb()) as duck:
        street = read_street(duck, path, SourceFile("street.csv", hash_file(path)), with_districts=True)
    assert street.counts == {Kind("2024-01", "Force", "Burglary", "Dacorum"): 100}
    assert street.repeated == 10
