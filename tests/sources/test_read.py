from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.read import TableSource, read_table
from reckoner.reports.sources.record import Record, read_record
from reckoner.reports.sources.table import SourceFile, column
from tests.sources.books import write_xlsx
from tests.sources.sheets import a_column, a_schema, a_source, said

SOLVED = a_schema(a_column("month", "period"), a_column("number", "count"))


def put(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text("month,number\n" + text)


def refused(source: TableSource, duck: Duck) -> list[str]:
    with pytest.raises(InputError) as error:
        read_table(source, Record(), duck)
    return said(error)


def test_the_hash_of_a_kept_table_is_noted(tmp_path: Path, duck: Duck) -> None:
    put(tmp_path, solved="2025-01,7\n")
    table = read_table(a_source(tmp_path, "solved.csv", SOLVED), Record(), duck)
    digest = hashlib.sha256(b"month,number\n2025-01,7\n").hexdigest()
    assert table.files == (SourceFile("data/solved/solved.csv", digest),)


def test_files_of_a_pattern_make_one_table_in_order_of_name(tmp_path: Path, duck: Duck) -> None:
    put(tmp_path, b2="2025-02,9\n", b1="2025-01,7\n", other="2025-03,1\n")
    table = read_table(a_source(tmp_path, "b*.csv", SOLVED), Record(), duck)
    assert column(table, "number") == (7, 9)
    assert str(table.place(1)) == "data/solved/b2.csv:2"


def test_a_key_that_stands_in_two_files_is_named_with_both(tmp_path: Path, duck: Duck) -> None:
    put(tmp_path, b1="2025-01,7\n", b2="2025-01,7\n")
    assert refused(a_source(tmp_path, "b*.csv", SOLVED), duck) == [
        "data/solved/b2.csv:2: 2025-01 stands twice, first in data/solved/b1.csv, line 2"
    ]


def test_faults_of_several_files_are_gathered(tmp_path: Path, duck: Duck) -> None:
    put(tmp_path, b1="2025-01,x\n", b2="soon,7\n", b3="1,2,3\n")
    assert refused(a_source(tmp_path, "b*.csv", SOLVED), duck) == [
        "data/solved/b1.csv:2: number is 'x', which is not a number",
        "data/solved/b2.csv:2: month: 'soon' is not a period",
        "data/solved/b3.csv:2: the row has too many values",
    ]


def test_a_pattern_without_a_file_is_a_fault(tmp_path: Path, duck: Duck) -> None:
    assert refused(a_source(tmp_path, "b*.csv", SOLVED), duck) == [
        "data/solved/module.yaml:9: no file is called b*.csv in data/solved"
    ]


def test_each_kind_of_file_has_its_reader(tmp_path: Path, duck: Duck) -> None:
    write_xlsx(tmp_path / "a.xlsx", {"Sheet1": [["month", "number"], ["2025-01", 7]]})
    duck.execute(
        f"copy (select '2025-01' as month, 7 as number) to '{tmp_path / 'a.parquet'}' (format parquet)"
    )
    put(tmp_path, a="2025-01,7\n")
    for name in ("a.csv", "a.xlsx", "a.parquet"):
        assert column(read_table(a_source(tmp_path, name, SOLVED), Record(), duck), "number") == (7,)


def test_a_record_that_is_not_one_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "snapshots.yaml").write_text("files:\n  a.csv: {sha256: x, received: 2025-01-01}\n")
    with pytest.raises(InputError) as error:
        read_record(tmp_path, "data/solved")
    assert said(error) == ["data/solved/snapshots.yaml:2: 'sender' is missing"]
