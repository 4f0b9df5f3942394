"""The part of office.yaml about mail: from whom, through which platforms, in which colours at night."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from reckoner.reports.settings.colour import Colour, hard_to_read
from reckoner.reports.settings.form import Wrong, form
from reckoner.reports.settings.header import HeaderText, Mailbox
from reckoner.reports.settings.yaml import Settings

HttpsAddress = Annotated[
    str, form(r"https://[^\s\"'<>]+", "an address that begins with https://", "https://www.example.org/")
]
CampaignWord = Annotated[
    str, form(r"[A-Za-z0-9_.-]+", "one word of letters, digits, dots, _ and -", "newsletter")
]
FolderAddress = Annotated[
    str,
    form(
        r"https://[^\s\"'<>]+/",
        "an address that begins with https:// and ends with /",
        "https://www.example.org/pictures/",
    ),
]
PlatformName = Literal["mailchimp", "dotdigital", "listmonk", "govdelivery", "plain"]


class Sender(Settings):
    """Who a newsletter comes from."""

    name: HeaderText = Field(min_length=2, max_length=70)
    address: Mailbox


class SocialLink(Settings):
    """A page of the office on another service."""

    name: HeaderText
    address: HttpsAddress


UTM = ("utm_source", "utm_medium", "utm_campaign")  # what tracking adds to a link


class Tracking(Settings):
    """What is added to links so that a website's statistics tell where visitors came from (UTM)."""

    source: CampaignWord
    medium: CampaignWord = "email"


class NightColours(Settings):
    """Colours for readers whose screens are dark."""

    ground: Colour = "#0F1418"
    paper: Colour = "#1B2229"
    panel: Colour = "#26303A"
    text: Colour = "#F2F4F6"
    muted: Colour = "#C5CCD3"
    link: Colour = "#9CCBF2"
    rule: Colour = "#4C5863"

    @model_validator(mode="after")
    def _can_be_read(self) -> NightColours:
        """Text needs a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3) at night too."""
        Wrong.raise_for(hard_to_read(self, ("text", "muted", "link"), ("ground", "paper", "panel")))
        return self


class Mail(Settings):
    """How a newsletter is sent. ``default_name`` greets readers whose first name isn't known; ``sign_up`` is
    the page on which readers ask for it, ``unsubscribe`` the one on which they end it."""

    from_: Sender = Field(alias="from")
    default_name: HeaderText = "reader"
    platforms: tuple[PlatformName, ...] = ("plain",)
    social: tuple[SocialLink, ...] = ()
    sign_up: HttpsAddress | None = None
    unsubscribe: HttpsAddress | None = None
    pictures: FolderAddress | None = None
    tracking: Tracking | None = None
    night: NightColours = NightColours()
