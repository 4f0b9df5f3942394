"""office.yaml: who publishes, in what style, with whose approval; dated, since offices change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from reports.errors import Place, SettingsError
from reports.periods.label import YearStyle
from reports.settings.channels import (
    AnyChannel,
    ChannelNames,
    EmlChannel,
    GraphChannel,
    ImapChannel,
    SmtpChannel,
)
from reports.settings.colour import COLOUR, READABLE, contrast
from reports.settings.mail import Mail
from reports.settings.yaml import Settings, YamlFile, read_yaml, validate

Address = Annotated[str, Field(pattern=r"^https://[^\s\"<>]+$")]
Family = Annotated[str, Field(pattern=r"^[A-Za-z0-9 ._-]+$")]
Outside = Annotated[str, Field(pattern=r"^(/[^/.][^/]*)+/?$")]
ChannelName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]


class Contacts(Settings):
    """How the public reaches the office."""

    email: str
    telephone: str = ""
    website: Address


class OfficeEntry(Settings):
    """The office as it is from a day on; what an entry leaves out stays as before it."""

    from_: date = Field(alias="from")
    name: str | None = None
    short_name: str | None = None
    body: str | None = None
    title: str | None = None
    holder: str | None = None
    panel: str | None = None
    force: str | None = None
    area: str | None = None
    address: tuple[str, ...] | None = None
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


class StyleSettings(Settings):
    """How numbers and years are written."""

    profile: Literal["gov.uk"] = "gov.uk"
    years: YearStyle = "2023/24"
    percent_decimals: int = Field(default=0, ge=0, le=6)
    thousands_from: int = Field(default=1000, ge=1000, le=10000)


class Colours(Settings):
    """Colours of pages and charts as #RRGGBB."""

    primary: str
    secondary: str
    accent: str
    text: str
    muted: str
    rule: str
    panel: str
    paper: str = "#FFFFFF"
    charts: tuple[str, ...] = Field(min_length=4)

    @field_validator("*", mode="after")
    @classmethod
    def _are_colours(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for colour in (value,) if isinstance(value, str) else value:
            if not COLOUR.fullmatch(colour):
                raise ValueError(f"{colour!r} is not a colour; write #12436D in quotes")
        return value

    @model_validator(mode="after")
    def _can_be_read(self) -> Colours:
        """Text needs a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3), on the paper and in boxes alike."""
        for name in ("text", "muted", "primary", "accent"):
            for ground in ("paper", "panel"):
                found = contrast(getattr(self, name), getattr(self, ground))
                if found < READABLE:
                    raise ValueError(
                        f"{name} on {ground} has a contrast of {found:.1f} to 1; text needs {READABLE} to 1"
                    )
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


class Design(Settings):
    """The tokens that every template and chart draws on."""

    colours: Colours
    fonts: Fonts = Fonts()
    sizes: Sizes = Sizes()
    page: Page = Page()


class Person(Settings):
    """Somebody in the office, by role. ``user`` is their name on the machine where drafts are approved."""

    id: str
    role: str
    email: str
    user: str = ""
    may: tuple[Literal["write", "approve", "waive"], ...] = ()


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


class OfficeSettings(Settings):
    """All of office.yaml."""

    language: str = "en-GB"
    office: tuple[OfficeEntry, ...] = Field(min_length=1)
    twins: str = Field(pattern=r"^https://[^\s\"<>]+/$")
    imprint: str = Field(min_length=10)
    style: StyleSettings = StyleSettings()
    small_numbers: SmallNumbers = SmallNumbers()
    statutes: dict[str, str] = Field(default_factory=dict)
    people: tuple[Person, ...] = ()
    approval: Approval = Approval()
    design: Design
    mail: Mail | None = None
    databases: dict[str, str] = Field(default_factory=dict)
    history: str = "state/history.jsonl"
    outside: tuple[Outside, ...] = ()
    head: str = ""
    channels: dict[ChannelName, AnyChannel] = Field(default_factory=dict)
    notices: ChannelNames = ()
    writer: Writer | None = None

    @field_validator("people")
    @classmethod
    def _one_of_each(cls, people: tuple[Person, ...]) -> tuple[Person, ...]:
        """Whoever could be two people could approve what they wrote."""
        for what in ("id", "user"):
            names = [name for person in people if (name := getattr(person, what))]
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"two people have the {what} {', '.join(twice)}")
        return people

    @model_validator(mode="after")
    def _channels_reach_people(self) -> OfficeSettings:
        for name, channel in self.channels.items():
            people = [self.person(key) for key in channel.people]
            if None in people:
                unknown = channel.people[people.index(None)]
                raise ValueError(f"channel {name} names {unknown!r}, who is not among `people`")
            is_proof = channel.takes == "proof" and isinstance(channel, ImapChannel | GraphChannel)
            emails = {person.email for person in people if person}
            if is_proof and getattr(channel, "mailbox", "") not in emails:
                raise ValueError(f"channel {name} takes proofs: its mailbox must be one of its `people`")
        for name in self.notices:
            if not isinstance(self.channels.get(name), SmtpChannel | EmlChannel):
                raise ValueError(
                    f"`notices` must name a channel of the kind smtp or eml, which {name} is not"
                )
        return self

    def person(self, key: str) -> Person | None:
        """The person with that id, if there is one."""
        return next((person for person in self.people if person.id == key), None)

    @model_validator(mode="after")
    def _first_is_whole(self) -> OfficeSettings:
        days = [entry.from_ for entry in self.office]
        if days != sorted(set(days)):
            raise ValueError("the entries of `office` must follow one another by their `from`")
        missing = [name for name in _NAMES if getattr(self.office[0], name) is None]
        if missing:
            raise ValueError(
                f"the first entry of `office` must give everything; it lacks {', '.join(missing)}"
            )
        return self

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


_NAMES = tuple(Office.__dataclass_fields__)


def read_office(house: Path) -> tuple[OfficeSettings, YamlFile]:
    """Read office.yaml of a house. Raises SettingsError with lines."""
    file = read_yaml(house / "office.yaml", "office.yaml")
    return validate(OfficeSettings, file), file


def base_language(tag: str) -> str:
    """The language of a tag: "en" of "en-GB"."""
    return tag.split("-", 1)[0].lower()


def as_css(design: Design) -> Mapping[str, str]:
    """The tokens as CSS custom properties, sizes in pt and mm."""
    colours = {
        f"colour-{name}": value for name, value in design.colours.model_dump().items() if name != "charts"
    }
    charts = {f"colour-chart-{number}": value for number, value in enumerate(design.colours.charts, 1)}
    sizes = {f"size-{name}": f"{value}pt" for name, value in design.sizes.model_dump().items()}
    fonts = {f"font-{name}": f'"{value}"' for name, value in design.fonts.model_dump().items()}
    return {
        **colours,
        **charts,
        **sizes,
        **fonts,
        "page-size": design.page.size,
        "page-margin": f"{design.page.margin}mm",
    }
