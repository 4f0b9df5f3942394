from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.errors import InputError, Place, ServiceError, SettingsError
from reckoner.reports.periods.period import Period
from reckoner.reports.sources.csv import read_csv
from reckoner.reports.sources.database import DatabaseQuery, fetch_csv
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.raw import typed_rows
from reckoner.reports.sources.schema import Schema
from reckoner.reports.sources.table import Row
from reckoner.reports.sources.written import as_csv
from tests.sources.postgres import postgresql
from tests.sources.sheets import a_column, a_schema, said

SOLVED = a_schema(a_column("month", "month"), a_column("number", "count"))
EVERY_KIND = a_schema(
    a_column("when", "month"),
    a_column("day", "date"),
    a_column("place", "text"),
    a_column("number", "count", markers=("", "..")),
    a_column("rate", "percent", cell="fraction"),
    a_column("cost", "money"),
    a_column("answer", "duration", cell="seconds"),
)
WHERE = Place("data/solved/module.yaml", 12)


def asked(query: str) -> DatabaseQuery:
    return DatabaseQuery("warehouse", query, WHERE)


def read_back(duck: Duck, folder: Path, data: bytes, schema: Schema) -> list[Row]:
    path = folder / "kept.csv"
    path.write_bytes(data)
    rows, _, faults = typed_rows(read_csv(duck, path, "kept.csv", schema.names), schema)
    assert faults == []
    return rows


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """A SQLite database with one table."""
    with sqlite3.connect(tmp_path / "solved.db") as database:
        database.execute("create table solved (month text, number integer)")
        database.executemany("insert into solved values (?, ?)", [("2025-01", 7), ("2025-02", 9)])
    database.close()
    return f"sqlite:///{tmp_path / 'solved.db'}"


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """A PostgreSQL database with a table of many types."""
    with postgresql() as address:
        with psycopg.connect(address) as database:
            database.execute(
                "create table calls (day date, place text, number bigint, rate double precision, "
                "cost numeric(12, 2), answer interval, open boolean)"
            )
            database.execute(
                "insert into calls values "
                "('2025-04-01', 'Café, 100% \"new\"', 7, 0.1331, 1200.50, '90 seconds', true), "
                "('2025-05-01', 'Old: town', null, 0.5, 0, '2 minutes', false)"
            )
        yield address


def test_the_result_of_a_query_is_kept_as_csv(sqlite: str) -> None:
    data = fetch_csv(asked("select month, number from solved order by month"), sqlite, SOLVED)
    assert data == b"month,number\n2025-01,7\n2025-02,9\n"


def test_percent_signs_and_colons_stay_what_they_are(sqlite: str) -> None:
    query = "select month, number from solved where month like '2025%' and ':x' = ':x' and number > 7"
    assert fetch_csv(asked(query), sqlite, SOLVED) == b"month,number\n2025-02,9\n"


def test_a_result_that_is_not_what_the_schema_says_is_refused(sqlite: str) -> None:
    with pytest.raises(InputError) as error:
        fetch_csv(asked("select month, 'x' as number from solved"), sqlite, SOLVED)
    assert said(error) == [
        "database warehouse:1: number is 'x', which is not a number",
        "database warehouse:2: number is 'x', which is not a number",
    ]


def test_a_query_that_the_database_refuses_names_its_line(sqlite: str) -> None:
    with pytest.raises(InputError) as error:
        fetch_csv(asked("select * from nowhere"), sqlite, SOLVED)
    assert said(error) == [
        "data/solved/module.yaml:12: the database warehouse refuses the query: no such table: nowhere"
    ]


