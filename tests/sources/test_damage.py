"""Files damaged by chance: whatever is in them, they are read or refused, and nothing else happens."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.read import TableSource, read_table
from reckoner.reports.sources.record import Record
from tests.mutation import in_a_part, mutated
from tests.sources.books import Styled, ods_row, ods_text, ods_value, write_ods, write_xlsx
from tests.sources.sheets import a_column, a_schema, a_source

SCHEMA = a_schema(
    a_column("month", "month"), a_column("place", "text"), a_column("rate", "percent", cell="fraction")
)
ROWS = [(f"2025-{month:02}", "St Albans", "13.31%") for month in range(1, 13)]
CSV = "month,place,rate\n" + "".join(f'{month},"{place}",{rate}\n' for month, place, rate in ROWS)


def a_csv(path: Path, _duck: Duck) -> None:
    path.write_text(CSV)


def a_packed_csv(path: Path, _duck: Duck) -> None:
    path.write_bytes(gzip.compress(CSV.encode(), mtime=0))


def an_xlsx(path: Path, _duck: Duck) -> None:
    rows = [(month, place, Styled(0.1331, "percent")) for month, place, _ in ROWS]
    write_xlsx(path, {"Sheet1": [("month", "place", "rate"), *rows]}, merged=["E20:F21"], hidden_columns=[9])


def an_ods(path: Path, _duck: Duck) -> None:
    head = ods_row(*map(ods_text, ("month", "place", "rate")))
    body = [
        ods_row(ods_text(month), ods_text(place), ods_value(0.1331, "percentage")) for month, place, _ in ROWS
    ]
    write_ods(path, {"Sheet1": head + "".join(body)})


def a_parquet(path: Path, duck: Duck) -> None:
    values = ", ".join(f"('{month}', '{place}', 0.1331::double)" for month, place, _ in ROWS)
    duck.execute(f"copy (from (values {values}) as t(month, place, rate)) to '{path}' (format parquet)")


def is_refused(source: TableSource, duck: Duck) -> bool:
    """Whether the file is refused as faulty input, and in lines that can be read."""
    try:
        read_table(source, Record(), duck)
    except InputError as error:
        return all(len(line) < 400 for line in error.lines())
    return False


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize(
    ("name", "write", "damage"),
    [
        ("a.csv", a_csv, mutated),
        ("a.csv.gz", a_packed_csv, mutated),
        ("a.xlsx", an_xlsx, mutated),
        ("a.xlsx", an_xlsx, in_a_part),
        ("a.ods", an_ods, in_a_part),
        ("a.parquet", a_parquet, mutated),
    ],
    ids=["csv", "csv.gz", "xlsx file", "xlsx part", "ods part", "parquet"],
)
def test_a_damaged_file_is_read_or_refused(
    name: str,
    write: Callable[[Path, Duck], None],
    damage: Callable[[bytes, random.Random], bytes],
    tmp_path: Path,
    duck: Duck,
    chance: random.Random,
    soak_scale: Callable[[int], int],
) -> None:
    path = tmp_path / name
    source = a_source(tmp_path, name, SCHEMA)
    refused = 0
    write(path, duck)
    whole = path.read_bytes()
    assert not is_refused(source, duck)
    for _ in range(soak_scale(2000)):
        path.write_bytes(damage(whole, chance))
        refused += is_refused(source, duck)
    assert refused
