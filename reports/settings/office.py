"""office.yaml: who publishes, in what style, with whose approval; dated, since offices change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from reckoner.reports.errors import Place, SettingsError, nearest
from reckoner.reports.periods.label import YearStyle
from reckoner.reports.settings.channels import (
    AnyChannel,
    ChannelNames,
    EmlChannel,
    GraphChannel,
    ImapChannel,
    SmtpChannel,
)
from reckoner.reports.settings.colour import NIGHT, Colour, by_night, hard_to_read
from reckoner.reports.settings.desk import DeskSettings
from reckoner.reports.settings.form import Wrong, form
from reckoner.reports.settings.header import Mailbox
from reckoner.reports.settings.mail import Mail
from reckoner.reports.settings.notfigure import NotFigure
from reckoner.reports.settings.styles import with_style
from reckoner.reports.settings.typographer import Typeset
from reckoner.reports.settings.webhooks import Name as WebhookName
from reckoner.reports.settings.webhooks import Webhook
from reckoner.reports.settings.wording import listed
from reckoner.reports.settings.yaml import Settings, YamlFile, read_yaml, validate

Address = Annotated[
    str, form(r"https://[^\s\"<>]+", "an address that begins with https://", "https://www.example.org/")
]
FolderAddress = Annotated[
    str,
    form(
        r"https://[^\s\"<>]+/",
        "an address that begins with https:// and ends with /",
        "https://www.example.org/reports/",
    ),
]
Family = Annotated[str, form(r"[A-Za-z0-9 ._-]+", "the name of a font family", "Source Sans Pro")]
ChannelName = Annotated[
    str, form(r"[a-z][a-z0-9-]*", "a name for a channel", "press-office; small letters, digits and - only")
]
Outside = Annotated[str, form(r"(/[^/.][^/]*)+/?", "a folder's whole path", "/mnt/share")]


class Contacts(Settings):
    """How the public reaches the office."""

    email: Mailbox
    telephone: str = ""
    website: Address


class OfficeEntry(Settings):
    """The office as it is from a day on; what an entry leaves out stays as before it."""

    from_: date = Field(alias="from")
    name: Typeset | None = None
    short_name: Typeset | None = None
    body: Typeset | None = None
    title: Typeset | None = None
    holder: Typeset | None = None
    panel: Typeset | None = None
    force: Typeset | None = None
    area: Typeset | None = None
    address: tuple[Typeset, ...] | None = None
    contacts: Contacts | None = None


@dataclass(frozen=True)
class Office:
    """The office on one day."""

    name: str
    short_name: str
    body: str
    title: str
    holder: str
    panel: str
    force: str
    area: str
    address: tuple[str, ...]
    contacts: Contacts

    @property
    def names(self) -> Mapping[str, str]:
        """What words may name: ``{{ office force }}``."""
        return {name: value for name in _NAMES if isinstance(value := getattr(self, name), str)}


class StyleSettings(Settings):
    """How numbers and years are written."""

    profile: Literal["gov.uk"] = "gov.uk"
    years: YearStyle = "2023/24"
    percent_decimals: int = Field(default=0, ge=0, le=6)
    thousands_from: int = Field(default=1000, ge=1000, le=10000)


class Colours(Settings):
    """Colours of pages and charts as #RRGGBB."""

    primary: Colour
    secondary: Colour
    accent: Colour
    text: Colour
    muted: Colour
    rule: Colour
    panel: str
    paper: Colour = "#FFFFFF"
    charts: tuple[Colour, ...] = Field(min_length=4)

    @model_validator(mode="after")
    def _can_be_read(self) -> Colours:
        """Text needs a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3), on the paper and in boxes alike."""
        Wrong.raise_for(hard_to_read(self, ("text", "muted", "primary", "accent"), ("paper", "panel")))
        return self


class Fonts(Settings):
    """The font families of text and headings."""

    text: Family = "Source Sans Pro"
    headings: Family = "Source Serif Pro"


class Sizes(Settings):
    """Type sizes in points."""

    text: int = Field(default=11, ge=9, le=16)
    small: int = Field(default=9, ge=7, le=14)
    title: int = Field(default=28, ge=16, le=60)
    heading: int = Field(default=18, ge=12, le=40)
    subheading: int = Field(default=13, ge=10, le=30)


class Page(Settings):
    """The printed page; the margin in millimetres."""

    size: Literal["A4", "A5", "Letter"] = "A4"
    margin: int = Field(default=22, ge=12, le=50)


