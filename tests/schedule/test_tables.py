"""The tables of a store that several services open for the first time at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import inspect, make_url

from reckoner.reports.desk.store import make_tables as make_desk
from reckoner.reports.schedule.tables import open_store
from reckoner.reports.webhooks.store import make_tables as make_webhooks

SERVICES = 4


@pytest.mark.parametrize("attempt", range(3))
def test_services_that_open_a_new_store_at_once_all_find_their_tables(server: str, attempt: int) -> None:
    name = f"at_once_{attempt}"
    url = make_url(server)
    keeper = open_store(server)
    with keeper.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    keeper.dispose()
    address = str(url.set(database=name))
    together = Barrier(SERVICES, timeout=60)  # a busy machine makes tables slowly

    def begin(_: int) -> set[str]:
        together.wait()
        engine = open_store(address)
        together.wait()
        make_desk(engine)
        together.wait()
        make_webhooks(engine)
        tables = set(inspect(engine).get_table_names())
        engine.dispose()
        return tables

    with ThreadPoolExecutor(SERVICES) as services:
        found = list(services.map(begin, range(SERVICES)))
    assert all({"schedule_runs", "desk_comments", "webhook_seen"} <= tables for tables in found), found
