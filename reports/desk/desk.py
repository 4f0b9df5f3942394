"""What every page of the desk draws on: the house as it is now, its history, accounts and sessions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlalchemy import Engine, insert
from starlette.responses import Response

from reckoner.reports.desk.accounts import Accounts
from reckoner.reports.desk.feeds import Feeds
from reckoner.reports.desk.held import Held, stamp_of
from reckoner.reports.desk.jobs import Jobs
from reckoner.reports.desk.links import Links
from reckoner.reports.desk.navigation import entries
from reckoner.reports.desk.passkeys import Passkeys, must_use
from reckoner.reports.desk.reading import HeldHouse, house_of, rows_of
from reckoner.reports.desk.sessions import Session, Sessions
from reckoner.reports.desk.store import events, make_tables
from reckoner.reports.desk.tokens import Tokens
from reckoner.reports.desk.words import filters
from reckoner.reports.drafts.history import History
from reckoner.reports.drafts.kept import Kept, all_drafts, find_draft, read_draft
from reckoner.reports.drafts.safe import safe_of
from reckoner.reports.modules.shelf import Shelf
from reckoner.reports.schedule.plans import Plans, read_plans
from reckoner.reports.schedule.tables import transaction
from reckoner.reports.settings.office import Office, Person
from reckoner.reports.webhooks.store import make_tables as make_webhooks

MESSAGE = "desk-message"


def now_utc() -> datetime:
    """The time by the machine's clock."""
    return datetime.now(UTC)


@dataclass
class Desk:
    """A house at the desk. ``hosts`` are the names it answers to; ``secure`` is for https."""

    root: Path
    engine: Engine
    hosts: tuple[str, ...]
    secure: bool = True
    clock: Callable[[], datetime] = now_utc
    templates: Environment = field(init=False)

    def __post_init__(self) -> None:
        make_tables(self.engine)
        make_webhooks(self.engine)
        self.held = Held()
        self.accounts = Accounts(self.engine, self.clock)
        self.jobs = Jobs(self.engine, self.clock, str(self.root))
        self.shelf = Shelf(stamp_of)
        self.sessions = Sessions(self.engine, self.clock, lambda: self.house.office)
        self.feeds = Feeds(self.engine, self.clock)
        self.tokens = Tokens(self.engine, self.clock)
        self.passkeys = Passkeys(self.engine, self.clock, self.sessions)
        self.links = Links(self.engine, self.clock, lambda: safe_of(self.root, self.house.office.head))
        self.templates = Environment(
            loader=PackageLoader("reckoner.reports.desk"), autoescape=True, undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        )  # fmt: skip
        self.templates.filters.update(filters(lambda: self.house.schedules.zone))
        self.templates.globals["navigation"] = entries

    @property
    def house(self) -> HeldHouse:
        """The settings as they are now. Raises SettingsError."""
        return house_of(self.root, self.held)

    @property
    def plans(self) -> Plans:
        """The schedules as they are now. Raises SettingsError."""
        return self.held.get("plans", self.house.stamp, lambda: read_plans(self.root))

    @property
    def today(self) -> date:
        """The office's date. Raises SettingsError."""
        return self.house.schedules.day(self.clock())

    @property
    def office(self) -> Office:
        """The office as it is today. Raises SettingsError."""
        return self.house.office.on(self.today)

    @property
    def history(self) -> History:
        """The house's history."""
        return rows_of(self.house)

    def role(self, person: str) -> str:
        """What somebody is in the office, or their name where they have left it."""
        found = self.house.office.person(person)
        return found.role if found else person

    def needs_passkey(self, person: Person) -> bool:
        """Whether a passphrase alone doesn't prove enough for approving and waiving."""
        required = self.house.office.desk.passkeys == "required"
        return must_use(person, bool(self.passkeys.of(person.id)), required)

    def is_proved(self, session: Session) -> bool:
        """Whether somebody proved just now who they are, by all that is asked of them."""
        return session.fresh and (session.by_passkey or not self.needs_passkey(session.person))

    def drafts(self) -> list[Kept]:
        """Every draft, in the order of their names."""
        return [read_draft(folder) for folder in all_drafts(self.house.output)]

    def draft(self, name: str, sees: Callable[[str], bool] = lambda _: True) -> Kept:
        """A draft by its name, of a publication that is seen. Raises UsageError where there is none."""
        return read_draft(find_draft(self.house.output, name, sees))

    def seen(self, name: str) -> Kept:
        """A draft by its name, to be shown: hashed again only where a file of it has changed.

        Raises UsageError where there is none. Whoever acts on it takes ``draft``.
        """
        folder = find_draft(self.house.output, name)
        return self.held.get(("draft", str(folder)), stamp_of(folder), lambda: read_draft(folder))

    def note(self, person: str, what: str, about: str, address: str) -> None:
        """Write down what somebody did or tried at the desk."""
        row = {"at": self.clock(), "person": person, "what": what, "about": about[:2000], "address": address}
        with transaction(self.engine) as connection:
            connection.execute(insert(events).values(row))

    def say(self, answer: Response, message: str) -> None:
        """Leave a message for the next page."""
        answer.set_cookie(
            MESSAGE, quote(message), max_age=60, httponly=True, secure=self.secure, samesite="lax"
        )