class Logo(Settings):
    """The office's mark: a file in the house's templates/shared, what it says in words, and how it stands.

    ``height`` is its own and ``clear`` the empty space around it, both in millimetres.
    """

    file: Annotated[str, form(r"[\w-][\w.-]*\.(svg|png)", "the name of an SVG or PNG file", "logo.svg")]
    alt: Annotated[Typeset, Field(min_length=3)]
    height: int = Field(default=16, ge=8, le=40)
    clear: int = Field(default=5, ge=2, le=20)


class Design(Settings):
    """The tokens that every template and chart draws on.

    ``style`` is a house style that comes with the program (templates/shared/styles): what the office writes
    beside it goes before what the style says.
    """

    style: str = ""
    logo: Logo | None = None
    colours: Colours
    fonts: Fonts = Fonts()
    sizes: Sizes = Sizes()
    page: Page = Page()


Right = Literal["read", "take", "write", "approve", "waive", "administer"]
OfPublication = Literal["write", "approve", "waive"]


class Person(Settings):
    """Somebody in the office, by role. ``user`` is their name on the machine where drafts are approved.

    ``may_for`` gives rights for single publications, ``subject`` is who they are to the office's sign-in.
    """

    id: str
    role: str
    email: Mailbox
    user: str = ""
    may: tuple[Right, ...] = ()
    may_for: dict[str, tuple[OfPublication, ...]] = Field(default_factory=dict)
    subject: str = ""

    def rights(self, publication: str = "") -> frozenset[str]:
        """What they may do, for a publication or, without one, everywhere."""
        return frozenset((*self.may, *self.may_for.get(publication, ())))

    def ever_may(self, right: str) -> bool:
        """Whether they have a right, be it for one publication alone."""
        return right in self.may or any(right in each for each in self.may_for.values())


class Approval(Settings):
    """Rules of approval."""

    author_may_approve: bool = False


class SmallNumbers(Settings):
    """Counts under this are suppressed in tables that ask for it."""

    under: int = Field(default=5, ge=2)


class Writer(Settings):
    """The one user of the machine who writes drafts and history; everybody else's commands go through them.

    ``socket`` is where they go; empty for the usual place.
    """

    user: str = Field(min_length=1)
    socket: str = ""


class Database(Settings):
    """Where a database is: an SQLAlchemy address, and a file that only its owner may read.

    ``secret`` holds the password or token, ``key`` a private key or an account's credentials.
    """

    address: str
    secret: str = ""
    key: str = ""


def _of_address(value: object) -> object:
    return {"address": value} if isinstance(value, str) else value


DatabaseField = Annotated[Database, BeforeValidator(_of_address)]


