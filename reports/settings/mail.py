"""The part of office.yaml about mail: from whom, through which platforms, in which colours at night."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from reports.settings.colour import COLOUR, READABLE, contrast
from reports.settings.header import HeaderText, Mailbox
from reports.settings.yaml import Settings

HttpsAddress = Annotated[str, Field(pattern=r"^https://[^\s\"'<>]+$")]
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

    source: str = Field(pattern=r"^[A-Za-z0-9_.-]+$")
    medium: str = Field(default="email", pattern=r"^[A-Za-z0-9_.-]+$")


class NightColours(Settings):
    """Colours for readers whose screens are dark."""

    ground: str = "#0F1418"
    paper: str = "#1B2229"
    panel: str = "#26303A"
    text: str = "#F2F4F6"
    muted: str = "#C5CCD3"
    link: str = "#9CCBF2"
    rule: str = "#4C5863"

    @field_validator("*", mode="after")
    @classmethod
    def _are_colours(cls, value: str) -> str:
        if not COLOUR.fullmatch(value):
            raise ValueError(f"{value!r} is not a colour; write #12436D in quotes")
        return value

    @model_validator(mode="after")
    def _can_be_read(self) -> NightColours:
        """Text needs a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3) at night too."""
        for name in ("text", "muted", "link"):
            for ground in ("ground", "paper", "panel"):
                found = contrast(getattr(self, name), getattr(self, ground))
                if found < READABLE:
                    raise ValueError(
                        f"{name} on {ground} has a contrast of {found:.1f} to 1; text needs {READABLE} to 1"
                    )
        return self


class Mail(Settings):
    """How a newsletter is sent. ``default_name`` greets readers whose first name isn't known."""

    from_: Sender = Field(alias="from")
    default_name: HeaderText = "reader"
    platforms: tuple[PlatformName, ...] = ("plain",)
    social: tuple[SocialLink, ...] = ()
    pictures: str | None = Field(default=None, pattern=r"^https://[^\s\"'<>]+/$")
    tracking: Tracking | None = None
    night: NightColours = NightColours()
