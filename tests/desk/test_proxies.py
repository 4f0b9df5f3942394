"""Who calls is believed from named proxies alone."""

from __future__ import annotations

import httpx2
import pytest
from sqlalchemy import select

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.server import Listening, serving
from reckoner.reports.desk.store import events


@pytest.mark.parametrize(
    ("proxies", "address"),
    [((), "127.0.0.1"), (("127.0.0.1",), "203.0.113.9"), (("10.0.0.0/8",), "127.0.0.1")],
)
def test_forwarded_headers_count_from_named_proxies_alone(
    desk: Desk, proxies: tuple[str, ...], address: str
) -> None:
    with serving(desk, Listening(port=0, proxies=proxies)) as at:
        host = desk.hosts[0]
        headers = {"Host": host, "Origin": f"https://{host}", "X-Forwarded-For": "203.0.113.9"}
        form = {"name": "nobody", "passphrase": "something else entirely"}
        assert httpx2.post(f"{at}sign-in", data=form, headers=headers).status_code == 401
    with desk.engine.connect() as connection:
        found = list(connection.scalars(select(events.c.address)))
    assert found == [address]
