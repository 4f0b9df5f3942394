"""``reckoner word``: a draft as a Word file, for those who edit in Word."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.drafts import DraftArgument
from reckoner.reports.cli.options import CURRENT, UNSEEN, HouseOption
from reckoner.reports.cli.outgoing import put
from reckoner.reports.cli.say import say

if TYPE_CHECKING:
    from reckoner.reports.drafts.kept import Kept
    from reckoner.reports.settings.house import House
    from reckoner.reports.word.map import WordMap


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner word panel-paper/2025-11 --to outbox")(word)


def word(
    draft: DraftArgument,
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="Where to write it.", **UNSEEN)] = CURRENT,
    house: HouseOption = CURRENT,
) -> None:
    """Write a draft as a Word file, to be edited and taken in again by reckoner return.

    A draft that nobody approved is marked as a proof. What was sent is kept in the house with its hash.
    """
    from reckoner.reports.delivery.marks import MARK, Marking
    from reckoner.reports.delivery.wordmark import marked_word
    from reckoner.reports.drafts.history import history_of
    from reckoner.reports.drafts.kept import find_draft, read_draft
    from reckoner.reports.drafts.state import state_of
    from reckoner.reports.returned.shelf import shelve
    from reckoner.reports.settings.house import read_house

    at_home = read_house(house.resolve())
    kept = read_draft(find_draft(at_home.output, draft))
    content, known = _made(at_home, kept)
    stands = state_of(kept, history_of(at_home).rows())
    is_out = stands.state in ("approved", "delivered")
    name = f"{kept.name.replace('/', '-')}.docx"
    sent = content if is_out else marked_word(name, content, Marking(f"{MARK}: {kept.name}", {}))
    shelve(at_home.root, kept.name, content, known, sent, datetime.now(UTC).isoformat(timespec="seconds"))
    put(to / name, sent, fresh=True)
    say(str(to / name))
    say(f"When it comes back: reckoner return {name}")


def _made(at_home: House, kept: Kept) -> tuple[bytes, WordMap]:
    """The Word file of a draft: its own, or made anew from the very words and data that it was made from."""
    from reckoner.reports.returned.anew import made_anew
    from reckoner.reports.word.map import NAME, WordMap

    own = f"{kept.manifest.publication}.docx"
    if own in kept.hashes and NAME in kept.hashes:
        return kept.read(own), WordMap.read(kept.read(NAME))
    return made_anew(at_home, kept)
