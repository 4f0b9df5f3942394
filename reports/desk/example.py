"""A desk to be tried: a copy of a house that goes again, with a draft and made-up accounts."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reckoner.reports.build import build
from reckoner.reports.desk.desk import Desk
from reckoner.reports.drafts.makers import desk_user, note_built, record_built, record_edited
from reckoner.reports.errors import ReckonerError, UsageError
from reckoner.reports.kinds.registry import editions_of
from reckoner.reports.schedule.tables import open_store
from reckoner.reports.settings.house import House, read_house
from reckoner.reports.settings.office import Person
from reckoner.reports.settings.paths import READ, require_plain
from reckoner.reports.settings.publication import publication_names

HOSTS = ("localhost", "127.0.0.1")
_PARTS = (*READ, "office.yaml", "schedules.yaml")
_WORDS = (
    "acorn", "amber", "badger", "barley", "beacon", "birch", "bridge", "candle", "cedar", "clover",
    "copper", "cradle", "dapple", "ember", "falcon", "fern", "ferry", "garnet", "gravel", "harbour",
    "hazel", "heron", "hollow", "ivory", "juniper", "kettle", "lantern", "linen", "maple", "marble",
    "meadow", "mint", "nettle", "oatmeal", "orchard", "otter", "paddle", "parsley", "pebble", "plover",
    "poppy", "quarry", "quill", "raven", "ribbon", "saddle", "saffron", "sorrel", "spindle", "sparrow",
    "starling", "tallow", "thimble", "thistle", "timber", "velvet", "walnut", "willow", "winter", "yarrow",
)  # fmt: skip


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in, and what they may do."""

    person: Person
    passphrase: str


def copied(house: Path, folder: Path) -> Path:
    """A copy of what a house reads, without its drafts and secrets. Raises SettingsError."""
    parts = [house / part for part in _PARTS if (house / part).exists()]
    require_plain(house, *parts)
    copy = folder / "house"
    copy.mkdir()
    for part in parts:
        (shutil.copytree if part.is_dir() else shutil.copy2)(part, copy / part.name)
    return copy


@contextmanager
def example(root: Path, say: Callable[[str], object]) -> Iterator[tuple[Desk, list[Account]]]:
    """The desk of a house that is there to be tried, with its accounts. ``say`` hears what takes a while.

    Raises UsageError where its office.yaml names nobody who could write or approve.
    """
    engine = open_store(str(root / "state/schedule.sqlite"))
    try:
        desk = Desk(root, engine, HOSTS, secure=False)
        people = _three(desk.house)
        accounts = [Account(person, _passphrase()) for person in people]
        for account in accounts:
            desk.accounts.set_passphrase(account.person, account.passphrase)
        _build(desk.house, people[0], say)
        yield desk, accounts
    finally:
        engine.dispose()


def _three(house: House) -> list[Person]:
    """Two who write and one who approves, so that everything can be done by somebody."""
    people = house.office.people
    approve = [person for person in people if "approve" in person.may]
    write = [person for person in people if "write" in person.may and person not in approve[:1]]
    if not (write and approve):
        todo = "Add two people to `people` there: one with `may: [write]`, one with `may: [approve]`."
        raise UsageError("office.yaml names nobody who writes, or nobody who approves", todo=todo)
    return [*write[:2], approve[0]]


def _build(house: House, person: Person, say: Callable[[str], object]) -> None:
    """A draft of a newsletter, or of what there is: a desk without one shows little."""
    jobs = [
        (name, editions[-1])
        for name in sorted(publication_names(house.root), key=lambda name: name != "newsletter")
        if (editions := editions_of(house.root, house.publication(name)))
    ]
    if not jobs:
        return
    name, key = jobs[0]
    say(f"Building {name} {key} ...")
    now, user = datetime.now(UTC), desk_user(person.id)
    for path in sorted((house.root / "content" / name / key).glob("*.md")):
        where = path.relative_to(house.root).as_posix()
        record_edited(house, where, path.read_bytes(), person.id, now)
    try:
        built = build(
            house.root, name, key, progress=lambda _number, _step: None,
            record=lambda manifest, draft: record_built(house, manifest, draft, user, now),
        )  # fmt: skip
        note_built(read_house(house.root), built.saved.folder, user, now, is_new=built.saved.is_new)
    except ReckonerError as problem:
        for line in problem.lines():
            say(line)


def _passphrase() -> str:
    return " ".join(secrets.SystemRandom().sample(_WORDS, 5))
