"""A year of street-level crime into its tables: ours, raw DuckDB and pandas, each in a process of its own.

The nine real months of ``data/recorded_crime`` are repeated and varied (month, identity, place) until there
are so many rows, in twelve files of one force: ``python benchmarks/bench_large.py 20000000 3`` says how many
rows and rounds.
Nothing is taken from what earlier runs kept.
Ours checks every row, names what doesn't fit, counts by month, type and district, and hashes the files.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

from cost import ROOT, Cost, cost

ROWS, ROUNDS = 20_000_000, 1
MODULE = """title: Recorded crime
uses: police_uk
force: Hertfordshire Constabulary
files: "*-street.csv"
origin: police_uk
districts: true
origins:
  police_uk:
    kind: kept
    producer: data.police.uk
    document: Street-level crime, repeated and varied
    received: 2025-01-10
    from: data.police.uk
    licence: Open Government Licence v3.0
"""
OURS = """
import sys
from contextlib import closing
from pathlib import Path
from reckoner.reports.modules.library import load_library
library = load_library(Path(sys.argv[1]), ["recorded_crime"])
print(sum(row[-1] for table in library.tables.values() for row in table.table.rows))
"""
DUCKDB = """
import sys, duckdb
from pathlib import Path
duckdb.execute("set enable_progress_bar = false")
total = 0
for path in sorted(Path(sys.argv[1], "data/recorded_crime").glob("*.csv")):
    rows = duckdb.execute(
        '''select "Month", "Falls within", "Crime type", regexp_replace("LSOA name", ' [0-9]{3}[A-Z]$', ''),
        count(*) from read_csv(?, all_varchar=true) group by all''', [str(path)]).fetchall()
    total += sum(row[-1] for row in rows)
print(total)
"""
PANDAS = """
import sys, pandas
from pathlib import Path
total = 0
for path in sorted(Path(sys.argv[1], "data/recorded_crime").glob("*.csv")):
    frame = pandas.read_csv(path, dtype=str)
    frame["District"] = frame["LSOA name"].str.replace(r" [0-9]{3}[A-Z]$", "", regex=True)
    keys = ["Month", "Falls within", "Crime type", "District"]
    total += int(frame.groupby(keys, dropna=False).size().sum())
print(total)
"""


def main() -> None:
    """Prints wall, processor and peak memory of each, and the ratios."""
    rows, rounds = (*(int(given) for given in sys.argv[1:]), *(ROWS, ROUNDS)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as scratch:
        house = Path(scratch)
        write_year(house / "data/recorded_crime", rows)
        (house / "data/recorded_crime/module.yaml").write_text(MODULE, encoding="utf-8")
        print(f"{rows:,} rows")
        found: dict[str, list[Cost]] = {}
        for _ in range(rounds):
            for name, code in (("ours", OURS), ("DuckDB", DUCKDB), ("pandas", PANDAS)):
                found.setdefault(name, []).append(run(code, house, rows))
    wall = {name: statistics.median(each.wall for each in runs) for name, runs in found.items()}
    for name, runs in found.items():
        processor = statistics.median(each.processor for each in runs)
        peak = max(each.megabytes for each in runs)
        print(f"{name:7} {wall[name]:7.2f} s, processor {processor:7.2f} s, {peak:6.0f} MB")
    ours, duck, pandas = (wall[name] for name in ("ours", "DuckDB", "pandas"))
    print(f"ours / DuckDB {ours / duck:.2f}, pandas / ours {pandas / ours:.2f}")


def write_year(folder: Path, rows: int) -> None:
    """Twelve files of one force, of equal size."""
    import duckdb

    folder.mkdir(parents=True)
    real = str(ROOT / "data/recorded_crime/*-street.csv.gz")
    duckdb.execute("create table real as select * from read_csv(?, all_varchar=true)", [real])
    [(known,)] = duckdb.execute("select count(*) from real").fetchall()
    times = -(-rows // 12 // known)
    for month in range(1, 13):
        duckdb.execute(
            f"""copy (select md5("Crime ID" || n || '{month}') || md5("Crime ID") as "Crime ID",
            '2025-{month:02}' as "Month", "Reported by", 'Hertfordshire Constabulary' as "Falls within",
            round("Longitude"::double + n / 1000.0, 6) as "Longitude", "Latitude", "Location", "LSOA code",
            "LSOA name", "Crime type", "Last outcome category", "Context"
            from real, range({times * 2}) as r(n)
            where hash("LSOA code", "Crime type", n, {month}) % 100 < 60 limit {rows // 12})
            to '{folder / f"2025-{month:02}-street.csv"}' (header true)"""
        )


def run(code: str, house: Path, rows: int) -> Cost:
    """What one process takes."""
    found = cost([sys.executable, "-c", code, house], RECKONER_CACHE="off")
    assert int(found.printed) == rows // 12 * 12, found.printed
    return found


if __name__ == "__main__":
    main()
