from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.sources.apart import read_parquet
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.raw import typed_rows
from tests.sources.sheets import a_column, a_schema, month, said

RATES = a_schema(a_column("month", "month"), a_column("number", "count"), a_column("rate", "percent"))


def written(duck: Duck, folder: Path, query: str) -> Path:
    path = folder / "a.parquet"
    duck.execute(f"copy ({query}) to '{path}' (format parquet)")
    return path


def test_values_keep_their_exactness(duck: Duck, tmp_path: Path) -> None:
    query = "select date '2025-04-01' as month, 7::bigint as number, 13.31::decimal(9,2) as rate"
    query += " union all select date '2025-05-01', 8, 15.81::double"
    rows, spots, faults = typed_rows(read_parquet(written(duck, tmp_path, query), "a.parquet"), RATES)
    assert rows == [
        (month("2025-04"), 7, Decimal("13.31")),
        (month("2025-05"), 8, Decimal("15.81")),
    ]
    assert str(spots[1].place()) == "a.parquet:2"
    assert faults == []


def test_lists_and_structures_are_refused(duck: Duck, tmp_path: Path) -> None:
    path = written(duck, tmp_path, "select [1, 2] as number, {'a': 1} as rate, '2025-04' as month")
    with pytest.raises(InputError) as error:
        read_parquet(path, "a.parquet")
    assert said(error) == [
        "a.parquet: the column 'number' holds integer[], not plain values",
        "a.parquet: the column 'rate' holds struct(a integer), not plain values",
    ]


def test_what_is_not_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_text("month,number\n")
    with pytest.raises(InputError) as error:
        read_parquet(path, "a.parquet")
    assert said(error) == ["a.parquet: it is not a Parquet file that can be read"]


def test_a_missing_column_is_a_fault_of_the_file(duck: Duck, tmp_path: Path) -> None:
    raw = read_parquet(written(duck, tmp_path, "select '2025-04' as month, 7 as number"), "a.parquet")
    assert [fault.lines()[0] for fault in typed_rows(raw, RATES)[2]] == [
        "a.parquet: the column 'rate' is missing"
    ]
