"""Servers that can't run here: a parser of their own reads their SQL, their drivers are the real ones."""

from __future__ import annotations

import re
import socket
import time
from pathlib import Path

import pytest
import sqlglot
from sqlalchemy import make_url, select
from sqlalchemy.sql import column, table

from reckoner.reports.errors import InputError, Place, ServiceError, SettingsError
from reckoner.reports.settings.office import read_office
from reckoner.reports.sources import servers
from reckoner.reports.sources.database import DatabaseQuery, Source, fetch_csv
from reckoner.reports.sources.query import require_reading
from reckoner.reports.sources.servers import SERVERS
from tests.cli.calling import caller
from tests.small import tiny_house, write
from tests.sources.sheets import a_column, a_schema
from tests.worked_example import edit

WHERE = Place("data/solved/module.yaml", 12)
SCHEMA = a_schema(a_column("month", "month"), a_column("number", "count"))
PARSERS = {"postgresql": "postgres", "mssql": "tsql"}
QUERIES = {
    "mssql": [
        "SELECT TOP 12 FORMAT(day, 'yyyy-MM') AS month, COUNT(*) AS number FROM [dbo].[crimes] "
        "WHERE area = N'Dacorum' GROUP BY FORMAT(day, 'yyyy-MM') ORDER BY month",
        "WITH m AS (SELECT DATEFROMPARTS(YEAR(d), MONTH(d), 1) AS x FROM crimes WITH (NOLOCK)) "
        "SELECT CONVERT(char(7), x, 126) AS month, COUNT_BIG(*) AS number FROM m GROUP BY x",
    ],
    "oracle": [
        "SELECT TO_CHAR(day, 'YYYY-MM') AS month, COUNT(*) AS \"number\" FROM crimes "
        "WHERE day >= DATE '2025-01-01' GROUP BY TO_CHAR(day, 'YYYY-MM') FETCH FIRST 12 ROWS ONLY",
        "SELECT month, NVL(number_, 0) AS n FROM solved WHERE ROWNUM <= 12",
    ],
    "databricks": [
        "SELECT date_format(day, 'yyyy-MM') AS month, count(*) AS number FROM main.crime.solved "
        "GROUP BY ALL ORDER BY month",
        "SELECT month, number FROM `main`.`crime`.`solved` QUALIFY row_number() OVER (PARTITION BY month "
        "ORDER BY received DESC) = 1",
    ],
    "snowflake": [
        "SELECT TO_CHAR(day, 'YYYY-MM') AS month, COUNT_IF(solved) AS number FROM crime.public.cases "
        "GROUP BY 1 QUALIFY ROW_NUMBER() OVER (ORDER BY month DESC) <= 12",
        "SELECT f.value:month::string AS month, f.value:number::int AS number FROM raw, "
        "LATERAL FLATTEN(input => raw.body:rows) f",
    ],
    "bigquery": [
        "SELECT FORMAT_DATE('%Y-%m', day) AS month, COUNTIF(solved) AS number "
        "FROM `office-project.crime.cases` GROUP BY month",
        "SELECT month, number FROM UNNEST([STRUCT('2025-01' AS month, 3 AS number)])",
    ],
}
WRITES = {
    "mssql": [
        "SELECT month INTO kept FROM solved", "EXEC sp_who", "SELECT * FROM OPENROWSET('x', 'y', 'z')",
        "MERGE solved AS t USING s ON t.id = s.id WHEN MATCHED THEN DELETE;", "DELETE FROM solved",
        "SELECT 1; DROP TABLE solved",
    ],
    "oracle": [
        "SELECT month FROM solved FOR UPDATE", "BEGIN DELETE FROM solved; END;",
        "SELECT UTL_HTTP.REQUEST('http://x') FROM dual", "TRUNCATE TABLE solved",
        "SELECT DBMS_XMLQUERY.GETXML('x') FROM dual",
    ],
    "databricks": [
        "INSERT OVERWRITE solved SELECT * FROM raw", "COPY INTO solved FROM '/x'", "OPTIMIZE solved",
        "SELECT ai_query('m', 'x')", "SELECT * FROM read_files('/Volumes/x')", "SELECT java_method('x', 'y')",
    ],
    "snowflake": [
        "COPY INTO @stage FROM solved", "CALL clear()", "SELECT SYSTEM$ABORT_SESSION(1)", "PUT file:///x @y",
        "CREATE TABLE t AS SELECT 1 AS a", "UPDATE solved SET number = 1",
    ],
    "bigquery": [
        "EXPORT DATA OPTIONS (uri='gs://x') AS SELECT 1", "SELECT * FROM EXTERNAL_QUERY('c', 'SELECT 1')",
        "CREATE TEMP TABLE t AS SELECT 1 AS a", "DECLARE x INT64; SELECT x", "TRUNCATE TABLE crime.solved",
    ],
}  # fmt: skip
ADDRESSES = {
    "mssql": "mssql://reader@127.0.0.1:{port}/performance?encrypt=no",
    "oracle": "oracle://reader@127.0.0.1:{port}/?service_name=performance",
    "databricks": "databricks://token@127.0.0.1:{port}?http_path=/sql/x&catalog=a&schema=b",
}


