"""What shows that a house has delivered or approved before, where its history says nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from reckoner.reports.settings.channels import FolderChannel
from reckoner.reports.settings.house import House

# Proofs need no approval; what is told of one is about "proof ...".
_TOLD = """select count(*) from schedule_notices
    where kind in ('released', 'held') or (kind = 'undelivered' and about not like 'proof %')"""


def traces(house: House) -> str:
    """A sentence on the first trace of an approval, and nothing where there is none."""
    return next(_traces(house), "")


def _traces(house: House) -> Iterator[str]:
    for channel in house.office.channels.values():
        if isinstance(channel, FolderChannel) and channel.takes == "release":
            for found in (house.root / channel.folder).glob("*/*/draft-[0-9]*"):
                yield f"{found} was delivered, and that needs an approval"
    state = house.schedules.state or "state/schedule.sqlite"
    if "://" not in state and _has_told(house.root / state):
        yield f"{house.root / state} knows of approved drafts"


def _has_told(state: Path) -> bool:
    """Whether people were told what became of an approved draft."""
    if not state.is_file():
        return False
    try:
        with closing(sqlite3.connect(f"{state.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return bool(connection.execute(_TOLD).fetchone()[0])
    except sqlite3.Error:
        return False  # whoever runs the clock is told of that by the clock
