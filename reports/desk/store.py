"""The desk's tables, in the store that remembers runs."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Engine, Integer, LargeBinary, MetaData, String, Table, Text

from reckoner.reports.schedule.tables import Instant, add_tables

metadata = MetaData()
accounts = Table(
    "desk_accounts",
    metadata,
    Column("person", String(80), primary_key=True),
    Column("passphrase", Text, nullable=False),
    Column("changed", Instant, nullable=False),
    Column("disabled", Boolean, nullable=False),
)
passkeys = Table(
    "desk_passkeys",
    metadata,
    Column("id", String(500), primary_key=True),
    Column("person", String(80), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("name", String(80), nullable=False),
    Column("added", Instant, nullable=False),
)
sessions = Table(
    "desk_sessions",
    metadata,
    Column("hash", String(64), primary_key=True),  # of the cookie, which is kept nowhere
    Column("person", String(80), nullable=False),
    Column("may", Text, nullable=False),  # the rights at sign-in: others end the session
    Column("how", String(200), nullable=False),
    Column("token", String(64), nullable=False),
    Column("challenge", String(200), nullable=False),
    Column("began", Instant, nullable=False),
    Column("seen", Instant, nullable=False),
    Column("confirmed", Instant, nullable=False),
)
tries = Table(
    "desk_tries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("about", String(64), nullable=False, index=True),  # the hash of a name or an address
    Column("at", Instant, nullable=False),
)
links = Table(
    "desk_links",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("purpose", String(20), nullable=False),
    Column("person", String(80), nullable=False),
    Column("expires", Instant, nullable=False),
    Column("draft", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("asked_by", String(80), nullable=False),
    Column("used", Instant),
)
returns = Table(
    "desk_returns",  # who is out at the office's sign-in, to come back once
    metadata,
    Column("hash", String(64), primary_key=True),  # of the state, which the browser alone keeps
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("session", String(64), nullable=False),  # for whoever confirms; else empty
    Column("next", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
comments = Table(
    "desk_comments",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("draft", String(200), nullable=False, index=True),
    Column("anchor", String(200), nullable=False),
    Column("person", String(80), nullable=False),
    Column("at", Instant, nullable=False),
    Column("text", Text, nullable=False),
    Column("settled_by", String(80)),
    Column("settled_at", Instant),
)
bound = Table(
    "desk_comments_bound",  # which comments are about one place
    metadata,
    Column("comment", Integer, primary_key=True, autoincrement=False),
    Column("key", String(40), nullable=False, index=True),
    Column("page", String(200), nullable=False),
)
events = Table(
    "desk_events",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Instant, nullable=False),
    Column("person", String(80), nullable=False),
    Column("what", String(80), nullable=False),
    Column("about", Text, nullable=False),
    Column("address", String(64), nullable=False),
)
versions = Table(
    "desk_versions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("file", String(300), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("person", String(80), nullable=False),  # who wrote over it
    Column("words", Text, nullable=False),
)
unsent = Table(
    "desk_unsent",
    metadata,
    Column("hash", String(64), primary_key=True),  # of the key in the address
    Column("at", Instant, nullable=False),
    Column("about", String(64), nullable=False, index=True),  # the hash of the address it came from
    Column("fields", Text, nullable=False),
)

jobs = Table(
    "desk_jobs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("kind", String(20), nullable=False),
    Column("about", String(200), nullable=False, index=True),
    Column("person", String(80), nullable=False),
    Column("begun", Instant, nullable=False),
    Column("seen", Instant, nullable=False),  # the last sign of life
    Column("step", Integer, nullable=False),
    Column("doing", String(200), nullable=False),
    Column("state", String(20), nullable=False),
    Column("cancelled_by", String(80), nullable=False),
    Column("result", Text, nullable=False),  # JSON: what came of it, or what is wrong
)

tokens = Table(
    "desk_tokens",  # of programs that call /api/v1
    metadata,
    Column("id", String(20), primary_key=True),
    Column("hash", String(64), nullable=False),  # of the secret, which is kept nowhere
    Column("name", String(80), nullable=False),
    Column("person", String(80), nullable=False, index=True),
    Column("scopes", String(200), nullable=False),
    Column("publications", Text, nullable=False),  # every one where it is empty
    Column("made", Instant, nullable=False),
    Column("made_by", String(80), nullable=False),
    Column("expires", Instant, nullable=False),
    Column("used", Instant),
    Column("revoked", Instant),
    Column("revoked_by", String(80), nullable=False),
)
feeds = Table(
    "desk_feeds",  # a person's own link to the calendar and to what happened
    metadata,
    Column("person", String(80), primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("made", Instant, nullable=False),
)
proposals = Table(
    "desk_proposals",  # words that somebody's assistant proposes, until a person says yes or no
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("publication", String(80), nullable=False),
    Column("edition", String(80), nullable=False),
    Column("file", String(200), nullable=False),
    Column("opened", String(64), nullable=False),  # the hash of the words that it was written over
    Column("words", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("person", String(80), nullable=False),
    Column("how", String(200), nullable=False),
    Column("at", Instant, nullable=False),
    Column("state", String(20), nullable=False),
    Column("settled_by", String(80), nullable=False),
    Column("settled_at", Instant),
    Column("reason", Text, nullable=False),
)


def make_tables(engine: Engine) -> None:
    """Make the desk's tables where they are missing. Raises ServiceError or WriteError."""
    add_tables(engine, metadata)
