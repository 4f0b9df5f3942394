"""The tables of webhooks, in the store that remembers runs."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Engine, Integer, MetaData, String, Table, Text

from reckoner.reports.schedule.tables import Instant, add_tables

metadata = MetaData()
seen = Table(
    "webhook_seen",  # how far each has heard
    metadata,
    Column("name", String(40), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("rows", Integer, nullable=False),
)
messages = Table(
    "webhook_messages",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", String(40), nullable=False),
    Column("event", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("row", Integer, nullable=False),  # of the history, which tells apart what happened in one second
    Column("tries", Integer, nullable=False),
    Column("next_try", Instant),
    Column("sent_at", Instant),
    Column("given_up", Boolean, nullable=False),
    Column("said", Text, nullable=False),  # why it did not arrive
)


def make_tables(engine: Engine) -> None:
    """Make them where they are missing. Raises ServiceError or WriteError."""
    add_tables(engine, metadata)
