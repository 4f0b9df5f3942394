"""Webhooks, in office.yaml under ``webhooks``: which other system hears of what, signed with whose secret."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from reckoner.reports.settings.form import Wrong, form
from reckoner.reports.settings.yaml import Settings

Event = Literal[
    "draft.made", "draft.approved", "draft.rejected", "draft.delivered", "draft.withdrawn", "build.failed",
    "delivery.failed",
]  # fmt: skip
Address = Annotated[
    str,
    form(
        r"https://[A-Za-z0-9.:\[\]-]+(/[^\s\"<>#]*)?|http://(localhost|127\.0\.0\.1)(:[0-9]{1,5})?(/[^\s\"<>#]*)?",
        "an address that begins with https:// and holds no name or password",
        "https://hooks.example.org/reckoner",
    ),
    Field(max_length=500),
]
Name = Annotated[
    str, form(r"[a-z][a-z0-9-]*", "a name: small letters, digits and - only", "website"), Field(max_length=40)
]


class Webhook(Settings):
    """Who hears of what. ``secret`` names a file that only its owner may read, with ``whsec_`` and base64.

    ``former_secret`` signs beside it while the other system changes over. ``inside`` allows an address of
    the office's own network or of this machine. Without ``events`` it hears of all, without ``publications``
    of every one.
    """

    address: Address
    secret: str = Field(min_length=1)
    former_secret: str = ""
    events: tuple[Event, ...] = ()
    publications: tuple[str, ...] = ()
    authority: str = ""
    inside: bool = False
    seconds: int = Field(default=10, ge=1, le=60)

    @model_validator(mode="after")
    def _fits_together(self) -> Webhook:
        Wrong.raise_for(self._faults())
        return self

    def _faults(self) -> Iterator[Wrong]:
        if self.address.startswith("http://") and not self.inside:
            todo = "Add `inside: true`, or name one that begins with https://."
            yield Wrong("this address is on this machine", "address", todo=todo)
        try:
            port = urlsplit(self.address).port
        except ValueError:
            port = 0
        if port == 0:
            yield Wrong(
                "the address has no port that can be used", "address", todo="Correct it, or leave it out."
            )

    def hears(self, event: str, publication: str) -> bool:
        """Whether it is told of this event of a publication."""
        wanted = not self.events or event in self.events
        return wanted and (not self.publications or publication in self.publications)