WRITES = [
    "delete from solved",
    "drop table solved",
    "update solved set number = 1",
    "insert into solved values ('2025-03', 1)",
    "select 1; drop table solved",
    "with gone as (delete from solved returning *) select * from gone",
    "create table other as select * from solved",
    "select * into other from solved",
    "select * from solved for update",
    "vacuum",
    "explain select 1",
    "",
    "-- nothing",
    "select (((",
]
SQLITE_WRITES = [
    *WRITES,
    "attach 'other.db' as other",
    "vacuum into 'other.db'",
    "pragma journal_mode = wal",
    "replace into solved values ('2025-03', 1)",
    "select load_extension('x')",
    "select writefile('other.db', 'x')",
]
POSTGRES_WRITES = [
    *WRITES,
    "copy solved to '/tmp/other'",
    "select pg_read_file('/etc/passwd')",
    "select pg_catalog.pg_read_file('/etc/passwd')",
    """select "pg_read_file"('/etc/passwd')""",
    r"""select U&"pg_re\0061d_file"('/etc/passwd')""",
    "select lo_import('/etc/passwd')",
    "select set_config('statement_timeout', '0', false)",
    "select query_to_xml('drop table solved', true, true, '')",
    "select * from dblink('x', 'drop table solved') as t(a int)",
    "do $$ begin drop table solved; end $$",
    "call something()",
    "merge into solved using solved as s on true when matched then delete",
]