@pytest.mark.parametrize("kind", QUERIES)
def test_what_reads_is_let_through_in_the_servers_own_sql(kind: str) -> None:
    for query in QUERIES[kind]:
        require_reading(query, kind, WHERE)


@pytest.mark.parametrize("kind", WRITES)
def test_what_does_more_is_refused_in_the_servers_own_sql(kind: str) -> None:
    for query in WRITES[kind]:
        with pytest.raises(InputError, match="the query is refused"):
            require_reading(query, kind, WHERE)


@pytest.mark.parametrize("kind", SERVERS)
def test_what_a_session_begins_with_is_sql_of_that_server(kind: str) -> None:
    parser = PARSERS.get(kind, kind)
    for statement in SERVERS[kind].hold(300):
        [read] = sqlglot.parse(statement, read=parser, error_level=sqlglot.ErrorLevel.RAISE)
        assert type(read).__name__ in ("Set", "Command", "Alter", "Transaction"), statement
        assert re.search(r"READ ONLY|TIMEOUT", statement, re.IGNORECASE)
    if rights := SERVERS[kind].rights:
        require_reading(rights, kind, WHERE)


@pytest.mark.parametrize("kind", SERVERS)
def test_each_servers_dialect_compiles_a_query_that_its_parser_reads(kind: str) -> None:
    solved = table("solved", column("month"), column("number"))
    dialect = make_url(f"{kind}://").get_dialect()()
    asked = str(select(solved.c.month, solved.c.number).order_by(solved.c.month).compile(dialect=dialect))
    require_reading(asked, kind, WHERE)


@pytest.fixture
def closed() -> int:
    """A port at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize("kind", ADDRESSES)
def test_a_server_that_does_not_answer_is_said_so_in_time_and_without_the_secret(
    kind: str, closed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "CONNECT_SECONDS", 2)
    asked = DatabaseQuery("warehouse", QUERIES[kind][0], WHERE)
    source = Source(ADDRESSES[kind].format(port=closed), lambda: "open-sesame")
    began = time.monotonic()
    with pytest.raises(ServiceError, match="warehouse does not answer") as refused:
        fetch_csv(asked, source, SCHEMA)
    assert time.monotonic() - began < 20
    assert "open-sesame" not in str(refused.value)
    assert "Builds go on with the rows kept before" in str(refused.value)


def test_a_missing_driver_is_named_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "oracledb", None)
    asked = DatabaseQuery("warehouse", QUERIES["oracle"][0], WHERE)
    with pytest.raises(SettingsError, match=re.escape("pip install 'reckoner-reports[oracle]'")):
        fetch_csv(asked, ADDRESSES["oracle"].format(port=9), SCHEMA)


def test_a_secret_of_a_database_is_a_file_of_its_owner_alone(
    tmp_path: Path, closed: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(servers, "CONNECT_SECONDS", 2)
    house = tiny_house(tmp_path / "house", "Words.")
    address = ADDRESSES["oracle"].format(port=closed)
    entry = f"databases:\n  warehouse: {{address: '{address}', secret: secrets/warehouse}}\n"
    edit(house / "office.yaml", lambda text: f"{text}\n{entry}")
    assert read_office(house)[0].databases["warehouse"].secret == "secrets/warehouse"
    write(house / "data/solved/module.yaml", MODULE)
    secret = house / "secrets/warehouse"
    write(secret, "open-sesame\n")
    secret.chmod(0o644)
    reckoner = caller(monkeypatch, capsys)
    words = ("take", "solved", "--from", "Warehouse", "--house", house)
    assert "others may read the secret" in reckoner(*words).err
    secret.chmod(0o600)
    answer = reckoner(*words)
    assert answer.code == ServiceError.exit_code
    assert "does not answer" in answer.err
    assert "open-sesame" not in answer.err


MODULE = """
title: Solved
origins:
  warehouse_2025:
    kind: snapshot
    producer: The Force
    document: Warehouse
    received: 2025-11-20
    from: The Force
    licence: Internal
tables:
  solved:
    database: warehouse
    query: SELECT month, n FROM solved
    origin: warehouse_2025
    columns:
      month: {type: month}
      n: {type: count}
"""