class OfficeSettings(Settings):
    """All of office.yaml."""

    language: str = "en-GB"
    office: tuple[OfficeEntry, ...] = Field(min_length=1)
    web_versions: FolderAddress
    imprint: Annotated[Typeset, Field(min_length=10)]
    notice: Typeset = ""
    publisher: Typeset = ""
    style: StyleSettings = StyleSettings()
    small_numbers: SmallNumbers = SmallNumbers()
    websites: dict[Typeset, Address] = Field(default_factory=dict)
    not_figures: tuple[NotFigure, ...] = ()
    people: tuple[Person, ...] = ()
    approval: Approval = Approval()
    design: Design
    mail: Mail | None = None
    databases: dict[str, DatabaseField] = Field(default_factory=dict)
    history: str = "state/history.jsonl"
    outside: tuple[Outside, ...] = ()
    head: str = ""
    channels: dict[ChannelName, AnyChannel] = Field(default_factory=dict)
    notices: ChannelNames = ()
    writer: Writer | None = None
    desk: DeskSettings = DeskSettings()
    webhooks: dict[WebhookName, Webhook] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _fits_together(self) -> OfficeSettings:
        Wrong.raise_for((*self._twins(), *self._strangers(), *self._notices(), *self._order(), *self._gaps()))
        return self

    def _twins(self) -> Iterator[Wrong]:
        """Whoever could be two people could approve what they wrote."""
        for what in ("id", "user", "subject"):
            known: set[str] = set()
            for number, person in enumerate(self.people):
                name = getattr(person, what)
                if name and name in known:
                    todo = f"Give each person their own {what}, or take one of the two out."
                    yield Wrong(f"two people have the {what} {name}", "people", number, what, todo=todo)
                known.add(name)

    def _strangers(self) -> Iterator[Wrong]:
        """Channels that name nobody known, and proofs that would go to nobody's mailbox."""
        ids = [person.id for person in self.people]
        for name, channel in self.channels.items():
            for number, key in enumerate(channel.people):
                if key not in ids:
                    what = f"channel {name} names {key!r}, who is not among `people`"
                    yield Wrong(
                        what, "channels", name, "people", number, todo=nearest(key, ids, none=_NOBODY)
                    )
            emails = {person.email for key in channel.people if (person := self.person(key))}
            is_proof = channel.takes == "proof" and isinstance(channel, ImapChannel | GraphChannel)
            if is_proof and getattr(channel, "mailbox", "") not in emails:
                what = f"channel {name} takes proofs: its mailbox must be one of its `people`"
                todo = "Name under its `people` whoever has that address, or correct the address."
                yield Wrong(what, "channels", name, "mailbox", todo=todo)

    def _notices(self) -> Iterator[Wrong]:
        fit = [name for name, each in self.channels.items() if isinstance(each, SmtpChannel | EmlChannel)]
        todo = f"Write {listed(fit)}." if fit else "Add such a channel under `channels` first."
        for number, name in enumerate(self.notices):
            if name not in fit:
                what = f"`notices` must name a channel of the kind smtp or eml, which {name} is not"
                yield Wrong(what, "notices", number, todo=todo)

    def _order(self) -> Iterator[Wrong]:
        for number, (before, entry) in enumerate(pairwise(self.office), 1):
            if entry.from_ <= before.from_:
                what = "the entries of `office` must follow one another by their `from`"
                todo = f"Put the entry of {entry.from_} before that of {before.from_}, or correct its day."
                yield Wrong(what, "office", number, "from", todo=todo)

    def _gaps(self) -> Iterator[Wrong]:
        if missing := [name for name in _NAMES if getattr(self.office[0], name) is None]:
            what = f"the first entry of `office` must give everything; it lacks {', '.join(missing)}"
            yield Wrong(what, "office", 0, todo=f"Add there: {', '.join(f'`{n}: ...`' for n in missing)}.")

    @property
    def names_with_digits(self) -> tuple[str, ...]:
        """Texts with digits that are no figures in any document: those listed, its own ways of contact."""
        listed = [each.text for each in self.not_figures]
        for entry in self.office:
            own = (*(entry.address or ()), *((entry.contacts.telephone,) if entry.contacts else ()))
            listed += [text for text in own if any(character.isdigit() for character in text)]
        return tuple(dict.fromkeys(listed))

    @property
    def email(self) -> str:
        """The newest mail address of the office itself."""
        return [entry.contacts for entry in self.office if entry.contacts is not None][-1].email

    def person(self, key: str) -> Person | None:
        """The person with that id, if there is one."""
        return next((person for person in self.people if person.id == key), None)

    def on(self, day: date) -> Office:
        """The office as it was on a day. Raises SettingsError before the first entry."""
        found: dict[str, Any] = {}
        for entry in self.office:
            if entry.from_ <= day:
                found.update({name: value for name in _NAMES if (value := getattr(entry, name)) is not None})
        if not found:
            raise SettingsError(
                f"the office has no entry for {day}",
                Place("office.yaml"),
                f"The first is from {self.office[0].from_}.",
            )
        return Office(**found)

    def former_holder(self, day: date, now: date) -> str:
        """Who held the office on a day, where somebody else does now; empty before the first entry."""
        if day < self.office[0].from_:
            return ""
        then = self.on(day).holder
        return "" if then == self.on(now).holder else then


_NAMES = tuple(Office.__dataclass_fields__)
_NOBODY = "Add that person under `people`, or take the name out."


def read_office(house: Path) -> tuple[OfficeSettings, YamlFile]:
    """Read office.yaml of a house. Raises SettingsError with lines."""
    file = read_yaml(house / "office.yaml", "office.yaml")
    return validate(OfficeSettings, with_style(house, file)), file


def base_language(tag: str) -> str:
    """The language of a tag: "en" of "en-GB"."""
    return tag.split("-", 1)[0].lower()


def as_css(design: Design) -> Mapping[str, str]:
    """The tokens as CSS custom properties, sizes in pt and mm."""
    colours = {
        f"colour-{name}": value for name, value in design.colours.model_dump().items() if name != "charts"
    }
    night = {f"night-{name}": value for name, value in NIGHT.items()}
    night |= {f"night-{name}": by_night(getattr(design.colours, name)) for name in ("primary", "accent")}
    charts = {f"colour-chart-{number}": value for number, value in enumerate(design.colours.charts, 1)}
    sizes = {f"size-{name}": f"{value}pt" for name, value in design.sizes.model_dump().items()}
    fonts = {f"font-{name}": f'"{value}"' for name, value in design.fonts.model_dump().items()}
    return {
        **colours,
        **night,
        **charts,
        **sizes,
        **fonts,
        "page-size": design.page.size,
        "page-margin": f"{design.page.margin}mm",
    }