@pytest.mark.parametrize("query", SQLITE_WRITES)
def test_a_query_on_sqlite_that_does_more_than_read_is_refused_with_its_line(
    sqlite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(InputError) as error:
        fetch_csv(asked(query), sqlite, SOLVED)
    assert said(error)[0].startswith("data/solved/module.yaml:12: the query is refused: ")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("query", POSTGRES_WRITES)
def test_a_query_on_postgresql_that_does_more_than_read_is_refused_with_its_line(
    postgres: str, query: str
) -> None:
    with pytest.raises(InputError) as error:
        fetch_csv(asked(query.replace("solved", "calls")), postgres, SOLVED)
    assert said(error)[0].startswith("data/solved/module.yaml:12: the query is refused: ")
    assert fetch_csv(asked("select count(*) as number, '2025-01' as month from calls"), postgres, SOLVED)


@pytest.mark.parametrize("query", SQLITE_WRITES)
def test_sqlite_itself_refuses_what_the_parser_would_let_through(
    sqlite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("reckoner.reports.sources.database.require_reading", lambda *_: None)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(InputError):
        fetch_csv(asked(query), sqlite, SOLVED)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize(
    "query",
    [
        "delete from calls returning 7 as number, '2025-01' as month",
        "select 1; drop table calls",
        "select 1; commit; drop table calls",
        "with gone as (delete from calls returning *) select '2025-01' as month, 7 as number from gone",
        "create table other as select * from calls",
        "select 7 as number, '2025-01' as month into other from calls",
    ],
)
def test_postgresql_itself_refuses_what_the_parser_would_let_through(
    postgres: str, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr("reckoner.reports.sources.database.require_reading", lambda *_: None)
    with pytest.raises(InputError, match="the database warehouse refuses the query"):
        fetch_csv(asked(query), postgres, SOLVED)
    with psycopg.connect(postgres) as database:
        assert database.execute("select count(*) from calls").fetchone() == (2,)
        assert database.execute("select to_regclass('other')").fetchone() == (None,)


ENDLESS = (
    "with recursive n(number) as (select 1 union all select number + 1 from n) "
    "select max(number) as number, '2025-01' as month from n"
)


def test_a_query_without_an_end_is_stopped(sqlite: str, postgres: str) -> None:
    for address in (sqlite, postgres):
        with pytest.raises(InputError) as error:
            fetch_csv(asked(ENDLESS), address, SOLVED, seconds=0.5)
        assert said(error) == [
            "data/solved/module.yaml:12: the query took longer than 0.5 seconds and was stopped"
        ]


def test_rows_without_an_end_are_stopped_at_their_greatest_number(
    postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reckoner.reports.sources.database.MOST_ROWS", 1000)
    with pytest.raises(InputError, match="the query gives more than 1000 rows"):
        fetch_csv(asked(ENDLESS.replace("max(number) as number", "number")), postgres, SOLVED)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:secret@h/x",
        "postgresql://me@h/x?password=secret",
        "postgresql://me@h/x?sslpassword=secret",
        "sqlite://me:secret@/x",
    ],
)
def test_an_address_with_a_password_is_refused_and_not_shown(address: str) -> None:
    with pytest.raises(SettingsError) as error:
        fetch_csv(asked("select 1"), address, SOLVED)
    assert error.value.lines() == [
        "office.yaml: the address of the database warehouse holds a password",
        "  Leave it out: name a file that holds it with `secret:`, or for PostgreSQL use ~/.pgpass.",
    ]


def test_a_sqlite_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ServiceError):
        fetch_csv(asked("select 1"), f"sqlite:///{tmp_path / 'none.db'}", SOLVED)
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_does_not_answer_is_a_service_that_failed(tmp_path: Path) -> None:
    with pytest.raises(ServiceError) as error:
        fetch_csv(asked("select 1"), f"postgresql://me@/x?host={tmp_path}", SOLVED)
    assert error.value.exit_code == 69
    assert "the database warehouse does not answer" in str(error.value)


@pytest.mark.parametrize("address", ["warehouse", "nosuch://x", "postgresql://me:secret@h:port/x"])
def test_an_address_that_cannot_be_read_is_a_setting_and_is_not_shown(address: str) -> None:
    with pytest.raises(SettingsError) as error:
        fetch_csv(asked("select 1"), address, SOLVED)
    assert said(error) == ["the address of the database warehouse can't be read"]


def test_postgresql_gives_every_type_exactly(postgres: str, duck: Duck, tmp_path: Path) -> None:
    query = (
        'select day as "when", day, place, number, rate, cost, '
        "extract(epoch from answer)::int as answer from calls order by day"
    )
    data = fetch_csv(asked(query), postgres, EVERY_KIND)
    assert read_back(duck, tmp_path, data, EVERY_KIND) == [
        (
            Period.parse("2025-04"),
            date(2025, 4, 1),
            'Café, 100% "new"',
            7,
            Decimal("13.31"),
            Decimal("1200.50"),
            90,
        ),
        (Period.parse("2025-05"), date(2025, 5, 1), "Old: town", None, Decimal("50.0"), Decimal(0), 120),
    ]


def test_postgresql_intervals_need_a_declaration_as_clock_times_do(postgres: str) -> None:
    times = a_schema(a_column("day", "month"), a_column("answer", "duration"))
    with pytest.raises(InputError, match="is a clock time: 0 h 01 min, or 0 min 01 s"):
        fetch_csv(asked("select day, answer from calls"), postgres, times)
    as_it_is = a_schema(a_column("day", "month"), a_column("answer", "duration", cell="time"))
    assert fetch_csv(asked("select day, answer from calls"), postgres, as_it_is).endswith(b"2025-05,02:00\n")


def test_postgresql_truth_values_are_refused(postgres: str) -> None:
    schema = a_schema(a_column("day", "month"), a_column("open", "text"))
    with pytest.raises(InputError, match="open is TRUE"):
        fetch_csv(asked("select day, open from calls"), postgres, schema)


_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=8)
_ROWS = st.tuples(
    st.integers(0, 2000).map(lambda n: Period.months(1900 + n // 12, n % 12 + 1)),
    st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    _WORDS.filter(lambda text: text not in ("", "..") and not text.startswith("\N{MINUS SIGN}")),
    st.none() | st.integers(0, 10**12),
    st.decimals(-1000, 1000, places=4),
    st.decimals(-(10**9), 10**9, places=2),
    st.integers(0, 10**5),
)


@given(st.lists(_ROWS, min_size=1, max_size=5))
def test_what_is_kept_reads_back_as_the_same_values(
    duck: Duck, tmp_path_factory: pytest.TempPathFactory, rows: list[Row]
) -> None:
    data = as_csv(EVERY_KIND, rows).encode()
    assert read_back(duck, tmp_path_factory.getbasetemp(), data, EVERY_KIND) == rows
